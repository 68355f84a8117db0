#!/bin/sh
# Suture's compiler wrapper. Found first on PATH under the names of the machine's compilers, it gives each object a
# section for every function and datum and a mark, records the compilation, and runs the compiler. What compiles nothing
# is run with the arguments as they are. No program is started here but the compiler: builds call this thousands of times.

tools=@TOOLS@
records=@RECORDS@
dependency_files=@DEPENDENCIES@
tree=@TREE@
covers=@COVERS@
base_name=${0##*/}
real=
family=gnu
launcher=

# Without this folder on PATH: a compiler cache must find the compiler, not the wrapper, and would go round for ever.
case :$PATH: in
*:"$tools":*)
    without=:$PATH:
    without=${without%%:"$tools":*}:${without#*:"$tools":}
    without=${without#:}
    PATH=${without%:}
    export PATH
    ;;
esac

# Sets real and family by the name of a program.
look_up() {
    case $1 in
@COMPILERS@
    *) return 1 ;;
    esac
}

if ! look_up "$base_name" && [ "$covers" = no ]; then
    echo "suture: the compiler wrapper was called as $0, a name it does not know" >&2
    exit 127
fi
# Mounted over a compiler, the wrapper starts what lies below it.
case $covers$0 in
yes*/*) real=$0 ;;
esac
if [ "$family" = launcher ]; then
    # ccache gcc ARGUMENTS: the launcher stays in front; the compiler it is to start is the first argument.
    launcher=$real
    compiler=${1-}
    if [ -n "$compiler" ] && look_up "${compiler##*/}" && [ "$family" != launcher ]; then
        shift
        base_name=${compiler##*/}
        case $compiler in
        "$tools"/*) ;;
        *) real=$compiler ;;
        esac
    else
        exec @ENTER@"$launcher" "$@"
    fi
fi

run() {
    if [ -n "$launcher" ]; then
        @ENTER@"$launcher" "$real" "$@"
    else
        @ENTER@"$real" "$@"
    fi
}

compiles=
stops=
assembles=yes
output=
source=
language=none
response=
skip=
dependencies=
several=
for argument do
    case $skip in
    output) output=$argument skip= && continue ;;
    language) language=$argument skip= && continue ;;
    other) skip= && continue ;;
    esac
    case $argument in
    -o) skip=output ;;
    -o*) output=${argument#-o} ;;
    -x) skip=language ;;
    -x*) language=${argument#-x} ;;
    -c) compiles=yes ;;
    -S) compiles=yes assembles=no ;;
    -E | -M | -MM | -fsyntax-only | '-###' | --version | --help | --help=* | --target-help | -dumpversion \
        | -dumpfullversion | -dumpmachine | -dumpspecs | -print-* | --print-* | -emit-llvm | -cc1 | -cc1as) stops=yes ;;
    -MF | -MT | -MQ) skip=other dependencies=own ;;
    -MD | -MMD | -MF* | -Wp,*-M*) dependencies=own ;;
    -D | -U | -I | -L | -l | -T | -u | -e | -z | -A | -include | -imacros | -isystem | -iquote \
        | -idirafter | -iprefix | -iwithprefix | -iwithprefixbefore | -isysroot | -imultilib | --param | -Xlinker \
        | -Xassembler | -Xpreprocessor | -Xclang | -mllvm | -target | -aux-info | -wrapper | -B | -dumpdir | -dumpbase \
        | -dumpbase-ext) skip=other ;;
    @*) response=$argument ;;
    -) source=- ;;
    -*) ;;
    *.i | *.ii | *.s)
        dependencies=none
        source=${source:-$argument}
        ;;
    *.c | *.cc | *.cp | *.cxx | *.cpp | *.CPP | *.c++ | *.C | *.S | *.sx \
        | *.h | *.H | *.hh | *.hp | *.hpp | *.hxx | *.h++)
        several=$source
        source=${source:-$argument}
        ;;
    *) [ "$language" = none ] || source=${source:-$argument} ;;
    esac
done

if [ -n "$stops" ]; then
    if [ -n "$launcher" ]; then exec @ENTER@"$launcher" "$real" "$@"; fi
    exec @ENTER@"$real" "$@"
fi
if [ -n "$source$response" ]; then
    kind=compile
    [ "$assembles" = yes ] || kind=assembly
else
    kind='link'
fi

# One file for each call, named by what no other call has: process id and time of the machine.
read -r now _ </proc/uptime
record=$records/$$-$now
case $PWD in
"$tree") place=. ;;
"$tree"/*) place=${PWD#"$tree"/} ;;
*) place=$PWD ;;
esac
mark=${output:-${source:-$response}}
case $mark in
"$tree"/*) mark=${mark#"$tree"/} ;;
/*) ;;
*) mark=$place/$mark ;;
esac
case $mark in
*[,=\ \"\\\']*) mark=$place/$$-$now ;;
esac
[ -n "$output$source" ] || mark=$mark@$$-$now

unrecorded() {
    echo "suture: the compilation could not be recorded in $records" >&2
    exit 1
}
printf '%s\0' 1 "$kind" "$base_name" "$PWD" "$mark" "$real" "$#" "$@" >"$record" || unrecorded

if [ "$kind" = link ]; then
    :
elif [ -z "$dependencies$several$response" ] && [ "$kind$compiles" = compileyes ] && [ "$source" != - ]; then
    # What the object depends on, where the build does not ask for it itself.
    set -- "$@" -MD -MF "$dependency_files/${record##*/}"
fi
if [ "$kind" = link ]; then
    :
elif [ "$family" = clang ]; then
    # clang has no way to define a symbol from its command line; what it records of the command line carries the mark.
    if [ "$kind" = compile ]; then
        set -- -frecord-command-line "-ffile-prefix-map=suture:$mark=" "$@"
    fi
    set -- --start-no-unused-arguments -ffunction-sections -fdata-sections @MAP@ --end-no-unused-arguments "$@"
elif [ "$kind" = compile ]; then
    set -- @MAP@ "$@" -ffunction-sections -fdata-sections "-Wa,--defsym,suture:$mark=0"
else
    set -- @MAP@ "$@" -ffunction-sections -fdata-sections
fi
run "$@"
status=$?
printf '%s\0' "$status" >>"$record" || unrecorded
exit $status
