#!/bin/sh
# Starts socklab: finds a JDK 25 or newer, builds once with Maven, makes a start-up cache once, then becomes Java.
#   SOCKLAB_JAVA_HOME  the JDK to use, before JAVA_HOME and all others
#   SOCKLAB_JVM_DIRS   folders that hold JDKs, separated by colons, instead of the usual ones of this system
# Plain POSIX sh, for dash, bash 3.2, ksh and busybox; -nt is in POSIX since 2024 and in all of these.
# shellcheck disable=SC3013
set -u && unset CDPATH

# Prints $1, or $2 in a Chinese locale.
text() { case $locale in [Zz][Hh]*) printf '%s' "$2" ;; *) printf '%s' "$1" ;; esac; }
# Exit code 3: socklab cannot run here.
refuse() { printf '%s\n' "$(text "$@")" >&2 && exit 3; }

# Sets target to the file that $1 leads to through symbolic links.
follow() {
    target=$1
    while [ -h "$target" ] && link=$(readlink "$target"); do
        case $link in /*) target=$link ;; *) target=${target%/*}/$link ;; esac
    done
}

# Java would open files of its own as a closed descriptor 0, 1 or 2. Opened in the wrong direction, each use fails.
{ true 3<&0; } 2>/dev/null || exec 0>/dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
{ true 3>&2; } || exec 2>/dev/null

locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
[ -d "$PWD" ] || refuse "The current folder does not exist any more. Change to another one: cd" \
    "当前目录已不存在。请换到别的目录：cd"
case $0 in */*) follow "$0" ;; *) follow "./$0" ;; esac
case $target in
    ./*/* | */../* | */./* | [!./]* | ../*) home=$(cd -- "${target%/*}" && pwd) || exit 3 ;;
    ./*) home=$PWD ;;
    *) home=${target%/*} ;;
esac

# In a locale without UTF-8, or one that is not installed, Java reads each byte above 127 of an argument as "?".
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) utf8=yes ;; *) utf8= ;; esac
if [ -z "$utf8" ] || [ -d /usr/lib/locale/C.utf8 ]; then { LC_ALL=C.UTF-8 && export LC_ALL; } 2>/dev/null; fi

# Prints the system property $2 of the java at $1.
property() { "$1" -XshowSettings:properties -version 2>&1 </dev/null | sed -n "s/^ *$2 = //p"; }

# Sets version and major of the JDK in folder $1.
read_version() {
    version=
    if [ -r "$1/release" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            case $line in
                JAVA_RUNTIME_VERSION=*) version=${line#*=} && break ;;
                JAVA_VERSION=*) version=${line#*=} ;;
            esac
        done <"$1/release"
        version=${version#\"} version=${version%\"}
    fi
    [ -n "$version" ] || version=$(property "$1/bin/java" 'java\.runtime\.version')
    major=${version#1.} major=${major%%[!0-9]*} major=${major:-0}
}

# Sets jdk to the first of the folders $@ with a Java that is new enough and has program $tool; notes the others.
choose() {
    for folder; do
        [ -x "${folder:-/none}/bin/java" ] || continue
        read_version "$folder"
        jdk=$folder lacks=
        [ "$major" -lt "25" ] || [ ! -x "$folder/bin/$tool" ] || return 0
        [ "$major" -lt "25" ] || lacks=$(text ' without javac' '，没有 javac')
        case $found in *"(in $folder)"*) ;; *) found="$found${found:+, }Java $major$lacks (in $folder)" ;; esac
    done
    return 1
}

# Prints the folder of the JDK that the java on the PATH belongs to, as java says itself where a shim hides it. On a Mac
# without a JDK, /usr/bin/java would open a window.
on_path() {
    java=$(command -v java) || return
    [ "$java" = /usr/bin/java ] && [ -x /usr/libexec/java_home ] && return
    follow "$java"
    if [ -r "${target%/bin/java}/release" ]; then echo "${target%/bin/java}"; else property "$java" 'java\.home'; fi
}

choose_installed() {
    folders=${SOCKLAB_JVM_DIRS-}:
    while [ -n "$folders" ]; do
        [ -n "${folders%%:*}" ] && choose "${folders%%:*}"/* && return
        folders=${folders#*:}
    done
    [ -z "${SOCKLAB_JVM_DIRS+set}" ] && choose /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* \
        "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Prints the command that installs a JDK.
how() {
    if [ -d /System/Library ]; then echo "brew install openjdk@25"
    elif command -v dnf >/dev/null; then echo "sudo dnf install java-25-openjdk-devel"
    elif command -v pacman >/dev/null; then echo "sudo pacman -S jdk25-openjdk"
    elif command -v apk >/dev/null; then echo "sudo apk add openjdk25"
    else echo "sudo apt install openjdk-25-jdk $(text '(or from https://adoptium.net)' '（或取自 https://adoptium.net）')"
    fi
}

# Sets jdk and version to a JDK with program $1, or stops and says what to install.
find_jdk() {
    tool=$1 found=''
    choose "${SOCKLAB_JAVA_HOME-}" "${JAVA_HOME-}" || choose "$(on_path)" || choose_installed || refuse \
        "socklab needs a JDK, Java 25 or newer. Found here: ${found:-none}.
Install it: $(how), or set SOCKLAB_JAVA_HOME to the folder that holds one." \
        "socklab 需要 JDK，Java 25 或更新。这里找到的：${found:-没有}。
安装：$(how)，或把 SOCKLAB_JAVA_HOME 设为放 JDK 的目录。"
}

jar=$home/target/socklab.jar state=$home/target/launch own='' compiler=''
# The JDK found last time is taken again while its version, and all that decides the choice, stay the same.
asked="${SOCKLAB_JAVA_HOME-}|${JAVA_HOME-}|${SOCKLAB_JVM_DIRS-}|${HOME-}|$PATH"
recall_jdk() {
    { IFS= read -r was_asked && IFS= read -r jdk && IFS= read -r was_version; } 2>/dev/null <"$state/jdk" || return 1
    [ "$was_asked" = "$asked" ] && [ -x "$jdk/bin/java" ] && read_version "$jdk" && [ "$version" = "$was_version" ]
}
remember_jdk() {
    mkdir -p "$state" && printf '%s\n' "$asked" "$jdk" "$version" >"$state/$$" && mv -f "$state/$$" "$state/jdk"
}

# Is there a jar, and no source newer than it? A copy without sources is as it is. Editors make hidden and ~ files.
built() {
    [ -f "$jar" ] || return 1
    [ -f "$home/pom.xml" ] && [ -d "$home/src/main" ] || return 0
    [ -z "$(find "$home/pom.xml" "$home"/src/[bm]* -type f ! -name '.*' ! -name '*~' -newer "$jar")" ]
}

# Can Java take the name of the folder?
check_home() {
    bad='' && case $home in *:* | *"
"*) bad=yes ;;
        *[!\ -~]*) bad=$(command -v iconv >/dev/null && echo "$home" | iconv -f UTF-8 -t UTF-8 2>&1 >/dev/null) ;; esac
    [ -z "$bad" ] || refuse "Java takes no folder with a colon, a line break or non-UTF-8 bytes in its name: $home" \
        "Java 不接受名称中有冒号、换行或非 UTF-8 字节的目录：$home"
}

# Runs "$@" as a child that ends when this script is ended.
child() {
    "$@" <&0 &
    for signal in 1 2 15; do
        # shellcheck disable=SC2064
        trap "kill $!; wait; exit $((128 + signal))" "$signal"
    done
    wait $!
    set -- $? && trap - 1 2 15 && return "$1"
}

# Was the cache made of this jar by this JDK in this folder? Java does not notice. Equal times are not newer.
trained() {
    { IFS= read -r was_jdk && IFS= read -r was_version && IFS= read -r was_home; } 2>/dev/null <"$state/trained" &&
        [ "$was_jdk $was_version $was_home" = "$jdk $version $home" ] &&
        [ ! "$jar" -nt "$state/trained" ] && [ ! "$state/trained" -nt "$jar" ]
}

# Calls $1, exec or child, with Java, its options and what follows; socklab.launch's package-info.java explains them.
# shellcheck disable=SC2086
with_java() {
    call=$1 && shift
    "$call" $own "$jdk/bin/java" $compiler -XX:+UseSerialGC -Xmn64m -XX:-UsePerfData -XX:-PrintWarnings -Xlog:disable \
        -Dfile.encoding=UTF-8 -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -Dsocklab.home="$home" -Dsocklab.locale="$locale" --enable-native-access=ALL-UNNAMED "$@"
}

prepare() {
    check_home
    if ! built; then
        [ -f "$home/src/build/Build.java" ] || refuse "There is no $jar, and no source to build it from." \
            "没有 $jar，也没有可用来构建它的源文件。"
        find_jdk javac
        with_java child "$home/src/build/Build.java" "$home" || exit
    fi
    recall_jdk || { find_jdk java && remember_jdk 2>/dev/null; }
    trained || with_java child -cp "$jar" socklab.launch.CacheTraining "$state" "$jdk" "$version" >/dev/null 2>&1
}
{ built && recall_jdk && trained; } || prepare

# A lab or a wire has networks of its own. Without root, Java needs a user namespace for that; the user's ID stays.
case " $* " in *\ check\ *|*\ play\ *|*\ step\ *|*\ grade\ *|*\ report\ *|*\ bench\ *|*\ --wire\ *|*.lab*)
    own='unshare -c --keep-caps' ;; esac
case " $* " in *\ report\ *|*\ grade\ *) compiler=-XX:TieredStopAtLevel=1 ;; esac
[ "${1-}" != --wire ] || shift; [ -z "$own" ] || { [ "$(id -u)" != 0 ] && $own true; } 2>/dev/null || own=

if [ "${1-}" = bench ] && shift; then
    [ -d "$home/target/bench" ] || refuse "The benchmarks come with the sources; this is a copy without them." \
        "性能测试随源代码提供，这份拷贝里没有。"
    set -- -cp "$jar:$home/target/bench" socklab.bench.BenchProgram "$@"
else
    set -- -cp "$jar" socklab.Gate "$@"
fi
# Should Java crash, the cache may be damaged: the next start does without it.
SOCKLAB_CACHE=$state/socklab.aot && export SOCKLAB_CACHE
if [ -f "$SOCKLAB_CACHE" ] && trained; then
    set -- -XX:AOTCache="$SOCKLAB_CACHE" "-XX:OnError=rm -f \"\$SOCKLAB_CACHE\"" "$@"
fi
with_java exec "$@"
