#!/bin/sh
# Starts socklab. Finds a JDK 25 or newer, builds once with Maven, then only starts: what a later start needs
# to know was written down by the first, so that it costs one small process (find) before java takes over.
#   SOCKLAB_JAVA_HOME  the JDK to use, before JAVA_HOME and everything else
#   SOCKLAB_JVM_DIRS   folders that hold JDKs, with colons between, instead of this system's usual ones
# Plain POSIX sh, for dash, bash 3.2 and busybox alike. -nt is not in the older POSIX, but in all of these.
# shellcheck disable=SC3013
set -u
unset CDPATH

needed=25
newline='
'

say() {
    printf '%s\n' "$*" >&2
}

# Prints $1, or $2 for those whose locale is Chinese.
words() {
    case $locale in
        [Zz][Hh]*) printf '%s' "$2" ;;
        *) printf '%s' "$1" ;;
    esac
}

# Exit code 3: it cannot run here.
refuse() {
    say "$@"
    exit 3
}

# ---------------------------------------------------------------------- where it lies

self=$0
while [ -h "$self" ]; do
    link=$(readlink "$self") || break
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
case $self in
    */*) home=${self%/*} ;;
    *) home=. ;;
esac
case $home in
    .) home=$PWD ;;
    */../* | */./* | */.. | */. | [!/]*) home=$(cd -- "$home" && pwd) || exit 3 ;;
    '') home=/ ;;
esac
jar=$home/target/socklab.jar
state=$home/target/launch

# ---------------------------------------------------------------------- text is UTF-8

# In the C locale Java takes every byte of an argument above 127 for a question mark, and so it does where the
# locale is named but not installed. The language the user asked for goes along as a property.
locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) named=yes ;;
    *) named= ;;
esac
if [ -z "$named" ] || [ -d /usr/lib/locale/C.utf8 ]; then
    # bash warns of a locale that is not there
    { LC_ALL=C.UTF-8 && export LC_ALL; } 2>/dev/null
fi

# ---------------------------------------------------------------------- the JDK

older=

# Sets version and major of the JDK in folder $1: from its release file, and only without one by asking it.
read_version() {
    version='' major=0
    if [ -r "$1/release" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            case $line in
                JAVA_RUNTIME_VERSION=*) version=${line#*=} && break ;;
                JAVA_VERSION=*) version=${line#*=} ;;
            esac
        done <"$1/release"
        version=${version#\"} version=${version%\"}
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 </dev/null |
            sed -n 's/^ *java\.runtime\.version = //p')
    fi
    major=${version#1.}
    major=${major%%[!0-9]*}
    major=${major:-0}
}

# Is there a JDK in folder $1 (called $2 in messages), new enough and with program $tool? Sets jdk.
usable() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
    read_version "$1"
    if [ "$major" -ge "$needed" ] && [ -x "$1/bin/$tool" ]; then
        jdk=$1
        return 0
    fi
    case $older in
        *"$1)"*) ;;
        *)
            missing=
            [ "$major" -lt "$needed" ] || missing=$(words ' without javac' '，没有 javac')
            older="$older${older:+, }Java $major$missing ($2)"
            ;;
    esac
    return 1
}

# The JDK behind the java on the PATH, through its links, or as it says itself where a shim hides it.
usable_path() {
    path_java=$(command -v java) || return 1
    # On a Mac this one only looks where the search below looks too, and without a JDK it opens a window.
    [ "$path_java" = /usr/bin/java ] && [ -x /usr/libexec/java_home ] && return 1
    real=$path_java
    while [ -h "$real" ]; do
        link=$(readlink "$real") || break
        case $link in
            /*) real=$link ;;
            *) real=${real%/*}/$link ;;
        esac
    done
    path_home=${real%/bin/java}
    if [ ! -r "$path_home/release" ]; then
        path_home=$("$path_java" -XshowSettings:properties -version 2>&1 </dev/null |
            sed -n 's/^ *java\.home = //p')
    fi
    usable "$path_home" "java on the PATH, in $path_home"
}

# Looks through the folders that match the patterns: $1 and what follows.
usable_in() {
    for candidate; do
        usable "$candidate" "in $candidate" && return 0
    done
    return 1
}

usable_elsewhere() {
    if [ -n "${SOCKLAB_JVM_DIRS+set}" ]; then
        rest=$SOCKLAB_JVM_DIRS:
        while [ -n "$rest" ]; do
            folder=${rest%%:*}
            rest=${rest#*:}
            [ -z "$folder" ] || usable_in "$folder"/* && return 0
        done
        return 1
    fi
    usable_in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* \
        "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Finds a JDK with program $1, or stops and says what to install.
find_jdk() {
    tool=$1
    jdk=
    usable "${SOCKLAB_JAVA_HOME-}" "SOCKLAB_JAVA_HOME=${SOCKLAB_JAVA_HOME-}" && return
    usable "${JAVA_HOME-}" "JAVA_HOME=${JAVA_HOME-}" && return
    usable_path && return
    usable_elsewhere && return
    say "$(words "socklab needs a JDK, Java $needed or newer. Found here: ${older:-none}." \
        "socklab 需要 JDK，Java $needed 或更新。这里找到的：${older:-没有}。")"
    refuse "$(words "Install it: $(how jdk), or set SOCKLAB_JAVA_HOME to the folder that holds one." \
        "安装：$(how jdk)，或把 SOCKLAB_JAVA_HOME 设为放 JDK 的目录。")"
}

# The command that installs $1, jdk or maven, on this system.
how() {
    if [ -d /System/Library ]; then
        [ "$1" = jdk ] && echo "brew install openjdk@25" || echo "brew install maven"
    elif [ "$1" = jdk ] && [ -d "${HOME-}/.sdkman/candidates" ]; then
        echo "sdk install java 25-tem"
    elif command -v dnf >/dev/null; then
        [ "$1" = jdk ] && echo "sudo dnf install java-25-openjdk-devel" || echo "sudo dnf install maven"
    elif command -v pacman >/dev/null; then
        [ "$1" = jdk ] && echo "sudo pacman -S jdk25-openjdk" || echo "sudo pacman -S maven"
    elif command -v apk >/dev/null; then
        [ "$1" = jdk ] && echo "sudo apk add openjdk25" || echo "sudo apk add maven"
    elif [ "$1" = jdk ]; then
        echo "sudo apt install openjdk-25-jdk $(words '(not there yet? https://adoptium.net has it for every system)' \
            '（还没有？https://adoptium.net 有各个系统的版本）')"
    else
        echo "sudo apt install maven"
    fi
}

# What decides which JDK is found; while it stays the same, the one found last time is taken again.
asked="${SOCKLAB_JAVA_HOME-}|${JAVA_HOME-}|${SOCKLAB_JVM_DIRS-}|${HOME-}|$PATH"

recall_jdk() {
    jdk=
    [ -r "$state/jdk" ] || return 1
    {
        IFS= read -r was_asked && IFS= read -r jdk && IFS= read -r was_version
    } <"$state/jdk" || return 1
    [ "$was_asked" = "$asked" ] && [ -x "$jdk/bin/java" ] || return 1
    version=$was_version
    [ -r "$jdk/release" ] || return 0
    read_version "$jdk"
    [ "$version" = "$was_version" ]
}

remember_jdk() {
    case $asked$jdk in *"$newline"*) return ;; esac
    [ -w "$state" ] || return
    printf '%s\n' "$asked" "$jdk" "$version" >"$state/jdk.$$" && mv -f "$state/jdk.$$" "$state/jdk"
}

# ---------------------------------------------------------------------- one builder at a time

# The lock is a folder with the owner's process number in it. When an owner has died, the one process that can
# make the folder after-NUMBER succeeds it: the lock is never taken away from under anyone.
try_lock() {
    mkdir -p "$state" 2>/dev/null
    if ! mkdir "$state/lock" 2>/dev/null; then
        owner=
        { IFS= read -r owner <"$state/lock/pid"; } 2>/dev/null
        if [ -n "$owner" ]; then
            kill -0 "$owner" 2>/dev/null && return 1
        else
            # Made just now, or left by one that died between two commands.
            unnamed=$((unnamed + 1))
            [ "$unnamed" -gt 20 ] || return 1
        fi
        mkdir "$state/lock/after-$owner" 2>/dev/null || return 1
        now=
        { IFS= read -r now <"$state/lock/pid"; } 2>/dev/null
        if [ "$now" != "$owner" ]; then
            rmdir "$state/lock/after-$owner"
            return 1
        fi
    fi
    printf '%s\n' "$$" >"$state/lock/pid.$$" && mv -f "$state/lock/pid.$$" "$state/lock/pid" || return 1
    trap 'stop 129' HUP
    trap 'stop 130' INT
    trap 'stop 143' TERM
}
unnamed=0

unlock() {
    rm -rf "$state/lock"
    trap - HUP INT TERM
}

worker='' ticker=''

stop() {
    trap '' HUP INT TERM
    [ -z "$ticker" ] || kill "$ticker" 2>/dev/null
    # A command in the background is deaf to the terminal's Ctrl-C.
    [ -z "$worker" ] || kill "$worker" 2>/dev/null
    rm -rf "$state/lock" "$state/began" "$state"/training*
    [ ! -t 2 ] || say ""
    exit "$1"
}

wait_for_lock() {
    waited=0
    until try_lock; do
        if [ ! -w "$state" ]; then
            refuse "$(words "socklab is not built yet, and $home cannot be written to: build it with mvn package elsewhere." \
                "socklab 还没有构建，而 $home 不可写：请在别处用 mvn package 构建。")"
        fi
        [ "$waited" -ne 10 ] || say "$(words "Another start is building socklab; waiting for it." \
            "另一次启动正在构建 socklab，等它完成。")"
        [ "$waited" -lt 3000 ] || refuse "$(words "Still not built. If nothing is building it, remove $state/lock" \
            "还是没有构建好。如果没有程序在构建它，请删除 $state/lock")"
        waited=$((waited + 1))
        # Every system has it, though POSIX has whole seconds only.
        sleep 0.2 2>/dev/null || sleep 1
    done
}

# Says "$1" with seconds behind it while the background job goes on, if there is a terminal to say it to.
tick() {
    ticker=
    if [ ! -t 2 ] || [ "${TERM-dumb}" = dumb ]; then
        say "$1"
        return
    fi
    (
        seconds=0
        while kill -0 $$ 2>/dev/null; do
            printf '\r%s %ss ' "$1" "$seconds" >&2
            seconds=$((seconds + 1))
            sleep 1
        done
    ) </dev/null >/dev/null &
    ticker=$!
}

tick_end() {
    [ -n "$ticker" ] || return 0
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null
    ticker=
    say ""
}

# ---------------------------------------------------------------------- the build

# Is there a jar, and no source newer than it? A copy without sources is as it is. Sets newer.
built() {
    newer=
    [ -f "$jar" ] || return 1
    [ -f "$home/pom.xml" ] && [ -d "$home/src/main" ] || return 0
    # Hidden files and files with a ~ are an editor's.
    newer=$(find "$home/pom.xml" "$home/src/main" -type f ! -name '.*' ! -name '*~' -newer "$jar")
    newer=${newer%%"$newline"*}
    [ -z "$newer" ]
}

build() {
    [ -f "$home/pom.xml" ] || refuse "$(words "There is no $jar, and no pom.xml to build it from." \
        "没有 $jar，也没有可用来构建它的 pom.xml。")"
    if ! command -v mvn >/dev/null; then
        if [ -f "$jar" ]; then
            say "$(words "socklab's sources are newer than what was built of them, and there is no Maven: running what was built." \
                "socklab 的源文件比构建结果新，但没有 Maven：运行已构建的版本。")"
            say "$(words "Install it: $(how maven)" "安装：$(how maven)")"
            return
        fi
        refuse "$(words "socklab is built once, with Maven, and there is no mvn on the PATH.${newline}Install it: $(how maven)" \
            "socklab 要用 Maven 构建一次，而 PATH 中没有 mvn。${newline}安装：$(how maven)")"
    fi
    find_jdk javac
    wait_for_lock
    if built; then
        unlock
        return
    fi
    text=$(words 'First start: building socklab, about half a minute...' '首次启动：正在构建 socklab，约半分钟……')
    [ ! -f "$jar" ] || text=$(words 'The sources have changed: building socklab...' '源文件有改动：正在构建 socklab……')
    log=$home/target/build.log
    : >"$state/began"
    (
        cd -- "$home" || exit
        JAVA_HOME=$jdk
        export JAVA_HOME
        # Nothing of what is typed or piped to socklab is for Maven.
        exec mvn -q -B -Dmaven.test.skip=true package
    ) </dev/null >"$log" 2>&1 &
    worker=$!
    tick "$text"
    wait "$worker"
    result=$?
    worker=
    tick_end
    if [ "$result" -ne 0 ] || [ ! -f "$jar" ]; then
        tail -n 25 "$log" >&2
        unlock
        refuse "$(words "socklab was not built: mvn ended with exit code $result. All it said: $log" \
            "socklab 没有构建成功：mvn 以退出码 $result 结束。全部输出：$log")"
    fi
    # As old as the beginning of the build, so that what was saved meanwhile is newer. Maven leaves the jar alone
    # when only a comment changed. A source from the future would have it built on every start.
    touch -r "$state/began" "$jar"
    touch "$state/began"
    while ! built && [ "$newer" -nt "$state/began" ]; do
        touch -r "$newer" "$jar"
    done
    rm -f "$state/began"
    unlock
}

# ---------------------------------------------------------------------- the caches that make it start fast

# Were the caches made of this very jar by this very JDK? Java does not notice another jar under its cache.
trained() {
    [ -f "$state/trained" ] || return 1
    was_jdk='' was_version=''
    {
        IFS= read -r was_jdk && IFS= read -r was_version
    } <"$state/trained"
    [ "$was_jdk" = "$jdk" ] && [ "$was_version" = "$version" ] || return 1
    # Neither is newer: both have the same time.
    [ ! "$jar" -nt "$state/trained" ] && [ ! "$state/trained" -nt "$jar" ]
}

# Becomes Java with options $@, a class and what it is told. With -jar Java would read the manifest first, which says
# the same and takes a tenth of the time to the prompt. Serial collection starts soonest, and by itself it would let
# new objects take hundreds of megabytes on a large machine; what the JVM has to say of itself is not for the user. That it
# checks its own linking of each downcall anew costs two classes made at every start.
become_java() {
    exec "$jdk/bin/java" -XX:+UseSerialGC -Xmn64m -XX:-UsePerfData -XX:-PrintWarnings -Xlog:disable \
        -Dfile.encoding=UTF-8 -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -Dsocklab.home="$home" -Dsocklab.locale="$locale" \
        -Djava.lang.foreign.VERIFY_BINDINGS=false --enable-native-access=ALL-UNNAMED -cp "$jar" "$@"
}

# What is run in a training: it starts fast afterwards.
typical_lines() {
    cat <<'END'
# typical lines, 典型的几行: what is run here starts fast
server = open udp
bind 127.0.0.1 0
client = open udp
client.connect $server.local
client.send hello
message = server.recvfrom 2048
server.sendto $message.from $message.upper
client.recv 2048
=> "HELLO" (5 bytes)
client.setsockopt SO_RCVTIMEO 10ms
client.recv 2048
client.getsockopt SO_RCVBUF
/repeat 3
client.send again
server.recvfrom 2048
/end
client.close
server.close
listener = open tcp
bind 127.0.0.1 0
listen
client = open tcp
client.connect $listener.local
peer = listener.accept
client.send hello
peer.recv 2048
peer.shutdown wr
client.recv 2048
client.getsockname
client.close
peer.close
listener.close
bind 99999
/sockets
/list
/help
/help bind
/exit
END
}

# Runs $1, lines or a console, once and keeps what Java learned of it; $2 is true if somebody sits at a terminal in
# it. Whatever goes wrong here only costs time later. Without the profiles that the optimizing compiler would leave in
# it: with them a start takes a third longer. A method that the quick compiler had in the training stays with it for
# good: so none of those that make calls.
train_one() {
    XDG_STATE_HOME=$state/training.state TERM=xterm-256color become_java -XX:AOTCacheOutput="$state/training.aot" \
        -XX:TieredStopAtLevel=1 -XX:CompileCommand=quiet \
        '-XX:CompileCommand=exclude,socklab.*::*' '-XX:CompileCommand=exclude,jdk.internal.foreign.*::*' \
        -Dsocklab.terminal="$2" -Dsocklab.rehearsal="$1" -Dsocklab.lines="$state/training.lines" \
        -Dsocklab.training="$state/training.native" socklab.Gate \
        <"$state/training.lines" >/dev/null 2>&1 &
    worker=$!
    (
        # It takes two seconds. Should it hang, nobody waits for ever.
        seconds=0
        while [ "$seconds" -lt 30 ] && kill -0 "$worker" 2>/dev/null; do
            sleep 1
            seconds=$((seconds + 1))
        done
        [ "$seconds" -lt 30 ] || kill -9 "$worker"
    ) </dev/null >/dev/null 2>&1 &
    wait "$worker"
    worker=
    rm -f "$state/$1.aot"
    [ ! -s "$state/training.aot" ] || mv -f "$state/training.aot" "$state/$1.aot"
}

# Two caches: all classes of one are loaded at once, and a lab has no use for those of a console.
train() {
    rm -rf "$state/trained" "$state"/training*
    # As after earlier runs: what reads their lines and sessions is used, too.
    mkdir -p "$state/training.state/socklab/sessions"
    echo 'open udp' >"$state/training.state/socklab/history"
    echo 'open udp' >"$state/training.state/socklab/sessions/1-1.lab"
    typical_lines >"$state/training.lines"
    train_one lines ''
    train_one console true
    rm -rf "$state/native"
    [ ! -d "$state/training.native" ] || mv "$state/training.native" "$state/native"
    # Even if nothing came of it: it would not come of the next try either.
    printf '%s\n' "$jdk" "$version" >"$state/training.key"
    touch -r "$jar" "$state/training.key"
    # Where touch rounds, both shall be round.
    touch -r "$state/training.key" "$jar"
    mv -f "$state/training.key" "$state/trained"
    rm -rf "$state"/training*
}

# ---------------------------------------------------------------------- start

built || build
if ! recall_jdk; then
    find_jdk java
    [ -d "$state" ] || mkdir "$state" 2>/dev/null
    remember_jdk
fi
# Somebody else at it: this start does without.
if ! trained && [ -w "$home/target" ] && try_lock; then
    trained || train
    unlock
fi

terminal=
if [ -t 0 ] && [ -t 1 ]; then
    terminal=yes
fi
case ${1-} in
    serve | relay | bench) kind=server ;;
    check | play | step | -e) kind=lab ;;
    *) kind=${terminal:+console} ;;
esac
cache=$state/lines.aot
[ "$kind" != console ] || cache=$state/console.aot
set -- socklab.Gate "$@"
# The training had nothing to do but to start. Lines from a file may go round millions of times, and are compiled by what
# they do themselves, method by method: one that drew in all it calls would keep the compiler from the others for a second.
# Most labs and sessions are over before the optimizing compiler has only begun: they do with the
# quick one, which waits ten times as long as usual. Names that a later Java does not know it skips.
case $kind in
    server) ;;
    lab | console)
        set -- -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -XX:TieredStopAtLevel=1 \
            -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=20000 \
            -XX:Tier3BackEdgeThreshold=600000 "$@"
        ;;
    *)
        set -- -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining \
            -XX:MinInlineFrequencyRatio=0 -XX:InlineSmallCode=1000 -XX:FreqInlineSize=120 "$@"
        ;;
esac
if [ -f "$cache" ] && trained; then
    set -- -XX:AOTCache="$cache" -Dlibrary.jline.path="$state/native" "$@"
fi
become_java -Dsocklab.terminal="${terminal:+true}" "$@"
