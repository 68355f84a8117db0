# How Suture is started, by ./suture and by the installed program alike; sourced by both, POSIX sh.
# shellcheck shell=sh disable=SC2086 # the options are words without spaces

# Short runs: no time is spent on threads of a parallel collector or on optimising what runs once. The log of the JVM
# itself would come on standard output, e.g. when the class cache does not fit any more.
java_options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djdk.reflect.useNativeAccessorOnly=true --enable-native-access=ALL-UNNAMED -Xlog:disable'

# train JAVA LIB CACHES makes caches of loaded and linked classes (JEP 514) in a folder, by runs that touch most of Suture:
# the demonstration, a conversation with an agent, and for one of them the window. A start then takes less time, and so does
# the first freeze of a process. There are two, because all classes of a cache are loaded at each start, and the window has as
# many as all the rest. Where the demonstration cannot run, e.g. because this user may not trace processes, a cache holds
# what was loaded until then.
train() {
    for kind in commands window; do
        "$1" $java_options -XX:AOTCacheOutput="$3/$kind.aot" -cp "$2/*" dev.suture.cli.Training "$kind" || :
    done
}

# opens_window ARGUMENT... says whether the arguments may open the window.
opens_window() {
    for argument in "$@"; do
        case $argument in
        -*) ;;
        demo | open) return 0 ;;
        *) return 1 ;;
        esac
    done
    [ $# -eq 0 ]
}

# launch JAVA LIB CACHES ARGUMENT... becomes the command line, with the caller's arguments in the caller's directory.
launch() {
    java=$1 lib=$2 cache=$3/commands.aot cache_option=''
    window_cache=$3/window.aot
    shift 3
    ! opens_window "$@" || cache=$window_cache
    columns=''
    if [ -t 1 ]; then
        size=$(stty size <&1 2>/dev/null) || size=''
        [ -z "$size" ] || columns=-Dsuture.columns=${size#* }
    fi
    [ ! -f "$cache" ] || cache_option=-XX:AOTCache=$cache
    exec "$java" $java_options ${cache_option:+"$cache_option"} $columns -cp "$lib/*" dev.suture.cli.Main "$@"
}
