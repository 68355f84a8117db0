#!/usr/bin/env bash
# Proof on real projects: hot patch packages built from source, each applied to a running process that then shows what
# the source patch changes, and taken out again. Every check has a line of its own.
#
# usage: real-projects.sh [OPTION]... [PROJECT]...
#   redis     Debian's rules, make: CVE-2025-49844, CVE-2025-32023, and both together, in a server under load; redis'
#             own test of CVE-2025-32023 against the base and the patched server
#   zlib      Debian's rules, a C library: one fix of the next release
#   jsoncpp   Meson, a C++ library: strings, templates and an exception through patched functions
#   cjson     CMake, a C library: CVE-2023-26819
#   fribidi   Meson by a command of its own, a C library: CVE-2022-25309
#   ccache    zlib by a command of its own through a compiler cache, which then serves a second build
#   absolute  zlib by a command of its own, which calls its compiler by absolute path (needs root)
#             (default: all of them)
# options:
#   --work FOLDER           where sources, builds and results are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/real-projects)
#   --seconds N             how long redis works under load in each half of a cycle (default 2)
#   --short                 of redis' own tests only the short one
#   --skip-if-unavailable   pass over a project whose source cannot be had; without it that is trouble (exit 2)
#
# Base builds are kept in the work folder and gone on with. What is patched is the program or library as the base build
# links it there, not the one that is installed. Environment: SUTURE names the launcher (default ./suture of this
# project). Exit: 0 done, 1 a check failed, 2 trouble. As root, missing Debian packages that the builds need are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
suture=${SUTURE:-$here/../suture}
work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/real-projects}
seconds=2
short=no
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"
# shellcheck source-path=SCRIPTDIR source=redis-live.sh
. "$here/redis-live.sh"
# shellcheck source-path=SCRIPTDIR source=library-live.sh
. "$here/library-live.sh"

passed() { say "passed: $project: $*"; }

# ------------------------------------------------------------------------------------------------------------- build

# build_package PACKAGE BUILD ARGUMENT... has Suture build the package, in the work folder BUILD. It has to be whole,
# and its changes are shown.
build_package() {
    local package=$1 build=$2 code=0 log=$1.log pair
    shift 2
    rm -f "$package"
    "$suture" build "$@" --work "$build" -o "$package" >"$log" 2>&1 || code=$?
    if [ "$code" -eq 2 ] && grep -q "package sources" "$log"; then
        unavailable "$project: $(grep -m 1 '^suture: ' "$log")"
    fi
    [ "$code" -eq 0 ] || {
        tail -n 15 "$log" >&2
        failed "$project: suture build ended with $code (log: $log)"
    }
    "$suture" package verify "$package" >>"$log" || failed "$project: $(basename "$package") is not whole (log: $log)"
    say "$project: $(basename "$package"), $(stat -c %s "$package") bytes; $(sed -nE 's/^ +built +//p' "$log")"
    for pair in "$build"/pairs/*; do
        "$suture" diff "$pair/base" "$pair/patched" >"$package.diff" || [ $? -eq 1 ] \
            || failed "$project: suture diff failed in $pair"
        say "$project: changes of $(basename "$pair" | cut -d - -f 2-):"
        sed 's/^/    /' "$package.diff"
    done
}

# replaces PACKAGE FUNCTION... checks that the package replaces these functions, mangled or not, and no others.
replaces() {
    local package=$1 function said
    shift
    # The report of the package that was built, in one line for each target.
    said=$("$suture" package info "$package" | sed -nE 's/^ +replaces +//p' | tr -d ' ' | tr ',' '\n' | sort -u)
    for function in "$@"; do
        grep -qxF -- "$function" <<<"$said" || failed "$project: $function is not replaced, but ${said//$'\n'/, }"
    done
    [ "$(wc -l <<<"$said")" -eq $# ] || failed "$project: more is replaced than $*: ${said//$'\n'/, }"
    passed "$(basename "$package") replaces ${said//$'\n'/, } and nothing else"
}

clean_up() {
    end_redis
    end_program
    end_run
}

# ------------------------------------------------------------------------------------------------------------- redis

redis_build() { # PATCH...
    local patch arguments=() name=redis
    for patch in "$@"; do
        arguments+=(--patch "$patch")
        name+=-${patch#CVE-2025-}
    done
    build_package "$packages/$name.tar.zst" "$builds/redis" --deb redis --leave-out CVE-2025-49844 --leave-out CVE-2025-32023 \
        "${arguments[@]}" --target redis-server --name "$name" --description "Fixes $*"
}

# redis_probes PATCHES WHEN checks what a client sees of both security patches; PATCHES are those that are in.
redis_probes() {
    local cve
    for cve in CVE-2025-49844 CVE-2025-32023; do
        if [[ " $1 " == *" $cve "* ]]; then check_probe "$cve" patched "$2"; else check_probe "$cve" base "$2"; fi
    done
}

# redis_cycle NAME CVE... applies one package and takes it out again, under load.
redis_cycle() {
    local name=$1 applied
    shift
    put_in "$packages/$name.tar.zst" "$name" "$server" "$program_file" --pid "$server"
    applied=$took
    under_load "$seconds"
    redis_probes "$*" "with $*"
    take_out "$name" "$server" "$program_file" "$text"
    under_load "$seconds"
    redis_probes '' "after $* came out"
    passed "$* under load: apply $applied ms, remove $took ms (whole commands); probes: base, patched, base;" \
        "text pages as before"
}

# redis_own_tests LOG UNIT [TEST] runs tests of redis itself, of the patched tree, against the server, which they empty; the
# exit code is theirs.
redis_own_tests() {
    (
        cd "$run/tests-of-redis"
        timeout 300 ./runtest --host 127.0.0.1 --port "$port" --single "$2" ${3:+--only "$3"}
    ) >"$1" 2>&1 </dev/null
}

redis_tests() {
    local text overflow="/Corrupted sparse HyperLogLogs doesn't cause"
    [ "$short" = no ] || overflow+='.*XZERO'
    mkdir "$run/tests-of-redis" "$run/tests-of-redis/src"
    cp -r "$builds"/redis/tree/*/{tests,runtest} "$run/tests-of-redis"
    ln -s "$redis_home"/src/* "$run/tests-of-redis/src"

    start_server
    # The shell would report how it ends.
    disown "$server"
    if redis_own_tests "$run/own-base.log" unit/hyperloglog "$overflow"; then
        failed "redis' own test passes without the fix"
    fi
    if kill -0 "$server" 2>/dev/null || ! grep -q 'Expected .I/O error reading reply' "$run/own-base.log"; then
        failed "redis' own test fails without the fix, but not as it should (log: $run/own-base.log)"
    fi
    passed "redis' own test of CVE-2025-32023 fails with the base:" \
        "$(sed -nE 's/.*# Redis .* (crashed by signal: [0-9]+).*/\1/p' "$run/server.log" | head -n 1)" \
        "in $(sed -nE 's/^Symbol: (\w+).*/\1/p' "$run/server.log" | head -n 1)"
    end_server

    start_server
    text=$(server_text)
    put_in "$packages/redis-49844-32023.tar.zst" redis-49844-32023 "$server" "$program_file" --pid "$server"
    redis_own_tests "$run/own-patched.log" unit/hyperloglog "$overflow" \
        || failed "redis' own test fails with the patch (log: $run/own-patched.log)"
    passed "redis' own test of CVE-2025-32023 passes with the patch, cases: $(cases_of "$run/own-patched.log")"
    redis_own_tests "$run/own-scripting.log" unit/scripting \
        || failed "redis' own tests of its scripts fail with the patch (log: $run/own-scripting.log)"
    passed "redis' own tests of its scripts pass with both patches, cases: $(cases_of "$run/own-scripting.log")"
    take_out redis-49844-32023 "$server" "$program_file" "$text"
    [ "$(info server run_id)" = "$run_id" ] || failed "the server was restarted"
    end_server
}

cases_of() { grep -c '\[[^]]*ok[^]]*\]:' "$1"; }

redis_project() {
    local data text program_file took
    install_packages gcc libc6-dev make patch dpkg-dev debhelper pkg-config util-linux libhiredis-dev libjemalloc-dev \
        liblua5.1-0-dev liblzf-dev libssl-dev libsystemd-dev lua-bitop-dev lua-cjson-dev tcl
    redis_build CVE-2025-49844
    replaces "$packages/redis-49844.tar.zst" luaY_parser
    redis_build CVE-2025-32023
    # hllCount and hllSparseSet hold the number of a line that moved.
    replaces "$packages/redis-32023.tar.zst" hllMerge hllSparseRegHisto hllSparseToDense hllCount hllSparseSet
    redis_build CVE-2025-49844 CVE-2025-32023
    replaces "$packages/redis-49844-32023.tar.zst" luaY_parser hllMerge hllSparseRegHisto hllSparseToDense hllCount hllSparseSet

    redis_home=$(realpath "$builds/redis/linked")
    program_file=$redis_home/src/redis-server
    begin_run "$work"
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    redis_tests
    start_server
    write_data
    data=$(digest)
    text=$(server_text)
    redis_probes '' 'before anything is applied'
    start_loads
    under_load "$seconds"
    redis_cycle redis-49844 CVE-2025-49844
    redis_cycle redis-32023 CVE-2025-32023
    redis_cycle redis-49844-32023 CVE-2025-49844 CVE-2025-32023
    # The one after the other, and out again in the order in which they came.
    put_in "$packages/redis-49844.tar.zst" redis-49844 "$server" "$program_file" --pid "$server"
    put_in "$packages/redis-32023.tar.zst" redis-32023 "$server" "$program_file" --pid "$server"
    redis_probes 'CVE-2025-49844 CVE-2025-32023' 'with one patch after the other'
    step remove redis-49844
    redis_probes 'CVE-2025-32023' 'with the second of two patches'
    take_out redis-32023 "$server" "$program_file" "$text"
    redis_probes '' 'after two patches came out'
    passed "two packages in one process, each with its own effect; text pages as before"
    finish_loads
    [ "$(digest)" = "$data" ] || failed "the data is $(digest), and was $data"
    passed "process $server ran for $(info server uptime_in_seconds) s; keys and digest as before: $data"
    keep_run=no
}

# -------------------------------------------------------------------------------------------------------- the others

zlib_project() {
    install_packages gcc libc6-dev make patch dpkg-dev debhelper util-linux
    # Without the libraries of the 32-bit architecture, which need another compiler's.
    export DEB_BUILD_PROFILES=nobiarch
    build_package "$packages/zlib.tar.zst" "$builds/zlib" --deb zlib --patch "$here/changes/zlib-deflate-bound.patch" \
        --target libz.so.1.2.13 --name zlib
    replaces "$packages/zlib.tar.zst" deflateBound
    live_zlib zlib "$(echo "$builds"/zlib/tree/*/)"
}

jsoncpp_project() {
    install_packages g++ libc6-dev meson ninja-build patch dpkg-dev util-linux
    unpack_once libjsoncpp
    build_package "$packages/jsoncpp.tar.zst" "$builds/jsoncpp" --source "$trees/libjsoncpp" --target libjsoncpp.so.25 \
        --patch "$here/changes/jsoncpp-out-of-range.patch" --patch "$here/changes/jsoncpp-int-range.patch" --name jsoncpp
    replaces "$packages/jsoncpp.tar.zst" _ZN4Json9OurReader12decodeDoubleERNS0_5TokenERNS_5ValueE _ZNK4Json5Value5asIntEv
    live_library "$packages/jsoncpp.tar.zst" jsoncpp "$builds/jsoncpp/linked/suture-build/libjsoncpp.so.25" json-numbers.cpp \
        "'1e999' is not a number.; LargestInt out of Int range" \
        "'1e999' is out of range.; 1099511627776 is out of Int range" g++ -I"$trees/libjsoncpp/include"
}

# unpack_once PACKAGE PATCH... extracts a source package without these patches of its own into trees/PACKAGE.
unpack_once() {
    local package=$1 tree=$trees/$1
    shift
    [ ! -e "$tree.complete" ] || return 0
    fetch_source "$package"
    unpack "$package" "$tree" "$@"
    touch "$tree.complete"
}

cjson_project() {
    local fix=0001-allocate-memory-for-the-temporary-buffer.patch
    install_packages gcc libc6-dev cmake make patch dpkg-dev util-linux
    unpack_once cjson "$fix"
    build_package "$packages/cjson.tar.zst" "$builds/cjson" --source "$trees/cjson" --target libcjson.so.1.7.15 \
        --patch "$trees/cjson/debian/patches/$fix" --name cjson
    # parse_number is inlined there.
    replaces "$packages/cjson.tar.zst" parse_value
    live_library "$packages/cjson.tar.zst" cjson "$builds/cjson/linked/suture-build/libcjson.so.1.7.15" json-digits.c \
        'no JSON' 'a number of 70 digits: 1e+69' gcc -I"$trees/cjson"
}

fribidi_project() {
    install_packages gcc libc6-dev meson ninja-build patch dpkg-dev util-linux
    unpack_once fribidi CVE-2022-25309.patch
    build_package "$packages/fribidi.tar.zst" "$builds/fribidi" --source "$trees/fribidi" --name fribidi \
        --configure-command 'meson setup suture-build --buildtype=debugoptimized -Ddocs=false' \
        --build-command 'ninja -C suture-build' --target libfribidi.so.0.4.0 \
        --patch "$trees/fribidi/debian/patches/CVE-2022-25309.patch"
    replaces "$packages/fribidi.tar.zst" fribidi_cap_rtl_to_unicode
    live_library "$packages/fribidi.tar.zst" fribidi "$builds/fribidi/linked/suture-build/lib/libfribidi.so.0.4.0" \
        cap-rtl.c 'U+0000' 'U+003F' gcc -I"$trees/fribidi/lib" -I"$builds/fribidi/tree/fribidi/suture-build/lib"
}

zlib_tree() {
    install_packages gcc libc6-dev make patch dpkg-dev util-linux "$@"
    unpack_once zlib
}

# zlib_arguments NAME CC prints, a line each, the arguments of a build with this compiler.
zlib_arguments() {
    printf '%s\n' --source "$trees/zlib" --configure-command "CC='$2' ./configure" --build-command "make -j$(jobs_of_make)" \
        --patch "$here/changes/zlib-deflate-bound.patch" --target libz.so.1.2.13 --name "$1"
}

live_zlib() { # NAME HEADERS
    live_library "$packages/$1.tar.zst" "$1" "$builds/$1/linked/libz.so.1.2.13" deflate-bound.c \
        'at most 10 bytes, taken 11' 'at most 13 bytes, taken 11' gcc -I"$2"
}

cache_hits() { ccache --print-stats | awk '$1 ~ /^(direct|preprocessed)_cache_hit$/ {sum += $2} END {print sum + 0}'; }
cache_misses() { ccache --print-stats | awk '$1 == "cache_miss" {print $2}'; }

ccache_project() {
    local hits misses objects arguments
    zlib_tree ccache
    unset CCACHE_DISABLE
    export CCACHE_DIR=$work/ccache
    rm -rf "$CCACHE_DIR" "$builds/ccache"
    mapfile -t arguments < <(zlib_arguments ccache 'ccache gcc')
    build_package "$packages/ccache-first.tar.zst" "$builds/ccache" "${arguments[@]}"
    misses=$(cache_misses)
    objects=$(find "$builds/ccache/objects-base" -type f | wc -l)
    [ "$misses" -ge "$objects" ] || failed "of $objects objects of the first build only $misses went through the cache"
    hits=$(cache_hits)
    rm -rf "$builds/ccache"
    build_package "$packages/ccache.tar.zst" "$builds/ccache" "${arguments[@]}"
    hits=$(($(cache_hits) - hits))
    # What configure tries has another name each time. All objects of the base and one of the patched build at least
    # are what the first build left in the cache.
    [ "$hits" -gt "$objects" ] || failed "the second build was not served by the cache: $hits of $objects objects"
    cmp -s "$packages/ccache-first.tar.zst" "$packages/ccache.tar.zst" \
        || failed "the package of the build that the cache served is another"
    passed "the first build leaves $misses objects in the cache, the second is served $hits by it;" \
        "both make the same package, byte for byte"
    replaces "$packages/ccache.tar.zst" deflateBound
    live_zlib ccache "$builds/ccache/tree/zlib"
}

absolute_project() {
    local code=0 arguments log=$packages/untraced.log
    [ "$(id -u)" -eq 0 ] || unavailable "$project: mounting over a compiler needs root"
    zlib_tree
    mapfile -t arguments < <(zlib_arguments absolute /usr/bin/gcc)
    rm -rf "$builds/absolute"
    "$suture" build "${arguments[@]}" --work "$builds/absolute" -o "$packages/absolute.tar.zst" >"$log" 2>&1 || code=$?
    if [ "$code" -ne 2 ] || ! grep -q -- '--trace mount' "$log"; then
        failed "without --trace mount the build ended with $code, not with 2 and what to do (log: $log)"
    fi
    passed "without --trace mount: $(grep -m 1 '^suture: ' "$log")"
    build_package "$packages/absolute.tar.zst" "$builds/absolute" "${arguments[@]}" --trace mount
    replaces "$packages/absolute.tar.zst" deflateBound
    live_zlib absolute "$builds/absolute/tree/zlib"
}

# -------------------------------------------------------------------------------------------------------------- main

all=(redis zlib jsoncpp cjson fribidi ccache absolute)
while [ $# -gt 0 ]; do
    case $1 in
        --work | --seconds)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            case $1 in
                --work) work=$2 ;;
                --seconds) seconds=$2 ;;
            esac
            shift
            ;;
        --short) short=yes ;;
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
for project in "$@"; do
    [[ " ${all[*]} " == *" $project "* ]] || trouble "$project is none of: ${all[*]}"
done
[ -x "$suture" ] || trouble "$suture is not there; build Suture first, or set SUTURE to its launcher"
[ "$(uname -m)" = x86_64 ] || unavailable "hot patches are made for x86_64"
enter_work "$work"
# Meson takes a compiler cache wherever it finds one; only the project that is for it shall have it.
export CCACHE_DISABLE=1
trees=$work/trees
builds=$work/builds
packages=$work/packages
mkdir -p "$trees" "$builds" "$packages"
[ $# -gt 0 ] || set -- "${all[@]}"
for project in "$@"; do
    started=$SECONDS
    say "== $project"
    # A shell of its own: it ends with what a project cannot do, and cleans up after it.
    ("${project}_project")
    say "$project: $((SECONDS - started)) s in all"
done
