#!/usr/bin/env bash
# What the scripts that install into a Debian of its own share. Sourced, not run, after debian-source.sh and live.sh.
#
# The script that sources it has made its work folder (work) and begun its run (run).
# shellcheck disable=SC2154 # both are the sourcing script's

# make_chroot makes a minimal Debian of the machine's release in $run/chroot, from a copy that is kept.
make_chroot() {
    local mirror codename
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    # shellcheck disable=SC2016 # expanded by apt
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null \
        | awk -v release="$codename" '$2 == release && $3 == "main" {print $1; exit}') || true
    [ -n "$codename" ] || unavailable "this machine's release has no name"
    [ -n "$mirror" ] || unavailable "apt has no package sources on this machine"
    if [ ! -f "$work/$codename.tar" ]; then
        say "Making a minimal Debian $codename in $work (once) ..."
        debootstrap --variant=minbase "$codename" "$run/minbase" "$mirror" >"$work/debootstrap.log" 2>&1 \
            || { tail -n 5 "$work/debootstrap.log" >&2 && unavailable "debootstrap fails (log: $work/debootstrap.log)"; }
        chroot "$run/minbase" apt-get clean
        tar -C "$run/minbase" -cf "$work/$codename.tar.part" . && mv "$work/$codename.tar.part" "$work/$codename.tar"
        rm -rf "$run/minbase"
    fi
    mkdir "$run/chroot"
    tar -C "$run/chroot" -xf "$work/$codename.tar"
}

in_chroot() { chroot "$run/chroot" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
