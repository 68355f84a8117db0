#!/usr/bin/env bash
# Proof that the Debian package that package.sh makes installs and works on a bare Debian with what it declares to need: a
# fresh root of this machine's release gets it by apt, without recommendations; there the command line compares two objects,
# an agent is started on demand and ended, the window opens and is driven and closed by keys; with the recommended packages
# the demonstration patches a process; and after its removal no file of it is left.
#
# usage: package-check.sh [OPTION]...
#   --deb FILE              the package (default: package.sh makes it)
#   --work FOLDER           where the base of the root and the pictures are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/package-check)
#   --skip-if-unavailable   pass where a root cannot be made (no root, no debootstrap, no package sources); without it that
#                           is trouble (exit 2)
#
# Exit: 0 done, 1 a check failed, 2 trouble. Missing Debian packages are installed. What is mounted is so in a mount namespace
# of its own, which ends with the command that needs it.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$here")
suture=$home/suture
work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/package-check}
skip_if_unavailable=no
deb=''
server=''
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"
# shellcheck source-path=SCRIPTDIR source=chroot.sh
. "$here/chroot.sh"
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$home/.mvn/machine.sh"

passed() { say "passed: $*"; }

while [ $# -gt 0 ]; do
    case $1 in
    --deb) deb=${2:?--deb takes a file} && shift ;;
    --work) work=${2:?--work takes a folder} && shift ;;
    --skip-if-unavailable) skip_if_unavailable=yes ;;
    -h | --help) show_help && exit 0 ;;
    *) trouble "unknown option $1" ;;
    esac
    shift
done

[ "$(id -u)" -eq 0 ] || unavailable "a root of its own needs root"
need_packages debootstrap:debootstrap gcc:gcc Xvfb:xvfb openbox:openbox xdotool:xdotool xprop:x11-utils convert:imagemagick \
    || unavailable "tools are missing"
enter_work "$work"
begin_run "$work"
unset SUTURE_HOME

finish() {
    [ -z "$server" ] || end_process "$server"
    [ "$keep_run" = yes ] || rm -rf "$run"
}
trap finish EXIT

# inside COMMAND... runs in the root as a program of a machine is run: with /proc, /dev and the X server's folder.
inside() {
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --pid --fork --kill-child sh -ec '
        root=$1
        shift
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mkdir -p "$root/tmp/.X11-unix"
        [ ! -d /tmp/.X11-unix ] || mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
        exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive "$@"
    ' sh "$run/chroot" "$@"
}

install_it() {
    make_chroot
    cp "$deb" "$run/chroot/tmp/suture.deb"
    in_chroot apt-get -q update >"$run/apt.log" 2>&1 || unavailable "apt has no package sources in the root (log: $run/apt.log)"
    inside apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends install /tmp/suture.deb >>"$run/apt.log" 2>&1 \
        || { tail -n 20 "$run/apt.log" >&2 && failed "apt-get install"; }
    [ -z "$(in_chroot dpkg --audit)" ] || failed "dpkg --audit"
    [ -z "$(in_chroot dpkg --verify suture)" ] || failed "dpkg --verify"
    # shellcheck disable=SC2016 # expanded by dpkg-query
    passed "apt installed $(basename "$deb"), $(du -h --apparent-size "$deb" | cut -f 1);" \
        "installed: $(in_chroot dpkg-query -W -f '${Installed-Size}' suture) KiB," \
        "with it $(grep -c '^Setting up ' "$run/apt.log") packages"
}

# libraries_are_there sees that every library of Java's and JavaFX's for this machine finds those it is linked with.
libraries_are_there() {
    local jar
    mkdir -p "$run/chroot/tmp/libraries"
    for jar in "$run"/chroot/usr/lib/suture/lib/app/javafx-*-linux.jar; do
        (cd "$run/chroot/tmp/libraries" && "$(find_jdk)/bin/jar" -xf "$jar" && find . -type f ! -name '*.so' -delete)
    done
    # Java's own toolkit (AWT) is not used.
    # shellcheck disable=SC2016 # expanded by the inner shell
    inside sh -c 'LD_LIBRARY_PATH=/usr/lib/suture/lib/runtime/lib:/usr/lib/suture/lib/runtime/lib/server:/tmp/libraries
        export LD_LIBRARY_PATH
        find /tmp/libraries /usr/lib/suture -name "*.so" ! -name "libawt*" ! -name "libjawt*" ! -name "libsplash*" ! -name "libjsound*" \
            ! -name "libfontmanager*" | while read -r library; do ldd "$library" | sed -n "s|=> not found|(needed by $library)|p"; done' \
        >"$run/missing"
    [ ! -s "$run/missing" ] || { cat "$run/missing" >&2 && failed "libraries are missing"; }
    rm -rf "$run/chroot/tmp/libraries"
    passed "no library lacks another"
}

command_line_works() {
    local side code=0
    inside suture --version >"$run/version" 2>&1 || failed "suture --version: $(cat "$run/version")"
    for side in base patched; do
        mkdir -p "$run/chroot/tmp/$side"
        printf 'int fare(int zones, int riders) { return zones * riders + %d * zones; }\n' ${#side} >"$run/fare.c"
        (cd "$run" && gcc -c -O1 -ffunction-sections -o "$run/chroot/tmp/$side/fare.o" fare.c)
    done
    inside suture diff /tmp/base/fare.o /tmp/patched/fare.o >"$run/diff" 2>&1 || code=$?
    [ "$code" -eq 1 ] || failed "suture diff ended with $code: $(cat "$run/diff")"
    grep -q fare "$run/diff" || failed "suture diff says: $(cat "$run/diff")"
    inside suture diff /tmp/base/fare.o /tmp/base/fare.o >"$run/same" 2>&1 || failed "suture diff of the same: $(cat "$run/same")"
    inside suture elf /tmp/base/fare.o >"$run/elf" 2>&1 || failed "suture elf: $(cat "$run/elf")"
    passed "$(cat "$run/version") compares two objects: exit code 1 where they differ, 0 where they do not"
}

# In one process namespace: an agent ends with it.
agent_is_started_on_demand() {
    inside sh -c 'suture save && suture agent status && suture agent stop' >"$run/agent" 2>&1 \
        || failed "the agent: $(cat "$run/agent")"
    passed "an agent is started on demand and stops: $(grep -m 1 -i agent "$run/agent")"
}

# waits_until WHAT COMMAND... asks again until it succeeds.
waits_until() {
    local what=$1 end=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || failed "did not happen: $what (pictures and logs: $run)"
        sleep 0.05
    done
}

window_manager_there() { xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'; }
window_shown() { xdotool search --onlyvisible --class '^suture$' | grep -q .; }
picture() { convert "xwd:$run/screen/Xvfb_screen0" "$1"; }
# colours GEOMETRY prints how many colours a part of the screen has.
colours() { convert "xwd:$run/screen/Xvfb_screen0" -crop "$1" +repage -format %k info:; }
is_painted() { [ "$(colours 800x400+300+200)" -gt 60 ]; }
palette_is_open() { [ "$(convert "xwd:$run/screen/Xvfb_screen0" -crop 40x40+100+700 +repage -format '%[fx:mean<0.9]' info:)" = 1 ]; }

window_opens() {
    local display program code=0
    mkdir "$run/screen"
    Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp -fbdir "$run/screen" 3>"$run/display" 2>"$run/xvfb.log" &
    server=$!
    waits_until "the X server is there" test -s "$run/display"
    display=:$(cat "$run/display")
    export DISPLAY=$display
    openbox --sm-disable >"$run/openbox.log" 2>&1 &
    # It ends with its server.
    waits_until "the window manager is there" window_manager_there
    inside env DISPLAY="$display" suture >"$run/window" 2>&1 &
    program=$!
    waits_until "the window is on screen" window_shown
    waits_until "the start page is painted" is_painted
    picture "$work/window.png"
    xdotool key ctrl+shift+p
    waits_until "the command palette is open" palette_is_open
    picture "$work/palette.png"
    xdotool key Escape
    xdotool key alt+F4
    wait "$program" || code=$?
    [ "$code" -eq 0 ] || failed "the window's program ended with $code: $(cat "$run/window")"
    [ ! -s "$run/window" ] || failed "the window's program said: $(cat "$run/window")"
    passed "the window opens, is driven by keys and closes; pictures: $work/window.png, $work/palette.png"
}

demonstration_runs() {
    inside apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends install gcc libc6-dev make patch binutils \
        >>"$run/apt.log" 2>&1 || failed "apt-get install of what is recommended (log: $run/apt.log)"
    inside suture demo --terminal >"$run/demo" 2>&1 || { tail -n 20 "$run/demo" >&2 && failed "suture demo"; }
    passed "with the recommended packages the demonstration patches a process"
}

removed() {
    in_chroot apt-get -q -y -o Dpkg::Use-Pty=0 purge suture >>"$run/apt.log" 2>&1 || failed "apt-get purge (log: $run/apt.log)"
    if [ -e "$run/chroot/usr/bin/suture" ] || [ -e "$run/chroot/usr/lib/suture" ]; then failed "files are left after purge"; fi
    passed "apt-get purge removed it"
}

if [ -z "$deb" ]; then
    "$here/package.sh"
    deb=$(find "$home/dist/target/package" -name 'suture_*.deb' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2)
fi
[ -f "$deb" ] || trouble "there is no $deb"
install_it
libraries_are_there
command_line_works
agent_is_started_on_demand
window_opens
demonstration_runs
removed
keep_run=no
say "The package installs, works and goes away again."
