#!/usr/bin/env bash
# What the scripts that make pairs of objects for `suture diff` share: options, the report of what was made, and the
# comparison. Sourced, not run.
#
# The script that sources it sets: work (folder that keeps everything) and, where a source change may be named, change
# (the default one). Its functions are:
#   make_pairs      makes what is missing; only called where there is no report yet
#   describe_pairs  prints what was made, which becomes the report
#   each_pair       calls compare for each pair
# read_options "$@" and then run_command are its last lines; between them, report names the file of the report.
# shellcheck disable=SC2034,SC2154 # variables of the sourcing script, and of debian-source.sh

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
suture=${SUTURE:-$here/../suture}
change=''
skip_if_unavailable=no
command=all
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"

# default_work NAME prints the folder where things are kept unless an option names one.
default_work() { say "${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/$1}"; }

# read_options ARGUMENT... sets work, change and command.
read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --change | --work)
                [ "$1" = --work ] || [ -n "$change" ] || trouble "unknown option $1; see --help"
                [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
                case $1 in
                    --change) change=$2 ;;
                    --work) work=$2 ;;
                esac
                shift
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
    command=${1:-all}
    if [ -n "$change" ]; then
        [ -f "$change" ] || trouble "there is no file $change"
        change=$(realpath "$change")
    fi
    enter_work "$work"
}

prepare() {
    if [ -e "$report" ]; then
        say "Prepared before, in $(dirname "$report"):"
    else
        make_pairs
        describe_pairs >"$report.part"
        mv "$report.part" "$report"
    fi
    cat "$report"
}

# compare TITLE BASE PATCHED shows what differs, which has to be something.
compare() {
    local code=0
    say "== $1"
    "$suture" diff "$2" "$3" || code=$?
    [ "$code" -eq 1 ] || failed "suture diff ended with $code, and 1 (there are differences) was expected"
}

show_diff() {
    [ -x "$suture" ] || trouble "$suture is not there; build Suture first, or set SUTURE to its launcher"
    [ -e "$report" ] || prepare
    each_pair
}

run_command() {
    case $command in
        prepare) prepare ;;
        diff) show_diff ;;
        all)
            prepare
            show_diff
            ;;
        *) trouble "unknown command $command; see --help" ;;
    esac
}
