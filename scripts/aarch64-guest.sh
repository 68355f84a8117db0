#!/usr/bin/env bash
# A small AArch64 Linux in QEMU, emulated on any machine: Debian's kernel, C library, busybox and Java runtime, unpacked
# into a root file system in memory. It has no network but its own loopback interface, and nothing of it stays. Its clock
# counts the instructions it runs, two nanoseconds each, so that limits of time in it mean the same on a busy machine.
#
# usage: aarch64-guest.sh [OPTION]... prepare|run FOLDER
#   prepare                 fetches Debian's packages and makes the root file system, unless that was done before
#   run FOLDER              starts the guest with the folder's files laid over its root, runs the program /job of it as
#                           root, prints what it says, and ends with its exit code
#   --work FOLDER           where packages and the root file system are kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/aarch64-guest)
#   --cpu MODEL             processor, for QEMU (default max,pauth-impdef=on: with signed return addresses and landing
#                           pads; cortex-a57 has neither)
#   --memory MIB            (default 1536)
#   --timeout SECONDS       when to end the guest if it does not end itself (default 900)
#   --with PACKAGES         further Debian packages for its root, e.g. "gcc libc6-dev", with all that they need
#   --skip-if-unavailable   exit 0 where something it needs cannot be had; without it that is trouble (exit 2)
#
# Debian packages it needs on the machine itself: qemu-system-arm cpio; as root, missing ones are installed. What is
# fetched for the guest comes from where this machine's apt gets its own. To fetch it anew, delete the folder.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"

work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/aarch64-guest}
cpu=max,pauth-impdef=on
memory=1536
timeout=900
with=''
# The first release of Debian that has a Java runtime of the version Suture needs.
release=trixie
java=25
packages=(libc6 libgcc-s1 libstdc++6 zlib1g busybox-static "openjdk-$java-jre-headless")

# --------------------------------------------------------------------------------------------------------- packages

# Prints the address from which this machine's apt fetches its own release.
mirror() {
    local codename file
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        awk -v RS='' -v codename="$codename" '
            $0 ~ "(^|\n)Suites:[^\n]*[ \t]" codename "([ \t\n]|$)" && match($0, /(^|\n)URIs:[ \t]*[^ \t\n]+/) {
                address = substr($0, RSTART, RLENGTH); sub(/^\n?URIs:[ \t]*/, "", address); print address; exit }' "$file"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] || continue
        awk -v codename="$codename" '$1 == "deb" { for (i = 3; i <= NF; i++) if ($i == codename) print $(i - 1) }' "$file"
    done
}

# Makes an apt of the guest's own: its architecture, its release, nothing installed, nothing of this machine touched.
write_apt() {
    local address
    address=$(mirror | head -n 1)
    [ -n "$address" ] || unavailable "apt of this machine has no Debian mirror"
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    : >"$apt/status"
    say "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $address $release main" >"$apt/sources.list"
    cat >"$apt/apt.conf" <<EOF
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Architecture "arm64";
APT::Architectures "arm64";
APT::Sandbox::User "";
Acquire::Languages "none";
EOF
}

guest_apt() { APT_CONFIG=$apt/apt.conf "$@" >>"$apt/log" 2>&1; }

# download PACKAGE... brings the packages into the archives, checked against the release's signed index.
download() {
    (cd "$apt/archives" && guest_apt apt-get -q download "$@") || {
        tail -n 5 "$apt/log" >&2
        unavailable "packages of Debian $release for arm64 could not be fetched: $* (log: $apt/log)"
    }
}

# The package of the newest kernel, which a package without contents names.
kernel_package() {
    APT_CONFIG=$apt/apt.conf apt-cache depends linux-image-cloud-arm64 2>>"$apt/log" \
        | sed -n 's/^  Depends: \(linux-image-.*\)/\1/p' | head -n 1
}

# unpack_packages FOLDER PACKAGE... without running anything of them.
unpack_packages() {
    local folder=$1 package
    shift
    for package in "$@"; do
        dpkg -x "$apt/archives/${package//:/%3a}"_*.deb "$folder" || trouble "$package could not be unpacked"
    done
}

# ------------------------------------------------------------------------------------------------------------- root

make_root() {
    local root=$work/root.part jvm folder
    rm -rf "$root"
    for folder in usr/bin usr/sbin usr/lib proc sys dev tmp run root etc; do mkdir -p "$root/$folder"; done
    for folder in bin sbin lib; do ln -s "usr/$folder" "$root/$folder"; done
    unpack_packages "$root" "${packages[@]}"
    jvm=$root/usr/lib/jvm/java-$java-openjdk-arm64
    # A package's script would have put it there.
    [ -e "$jvm/lib/jvm.cfg" ] || cp "$jvm/lib/jvm.cfg-default" "$root/etc/java-$java-openjdk/jvm-arm64.cfg"
    rm -rf "$root"/usr/share/{doc,man,locale,lintian,bug} "$jvm"/{man,legal} "$jvm"/lib/server/classes_*.jsa
    say 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
    cat >"$root/init" <<EOF
#!/usr/bin/busybox sh
/usr/bin/busybox --install -s /usr/bin
export PATH=/usr/bin:/usr/lib/jvm/java-$java-openjdk-arm64/bin HOME=/root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t tracefs tracing /sys/kernel/tracing
mkdir -p /dev/shm
ifconfig lo 127.0.0.1 up
echo "guest: Linux \$(uname -r), up after \$(cut -d' ' -f1 /proc/uptime) s"
/job
echo "guest: job ended with \$?"
poweroff -f
EOF
    chmod 755 "$root/init"
    archive "$root" >"$work/root.cpio.part"
    rm -rf "$root"
    mv "$work/root.cpio.part" "$work/root.cpio"
}

# archive FOLDER prints its files as the kernel unpacks them into the root (Documentation/filesystems, initramfs).
archive() { (cd "$1" && find . -print0 | cpio --null --create --format=newc --owner=0:0 --quiet); }

# Packages beyond the usual ones are unpacked into an archive of their own.
make_extra() {
    local extra=$work/extra name
    [ "$(cat "$extra.list" 2>/dev/null)" != "$with" ] || return 0
    rm -rf "$extra" "$extra.cpio"
    mkdir -p "$extra" "$apt/extra/partial"
    # shellcheck disable=SC2086 # a list of packages
    guest_apt apt-get -q -y --no-install-recommends -o Dir::Cache::archives="$apt/extra" --download-only install $with \
        || unavailable "packages of Debian $release for arm64 could not be fetched: $with (log: $apt/log)"
    for name in "$apt"/extra/*.deb; do dpkg -x "$name" "$extra"; done
    rm -rf "${extra:?}"/{usr/share,bin,lib,sbin}
    archive "$extra" >"$extra.cpio"
    rm -rf "$extra"
    say "$with" >"$extra.list"
}

prepare() {
    local kernel
    install_packages qemu-system-arm cpio
    apt=$work/apt
    if [ ! -e "$work/root.cpio" ] || [ ! -e "$work/kernel" ]; then
        command -v apt-get >/dev/null || unavailable "there is no apt-get, and the guest is made of Debian's packages"
        say "Fetching Debian $release for arm64 into $work ..."
        write_apt
        guest_apt apt-get -q update || unavailable "the index of Debian $release for arm64 could not be fetched"
        kernel=$(kernel_package)
        [ -n "$kernel" ] || unavailable "Debian $release has no cloud kernel for arm64"
        rm -f "$apt"/archives/*.deb
        download "${packages[@]}" "$kernel"
        rm -rf "$work/kernel.part"
        unpack_packages "$work/kernel.part" "$kernel"
        mv "$work"/kernel.part/boot/vmlinuz-* "$work/kernel"
        rm -rf "$work/kernel.part"
        make_root
        rm -rf "$apt/archives"
    fi
    [ -z "$with" ] || make_extra
}

# -------------------------------------------------------------------------------------------------------------- run

qemu=''

# Only where this script is ended before the guest has.
end_guest() { [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true; }

run() {
    local folder=$1 initrd console code
    [ -x "$folder/job" ] || trouble "there is no program $folder/job"
    initrd=$work/initrd.$$ console=$work/console.$$
    # shellcheck disable=SC2064 # these names, not those of later
    trap "end_guest; rm -f '$initrd' '$console'" EXIT
    { cat "$work/root.cpio" && { [ -z "$with" ] || cat "$work/extra.cpio"; } && archive "$folder"; } >"$initrd"
    timeout "$timeout" qemu-system-aarch64 -M virt -cpu "$cpu" -accel tcg,thread=single -icount shift=1 -smp 2 -m "$memory" \
        -nic none -display none -monitor none -no-reboot -serial stdio \
        -kernel "$work/kernel" -initrd "$initrd" -append 'console=ttyAMA0 quiet panic=-1' \
        </dev/null >"$console" 2>&1 &
    qemu=$!
    tail -n +1 -f --pid="$qemu" -s 0.2 "$console" | tr -d '\r' | grep -v '^\[ *[0-9.]*\] reboot: Power down$' || true
    code=0
    wait "$qemu" || code=$?
    qemu=''
    [ "$code" -ne 124 ] || trouble "the guest did not end within $timeout s"
    code=$(tr -d '\r' <"$console" | sed -n 's/^guest: job ended with \([0-9]*\)$/\1/p' | tail -n 1)
    [ -n "$code" ] || trouble "the guest ended before its job did"
    return "$code"
}

while [ $# -gt 0 ]; do
    case $1 in
        --work | --cpu | --memory | --timeout | --with)
            [ $# -ge 2 ] || trouble "$1 needs a value; see --help"
            option=${1#--}
            printf -v "$option" '%s' "$2"
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
enter_work "$work"
case ${1:-} in
    prepare) prepare ;;
    run)
        [ $# -eq 2 ] || trouble "run needs a folder; see --help"
        prepare
        run "$2"
        ;;
    *) trouble "give prepare or run; see --help" ;;
esac
