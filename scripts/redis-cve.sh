#!/usr/bin/env bash
# Proof on real input: Debian's redis with one security patch of its own series left out (base) and with it
# (patched), the hot patch built from the difference, and that patch put into and taken out of a busy server.
#
# usage: redis-cve.sh [OPTION]... prepare|diff|build|live|all
#   --cve NAME              the patch to leave out of the base, by its name or part of it in debian/patches/series
#                           (default CVE-2025-49844; CVE-2024-51741 is one whose effect a client can see)
#   --last N                instead: leave out the last N patches of the series that name a CVE
#   --as-packaged           compile with the package's own flags alone, without a section for each function and datum
#   --work FOLDER           where sources, trees and results are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/redis)
#   --cycles N              apply/remove cycles of `live` (default 5)
#   --seconds N             how long the server works under load in each half of a cycle (default 2)
#   --skip-if-unavailable   exit 0 where the source cannot be had; without it that is trouble (exit 2)
#
# Environment: SUTURE names the launcher (default ./suture of this project), SUTURE_JOBS make's number of jobs.
# Exit: 0 done, 1 a check failed, 2 trouble. Nothing of the machine's configuration is changed; as root, missing
# Debian packages that the compilation needs are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
suture=${SUTURE:-$here/../suture}
cve=CVE-2025-49844
work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/redis}
last=''
as_packaged=no
cycles=5
seconds=2
skip_if_unavailable=no
section_flags='-ffunction-sections -fdata-sections -fno-lto'
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"
# shellcheck source-path=SCRIPTDIR source=redis-live.sh
. "$here/redis-live.sh"

# --------------------------------------------------------------------------------------------------------- prepare

# Compiles a tree with the package's own flags and arguments, plus what $section_flags adds.
compile() {
    local tree=$1 arguments epoch
    arguments=$(sed -nE 's/^[[:space:]]+dh_auto_build -- //p' "$tree/debian/rules")
    epoch=$(dpkg-parsechangelog -l "$tree/debian/changelog" -S Timestamp)
    say "Compiling $tree ..."
    # The time enters through SOURCE_DATE_EPOCH, the place through dpkg's -ffile-prefix-map, the repository around
    # the work folder (mkreleasehdr.sh asks git) through the ceiling: all three are the same for both trees.
    # shellcheck disable=SC2016 # $(MAKE) is make's
    printf 'include debian/rules\nsuture-build:\n\t$(MAKE) %s\n' "$arguments" >"$tree.mk"
    env -u MAKEFLAGS -u MAKELEVEL SOURCE_DATE_EPOCH="$epoch" GIT_CEILING_DIRECTORIES="$(dirname "$tree")" \
        DEB_CFLAGS_APPEND="$section_flags" DEB_LDFLAGS_APPEND=-fno-lto \
        make -C "$tree" -j"$(jobs_of_make)" -f "$tree.mk" suture-build >"$tree.build.log" 2>&1 </dev/null || {
        tail -n 15 "$tree.build.log" >&2
        trouble "$tree could not be compiled (log: $tree.build.log)"
    }
}

# The patches to leave out of the base, one a line.
left_out_of() {
    if [ -n "$last" ]; then
        series "$1" | grep CVE- | tail -n "$last"
    else
        series "$1" | grep -F -- "$cve"
    fi
}

prepare() {
    local left_out dependents
    if [ -e "$pair/report" ]; then
        say "Prepared before, in $pair:"
        cat "$pair/report"
        return 0
    fi
    mkdir -p "$pair"
    fetch_source redis
    install_packages gcc libc6-dev make patch dpkg-dev pkg-config \
        libjemalloc-dev liblzf-dev libssl-dev libsystemd-dev

    unpack redis "$patched"
    left_out=$(left_out_of "$patched") \
        || unavailable "the machine's redis ($(basename "$sources"/redis_*.dsc .dsc)) has no patch named $cve"
    [ "$(wc -l <<<"$left_out")" -eq "${last:-1}" ] \
        || trouble "not ${last:-1} but these patches are named: ${left_out//$'\n'/ }"
    [ ! -s "$patched.dependent" ] || trouble "patches of the series do not apply: $(paste -sd ' ' "$patched.dependent")"
    # shellcheck disable=SC2086 # names of patches have no blanks
    unpack redis "$base" $left_out
    dependents=$(paste -sd ' ' "$base.dependent")
    if [ -n "$dependents" ]; then
        # What needs the left-out patch is left out on both sides, so that the difference is the named patch alone.
        # shellcheck disable=SC2086 # names of patches have no blanks
        unpack redis "$patched" $dependents
    fi
    # shellcheck disable=SC2086 # names of patches have no blanks
    check_sources $left_out
    compile "$base"
    compile "$patched"
    report_trees "${left_out//$'\n'/ }" "$dependents" >"$pair/report.part"
    mv "$pair/report.part" "$pair/report"
    cat "$pair/report"
}

# Before anything is compiled, the trees may differ in the files that the patches name and in no other.
check_sources() {
    local patch
    (cd "$pair" && { diff -rqN base patched || true; }) \
        | sed -nE 's/^Files base\/(.*) and .* differ$/\1/p' | sort >"$pair/sources"
    for patch in "$@"; do named_by "$patched/debian/patches/$patch"; done | sort -u >"$pair/sources.named"
    cmp -s "$pair/sources" "$pair/sources.named" \
        || failed "base and patched do not differ in just the files that $* names (see $pair/sources*)"
}

report_trees() {
    local objects
    say "left out of the base: $1"
    say "left out of both, for they need it: ${2:-none}"
    say "sources that differ: $(paste -sd ' ' "$pair/sources")"
    objects=$(objects_that_differ "$base" "$patched")
    [ -n "$objects" ] || failed "no object differs between $base and $patched"
    say "object that differs: ${objects//$'\n'/$'\n'object that differs: }"
    say "objects: $(find "$base" -name '*.o' | wc -l), of which $(wc -l <<<"$objects") differ"
}

# ---------------------------------------------------------------------------------------------------- diff and build

need_suture() {
    [ -x "$suture" ] || trouble "$suture is not there; build Suture first, or set SUTURE to its launcher"
    [ -e "$pair/report" ] || prepare
}

show_diff() {
    local code=0
    need_suture
    "$suture" diff "$base" "$patched" || code=$?
    [ "$code" -eq 1 ] || failed "suture diff ended with $code, and 1 (there are differences) was expected"
}

build() {
    local code=0
    need_suture
    rm -f "$hot_patch"
    "$suture" build --kind upatch --base "$base" --patched "$patched" --target "$base/src/redis-server" \
        --name "$name" -o "$hot_patch" || code=$?
    [ "$code" -eq 0 ] || failed "suture build ended with $code"
    [ -s "$hot_patch" ] || failed "suture build ended with 0, but $hot_patch is not there"
    say "Built $hot_patch ($(stat -c %s "$hot_patch") bytes)"
}

# -------------------------------------------------------------------------------------------------------------- live

clean_up() {
    end_redis
    end_run
}

# apply → check → remove → check, once; every other time with deactive → check → active → check in between.
cycle() {
    local applied
    put_in "$hot_patch" "$name" "$server" "$base/src/redis-server"
    applied=$took
    under_load "$seconds"
    check_probe "$cve" patched 'after apply'
    if [ $(($1 % 2)) -eq 0 ]; then
        off_and_on "$name" "$server" "$base/src/redis-server" "$text" check_probe "$cve"
        check_probe "$cve" patched 'after active'
    fi
    take_out "$name" "$server" "$base/src/redis-server" "$text"
    under_load "$seconds"
    check_probe "$cve" base 'after remove'
    say "cycle $1 of $cycles: apply $applied ms, remove $took ms (whole commands);" \
        "$(expected "$cve" base) -> $(expected "$cve" patched) -> $(expected "$cve" base)"
}

live() {
    local number data text mappings took
    need_suture
    [ -s "$hot_patch" ] || build
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    begin_run "$pair"
    start_server
    write_data
    data=$(digest)
    text=$(server_text)
    check_probe "$cve" base 'before anything is applied'
    mappings=$(wc -l <"/proc/$server/maps")
    say "redis-server is process $server on port $port with $data (keys, digest)"
    start_loads
    under_load "$seconds"
    for ((number = 1; number <= cycles; number++)); do cycle "$number"; done
    finish_loads
    [ "$(digest)" = "$data" ] || failed "the data is $(digest), and was $data"
    say "mappings of the process: $mappings before the load, $(wc -l <"/proc/$server/maps") now"
    frozen_times
    say "passed: $cycles cycles in one process, uptime $(info server uptime_in_seconds) s; data unchanged"
    keep_run=no
}

# -------------------------------------------------------------------------------------------------------------- main

while [ $# -gt 0 ]; do
    case $1 in
        --cve | --last | --work | --cycles | --seconds)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            case $1 in
                --cve) cve=$2 ;;
                --last) last=$2 ;;
                --work) work=$2 ;;
                --cycles) cycles=$2 ;;
                --seconds) seconds=$2 ;;
            esac
            shift
            ;;
        --as-packaged)
            as_packaged=yes
            section_flags=-fno-lto
            ;;
        --skip-if-unavailable) skip_if_unavailable=yes ;;
        -h | --help)
            show_help
            exit 0
            ;;
        -*) trouble "unknown option $1; see --help" ;;
        *) break ;;
    esac
    shift
done
[ $# -le 1 ] || trouble "options come before the command; see --help"
[[ $cve =~ ^[A-Za-z0-9._-]+$ ]] || trouble "$cve is no name of a patch"
[[ $last =~ ^([1-9][0-9]*)?$ ]] || trouble "--last takes a number from 1, and $last is none"
[ -z "$last" ] || cve=last-$last
enter_work "$work"
pair=$work/$cve
[ "$as_packaged" = no ] || pair=$pair-as-packaged
base=$pair/base
redis_home=$base
patched=$pair/patched
name=redis-$(basename "$pair")
hot_patch=$pair/$name.upatch

case ${1:-all} in
    prepare) prepare ;;
    diff) show_diff ;;
    build) build ;;
    live) live ;;
    all)
        prepare
        show_diff
        build
        live
        ;;
    *) trouble "unknown command $1; see --help" ;;
esac
