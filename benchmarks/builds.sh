#!/usr/bin/env bash
# Measures hot patch builds from source on Debian's redis, and prints ratios; `benchmarks/run builds` runs it. Other work
# on the machine shows in every figure, so run it on an idle one.
#
# usage: builds.sh [ROUNDS]   (default 3; about a minute each on two idle cores)
#
# Each round builds in turns, from unpacked sources: plainly, with the package's rules and the options that Suture gives
# them, once without and once more with two of the package's security patches; and with `suture build` from the same
# source package to the hot patch. Then one small file is compiled many times with and without the compiler wrapper.
#
# Environment: SUTURE names the launcher (default ./suture of this project), SUTURE_JOBS make's number of jobs. As root,
# missing Debian packages that the builds need are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
suture=${SUTURE:-$here/../suture}
work=${XDG_CACHE_HOME:-$HOME/.cache}/suture/benchmarks/builds
skip_if_unavailable=no
patches=(CVE-2025-49844 CVE-2025-32023)
compilations=200
# shellcheck source-path=SCRIPTDIR source=../scripts/debian-source.sh
. "$here/../scripts/debian-source.sh"

now() { say "${EPOCHREALTIME/[.,]/}"; }

# measured FILE COMMAND... runs the command and adds its wall time, in microseconds, to the file as a line.
measured() {
    local file=$1 started
    shift
    started=$(now)
    "$@" >"$work/log" 2>&1 </dev/null || {
        tail -n 15 "$work/log" >&2
        trouble "this failed: $*"
    }
    say "$(($(now) - started))" >>"$file"
}

median() { sort -n "$1" | awk '{v[NR] = $1} END {printf "%d\n", (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
fastest() { sort -n "$1" | head -n 1; }
calculate() { awk "BEGIN {printf \"$1\", $2}"; }

# As a build of one's own would do it: what says that a part is done is taken away, and the rules run again.
rules() { # TREE
    (
        cd "$1"
        eval "$(dpkg-architecture -s)"
        rm -f debian/debhelper-build-stamp debian/*.debhelper.log
        env -u MAKEFLAGS -u MAKELEVEL DEB_BUILD_OPTIONS="nocheck nodoc noautodbgsym parallel=$(jobs_of_make)" \
            DEB_BUILD_PROFILES="nocheck nodoc" SOURCE_DATE_EPOCH="$(dpkg-parsechangelog -S Timestamp)" \
            debian/rules build-arch
    )
}

plain_builds() {
    local name
    # shellcheck disable=SC2086 # names of patches have no blanks
    unpack redis "$work/plain" $left_out
    measured "$results/plain-first" rules "$work/plain"
    for name in $left_out; do
        apply_patch "$work/plain" "$work/plain/debian/patches/$name" >>"$work/log"
    done
    measured "$results/plain-second" rules "$work/plain"
}

# The work folder keeps nothing but the source package, so that nothing is measured of the network.
suture_build() {
    local version arguments=() patch
    version=$(sed -nE 's/^Version: //p' "$(echo "$sources"/redis_*.dsc)" | head -n 1)
    rm -rf "$work/suture"
    mkdir -p "$work/suture/download"
    cp -r "$sources" "$work/suture/download/packages"
    : >"$work/suture/lock"
    for patch in "${patches[@]}"; do arguments+=(--leave-out "$patch" --patch "$patch"); done
    measured "$results/suture" "$suture" build --deb "redis=$version" "${arguments[@]}" --target redis-server \
        --jobs "$(jobs_of_make)" --work "$work/suture" -o "$work/redis.tar.zst"
    # "base build 23.1 s for 141 objects; 0.4 s for the 2 that the patches touch, ..."
    sed -nE 's/^ +built +base build ([0-9.]+) s .*/\1/p' "$work/log" | awk '{printf "%d\n", $1 * 1e6}' >>"$results/traced"
    sed -nE 's/^ +built .*; ([0-9.]+) s for .*/\1/p' "$work/log" | awk '{printf "%d\n", $1 * 1e6}' >>"$results/again"
}

wrapper() {
    local i
    printf 'int function(int number)\n{\n    return number * 3;\n}\n' >"$work/small.c"
    for ((i = 0; i < compilations; i++)); do
        measured "$results/unwrapped" /usr/bin/gcc -O2 -g -c "$work/small.c" -o "$work/small.o"
        measured "$results/wrapped" "$work/suture/tools/gcc" -O2 -g -c "$work/small.c" -o "$work/small.o"
    done
}

row() { printf '%-58s %s\n' "$1" "$2"; }

report() {
    local first second whole traced again with without objects
    first=$(median "$results/plain-first")
    second=$(median "$results/plain-second")
    whole=$(median "$results/suture")
    traced=$(median "$results/traced")
    again=$(median "$results/again")
    with=$(median "$results/wrapped")
    without=$(median "$results/unwrapped")
    objects=$(find "$work/suture/objects-base" -type f | wc -l)
    say "medians of $rounds rounds, redis $(basename "$(echo "$sources"/redis_*.dsc)" .dsc | cut -d _ -f 2), $objects objects"
    row "two plain builds: all, then what the patches touch" \
        "$(calculate '%.1f s + %.1f s = %.1f s' "$first / 1e6, $second / 1e6, ($first + $second) / 1e6")"
    row "suture build --deb, from the source package to the hot patch" \
        "$(calculate '%.1f s, %.2f x (target: 1.2)' "$whole / 1e6, $whole / ($first + $second)")"
    row "- of that the base build, traced" \
        "$(calculate '%.1f s, %.2f x the first plain build' "$traced / 1e6, $traced / $first")"
    row "- of that compiling again what the patches touch" "$(calculate '%.1f s' "$again / 1e6")"
    row "- traced longer than plain, for each object" "$(calculate '%.1f ms' "($traced - $first) / 1e3 / $objects")"
    row "one small compilation, $compilations times, with and without the wrapper" \
        "$(calculate '%.1f ms, %.1f ms' "$with / 1e3, $without / 1e3")"
    # What else the machine does shows less in the difference of two that follow each other.
    paste "$results/wrapped" "$results/unwrapped" | awk '{print $1 - $2}' >"$results/differences"
    row "- longer with it, median of the differences" \
        "$(calculate '%.1f ms (target: 15)' "$(median "$results/differences") / 1e3")"
    row "- the fastest of them" \
        "$(calculate '%.1f ms - %.1f ms' "$(fastest "$results/wrapped") / 1e3, $(fastest "$results/unwrapped") / 1e3")"
}

rounds=${1:-3}
[[ $rounds =~ ^[1-9][0-9]*$ ]] || { show_help; exit 2; }
"$suture" --version >/dev/null # builds it where it is missing
enter_work "$work"
results=$work/results
rm -rf "$results"
mkdir "$results"
install_packages gcc libc6-dev make patch dpkg-dev debhelper pkg-config util-linux libhiredis-dev libjemalloc-dev \
    liblua5.1-0-dev liblzf-dev libssl-dev libsystemd-dev lua-bitop-dev lua-cjson-dev
fetch_source redis
unpack redis "$work/plain"
left_out=$(for patch in "${patches[@]}"; do series "$work/plain" | grep -F -- "$patch"; done)
say "$(date -I), $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg), gcc $(gcc -dumpfullversion)"
for ((round = 1; round <= rounds; round++)); do
    plain_builds
    suture_build
done
wrapper
report
