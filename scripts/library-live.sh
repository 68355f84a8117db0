#!/usr/bin/env bash
# A shared library that is patched in a program at work: one of the programs of the folder programs, which prints the
# library's answer a thousand times a second. Sourced, not run, after live.sh.
#
# The script that sources it sets: here (this folder), work, and clean_up, which ends what runs, for the trap on EXIT.
# shellcheck disable=SC2034,SC2154 # variables of the sourcing script and of live.sh

program=''

end_program() {
    [ -n "$program" ] || return 0
    end_process "$program"
    program=''
}

# start_program SOURCE LIBRARY COMPILER ARGUMENT... compiles one of the programs of this folder and starts it with the
# library of the base build, given by its real path.
start_program() {
    local source=$1 library=$2
    shift 2
    "$@" -O1 -Wall -o "$run/program" "$here/programs/$source" "$library" >"$run/compile.log" 2>&1 || {
        tail -n 15 "$run/compile.log" >&2
        trouble "$source could not be compiled (log: $run/compile.log)"
    }
    : >"$run/answers"
    setsid env LD_LIBRARY_PATH="$run/lib" "$run/program" >>"$run/answers" 2>"$run/errors" </dev/null &
    program=$!
}

# answers AFTER prints the answers of the turns after that one, each run of equal ones once.
answers() { awk -v after="$1" '/^[0-9]+ ./ && $1 > after' "$run/answers" | sed '$d' | cut -d ' ' -f 2- | uniq; }

# turn prints the number of the last turn that is written whole.
turn() { tail -n 3 "$run/answers" | sed '$d' | tail -n 1 | cut -d ' ' -f 1; }

# needs_answer ANSWER WHEN checks that from now on, for a while, the program gives this answer and no other.
needs_answer() {
    local start waited
    for ((waited = 0; waited < 1200; waited++)); do
        kill -0 "$program" 2>/dev/null || failed "$project: the program has ended: $(cat "$run/errors")"
        [ "$(wc -l <"$run/answers")" -gt 3 ] && break
        sleep 0.05
    done
    start=$(turn)
    # The line that was being written may still hold the answer of before.
    start=$((start + 2))
    for ((waited = 0; waited < 1200; waited++)); do
        kill -0 "$program" 2>/dev/null || failed "$project: the program has ended: $(cat "$run/errors")"
        [ "$(turn)" -ge $((start + 100)) ] && break
        sleep 0.05
    done
    [ "$(turn)" -ge $((start + 100)) ] || failed "$project: the program stands still $2"
    [ "$(answers "$start")" = "$1" ] || failed "$project: $2 the program says '$(answers "$start")', not '$1'"
}

# live_library PACKAGE NAME LIBRARY SOURCE BASE PATCHED COMPILER ARGUMENT... starts the program and patches the library
# in it; the program's answers have to be the base's, the patched library's, and the base's again.
live_library() {
    local package=$1 name=$2 library=$3 source=$4 base=$5 patched=$6 text took applied
    shift 6
    library=$(realpath "$library")
    begin_run "$work"
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    mkdir "$run/lib"
    # The name that the program asks for leads to the very file that the base build linked.
    ln -s "$library" "$run/lib/$(soname "$library")"
    start_program "$source" "$library" "$@"
    needs_answer "$base" 'before anything is applied'
    text=$(text_digest "$program" "$library")
    put_in "$package" "$name" "$program" "$library" --pid "$program"
    applied=$took
    needs_answer "$patched" 'after apply'
    passed "applied to process $program in $applied ms (whole command): '$base' -> '$patched'"
    take_out "$name" "$program" "$library" "$text"
    needs_answer "$base" 'after remove'
    [ "$(answers 0)" = "$base"$'\n'"$patched"$'\n'"$base" ] \
        || failed "$project: in all the program said: $(answers 0 | paste -sd '|')"
    passed "removed in $took ms: '$base' again, text pages as before; $(turn) turns, each with one of both answers"
    keep_run=no
}

soname() { readelf -d "$1" | sed -nE 's/.*\(SONAME\).*\[(.*)\]/\1/p'; }
