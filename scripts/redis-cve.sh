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

run=''
keep_run=yes
server=''
loads=()
port=0
run_id=''

# Ends what this run started, each by its process id.
clean_up() {
    local load benchmark
    [ -z "$run" ] || touch "$run/stop"
    end_server
    # A redis-benchmark whose server has gone may wait for its answers for ever.
    for benchmark in "$run"/load-*.pid; do
        [ -s "$benchmark" ] || continue
        benchmark=$(cat "$benchmark")
        [ "$(readlink "/proc/$benchmark/exe")" != "$base/src/redis-benchmark" ] || kill "$benchmark" 2>/dev/null || true
    done
    for load in "${loads[@]}"; do wait "$load" 2>/dev/null || true; done
    if [ -n "$run" ] && [ "$keep_run" = no ]; then rm -rf "$run"; fi
}

end_server() {
    local waited
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    for ((waited = 0; waited < 200; waited++)); do
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    kill -KILL "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=''
}

redis() { timeout 60 "$base/src/redis-cli" -h 127.0.0.1 -p "$port" "$@"; }
info() { redis INFO "$1" | tr -d '\r' | sed -nE "s/^$2:(.*)/\1/p"; }

# Redis takes no port 0, so a port is drawn until one is free: the server that answers must be ours.
start_server() {
    local attempt waited
    for ((attempt = 1; attempt <= 10; attempt++)); do
        port=$((20000 + RANDOM % 10000))
        setsid "$base/src/redis-server" --bind 127.0.0.1 --port "$port" --dir "$run" --save '' --appendonly no \
            --daemonize no --pidfile "$run/pid" --enable-debug-command yes >"$run/server.log" 2>&1 </dev/null &
        server=$!
        for ((waited = 0; waited < 200; waited++)); do
            if grep -q 'Ready to accept connections' "$run/server.log" \
                && [ "$(info server process_id)" = "$server" ]; then
                return 0
            fi
            kill -0 "$server" 2>/dev/null || break
            sleep 0.05
        done
        end_server
    done
    tail -n 5 "$run/server.log" >&2
    trouble "redis-server does not start (log: $run/server.log)"
}

# Ten thousand keys of five kinds in database 0, which the load leaves alone.
write_data() {
    local answer
    answer=$(redis EVAL "for i = 1, 2000 do
            redis.call('set', 'string:' .. i, string.rep('x', i % 97) .. i)
            redis.call('rpush', 'list:' .. i, i, i * 2, 'l' .. i)
            redis.call('sadd', 'set:' .. i, i, 's' .. i % 13)
            redis.call('hset', 'hash:' .. i, 'a', i, 'b', 'h' .. i)
            redis.call('zadd', 'zset:' .. i, i, 'm' .. i, i / 2, 'n')
        end return 'written'" 0)
    [ "$answer" = written ] || failed "the data could not be written: $answer"
}

digest() { say "$(redis DBSIZE) $(redis DEBUG DIGEST)"; }

# load KIND ARGUMENT... runs rounds of redis-benchmark in database 9 until $run/stop is there; 500 at the most.
load() {
    local kind=$1 round
    shift
    for ((round = 1; round <= 500; round++)); do
        "$base/src/redis-benchmark" -h 127.0.0.1 -p "$port" --dbnum 9 -c 25 -n 10000 -r 5000 --csv "$@" \
            >>"$run/load-$kind.csv" 2>>"$run/load-$kind.err" &
        say "$!" >"$run/load-$kind.pid"
        wait "$!" || return 1
        say "$round" >"$run/load-$kind.rounds"
        if [ -e "$run/stop" ]; then return 0; fi
    done
}

start_loads() {
    load commands -t ping,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100,mset &
    loads+=($!)
    # Each number makes another script, so that Lua's parser is as busy as its machine.
    load scripts EVAL "return redis.call('incrby', 'bench:' .. (__rand_int__ % 50), 1)" 0 &
    loads+=($!)
}

finish_loads() {
    local load kind
    touch "$run/stop"
    for load in "${loads[@]}"; do
        wait "$load" || failed "redis-benchmark ended with an error: $(cat "$run"/load-*.err "$run"/load-*.csv | tail -n 3)"
    done
    loads=()
    for kind in commands scripts; do
        if grep -iq error "$run/load-$kind.err"; then
            failed "redis-benchmark reports: $(grep -i -m 1 error "$run/load-$kind.err")"
        fi
        say "load '$kind': $(cat "$run/load-$kind.rounds") rounds," \
            "$(($(grep -vc '^"test"' "$run/load-$kind.csv") * 10000)) requests, no error"
    done
}

# under_load checks that the server answered many requests in the next seconds, and is still the same process.
under_load() {
    local before after
    kill -0 "$server" 2>/dev/null || failed "the server has ended (log: $run/server.log)"
    before=$(info stats total_commands_processed)
    sleep "$seconds"
    after=$(info stats total_commands_processed)
    [ $((after - before)) -ge 1000 ] || failed "only $((after - before)) requests were answered within $seconds s"
    [ "$(info server run_id)" = "$run_id" ] || failed "the server was restarted"
}

# SHA-256 of the program's own executable pages as they are in the process now.
text_digest() {
    local range first
    awk -v program="$base/src/redis-server" '$2 ~ /x/ && $6 == program {print $1}' "/proc/$server/maps" \
        | while IFS= read -r range; do
            first=$((16#${range%-*}))
            dd if="/proc/$server/mem" bs=64k iflag=skip_bytes,count_bytes skip="$first" \
                count=$((16#${range#*-} - first)) status=none
        done | sha256sum | cut -d ' ' -f 1
}

# What a client sees of the named patch, without harm to the server. For other patches, that Lua still works.
probe() {
    case $cve in
        CVE-2025-49844)
            # The fix keeps the chunk's name in one more slot of the Lua stack while a text is parsed. Twelve
            # functions within each other fill the slots that a fresh coroutine has left, up to that one: with it
            # the stack grows, and takes as much memory as with three arguments more. (A function takes two slots,
            # so it needs the unused local, which makes the number of those left odd.)
            redis EVAL "
                local function taken(text, ...)
                    local before, unused = collectgarbage('count')
                    loadstring(text, ...)
                    return collectgarbage('count') - before
                end
                local text = string.rep('return function() ', 12) .. string.rep(' end', 12)
                loadstring(text, 'probe')
                collectgarbage('stop')
                local few, more
                coroutine.wrap(function() few = taken(text, 'probe') end)()
                coroutine.wrap(function() more = taken(text, 'probe', nil, nil, nil) end)()
                collectgarbage('restart')
                return few == more and 'the name is on the stack' or 'the name is not on the stack'" 0
            ;;
        CVE-2024-51741)
            # An access pattern without its ~ is refused by the patched server and taken by the base; the user
            # with that pattern is deleted before anything looks at it.
            redis ACL SETUSER suture-probe % 2>&1 | head -n 1
            redis ACL DELUSER suture-probe >/dev/null
            ;;
        *) redis EVAL "return 'Lua answers'" 0 ;;
    esac
}

# What the probe has to say of the base and, with argument "patched", of the patched server.
expected() {
    case $cve:$1 in
        CVE-2025-49844:base) say 'the name is not on the stack' ;;
        CVE-2025-49844:patched) say 'the name is on the stack' ;;
        CVE-2024-51741:base) say OK ;;
        CVE-2024-51741:patched) say "ERR Error in ACL SETUSER modifier '%': Syntax error" ;;
        *) say 'Lua answers' ;;
    esac
}

check_probe() {
    local answer
    answer=$(probe)
    [ "$answer" = "$(expected "$1")" ] || failed "$2 the server answers '$answer', not '$(expected "$1")'"
}

milliseconds_since() { say "$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 1000))"; }

step() {
    local code=0
    "$suture" "$@" >>"$run/suture.log" 2>&1 || code=$?
    [ "$code" -eq 0 ] || {
        tail -n 10 "$run/suture.log" >&2
        failed "suture $1 ended with $code (log: $run/suture.log)"
    }
}

# Whether Suture says that the patch is ACTIVED; a patch that it no longer knows is not.
is_actived() {
    local status
    status=$("$suture" status "$name" 2>&1) || true
    say "$status" >>"$run/suture.log"
    grep -qw ACTIVED <<<"$status"
}

# apply → check → remove → check, once.
cycle() {
    local started applied removed
    started=$EPOCHREALTIME
    step apply "$hot_patch" --pid "$server"
    applied=$(milliseconds_since "$started")
    is_actived || failed "after apply the state is not ACTIVED"
    [ "$(text_digest)" != "$text" ] || failed "after apply the program's text is as it was"
    under_load
    check_probe patched 'after apply'

    started=$EPOCHREALTIME
    step remove "$name"
    removed=$(milliseconds_since "$started")
    if is_actived; then failed "after remove the state is still ACTIVED"; fi
    [ "$(text_digest)" = "$text" ] || failed "after remove the program's text is not what it was"
    under_load
    check_probe base 'after remove'
    say "cycle $1 of $cycles: apply $applied ms, remove $removed ms (whole commands);" \
        "$(expected base) -> $(expected patched) -> $(expected base)"
}

live() {
    local number data text mappings
    need_suture
    [ -s "$hot_patch" ] || build
    run=$(mktemp -d "$pair/run.XXXXXX")
    # A store of its own: what is tried here is no patch of this machine.
    export SUTURE_HOME=$run/store
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    start_server
    run_id=$(info server run_id)
    write_data
    data=$(digest)
    text=$(text_digest)
    check_probe base 'before anything is applied'
    mappings=$(wc -l <"/proc/$server/maps")
    say "redis-server is process $server on port $port with $data (keys, digest)"
    start_loads
    under_load
    for ((number = 1; number <= cycles; number++)); do cycle "$number"; done
    finish_loads
    redis -n 9 FLUSHDB >/dev/null
    [ "$(digest)" = "$data" ] || failed "the data is $(digest), and was $data"
    say "mappings of the process: $mappings before the load, $(wc -l <"/proc/$server/maps") now"
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
