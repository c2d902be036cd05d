#!/bin/sh
# Starts socklab with the Java that came with it.
# shellcheck disable=SC3013

#= set -u && unset CDPATH

#= # Prints $1, or $2 in a Chinese locale.

#= # Sets target to the file that $1 leads to through symbolic links.

#= # Can Java take the name of the folder?

#= # Java would open files of its own as a closed descriptor 0, 1 or 2. Opened in the wrong direction, each use fails.

#= locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}

home=${home%/*} jdk=$home/runtime jar=$home/lib/@JAR@ own='' compiler=''

#= # In a locale without UTF-8, or one that is not installed, Java reads each byte above 127 of an argument as "?".

#= # Calls $1, exec or child, with Java, its options and what follows; socklab.launch's package-info.java explains them.

check_home
{ [ -x "$jdk/bin/java" ] && [ -f "$jar" ]; } || refuse "This copy of socklab is not whole: $home. Unpack it again." \
    "这份 socklab 不完整：$home。请重新解压。"
[ "${1-}" != bench ] || refuse "The benchmarks come with the sources; this is a copy without them." \
    "性能测试随源代码提供，这份拷贝里没有。"

#= # A lab or a wire has networks of its own. Without root, Java needs a user namespace for that; the user's ID stays.

set -- -cp "$jar" socklab.Gate "$@"
# The cache is of this jar and this Java alone: its name says so, and a jar put here later is newer. Java itself rejects
# one that is cut off. Should Java crash, the cache may be damaged: the next start does without it.
SOCKLAB_CACHE=$home/lib/@CACHE@ && export SOCKLAB_CACHE
if [ -f "$SOCKLAB_CACHE" ] && [ ! "$jar" -nt "$SOCKLAB_CACHE" ]; then
    set -- -XX:AOTCache="$SOCKLAB_CACHE" "-XX:OnError=rm -f \"\$SOCKLAB_CACHE\"" "$@"
fi
with_java exec "$@"
