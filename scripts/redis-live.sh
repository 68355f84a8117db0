#!/usr/bin/env bash
# A redis-server that works while it is patched: its data, a load that must see no error, and what a client sees of the
# security patches that the scripts put in. Sourced, not run, after live.sh.
#
# The script that sources it sets: redis_home, a folder with src/redis-server, src/redis-cli and src/redis-benchmark,
# by its real path; and begins a run. end_redis is for its trap on EXIT.
# shellcheck disable=SC2154 # redis_home is the sourcing script's, run comes from live.sh

server=''
loads=()
port=0
run_id=''

# Ends what was started, each by its process id.
end_redis() {
    local load benchmark
    [ -z "$run" ] || touch "$run/stop"
    end_server
    # A redis-benchmark whose server has gone may wait for its answers for ever.
    for benchmark in "$run"/load-*.pid; do
        [ -s "$benchmark" ] || continue
        benchmark=$(cat "$benchmark")
        [ "$(readlink "/proc/$benchmark/exe")" != "$redis_home/src/redis-benchmark" ] \
            || kill "$benchmark" 2>/dev/null || true
    done
    for load in "${loads[@]}"; do wait "$load" 2>/dev/null || true; done
    loads=()
}

end_server() {
    [ -n "$server" ] || return 0
    end_process "$server"
    server=''
}

redis() { timeout 60 "$redis_home/src/redis-cli" -h 127.0.0.1 -p "$port" "$@"; }
info() { redis INFO "$1" | tr -d '\r' | sed -nE "s/^$2:(.*)/\1/p"; }

# Redis takes no port 0, so a port is drawn until one is free: the server that answers must be ours.
start_server() {
    local attempt waited
    for ((attempt = 1; attempt <= 10; attempt++)); do
        port=$((20000 + RANDOM % 10000))
        # A log of a server before this one must not be taken for its own.
        : >"$run/server.log"
        setsid "$redis_home/src/redis-server" --bind 127.0.0.1 --port "$port" --dir "$run" --save '' --appendonly no \
            --daemonize no --pidfile "$run/pid" --enable-debug-command yes >>"$run/server.log" 2>&1 </dev/null &
        server=$!
        for ((waited = 0; waited < 200; waited++)); do
            if grep -q 'Ready to accept connections' "$run/server.log" \
                && [ "$(info server process_id)" = "$server" ]; then
                run_id=$(info server run_id)
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

# load KIND CONNECTIONS ARGUMENT... runs rounds of redis-benchmark in database 9 until $run/stop is there; 2000 at the most.
load() {
    local kind=$1 connections=$2 round
    shift 2
    for ((round = 1; round <= 2000; round++)); do
        "$redis_home/src/redis-benchmark" -h 127.0.0.1 -p "$port" --dbnum 9 -c "$connections" -n 10000 -r 5000 --csv "$@" \
            >>"$run/load-$kind.csv" 2>>"$run/load-$kind.err" &
        say "$!" >"$run/load-$kind.pid"
        wait "$!" || return 1
        say "$round" >"$run/load-$kind.rounds"
        if [ -e "$run/stop" ]; then return 0; fi
    done
}

start_loads() {
    load commands 50 -t ping,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100,mset &
    loads+=($!)
    # Each number makes another script, so that Lua's parser is as busy as its machine.
    load scripts 25 EVAL "return redis.call('incrby', 'bench:' .. (__rand_int__ % 50), 1)" 0 &
    loads+=($!)
    # Few keys, which therefore grow from the sparse to the dense form, are merged and counted all the time.
    load counters 25 EVAL "local key = 'counter:' .. (__rand_int__ % 20) redis.call('pfadd', key, __rand_int__) \
return redis.call('pfcount', key, 'counter:0')" 0 &
    loads+=($!)
}

finish_loads() {
    local load kind requests counted
    touch "$run/stop"
    for load in "${loads[@]}"; do
        wait "$load" || failed "redis-benchmark ended with an error: $(cat "$run"/load-*.err "$run"/load-*.csv | tail -n 3)"
    done
    loads=()
    for kind in commands scripts counters; do
        if grep -iq error "$run/load-$kind.err"; then
            failed "redis-benchmark reports: $(grep -i -m 1 error "$run/load-$kind.err")"
        fi
        say "load '$kind': $(cat "$run/load-$kind.rounds") rounds," \
            "$(($(grep -vc '^"test"' "$run/load-$kind.csv") * 10000)) requests, no error"
    done
    # Each request of that kind adds one.
    requests=$(($(cat "$run/load-scripts.rounds") * 10000))
    counted=$(redis -n 9 EVAL "local sum = 0
        for i = 0, 49 do sum = sum + (redis.call('get', 'bench:' .. i) or 0) end
        return sum" 0)
    [ "$counted" = "$requests" ] || failed "of $requests requests of the load 'scripts' the server has counted $counted"
    say "the server has counted each of the $requests requests of 'scripts' once"
    redis -n 9 FLUSHDB >/dev/null
}

# under_load SECONDS checks that the server answered many requests in the next seconds, and is still the same process.
under_load() {
    local before after
    kill -0 "$server" 2>/dev/null || failed "the server has ended (log: $run/server.log)"
    before=$(info stats total_commands_processed)
    sleep "$1"
    after=$(info stats total_commands_processed)
    [ $((after - before)) -ge 1000 ] || failed "only $((after - before)) requests were answered within $1 s"
    [ "$(info server run_id)" = "$run_id" ] || failed "the server was restarted"
}

server_text() { text_digest "$server" "$redis_home/src/redis-server"; }

# probe CVE prints what a client sees of a patch, without harm to the server. For others, that Lua still works.
probe() {
    case $1 in
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
        CVE-2025-32023)
            # 262145 opcodes for 16384 zero registers each: the sum of their lengths, in an int, comes round to 16384,
            # which is the number that the base takes for a sound value. Nothing is written out of bounds, as no
            # opcode sets a register. The last bit of the header says that no count is cached.
            redis EVAL "
                redis.call('set', KEYS[1],
                    'HYLL\1' .. string.rep('\0', 10) .. '\128' .. string.rep('\127\255', 262145))
                local answers = {}
                for number, command in ipairs({
                        {'pfcount', KEYS[1]}, {'pfcount', KEYS[1], KEYS[1]}, {'pfdebug', 'getreg', KEYS[1]}}) do
                    local answer = redis.pcall(unpack(command))
                    if type(answer) == 'table' then
                        answer = answer.err and string.match(answer.err, '^%S+') or #answer .. ' registers'
                    end
                    answers[number] = answer
                end
                redis.call('del', KEYS[1])
                return table.concat(answers, ', ')" 1 suture-probe
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

# expected CVE base|patched prints what the probe has to say.
expected() {
    case $1:$2 in
        CVE-2025-49844:base) say 'the name is not on the stack' ;;
        CVE-2025-49844:patched) say 'the name is on the stack' ;;
        CVE-2025-32023:base) say '0, 0, 16384 registers' ;;
        CVE-2025-32023:patched) say 'INVALIDOBJ, INVALIDOBJ, INVALIDOBJ' ;;
        CVE-2024-51741:base) say OK ;;
        CVE-2024-51741:patched) say "ERR Error in ACL SETUSER modifier '%': Syntax error" ;;
        *) say 'Lua answers' ;;
    esac
}

# check_probe CVE base|patched WHEN
check_probe() {
    local answer
    answer=$(probe "$1")
    [ "$answer" = "$(expected "$1" "$2")" ] \
        || failed "$3 the server answers '$answer' to the probe of $1, not '$(expected "$1" "$2")'"
}
