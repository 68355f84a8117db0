#!/usr/bin/env bash
# AArch64 input: the ticketd example with one of its patches, and a source that refers to things in every form, each
# compiled by the cross compiler as base and patched, with and without a section for each function and datum.
#
# usage: aarch64-pair.sh [OPTION]... prepare|diff|all
#   --work FOLDER           where trees and results are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/aarch64)
#   --skip-if-unavailable   exit 0 where the compiler cannot be had; without it that is trouble (exit 2)
#
# Results: WORK/{forms,fix-party-price,raise-adult-fare}/{sections,plain}/{base,patched}/*.o
# Environment: SUTURE names the launcher (default ./suture of this project). Exit: 0 done, 1 a check failed,
# 2 trouble. As root, missing Debian packages that the compilation needs are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

# shellcheck source-path=SCRIPTDIR source=pair.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/pair.sh"
ticketd=$here/../examples/src/main/resources/dev/suture/examples/ticketd
work=$(default_work aarch64)
pairs=(forms fix-party-price raise-adult-fare)

# compile FOLDER FLAG... compiles each source of the folder there, so that no path enters the object.
compile() {
    local folder=$1 file
    shift
    for file in "$folder"/*.c; do
        (cd "$folder" && aarch64-linux-gnu-gcc -g -O2 -D_GNU_SOURCE -ffile-prefix-map="$folder"=. "$@" -c "$(basename "$file")") \
            || trouble "$file could not be compiled"
    done
}

# make_pair NAME PATCH SOURCE... makes both variants of one pair.
make_pair() {
    local name=$1 change=$2 variant side folder
    shift 2
    for variant in sections plain; do
        for side in base patched; do
            folder=$work/$name/$variant/$side
            rm -rf "$folder"
            mkdir -p "$folder"
            cp "$@" "$folder"
            [ "$side" = base ] || apply_patch "$folder" "$change" || trouble "$change does not apply"
            case $variant in
                sections) compile "$folder" -ffunction-sections -fdata-sections ;;
                plain) compile "$folder" ;;
            esac
        done
        [ -n "$(objects_that_differ "$work/$name/$variant/base" "$work/$name/$variant/patched")" ] \
            || failed "no object differs in $work/$name/$variant"
    done
}

make_pairs() {
    local name
    install_packages gcc-aarch64-linux-gnu libc6-dev-arm64-cross patch
    cp "$here/changes/aarch64-forms.c" "$work/forms.c"
    make_pair forms "$here/changes/aarch64-forms.patch" "$work/forms.c"
    for name in "${pairs[@]:1}"; do make_pair "$name" "$ticketd/$name.patch" "$ticketd"/*.[ch]; done
}

describe_pairs() {
    local name
    for name in "${pairs[@]}"; do
        say "$name, objects that differ:" \
            "$(objects_that_differ "$work/$name/sections/base" "$work/$name/sections/patched" | paste -sd ' ')"
    done
}

each_pair() {
    local name variant
    for name in "${pairs[@]}"; do
        for variant in sections plain; do
            compare "$name, $variant" "$work/$name/$variant/base" "$work/$name/$variant/patched"
        done
    done
}

read_options "$@"
report=$work/report
run_command
