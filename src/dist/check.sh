#!/usr/bin/env bash
# Tries the archive and the Debian package of target/dist as their users do. Usage: src/dist/check.sh, after
# mvn -Pdist package. Exit code 0: all that could be tried holds. Takes some minutes; all it makes is below one folder.
# shellcheck disable=SC2015,SC2016
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
exec </dev/null

passed=0 failed=0 skipped=0
ok() { echo "ok       $1" && passed=$((passed + 1)); }
failed() { echo "FAILED   $1" && failed=$((failed + 1)); }
skip() { echo "skipped  $1: $2" && skipped=$((skipped + 1)); }
# Does the command succeed? Its output is shown where it does not.
check() {
    local what=$1 said
    shift
    if said=$("$@" 2>&1); then ok "$what"; else failed "$what" && printf '%s\n' "$said" | tail -n 20; fi
}

archive=$(echo target/dist/socklab-*-linux-*.tar.gz)
package=$(echo target/dist/socklab_*.deb)
[ -f "$archive" ] || { echo "There is no archive in target/dist: mvn -Pdist package -DskipTests makes it." && exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/socklab dist XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/套接字 (x86)" "$work/home" && tar xzf "$archive" -C "$work/套接字 (x86)"
folder=$(echo "$work/套接字 (x86)"/socklab-*)
socklab=$folder/bin/socklab
cache=$(echo "$folder"/lib/*.aot)
export HOME=$work/home XDG_STATE_HOME=$work/home/state
unset JAVA_HOME SOCKLAB_JAVA_HOME

[ "$(stat -c %s "$archive")" -le 45000000 ] && ok "at most 45 MB" || failed "at most 45 MB: $(stat -c %s "$archive")"

check "there is a start-up cache" test -s "$cache"
says() { [ "$("${@:2}" 2>&1)" = "$1" ] || { "${@:2}" 2>&1 && return 1; }; }
version=$("$socklab" --version)
echo "$version"
code() { local wanted=$1 code=0 && shift && { "$@" || code=$?; } && [ "$code" = "$wanted" ]; }
check "exit code 0: lines" code 0 "$socklab" -e 'open udp' -e 'bind 127.0.0.1 0'
check "exit code 1: a line in error" code 1 "$socklab" -e 'bind 99999'
check "exit code 2: a wrong option" code 2 "$socklab" --no-such-option
check "exit code 3: what is not here" code 3 "$socklab" bench
ln -s "$socklab" "$work/link" && check "through a link, from any folder" says "$version" env -C / "$work/link" --version
check "Chinese in and out" grep -q '端口号是 0 到 65535' <("$socklab" --lang zh -e 'bind 99999' 2>&1)

# ---- the cache: each of these costs time, and no message
mv "$cache" "$work/cache"
check "cache missing" says "$version" "$socklab" --version
head -c 5000000 "$work/cache" >"$cache" && check "cache cut off" says "$version" "$socklab" --version
: >"$cache" && check "cache empty" says "$version" "$socklab" --version
echo junk >"$cache" && check "cache is no cache" says "$version" "$socklab" --version
LC_ALL=C sed 's/VM (25\./VM (24./' "$work/cache" >"$cache" && ! cmp -s "$work/cache" "$cache" && check "cache of another Java" says "$version" "$socklab" --version
rm -f "$cache" && cp "$work/cache" "$folder/lib/socklab-000000000000.aot"
check "cache of another version" says "$version" "$socklab" --version
rm -f "$folder/lib/socklab-000000000000.aot" && mv "$work/cache" "$cache"

mv "$work/套接字 (x86)" "$work/moved" && folder=$work/moved/${folder##*/} && socklab=$folder/bin/socklab
check "moved" says "$version" "$socklab" --version
chmod -R a-w "$folder" && check "read-only" says "$version" "$socklab" --version

together() {
    for _ in $(seq 200); do "$socklab" -e 'open udp' >>"$work/out" 2>&1 & done
    wait && [ "$(grep -c '^=> s1$' "$work/out")" = 200 ] && [ "$(wc -l <"$work/out")" = 400 ]
}
check "200 starts side by side" together
serve() {
    "$socklab" serve udp 0 --quiet >"$work/serve" & local server=$!
    for _ in $(seq 300); do [ -s "$work/serve" ] && break || sleep 0.1; done
    kill "$server" && wait "$server"
    local code=$? && cat "$work/serve" && [ "$code" = 0 ] && grep -q ready "$work/serve"
}
check "serve, ended by SIGTERM" serve
check "all labs" "$socklab" check "$folder/labs" -j 2
if command -v tmux >/dev/null; then
    console() {
        tmux -L "dist$$" -f /dev/null new-session -d -x 100 -y 20 "$socklab --lang zh" || return
        for _ in $(seq 100); do
            tmux -L "dist$$" capture-pane -p | grep -q 'socklab>' && break || sleep 0.1
        done
        tmux -L "dist$$" send-keys 'open udp' Enter && sleep 1 && tmux -L "dist$$" send-keys 'bind 99999' Enter && sleep 1
        tmux -L "dist$$" capture-pane -p >"$work/screen" && tmux -L "dist$$" kill-server
        cat "$work/screen" && grep -q 'SOCK_DGRAM' "$work/screen" && grep -q '端口号' "$work/screen"
    }
    socklab=$work/link && ln -sf "$folder/bin/socklab" "$work/link" && mv "$work/link" /tmp/socklab-dist-$$ \
        && socklab=/tmp/socklab-dist-$$ && check "console in a terminal, Chinese" console && rm -f /tmp/socklab-dist-$$
    socklab=$folder/bin/socklab
else
    skip "console in a terminal" "no tmux here"
fi

# ---- a root file system of the archive, the C library and a shell: no Java to be seen, an ordinary user
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null && command -v setpriv busybox >/dev/null; then
    root=$work/root && mkdir -p "$root"/{bin,tmp,proc,dev,opt,old,lib64} && chmod 1777 "$root/tmp"
    for program in busybox setpriv unshare; do
        cp "$(command -v $program)" "$root/bin/"
        ldd "$(command -v $program)" | grep -o '/[^ ]*' | while read -r library; do cp --parents -Ln "$library" "$root"; done
    done
    for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libgcc_s.so.1; do
        cp --parents -Ln "$(ldconfig -p | sed -n "s|.*$library (libc6,.*=> ||p" | head -n 1)" "$root" 2>/dev/null
    done
    cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/" 2>/dev/null
    cp -r "$folder" "$root/opt/socklab"
    for applet in sh env id true umount readlink iconv; do ln -s busybox "$root/bin/$applet"; done
    bare() {
        unshare -m sh -c 'mount --bind "$0" "$0" && cd "$0" && mount -t proc proc proc && mount --bind /dev dev \
            && pivot_root . old && umount -l /old && cd /tmp \
            && exec setpriv --reuid=1000 --regid=1000 --clear-groups /bin/env -i PATH=/bin HOME=/tmp "$@"' "$root" "$@"
    }
    check "bare root: there is no java" code 1 bare /bin/sh -c 'command -v java || exit 1'
    check "bare root: a start" says "$version" bare /opt/socklab/bin/socklab --version
    check "bare root: all labs, as an ordinary user" bare /opt/socklab/bin/socklab check /opt/socklab/labs -j 2
    check "bare root: --wire" bare /opt/socklab/bin/socklab --wire -e '/wire a b' -e '/wire'
else
    skip "a bare root file system" "needs root, mount namespaces, setpriv and busybox"
fi

# ---- the Debian package, in a root of its own
if [ -f "$package" ] && [ "$(id -u)" = 0 ] && command -v dpkg >/dev/null; then
    deb=$work/deb && mkdir -p "$deb/var/lib/dpkg"/{updates,info} && : >"$deb/var/lib/dpkg/status"
    check "dpkg installs" dpkg --root="$deb" --force-depends --force-script-chrootless -i "$package"
    check "the installed program starts" says "$version" "$deb/usr/bin/socklab" --version
    for file in man/man1/socklab.1 bash-completion/completions/socklab fish/vendor_completions.d/socklab.fish \
        zsh/vendor-completions/_socklab; do
        [ -f "$deb/usr/share/$file" ] && ok "installed: $file" || failed "installed: $file"
    done
    check "dpkg removes" dpkg --root="$deb" --force-depends -r socklab
    left=$(find "$deb/usr" ! -type d 2>/dev/null)
    [ -z "$left" ] && ok "nothing is left" || failed "left: $left"
else
    skip "the Debian package" "needs root, dpkg and target/dist/socklab_*.deb"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
