#!/usr/bin/env bash
# AArch64 for real: ticketd, compiled for it with signed return addresses and landing pads, runs in an emulated guest and
# answers clients; Suture, in the same guest, patches it, switches the patch off and on, and takes it out. A patch of
# another build is refused. Processes that start while a patch is active have to run the new code in their first call.
# Answers must change with each step, no request may fail, and all code must end as it began.
#
# usage: aarch64-live.sh [OPTION]...
#   --work FOLDER           where the guest is kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/aarch64-guest)
#   --cpu MODEL             processor of the guest, for QEMU
#   --skip-if-unavailable   exit 0 where something it needs cannot be had; without it that is trouble (exit 2)
#
# Each check is printed as passed or failed. What a run makes is deleted when it has passed; the guest stays for the next
# one. Debian packages it needs: gcc-aarch64-linux-gnu libc6-dev-arm64-cross make patch, and for the guest
# qemu-system-arm cpio; as root, missing ones are installed.
#
# Environment: SUTURE names the launcher (default ./suture of this project). Exit: 0 done, 1 a check failed,
# 2 trouble.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$here/..
suture=${SUTURE:-$project/suture}
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$project/.mvn/machine.sh"
# After machine.sh, which has a function of the same name as one of these that does not skip.
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"

work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/aarch64-guest}
ticketd=$project/examples/src/main/resources/dev/suture/examples/ticketd
guest_options=()
flags='-O2 -g -mbranch-protection=standard'

# build_patch NAME SOURCE CHANGE FLAGS PROGRAM makes base and patched builds of a program, and of them the patch NAME.
build_patch() {
    local name=$1 source=$2 change=$3 flags=$4 program=$5 side
    for side in base patched; do
        mkdir -p "$run/$name/$side"
        cp "$source"/* "$run/$name/$side"
        [ "$side" = base ] || apply_patch "$run/$name/$side" "$change" || trouble "$change does not apply"
        make -s -C "$run/$name/$side" CC=aarch64-linux-gnu-gcc CFLAGS="$flags -ffile-prefix-map=$run/$name/$side=." \
            >"$run/$name.log" 2>&1 || trouble "$program could not be compiled (log: $run/$name.log)"
    done
    "$suture" build --base "$run/$name/base" --patched "$run/$name/patched" --target "$run/$name/base/$program" \
        -o "$run/$name.upatch"
}

build_patches() {
    local change=$ticketd/fix-party-price.patch first=$run/first-answer.source
    install_packages gcc-aarch64-linux-gnu libc6-dev-arm64-cross make patch
    build_patch fix "$ticketd" "$change" "$flags" ticketd
    build_patch other-build "$ticketd" "$change" "$flags -O1" ticketd
    mkdir "$first"
    cp "$here/programs/first-answer.c" "$first"
    cat >"$first/Makefile" <<'EOF'
first-answer: first-answer.o
	$(CC) -pie -Wl,--build-id -o $@ $<
%.o: %.c
	$(CC) $(CFLAGS) -fPIE -ffunction-sections -fdata-sections -c -o $@ $<
EOF
    build_patch first-answer "$first" "$here/changes/first-answer.patch" "$flags" first-answer
}

# The files that are laid over the guest's root: Suture without its windows, the programs and patches, and the job.
make_overlay() {
    local overlay=$run/overlay jdk
    mkdir -p "$overlay/opt/suture" "$overlay/opt/proof"
    cp "$(dirname "$(readlink -f "$suture")")"/dist/target/suture/lib/*.jar "$overlay/opt/suture"
    rm -f "$overlay"/opt/suture/{javafx,richtextfx,controlsfx,ikonli,atlantafx,bento-fx,workbench}*
    cp "$run/fix/base/ticketd" "$run/first-answer/base/first-answer" "$run"/*.upatch "$overlay/opt"
    jdk=$(find_jdk) || unavailable "there is no JDK 25"
    "$jdk/bin/javac" -nowarn -implicit:class -d "$overlay/opt/proof" -cp "$overlay/opt/suture/*" \
        -sourcepath "$project/cli/src/test/java" "$project/cli/src/test/java/dev/suture/cli/LiveProof.java" \
        || trouble "the proof could not be compiled"
    cat >"$overlay/job" <<'EOF'
#!/bin/sh
suture() {
    exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED \
        -cp '/opt/proof:/opt/suture/*' "$@"
}
(suture dev.suture.cli.Main agent) >/tmp/agent.log 2>&1 &
agent=$!
(suture dev.suture.cli.LiveProof /opt)
code=$?
kill "$agent"
wait "$agent"
echo 'The agent said:'
sed 's/^/  /' /tmp/agent.log
exit "$code"
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
begin_run "$work"
trap end_run EXIT
"$here/aarch64-guest.sh" "${guest_options[@]}" prepare | tee "$run/prepared"
if grep -q '^skipped: ' "$run/prepared"; then
    keep_run=no
    exit 0
fi
build_patches
make_overlay
started=$SECONDS
"$here/aarch64-guest.sh" "${guest_options[@]}" run "$run/overlay" || failed "see above; what the guest got is in $run"
keep_run=no
say "passed; the guest took $((SECONDS - started)) s"
