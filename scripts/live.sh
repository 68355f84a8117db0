#!/usr/bin/env bash
# What the scripts that patch running processes share: the folder of a run, a store of its own, patches put in and
# taken out with the checks that go with it. Sourced, not run, after debian-source.sh.
#
# The script that sources it sets: suture (the launcher). begin_run sets run (the folder) and, for whoever it calls, a
# store of its own; end_run is for its trap on EXIT.
# shellcheck disable=SC2034,SC2154 # suture is the sourcing script's, run and keep_run are for it too

run=''
keep_run=yes

# begin_run PLACE makes the folder of this run. It stays, for its logs, unless keep_run is made no.
begin_run() {
    run=$(mktemp -d "$1/run.XXXXXX")
    # A store of its own: what is tried here is no patch of this machine.
    export SUTURE_HOME=$run/store
}

end_run() {
    [ -n "$run" ] || return 0
    # The agent that the commands have started would wait for more of them.
    "$suture" agent stop >>"$run/suture.log" 2>&1 || true
    [ "$keep_run" = yes ] || rm -rf "$run"
}

# end_process PID ends a process that this script started, and waits until it is gone.
end_process() {
    local waited
    kill "$1" 2>/dev/null || true
    for ((waited = 0; waited < 200; waited++)); do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.05
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

# text_digest PID FILE prints the SHA-256 of the file's executable pages as they are in the process now.
text_digest() {
    local range permissions path first
    while read -r range permissions _ _ _ path; do
        [[ $permissions == *x* && $path = "$2" ]] || continue
        first=$((16#${range%-*}))
        dd if="/proc/$1/mem" bs=64k iflag=skip_bytes,count_bytes skip="$first" \
            count=$((16#${range#*-} - first)) status=none
    done <"/proc/$1/maps" | sha256sum | cut -d ' ' -f 1
}

# text_digests PIDS FILE prints the digests of that in several processes, each different one once.
text_digests() {
    local pid
    for pid in $1; do text_digest "$pid" "$2" || exit; done | sort -u
}

# settled_digests PIDS FILE prints them once they have stayed the same for a second. A moment after a command that made a patch
# active or took it away, the agent begins or ceases to watch for new processes (docs/agent.md), for which the kernel has a
# breakpoint where the program starts: in its text, in all processes.
settled_digests() {
    local before now
    now=$(text_digests "$1" "$2")
    while
        before=$now
        sleep 1
        now=$(text_digests "$1" "$2")
        [ "$now" != "$before" ]
    do :; done
    say "$now"
}

milliseconds_since() { say "$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 1000))"; }

# step ARGUMENT... runs Suture, which has to succeed.
step() {
    local code=0
    say "== suture $*" >>"$run/suture.log"
    "$suture" "$@" >>"$run/suture.log" 2>&1 || code=$?
    [ "$code" -eq 0 ] || {
        tail -n 10 "$run/suture.log" >&2
        failed "suture $1 ended with $code (log: $run/suture.log)"
    }
}

# needs_state NAME STATE PIDS WHEN sees that Suture reads this state, in all and of each of the processes.
needs_state() {
    local status pid
    status=$("$suture" status "$1" 2>>"$run/suture.log") || true
    say "$status" >>"$run/suture.log"
    [[ $status =~ ^[^\ ]+\ \ $2[,\ ] ]] || failed "$4 the state of $1 is not $2: ${status%%$'\n'*}"
    for pid in $3; do
        [[ $status =~ $'\n'\ +$pid\ \ $2[,\ ] ]] || failed "$4 the state of $1 in process $pid is not $2 (log: $run/suture.log)"
    done
}

# put_in PATCH NAME PIDS FILE [ARGUMENT]... applies the patch to these processes and sees that the text of the file differs,
# in each in the same way; took says how many milliseconds the command took.
put_in() {
    local patch=$1 name=$2 pids=$3 file=$4 text started
    shift 4
    text=$(text_digests "$pids" "$file")
    started=$EPOCHREALTIME
    step apply "$patch" "$@"
    took=$(milliseconds_since "$started")
    needs_state "$name" ACTIVED "$pids" 'after apply'
    needs_other_text "$pids" "$file" "$text" "after apply of $name"
}

# take_out NAME PIDS FILE TEXT removes the patch again and sees that the text of the file is what it was, by its digest.
take_out() {
    local started=$EPOCHREALTIME
    step remove "$1"
    took=$(milliseconds_since "$started")
    needs_state "$1" NOT-APPLIED "$2" 'after remove'
    needs_text "$2" "$3" "$4" "after remove of $1"
}

# off_and_on NAME PIDS FILE TEXT CHECK... deactives the patch, sees that the text is what it was, runs CHECK base, and makes it
# active again. What CHECK calls its own must not be hidden by a local variable of the same name here.
off_and_on() {
    local name=$1 of=$2 file=$3 text=$4 patched
    shift 4
    patched=$(settled_digests "$of" "$file")
    step deactive "$name"
    needs_state "$name" DEACTIVED "$of" 'after deactive'
    needs_text "$of" "$file" "$text" "after deactive of $name"
    "$@" base 'after deactive'
    step active "$name"
    needs_state "$name" ACTIVED "$of" 'after active'
    needs_text "$of" "$file" "$patched" "after active of $name"
}

# needs_text PIDS FILE TEXT WHEN
needs_text() { [ "$(settled_digests "$1" "$2")" = "$3" ] || failed "$4 the text of $2 is not what it was"; }

needs_other_text() {
    local text
    text=$(settled_digests "$1" "$2")
    [ "$text" != "$3" ] || failed "$4 the text of $2 is as it was"
    [ "$(wc -l <<<"$text")" -eq 1 ] || failed "$4 the text of $2 is not the same in all processes"
}

# frozen_times prints how long processes stood still for changes in this run.
frozen_times() {
    local way
    for way in in out; do
        awk -v way="$way" '
            /^== suture / {now = $3 ~ /^(apply|active)$/ ? "in" : "out"}
            $1 == "frozen" && now == way {print $2}' "$run/suture.log" | sort -n | awk -v way="$way" '
            {times[NR] = $1}
            END {
                if (NR) printf "frozen while a patch went %s: median %s ms, at most %s ms, %d times\n",
                    way, times[int((NR + 1) / 2)], times[NR], NR
            }'
    done
}

# footprint PID prints what a process holds.
footprint() {
    say "$(wc -l <"/proc/$1/maps") mappings, $(find "/proc/$1/fd" -mindepth 1 | wc -l) descriptors," \
        "$(awk '/^VmRSS/ {print $2}' "/proc/$1/status") KiB resident"
}
