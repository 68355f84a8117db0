#!/usr/bin/env bash
# Real C++ input: Debian's libjsoncpp (virtual classes, templates of the standard library, exceptions) as it is
# packaged (base) and with one method changed (patched), compiled twice: as packaged, and with a section for each
# function and datum. Each variant has its objects and the linked shared library on both sides.
#
# usage: cxx-pair.sh [OPTION]... prepare|diff|all
#   --change FILE           the source change (default changes/jsoncpp-out-of-range.patch beside this script)
#   --work FOLDER           where sources, trees and results are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/cxx)
#   --skip-if-unavailable   exit 0 where the source cannot be had; without it that is trouble (exit 2)
#
# Results: WORK/CHANGE/as-packaged/{base,patched} and WORK/CHANGE/sections/{base,patched}; in each the objects below
# build/, and the library as build/lib/libjsoncpp.so.
# Environment: SUTURE names the launcher (default ./suture of this project), SUTURE_JOBS make's number of jobs.
# Exit: 0 done, 1 a check failed, 2 trouble. As root, missing Debian packages that the compilation needs are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

# shellcheck source-path=SCRIPTDIR source=pair.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/pair.sh"
change=$here/changes/jsoncpp-out-of-range.patch
work=$(default_work cxx)

# compile VARIANT SIDE FLAG... configures and compiles as the package's rules do, with its flags and the given ones.
compile() {
    local tree=$pair/$1/$2
    shift 2
    say "Compiling $tree ..."
    # dpkg's -ffile-prefix-map takes the place out of the objects; the library's name has no place in it.
    (
        cd "$tree"
        DEB_CXXFLAGS_APPEND="$*"
        export DEB_CXXFLAGS_APPEND
        eval "$(dpkg-buildflags --export=sh)"
        cmake -S . -B build -DCMAKE_BUILD_TYPE=None -DBUILD_STATIC_LIBS=OFF -DBUILD_OBJECT_LIBS=OFF \
            -DJSONCPP_WITH_TESTS=OFF -DJSONCPP_WITH_POST_BUILD_UNITTEST=OFF -DCMAKE_SKIP_RPATH=ON
        make -C build -j"$(jobs_of_make)"
    ) >"$tree.build.log" 2>&1 </dev/null || {
        tail -n 15 "$tree.build.log" >&2
        trouble "$tree could not be compiled (log: $tree.build.log)"
    }
}

describe_variant() {
    local variant=$1 objects
    objects=$(objects_that_differ "$pair/$variant/base" "$pair/$variant/patched")
    [ -n "$objects" ] || failed "no object differs between both sides of $pair/$variant"
    say "$variant, object that differs: ${objects//$'\n'/ }"
    find -L "$pair/$variant/patched/build" -name 'libjsoncpp.so' -printf "$variant, library: %P\n"
}

make_pairs() {
    local variant side
    fetch_source libjsoncpp
    install_packages g++ cmake make patch dpkg-dev
    for variant in as-packaged sections; do
        mkdir -p "$pair/$variant"
        for side in base patched; do
            unpack libjsoncpp "$pair/$variant/$side"
            [ "$side" = base ] || apply_patch "$pair/$variant/$side" "$change" \
                || trouble "$change does not apply to the machine's libjsoncpp"
            case $variant in
                as-packaged) compile "$variant" "$side" ;;
                sections) compile "$variant" "$side" -ffunction-sections -fdata-sections ;;
            esac
        done
    done
}

describe_pairs() {
    say "change: $(basename "$change"), in $(named_by "$change" | paste -sd ' ')"
    describe_variant as-packaged
    describe_variant sections
}

each_pair() {
    local variant
    for variant in sections as-packaged; do
        compare "$variant" "$pair/$variant/base" "$pair/$variant/patched"
    done
}

read_options "$@"
pair=$work/$(basename "$change" .patch)
report=$pair/report
run_command
