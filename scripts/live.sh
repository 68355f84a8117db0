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

end_run() { if [ -n "$run" ] && [ "$keep_run" = no ]; then rm -rf "$run"; fi; }

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
    local range first
    awk -v file="$2" '$2 ~ /x/ && $6 == file {print $1}' "/proc/$1/maps" \
        | while IFS= read -r range; do
            first=$((16#${range%-*}))
            dd if="/proc/$1/mem" bs=64k iflag=skip_bytes,count_bytes skip="$first" \
                count=$((16#${range#*-} - first)) status=none
        done | sha256sum | cut -d ' ' -f 1
}

milliseconds_since() { say "$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 1000))"; }

# step ARGUMENT... runs Suture, which has to succeed.
step() {
    local code=0
    "$suture" "$@" >>"$run/suture.log" 2>&1 || code=$?
    [ "$code" -eq 0 ] || {
        tail -n 10 "$run/suture.log" >&2
        failed "suture $1 ended with $code (log: $run/suture.log)"
    }
}

# Whether Suture says that a patch is ACTIVED; one that it no longer knows is not.
is_actived() {
    local status
    status=$("$suture" status "$1" 2>&1) || true
    say "$status" >>"$run/suture.log"
    grep -qw ACTIVED <<<"$status"
}

# put_in PATCH NAME PID FILE applies the patch to the process and sees that the text of the file differs; took says how
# many milliseconds the command took.
put_in() {
    local text started
    text=$(text_digest "$3" "$4")
    started=$EPOCHREALTIME
    step apply "$1" --pid "$3"
    took=$(milliseconds_since "$started")
    is_actived "$2" || failed "after apply the state of $2 is not ACTIVED"
    [ "$(text_digest "$3" "$4")" != "$text" ] || failed "after apply of $2 the text of $4 is as it was"
}

# take_out NAME PID FILE TEXT removes the patch again and sees that the text of the file is what it was, by its digest.
take_out() {
    local started=$EPOCHREALTIME
    step remove "$1"
    took=$(milliseconds_since "$started")
    if is_actived "$1"; then failed "after remove the state of $1 is still ACTIVED"; fi
    [ "$(text_digest "$2" "$3")" = "$4" ] || failed "after remove of $1 the text of $3 is not what it was"
}
