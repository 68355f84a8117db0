#!/usr/bin/env bash
# Makes what is installed: an image of Suture with a Java of its own (jlink, jpackage), and a Debian package of it.
#
# usage: package.sh [OPTION]...
#   --output FOLDER   where they come to lie (default dist/target/package): image/ and suture_VERSION_ARCHITECTURE.deb
#   --image-only      no Debian package
#
# The image can be copied anywhere; its program is bin/suture. Needs the JDK that builds Suture, and dpkg-deb for the package.
# Starts are faster if the demonstration can run here (gcc, and the right to trace processes): classes are then kept as they
# were loaded. Exit: 0 done, 2 trouble.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$here")
parts=$home/dist/src/main
output=$home/dist/target/package
image_only=no
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$home/.mvn/machine.sh"
# shellcheck source-path=SCRIPTDIR source=../dist/src/main/sh/launch.sh
. "$parts/sh/launch.sh"

while [ $# -gt 0 ]; do
    case $1 in
    --output) output=${2:?--output takes a folder} && shift ;;
    --image-only) image_only=yes ;;
    -h | --help) show_help && exit 0 ;;
    *) trouble "unknown option $1" ;;
    esac
    shift
done

jdk=$(find_jdk) || exit 2
version=$("$home/suture" --version) || trouble "Suture cannot be built"
version=${version#suture }
assembled=$home/dist/target/suture
mkdir -p "$output"
output=$(CDPATH='' cd -- "$output" && pwd -P)
log=$output/package.log
image=$output/image
: >"$log"

# run COMMAND... runs with what it says in the log.
run() { "$@" >>"$log" 2>&1 || { tail -n 20 "$log" >&2 && trouble "$1 failed (log: $log)"; }; }

# modules prints the modules of Java that Suture and its libraries use. Reflection does not show: JNA's and JavaFX's uses are in
# the modules named here anyway.
modules() {
    local jars=("$assembled"/lib/*.jar)
    "$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --class-path "$assembled/lib/*" \
        "${jars[@]}" 2>>"$log" | tail -n 1 | tr ',' '\n' | grep -E '^(java|jdk)\.' | paste -sd ,
}

make_image() {
    local modules work
    work=$(mktemp -d "$output/work.XXXXXX")
    rm -rf "$image"
    modules=$(modules) || trouble "jdeps failed (log: $log)"
    [ -n "$modules" ] || trouble "jdeps finds no modules (log: $log)"
    say "Linking a Java of $modules ..."
    run "$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --compress zip-6 --output "$work/runtime"
    say "Making the image ..."
    run "$jdk/bin/jpackage" --type app-image --name suture --app-version "${version%%-*}" --vendor Suture \
        --description "Workbench for Linux hot patches" --input "$assembled/lib" --main-jar "cli-$version.jar" \
        --main-class dev.suture.cli.Main --runtime-image "$work/runtime" --dest "$work"
    mv "$work/suture" "$image"
    rm -rf "$work"
    # Its launcher is a program that loads Java into itself: it cannot tell the terminal's width, and an agent that is
    # started like it would not know how. What ./suture runs takes its place.
    rm -f "$image/bin/suture" "$image/lib/libapplauncher.so" "$image/lib/app/suture.cfg" "$image/lib/app/.jpackage.xml"
    install -m 755 "$parts/linux/suture" "$image/bin/suture"
    install -m 644 "$parts/sh/launch.sh" "$image/lib/launch.sh"
    mkdir -p "$image/share/applications" "$image/share/icons/hicolor/scalable/apps" "$image/share/doc/suture" "$image/systemd"
    install -m 644 "$parts/linux/suture.desktop" "$image/share/applications/"
    install -m 644 "$home/workbench/src/main/resources/dev/suture/workbench/suture.svg" \
        "$image/share/icons/hicolor/scalable/apps/"
    install -m 644 "$home/LICENSE" "$image/share/doc/suture/copyright"
    install -m 644 "$parts/systemd/suture-agent.service" "$image/systemd/"
    rm -f "$image/lib/suture.png"
    # Java compares times of jars with those it had when the cache was made, in whole seconds as archives keep them.
    find "$image" -exec touch -h -d "@$(stat -c %Y "$assembled/built")" {} +
    say "Preparing faster starts ..."
    train "$image/lib/runtime/bin/java" "$image/lib/app" "$image/lib" >>"$log" 2>&1
    [ -f "$image/lib/commands.aot" ] && [ -f "$image/lib/window.aot" ] ||
        say "There is no class cache (log: $log): starts will take longer."
}

# control prints the package's description. JavaFX loads libraries by name, so that no tool finds these dependencies;
# package-check.sh sees whether they are enough.
control() {
    cat <<END
Package: suture
Version: $1
Architecture: $(dpkg --print-architecture)
Maintainer: Suture <suture@localhost>
Installed-Size: $2
Section: devel
Priority: optional
Depends: libc6, zlib1g, libgtk-3-0t64 | libgtk-3-0, libxtst6, libxxf86vm1, libgl1, libfreetype6, libfontconfig1, libpangoft2-1.0-0, fonts-dejavu-core, libcapstone5 | libcapstone4 | binutils
Recommends: libcapstone5 | libcapstone4, binutils, gcc, make, patch, librsvg2-common, sudo, pkexec
Suggests: dpkg-dev
Description: workbench for Linux hot patches
 Suture compares two builds function by function, says what changed and why,
 makes a hot patch of it, and brings that patch into running processes and out
 of them, with every check and every step in sight: in a window, or on the
 command line.
 .
 Java is included. Building hot patches from source needs the compiler and the
 tools that the source itself is built with.
END
}

make_deb() {
    local root debian=${version//-/\~}
    root=$(mktemp -d "$output/root.XXXXXX")
    chmod 755 "$root"
    install -d "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib/systemd/system"
    cp -a "$image" "$root/usr/lib/suture"
    mv "$root/usr/lib/suture/share" "$root/usr/share"
    mv "$root/usr/lib/suture/systemd/suture-agent.service" "$root/usr/lib/systemd/system/"
    rmdir "$root/usr/lib/suture/systemd"
    ln -s ../lib/suture/bin/suture "$root/usr/bin/suture"
    control "${debian,,}" "$(du -sk --apparent-size "$root" | cut -f 1)" >"$root/DEBIAN/control"
    install -m 755 "$parts/linux/postinst" "$parts/linux/prerm" "$root/DEBIAN/"
    say "Making the Debian package ..."
    run dpkg-deb --root-owner-group -Zxz --build "$root" "$output"
    rm -rf "$root"
    say "$output/suture_${debian,,}_$(dpkg --print-architecture).deb:" \
        "$(du -h --apparent-size "$output/suture_${debian,,}_$(dpkg --print-architecture).deb" | cut -f 1)"
}

make_image
say "$image: $(du -sh --apparent-size "$image" | cut -f 1), $("$image/bin/suture" --version)"
[ "$image_only" = yes ] || make_deb
