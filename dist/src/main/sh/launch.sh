# How Suture is started, by ./suture and by the installed program alike; sourced by both, POSIX sh.
# shellcheck shell=sh disable=SC2086 # the options are words without spaces

# Short runs: no time is spent on threads of a parallel collector or on optimising what runs once. The log of the JVM
# itself would come on standard output, e.g. when the class cache does not fit any more.
java_options='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djdk.reflect.useNativeAccessorOnly=true --enable-native-access=ALL-UNNAMED -Xlog:disable'

# train JAVA LIB CACHE makes a cache of loaded and linked classes (JEP 514) by one run that touches most of Suture, the
# demonstration and a conversation with an agent: a start then takes less time, and so does the first freeze of a process.
# Where the demonstration cannot run, e.g. because this user may not trace processes, the cache holds what was loaded until
# then.
train() {
    "$1" $java_options -XX:AOTCacheOutput="$3" -cp "$2/*" dev.suture.cli.Training
}

# launch JAVA LIB CACHE ARGUMENT... becomes the command line, with the caller's arguments in the caller's directory.
launch() {
    java=$1 lib=$2 cache=$3 cache_option=''
    shift 3
    columns=''
    if [ -t 1 ]; then
        size=$(stty size <&1 2>/dev/null) || size=''
        [ -z "$size" ] || columns=-Dsuture.columns=${size#* }
    fi
    [ ! -f "$cache" ] || cache_option=-XX:AOTCache=$cache
    exec "$java" $java_options ${cache_option:+"$cache_option"} $columns -cp "$lib/*" dev.suture.cli.Main "$@"
}
