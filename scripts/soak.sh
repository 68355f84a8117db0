#!/usr/bin/env bash
# Soaks: a hot patch put into busy programs and taken out of them again and again, with every answer of theirs checked.
#
# usage: soak.sh [OPTION]... [SOAK]...
#   redis       Debian's redis-server under redis-benchmark (50 connections with mixed commands, 50 with scripts and
#               counters): CVE-2025-49844; no request fails or is lost, and the data is the same before and after
#   library     a shared library in a program that uses it
#   cxx         a C++ program: virtual functions, exceptions caught in patched code and passing through it
#   threads     a program of 64 threads
#   processes   50 processes at once: each change is made in all of them or in none
#   cycles      one process and one agent: 1000 times active and deactive, 200 times apply and remove, after which nothing
#               is left behind in either (needs the project's sources)
#               (default: all of them)
# options:
#   --cycles N              how often the patch goes in and out (default 20)
#   --short                 3 cycles, and 100 of `cycles`
#   --seconds N             how long redis works under load in each half of a cycle (default 2)
#   --work FOLDER           where sources, trees and results are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/soak)
#   --skip-if-unavailable   pass over redis where its source cannot be had; without it that is trouble (exit 2)
#
# In each cycle the patch is applied, its state read, the code in memory compared, and the answers watched; every other time it
# is made deactive and active again before it is removed. Environment: SUTURE names the launcher (default ./suture of this
# project). Exit: 0 done, 1 a check failed, 2 trouble. As root, missing Debian packages that the builds need are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
export SUTURE=${SUTURE:-$here/../suture}
suture=$SUTURE
work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/soak}
cycles=20
many_cycles=1000
seconds=2
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"

# ---------------------------------------------------------------------------------------------------- the programs

pids=()
program=''
target=''
text=''

clean_up() {
    local pid
    for pid in "${pids[@]}"; do end_process "$pid"; done
    end_run
}

# begin makes a run's folder, in which the soaks of programs compile what they need.
begin() {
    begin_run "$work"
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    mkdir "$run/base" "$run/patched" "$run/rest"
}

# compile COMPILER FOLDER FILE [FLAG]... compiles one file of the programs, as packages are compiled.
compile() {
    local compiler=$1 folder=$2 file=$3
    shift 3
    "$compiler" -O2 -g -Wall -ffunction-sections -fdata-sections "$@" -c -o "$folder/${file%.*}.o" "$here/programs/soak/$file" \
        >>"$run/compile.log" 2>&1 || trouble "$file could not be compiled (log: $run/compile.log)"
}

# compile_both COMPILER FILE [FLAG]... compiles the part that is patched, once as base and once as patched.
compile_both() {
    local compiler=$1 file=$2
    shift 2
    compile "$compiler" "$run/base" "$file" -DPATCHED=0 "$@"
    compile "$compiler" "$run/patched" "$file" -DPATCHED=1 "$@"
}

link() {
    "$@" >>"$run/compile.log" 2>&1 || trouble "a program could not be linked (log: $run/compile.log)"
}

# c_program makes a program in C, which is the target.
c_program() {
    compile_both gcc answer.c
    compile gcc "$run/rest" right.c
    compile gcc "$run/rest" main.c -pthread
    link gcc -pthread -Wl,--build-id -o "$program" "$run"/base/*.o "$run"/rest/*.o
    target=$program
}

library_program() {
    target=$run/libsoak.so
    compile_both gcc answer.c -fPIC
    compile gcc "$run/rest" right.c
    compile gcc "$run/rest" main.c -pthread
    link gcc -shared -Wl,--build-id -o "$target" "$run"/base/*.o
    link gcc -pthread -rdynamic -o "$program" "$run"/rest/*.o -L"$run" -lsoak -Wl,-rpath,"$run"
}

cxx_program() {
    compile_both g++ answer.cpp
    compile g++ "$run/rest" front.cpp
    compile gcc "$run/rest" main.c -pthread
    link g++ -pthread -Wl,--build-id -o "$program" "$run"/base/*.o "$run"/rest/*.o
    target=$program
}

build_patch() {
    local log=$run/build.log
    "$suture" build --kind upatch --base "$run/base" --patched "$run/patched" --target "$target" --name "$soak" \
        -o "$run/$soak.upatch" >"$log" 2>&1 || {
        tail -n 15 "$log" >&2
        failed "$soak: suture build ended with $? (log: $log)"
    }
    say "$soak: the patch replaces$(sed -nE 's/^ +replaces ([^ ]+( [^ ]+)*)  .*/ \1/p' "$log" | paste -sd ,)"
}

# start COUNT THREADS MICROSECONDS starts the program so many times and waits until all threads of all have answered.
start() {
    local number
    for ((number = 0; number < $1; number++)); do
        setsid "$program" "$2" "$3" >"$run/answers.$number" 2>"$run/errors.$number" </dev/null &
        pids+=($!)
    done
    needs_answers base 'before anything is applied'
}

# last_lines COUNT prints the last lines of each program's answers, with the number of the program in front of each.
last_lines() {
    tail -v -n "$1" "$run"/answers.* | awk '
        $1 == "==>" {number = $2; sub(/.*[.]/, "", number); next}
        NF == 5 {print number, $0}'
}

# answers prints for each program, a line each, its number and how many answers of the base and of the patched program there
# were from the moment when all its threads had answered after the turn that is named for it in the file $run/starts, to the
# moment when all had answered again; nothing as long as that is still to come.
answers() {
    last_lines 1000 | awk '
        NR == FNR {start[$1] = $2; next}
        $2 <= start[$1] {next}
        !($1 in first) && $5 < $2 - start[$1] {first[$1] = $2; base[$1] = $3; patched[$1] = $4; next}
        $1 in first && !($1 in done) && $5 < $2 - first[$1] {print $1, $3 - base[$1], $4 - patched[$1]; done[$1] = 1}
        ' "$run/starts" -
}

# lines TEXT counts lines that are not empty; a here-string of nothing has one that is.
lines() { grep -c . <<<"$1" || :; }

# needs_answers base|patched WHEN sees that all threads of all programs answer, from now on in that way and no other.
needs_answers() {
    local waited counts number base patched wrong=''
    # The first line keeps awk from taking an empty file for none.
    { say 'starts' && last_lines 1 | cut -d ' ' -f 1,2; } >"$run/starts"
    for ((waited = 0; waited < 600; waited++)); do
        counts=$(answers)
        [ "$(lines "$counts")" -lt ${#pids[@]} ] || break
        for number in "${!pids[@]}"; do
            kill -0 "${pids[number]}" 2>/dev/null \
                || failed "$soak: process ${pids[number]} has ended $2: $(cat "$run/errors.$number")"
        done
        sleep 0.1
    done
    [ "$(lines "$counts")" -eq ${#pids[@]} ] || failed "$soak: not all threads of all processes answer $2"
    while read -r number base patched; do
        case $1 in
            base) wrong=$patched ;;
            patched) wrong=$base ;;
        esac
        [ "$wrong" -eq 0 ] || failed "$soak: $2 process ${pids[number]} has given $base answers of the base and $patched patched ones"
    done <<<"$counts"
}

# cycle NUMBER applies the patch to all processes and takes it out again, with all checks.
cycle() {
    local applied
    put_in "$run/$soak.upatch" "$soak" "${pids[*]}" "$target"
    applied=$took
    needs_answers patched 'after apply'
    if [ $(($1 % 2)) -eq 0 ]; then
        off_and_on "$soak" "${pids[*]}" "$target" "$text" needs_answers
        needs_answers patched 'after active'
    fi
    take_out "$soak" "${pids[*]}" "$target" "$text"
    needs_answers base 'after remove'
    say "$soak: cycle $1 of $cycles: apply $applied ms, remove $took ms (whole commands)"
}

# soak COUNT THREADS MICROSECONDS runs the cycles with the program, once it is linked.
soak() {
    local number took before
    start "$@"
    text=$(text_digests "${pids[*]}" "$target")
    for ((number = 1; number <= cycles; number++)); do
        cycle "$number"
        # What the first one has loaded may stay.
        [ "$number" -ne 1 ] || before=$(footprint "${pids[0]}")
    done
    say "$soak: process ${pids[0]} holds after the first cycle: $before"
    say "$soak: process ${pids[0]} holds after the last cycle:  $(footprint "${pids[0]}")"
}

# finish ends the programs, each of which says that none of its threads has lost an answer.
finish() {
    local number code asked base patched all=0
    for number in "${!pids[@]}"; do
        kill "${pids[number]}" 2>/dev/null || true
        code=0
        wait "${pids[number]}" || code=$?
        [ "$code" -eq 0 ] || failed "$soak: process ${pids[number]} ended with $code: $(cat "$run/errors.$number")"
        read -r _ asked base patched <<<"$(grep '^end ' "$run/answers.$number")"
        [ $((base + patched)) -eq "$asked" ] \
            || failed "$soak: process ${pids[number]} has asked $asked times and got $((base + patched)) answers"
        [ "$base" -gt 0 ] && [ "$patched" -gt 0 ] || failed "$soak: process ${pids[number]} answers always in the same way"
        all=$((all + asked))
    done
    pids=()
    frozen_times | sed "s/^/$soak: /"
    say "$soak: passed: $cycles cycles, $all answers, none wrong and none lost; text pages as before"
    keep_run=no
}

# ------------------------------------------------------------------------------------------------------- the soaks

library_soak() {
    begin
    program=$run/soak-library
    library_program
    build_patch
    soak 1 8 2000
    finish
}

cxx_soak() {
    begin
    program=$run/soak-cxx
    cxx_program
    build_patch
    soak 1 8 2000
    finish
}

threads_soak() {
    begin
    program=$run/soak-threads
    c_program
    build_patch
    soak 1 64 10000
    finish
}

processes_soak() {
    begin
    program=$run/soak-processes
    c_program
    build_patch
    soak 50 2 50000
    all_or_none
    finish
}

# While one thread of one process is inside the function, a change is refused in all.
all_or_none() {
    local last=$((${#pids[@]} - 1))
    hold 0
    needs_refusal apply "$run/$soak.upatch"
    needs_state "$soak" NOT-APPLIED "${pids[*]}" 'after the refused apply'
    needs_text "${pids[*]}" "$target" "$text" 'after the refused apply'
    let_go 0
    needs_answers base 'after the refused apply'
    put_in "$run/$soak.upatch" "$soak" "${pids[*]}" "$target"
    needs_answers patched 'after apply'
    hold "$last"
    needs_refusal remove "$soak"
    needs_state "$soak" ACTIVED "${pids[*]}" 'after the refused remove'
    let_go "$last"
    needs_answers patched 'after the refused remove'
    take_out "$soak" "${pids[*]}" "$target" "$text"
    needs_answers base 'after remove'
    say "$soak: apply and remove, refused by one busy process, have left all ${#pids[@]} as they were"
}

# hold NUMBER has a thread of that process wait inside the patched function.
hold() {
    kill -USR1 "${pids[$1]}"
    needs_inside "$1" 1
}

let_go() {
    kill -USR2 "${pids[$1]}"
    needs_inside "$1" 0
}

# needs_inside NUMBER COUNT waits until so many threads of that process wait inside.
needs_inside() {
    local waited
    for ((waited = 0; waited < 400; waited++)); do
        if [ "$(tail -n 1 "$run/answers.$1" | cut -d ' ' -f 5)" = "$2" ]; then return 0; fi
        sleep 0.05
    done
    failed "$soak: a thread of process ${pids[$1]} did not come to wait, or to go on"
}

# needs_refusal ARGUMENT... runs a change that has to end as busy.
needs_refusal() {
    local code=0
    say "== refused: suture $*" >>"$run/suture.log"
    "$suture" "$@" --timeout 300ms >>"$run/suture.log" 2>&1 || code=$?
    [ "$code" -eq 4 ] || failed "$soak: with a thread inside, suture $1 ended with $code, not with 4 (log: $run/suture.log)"
}

redis_soak() {
    local arguments=()
    [ "$skip_if_unavailable" = no ] || arguments+=(--skip-if-unavailable)
    "$here/redis-cve.sh" --work "$work/redis" --cycles "$cycles" --seconds "$seconds" "${arguments[@]}" all
}

cycles_soak() {
    (cd "$here/.." && ./mvnw -B -ntp -q -Psoak test -pl agent -am -Dtest=CyclesTest "-Dsuture.cycles=$many_cycles")
}

# ------------------------------------------------------------------------------------------------------------ main

all=(redis library cxx threads processes cycles)
while [ $# -gt 0 ]; do
    case $1 in
        --work | --seconds | --cycles)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            case $1 in
                --work) work=$2 ;;
                --seconds) seconds=$2 ;;
                --cycles) cycles=$2 ;;
            esac
            shift
            ;;
        --short)
            cycles=3
            many_cycles=100
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
[[ $cycles =~ ^[1-9][0-9]*$ ]] || trouble "--cycles takes a number from 1, and $cycles is none"
for soak in "$@"; do
    [[ " ${all[*]} " == *" $soak "* ]] || trouble "$soak is none of: ${all[*]}"
done
[ -x "$suture" ] || trouble "$suture is not there; build Suture first, or set SUTURE to its launcher"
[ "$(uname -m)" = x86_64 ] || unavailable "hot patches are made for x86_64"
enter_work "$work"
install_packages gcc g++ libc6-dev
[ $# -gt 0 ] || set -- "${all[@]}"
for soak in "$@"; do
    started=$SECONDS
    say "== $soak"
    # A shell of its own: it ends with what a soak cannot do, and cleans up after it.
    ("${soak}_soak")
    say "$soak: $((SECONDS - started)) s in all"
done
