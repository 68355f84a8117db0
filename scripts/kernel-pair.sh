#!/usr/bin/env bash
# Real kernel input: net/ipv4/tcp_input.c of the machine's Debian kernel as it is (base) and with one edit (patched),
# compiled by the kernel's own makefiles and compiler. The kernel itself is neither built nor installed nor booted.
#
# usage: kernel-pair.sh [OPTION]... prepare|diff|all
#   --change FILE           the source change, of one C file of the kernel
#                           (default changes/linux-tcp-challenge-ack.patch beside this script)
#   --work FOLDER           where packages, the tree and results are kept (about 2 GB)
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/kernel)
#   --skip-if-unavailable   exit 0 where the source cannot be had; without it that is trouble (exit 2)
#
# Results: WORK/CHANGE/{base,patched}/PATH.o with sections for each function and datum, WORK/CHANGE/as-built/ the same
# without. Environment: SUTURE names the launcher (default ./suture of this project), SUTURE_JOBS make's number of
# jobs. Exit: 0 done, 1 a check failed, 2 trouble. As root, missing Debian packages that the compilation needs are
# installed.
set -euo pipefail
export LC_ALL=C.UTF-8

# shellcheck source-path=SCRIPTDIR source=pair.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/pair.sh"
change=$here/changes/linux-tcp-challenge-ack.patch
work=$(default_work kernel)

# Downloads and extracts source and headers, without installing them. The headers' version follows the source's.
unpack_packages() {
    local headers package
    if [ -e "$root/complete" ]; then return 0; fi
    command -v apt-get >/dev/null || unavailable "there is no apt-get, and the kernel's source comes from Debian"
    # The cloud flavour's configuration is the smallest that Debian has.
    headers=$(apt-cache depends linux-headers-cloud-amd64 2>/dev/null \
        | sed -nE 's/.*Depends: (linux-headers-[0-9].*)/\1/p' | head -n 1)
    [[ $headers == linux-headers-6.1.* ]] || unavailable "apt knows no headers of Debian's kernel 6.1"
    rm -rf "$root"
    mkdir -p "$work/packages" "$root"
    say "Fetching the kernel's source and headers into $work ..."
    for package in linux-source-6.1 "$headers" "${headers/%-cloud-amd64/-common}"; do
        if ! (cd "$work/packages" && apt-get -q download "$package") >"$work/download.log" 2>&1; then
            unavailable "$package could not be fetched (log: $work/download.log)"
        fi
        dpkg -x "$work/packages/${package}"_*.deb "$root"
    done
    tar -C "$root" -xf "$root/usr/src/linux-source-6.1.tar.xz"
    say "${headers#linux-headers-}" >"$root/complete"
}

# in_tree TARGET... runs the kernel's make with the flavour's release.
in_tree() {
    make -s -C "$tree" CC=gcc-12 KERNELRELEASE="$(cat "$root/complete")" -j"$(jobs_of_make)" "$@" \
        >>"$work/make.log" 2>&1 </dev/null || {
        tail -n 15 "$work/make.log" >&2
        trouble "the kernel's make failed (log: $work/make.log)"
    }
}

prepare_tree() {
    local flavour
    if [ -e "$tree/suture-prepared" ]; then return 0; fi
    flavour=$root/usr/src/linux-headers-$(cat "$root/complete")
    say "Preparing $tree ..."
    cp "$flavour/.config" "$flavour/Module.symvers" "$tree"
    in_tree olddefconfig modules_prepare
    touch "$tree/suture-prepared"
}

# compile SIDE compiles the changed file as the tree has it now, with and without sections.
compile() {
    local side=$1
    say "Compiling $file of the $side side ..."
    mkdir -p "$(dirname "$pair/$side/$object")" "$(dirname "$pair/as-built/$side/$object")"
    in_tree "$object"
    cp "$tree/$object" "$pair/as-built/$side/$object"
    in_tree KCFLAGS="-ffunction-sections -fdata-sections" "$object"
    cp "$tree/$object" "$pair/$side/$object"
}

make_pairs() {
    install_packages gcc-12 libc6-dev make patch bc bison flex libelf-dev libssl-dev rsync xz-utils dpkg
    unpack_packages
    prepare_tree
    mkdir -p "$pair"
    # What an interrupted run left behind is taken back first.
    if apply_patch "$tree" "$change" --reverse --dry-run >"$pair/patch.log" 2>&1; then
        apply_patch "$tree" "$change" --reverse >>"$pair/patch.log" 2>&1
    fi
    compile base
    apply_patch "$tree" "$change" >>"$pair/patch.log" 2>&1 || trouble "$change does not apply (log: $pair/patch.log)"
    compile patched
    apply_patch "$tree" "$change" --reverse >>"$pair/patch.log" 2>&1
    if cmp -s "$pair/base/$object" "$pair/patched/$object"; then failed "$object does not differ"; fi
}

describe_pairs() {
    say "kernel: $(cat "$root/complete"), source $(basename "$work/packages"/linux-source-6.1_*.deb .deb)"
    say "change: $(basename "$change"), in $file"
    say "object that differs: $object"
}

each_pair() {
    local folder
    for folder in "$pair" "$pair/as-built"; do
        compare "$folder" "$folder/base/$object" "$folder/patched/$object"
    done
}

read_options "$@"
[ "$(uname -m)" = x86_64 ] || unavailable "the kernel of the amd64 flavour is compiled by this machine's own compiler"
file=$(named_by "$change")
[[ $file == *.c && $file != *$'\n'* ]] || trouble "$change does not change just one C file"
object=${file%.c}.o
root=$work/root
tree=$root/linux-source-6.1
pair=$work/$(basename "$change" .patch)
report=$pair/report
run_command
