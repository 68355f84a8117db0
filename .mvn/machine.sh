# What ./suture and ./mvnw have to know of the machine; sourced by both, POSIX sh.

# Prints the home of a JDK >= 25: JAVA_HOME, then the usual places, then PATH. The newest of the usual places wins.
find_jdk() {
    best='' best_version=0
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$(jdk_on_path)"; do
        [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] && [ -r "$candidate/release" ] || continue
        version=$(jdk_version <"$candidate/release")
        [ "${version:-0}" -ge 25 ] || continue
        if [ "$candidate" = "${JAVA_HOME:-}" ]; then
            printf '%s\n' "$candidate"
            return 0
        fi
        [ "$version" -gt "$best_version" ] && best=$candidate best_version=$version
    done
    if [ -z "$best" ]; then
        echo "Suture needs a JDK 25 or newer and found none in JAVA_HOME, under /usr/lib/jvm or on PATH; install one and, if it lies elsewhere, set JAVA_HOME." >&2
        return 1
    fi
    printf '%s\n' "$best"
}

# Prints the first number of the version that a JDK's file "release" on standard input names; the shell alone reads it, as
# this is done on each start.
jdk_version() {
    while IFS= read -r line; do
        case $line in
        JAVA_VERSION=*)
            line=${line#*\"}
            printf '%s\n' "${line%%[!0-9]*}"
            return 0
            ;;
        esac
    done
}

jdk_on_path() {
    javac=$(command -v javac) || return 0
    javac=$(readlink -f "$javac")
    printf '%s\n' "${javac%/bin/javac}"
}

# need_packages COMMAND:PACKAGE ... installs, as root, the packages whose command is missing; otherwise names them.
need_packages() {
    missing=''
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
    done
    [ -z "$missing" ] || install_packages $missing
}

# The shared libraries that JavaFX and the disassembler load at run time. Without them things still start, but
# the window has no text and instructions come from objdump, so they are wanted, not merely nice.
need_libraries() {
    missing=''
    for pair in libfreetype.so.6:libfreetype6 libfontconfig.so.1:libfontconfig1 libpangoft2-1.0.so.0:libpangoft2-1.0-0 \
        libgtk-3.so.0:libgtk-3-0 libcapstone.so.4:libcapstone4; do
        library_present "${pair%%:*}" || missing="$missing ${pair#*:}"
    done
    [ -n "$(find /usr/share/fonts/truetype/dejavu -name '*.ttf' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-dejavu-core"
    [ -z "$missing" ] || install_packages $missing
}

library_present() {
    for directory in /lib /usr/lib /lib/*-linux-gnu /usr/lib/*-linux-gnu /lib64 /usr/lib64 /usr/local/lib; do
        [ -e "$directory/$1" ] && return 0
    done
    return 1
}

install_packages() {
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Debian packages:$(printf ' %s' "$@")" >&2
        export DEBIAN_FRONTEND=noninteractive
        { apt-get -q update && apt-get -q -y --no-install-recommends install "$@"; } >/tmp/suture-apt.$$ 2>&1 && {
            rm -f /tmp/suture-apt.$$
            return 0
        }
        tail -n 20 /tmp/suture-apt.$$ >&2
        rm -f /tmp/suture-apt.$$
        echo "Installing these packages failed; install them by hand:$(printf ' %s' "$@")" >&2
        return 1
    fi
    echo "Debian packages are missing; install them with: sudo apt-get install$(printf ' %s' "$@")" >&2
    return 1
}
