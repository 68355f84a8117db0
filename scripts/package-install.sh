#!/usr/bin/env bash
# Proof that what `suture package --deb --rpm` writes installs and removes cleanly: a hot patch of a small program is
# built and wrapped, installed by dpkg and by apt in a real Debian chroot and by rpm into a root of its own, known to
# `suture list` (also to one that runs inside the chroot) while it is there, and gone without a trace afterwards.
#
# usage: package-install.sh [OPTION]...
#   --work FOLDER           where the base of the chroot is kept
#                           (default $SUTURE_WORK, else ${XDG_CACHE_HOME:-~/.cache}/suture/package-install)
#   --skip-if-unavailable   pass where a chroot cannot be made (no root, no debootstrap, no package sources); without it
#                           that is trouble (exit 2)
#
# Environment: SUTURE names the launcher (default ./suture of this project). Exit: 0 done, 1 a check failed, 2 trouble.
# As root, missing Debian packages are installed.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$here")
suture=${SUTURE:-$home/suture}
work=${SUTURE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/suture/package-install}
skip_if_unavailable=no
# shellcheck source-path=SCRIPTDIR source=debian-source.sh
. "$here/debian-source.sh"
# shellcheck source-path=SCRIPTDIR source=live.sh
. "$here/live.sh"
# shellcheck source-path=SCRIPTDIR source=chroot.sh
. "$here/chroot.sh"
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$home/.mvn/machine.sh"

package="suture-patch-small-sum"
known='small/fix .*, NOT-APPLIED, installed system-wide, of package small-sum-1\.2-3'

passed() { say "passed: $*"; }

while [ $# -gt 0 ]; do
    case $1 in
    --work) work=${2:?--work takes a folder} && shift ;;
    --skip-if-unavailable) skip_if_unavailable=yes ;;
    -h | --help) show_help && exit 0 ;;
    *) trouble "unknown option $1" ;;
    esac
    shift
done

[ "$(id -u)" -eq 0 ] || unavailable "a chroot needs root"
need_packages debootstrap:debootstrap rpm:rpm patch:patch gcc:gcc || unavailable "tools are missing"
enter_work "$work"
begin_run "$work"
trap end_run EXIT

# ----------------------------------------------------------------------------------------------------------- packages

# make_packages builds the hot patch of a small program from source, and wraps it: $run/fix.{tar.zst,deb,rpm}.
make_packages() {
    mkdir -p "$run/small"
    cat >"$run/small/small.c" <<'END'
int sum(int n) { return n * 3 + 7; }
int main(int count, char **words) { return sum(count) < 0 || !words; }
END
    # shellcheck disable=SC2016 # expanded by make
    printf 'small: small.c\n\t$(CC) -O1 -Wl,--build-id -o $@ small.c\n' >"$run/small/Makefile"
    cat >"$run/fix.patch" <<'END'
--- a/small.c
+++ b/small.c
@@ -1,2 +1,2 @@
-int sum(int n) { return n * 3 + 7; }
+int sum(int n) { return n * 3 + 8; }
 int main(int count, char **words) { return sum(count) < 0 || !words; }
END
    "$suture" build --source "$run/small" --patch "$run/fix.patch" --work "$run/build" -o "$run/fix.upatch" \
        >"$run/build.log" 2>&1 || { tail -n 20 "$run/build.log" >&2 && trouble "the hot patch cannot be built"; }
    "$suture" package "$run/fix.upatch" --name small-sum --version 1.2 --release 3 --description "Sums are one more." \
        -o "$run/fix.tar.zst" --deb "$run/fix.deb" --rpm "$run/fix.rpm" >>"$run/build.log"
}

# list_in FOLDER prints what `suture list` knows that looks for installed packages there; the store is empty.
list_in() { SUTURE_INSTALLED=$1 "$suture" list; }

# everything_in ROOT lists all files with their kind, rights and contents but for what package managers write for
# themselves: databases, logs, caches.
everything_in() {
    (cd "$1" && find . -xdev \( -path ./var/lib/dpkg -o -path ./var/lib/rpm -o -path ./var/lib/apt -o -path ./var/log \
        -o -path ./var/cache -o -path ./proc -o -path ./tmp \) -prune -o -type f -exec sha256sum {} + -o \
        -printf '%y %m %p %l\n') | sort -k 2
}

# gone MANAGER ROOT BEFORE checks that nothing is left of the package.
gone() {
    everything_in "$2" >"$run/after"
    diff "$3" "$run/after" >&2 || failed "$1 left something behind"
    list_in "$2/usr/lib/suture/patches" | grep -qx 'The store has no patches.' || failed "$1: suture list still knows it"
    passed "$1 removed it: no file is left, and suture list does not know it"
}

# ------------------------------------------------------------------------------------------------------------- debian

# list_inside prints what a Suture knows that runs inside the chroot, its Java and itself mounted there for the moment.
list_inside() {
    local jdk
    jdk=$(find_jdk)
    mkdir -p "$run/chroot/tmp/jdk" "$run/chroot/tmp/suture"
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount sh -ec '
        mount --bind "$1" "$3/tmp/jdk" && mount --bind "$2" "$3/tmp/suture" && mount -t proc proc "$3/proc"
        exec chroot "$3" /tmp/jdk/bin/java -Duser.home=/tmp -Xlog:disable --enable-native-access=ALL-UNNAMED -cp "/tmp/suture/*" \
            dev.suture.cli.Main list
    ' sh "$jdk" "$home/dist/target/suture/lib" "$run/chroot"
    rmdir "$run/chroot/tmp/jdk" "$run/chroot/tmp/suture"
}

prove_dpkg() {
    local listed
    make_chroot
    cp "$run/fix.deb" "$run/chroot/tmp/"
    everything_in "$run/chroot" >"$run/before"

    in_chroot dpkg -i /tmp/fix.deb >"$run/dpkg.log" 2>&1 || { cat "$run/dpkg.log" >&2 && failed "dpkg -i"; }
    # shellcheck disable=SC2016 # expanded by dpkg-query
    [ "$(in_chroot dpkg-query -W -f '${db:Status-Abbrev}${Version}' $package)" = "ii 1.2-3" ] || failed "dpkg's status"
    [ -z "$(in_chroot dpkg --audit)" ] || failed "dpkg --audit"
    [ -z "$(in_chroot dpkg --verify $package)" ] || failed "dpkg --verify"
    passed "dpkg installed $(basename "$run/fix.deb"): $(stat -c %s "$run/fix.deb") bytes, as it verifies"
    list_in "$run/chroot/usr/lib/suture/patches" >"$run/listed"
    grep -Eq "$known" "$run/listed" || failed "suture list does not know it: $(cat "$run/listed")"
    listed=$(list_inside)
    [ "$listed" = "$(cat "$run/listed")" ] || failed "suture list inside the chroot says: $listed"
    passed "suture list knows it, outside and inside the chroot: $listed"
    in_chroot dpkg -r $package >>"$run/dpkg.log" 2>&1 || failed "dpkg -r"
    ! in_chroot dpkg-query -W $package >/dev/null 2>&1 || failed "dpkg still knows the package"
    gone "dpkg -r" "$run/chroot" "$run/before"

    in_chroot apt-get -q -y -o Dpkg::Use-Pty=0 install /tmp/fix.deb >"$run/apt.log" 2>&1 || failed "apt-get install (log: $run/apt.log)"
    list_in "$run/chroot/usr/lib/suture/patches" | grep -Eq "$known" || failed "apt installed it, and suture list does not know it"
    in_chroot apt-get -q -y -o Dpkg::Use-Pty=0 purge $package >>"$run/apt.log" 2>&1 || failed "apt-get purge"
    gone "apt-get purge" "$run/chroot" "$run/before"
}

# ---------------------------------------------------------------------------------------------------------------- rpm

prove_rpm() {
    local root=$run/rpm-root
    local -a rpm=(rpm --root "$root" --dbpath /var/lib/rpm)
    mkdir "$root"
    "${rpm[@]}" --initdb
    everything_in "$root" >"$run/before"
    # On a Debian there is no architecture of rpm's own.
    "${rpm[@]}" --install --ignorearch --nosignature "$run/fix.rpm" || failed "rpm --install"
    [ "$("${rpm[@]}" -q --qf '%{VERSION}-%{RELEASE}' $package)" = 1.2-3 ] || failed "rpm's version"
    [ -z "$("${rpm[@]}" --verify $package)" ] || failed "rpm --verify"
    passed "rpm installed $(basename "$run/fix.rpm"): $(stat -c %s "$run/fix.rpm") bytes, as it verifies"
    list_in "$root/usr/lib/suture/patches" | grep -Eq "$known" || failed "suture list does not know the RPM's patch"
    passed "suture list knows it"
    "${rpm[@]}" --erase $package || failed "rpm --erase"
    [ -z "$("${rpm[@]}" -qa)" ] || failed "rpm still knows the package"
    rmdir "$root/usr/lib" "$root/usr" 2>/dev/null || true # They belong to no package in this empty root.
    gone "rpm --erase" "$root" "$run/before"
}

make_packages
prove_dpkg
prove_rpm
keep_run=no
say "Everything that was installed is gone again."
