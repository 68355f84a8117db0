#!/usr/bin/env bash
# AArch64 for real: ticketd, compiled for it with signed return addresses and landing pads, runs in an emulated guest and
# answers clients; Suture, in the same guest, patches it, switches the patch off and on, and takes it out. Its answers
# must change with each step, no request may fail, and its code must end as it began.
#
# usage: aarch64-live.sh [OPTION]...
#   --work FOLDER           where everything is kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/aarch64-guest)
#   --cpu MODEL             processor of the guest, for QEMU
#   --skip-if-unavailable   exit 0 where something it needs cannot be had; without it that is trouble (exit 2)
#
# Environment: SUTURE names the launcher (default ./suture of this project). Exit: 0 done, 1 a check failed,
# 2 trouble. As root, missing Debian packages are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$here/..
suture=${SUTURE:-$project/suture}
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$project/.mvn/machine.sh"
# machine.sh has a function of that name that does not skip.
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"

work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/aarch64-guest}
ticketd=$project/examples/src/main/resources/dev/suture/examples/ticketd
guest_options=()
flags='-O2 -g -mbranch-protection=standard'

build_pair() {
    local side
    install_packages gcc-aarch64-linux-gnu libc6-dev-arm64-cross make patch
    for side in base patched; do
        rm -rf "${work:?}/$side"
        cp -r "$ticketd" "$work/$side"
        [ "$side" = base ] || patch -s -d "$work/patched" -p1 <"$ticketd/fix-party-price.patch"
        make -s -C "$work/$side" CC=aarch64-linux-gnu-gcc CFLAGS="$flags -ffile-prefix-map=$work/$side=." \
            >"$work/$side.log" 2>&1 || trouble "ticketd could not be compiled (log: $work/$side.log)"
    done
    "$suture" build --base "$work/base" --patched "$work/patched" --target "$work/base/ticketd" -o "$work/fix.upatch"
}

# The files that are laid over the guest's root: Suture without its windows, ticketd, the patch, and the job.
make_overlay() {
    local overlay=$work/overlay jdk
    rm -rf "$overlay"
    mkdir -p "$overlay/opt/suture" "$overlay/opt/proof"
    cp "$project"/dist/target/suture/lib/*.jar "$overlay/opt/suture"
    rm -f "$overlay"/opt/suture/{javafx,richtextfx,controlsfx,ikonli,atlantafx}*
    cp "$work/base/ticketd" "$work/fix.upatch" "$overlay/opt"
    jdk=$(find_jdk) || unavailable "there is no JDK 25"
    "$jdk/bin/javac" -nowarn -d "$overlay/opt/proof" -cp "$overlay/opt/suture/*" \
        "$project/cli/src/test/java/dev/suture/cli/LiveProof.java" || trouble "the proof could not be compiled"
    cat >"$overlay/job" <<'EOF'
#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED \
    -cp '/opt/proof:/opt/suture/*' dev.suture.cli.LiveProof /opt/ticketd /opt/fix.upatch
EOF
    chmod 755 "$overlay/job"
}

while [ $# -gt 0 ]; do
    case $1 in
        --work)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            work=$2
            shift
            ;;
        --cpu)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            guest_options+=(--cpu "$2")
            shift
            ;;
        --skip-if-unavailable)
            skip_if_unavailable=yes
            guest_options+=(--skip-if-unavailable)
            ;;
        -h | --help)
            show_help
            exit 0
            ;;
        *) trouble "unknown argument $1; see --help" ;;
    esac
    shift
done
enter_work "$work"
guest_options+=(--work "$work")
"$here/aarch64-guest.sh" "${guest_options[@]}" prepare | tee "$work/prepared"
if grep -q '^skipped: ' "$work/prepared"; then exit 0; fi
build_pair
make_overlay
started=$SECONDS
"$here/aarch64-guest.sh" "${guest_options[@]}" run "$work/overlay" || failed "see above"
say "The guest took $((SECONDS - started)) s."
