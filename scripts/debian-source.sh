#!/usr/bin/env bash
# What the scripts that work on real input share: messages, Debian's source packages through a private apt
# configuration, and source trees with some patches of their series left out. Sourced, not run.
#
# The script that sources it sets: work (folder that keeps everything) and skip_if_unavailable (yes or no).
# shellcheck disable=SC2034,SC2154 # work and skip_if_unavailable are the sourcing script's, here its results

script=$(basename "$0" .sh)
sources=''

say() { printf '%s\n' "$*"; }
trouble() { printf '%s: %s\n' "$script" "$*" >&2; exit 2; }
failed() { printf '%s: check failed: %s\n' "$script" "$*" >&2; exit 1; }
unavailable() {
    say "skipped: $*"
    [ "$skip_if_unavailable" = yes ] || exit 2
    exit 0
}
jobs_of_make() { say "${SUTURE_JOBS:-$(nproc)}"; }

# Prints the comment at the head of the script, up to its first command.
show_help() { sed -n '2,/^set /{s/^# \{0,1\}//;/^set /!p}' "$0"; }

# enter_work FOLDER makes the work folder and names it by its real path.
enter_work() {
    mkdir -p "$1"
    work=$(CDPATH='' cd -- "$1" && pwd -P)
    sources=$work/source
}

# -------------------------------------------------------------------------------------------------------------- apt

# Writes a source list of this machine's own, with source packages where it has binary ones.
write_source_list() {
    local list=$1 file
    mkdir -p "$list"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] || continue
        sed -nE 's/^[[:space:]]*deb[[:space:]]+/deb-src /p' "$file" >"$list/$(basename "$file" .list).list"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        sed -E 's/^Types:.*/Types: deb-src/I' "$file" >"$list/$(basename "$file")"
    done
    find "$list" -type f -size +0 | grep -q .
}

# fetch_source PACKAGE downloads the source package that the machine's release has now into $sources, unless it is
# there. Apt checks it against the signed index.
fetch_source() {
    local package=$1 apt=$work/apt
    local -a private
    if compgen -G "$sources/${package}_*.dsc" >/dev/null; then return 0; fi
    command -v apt-get >/dev/null || unavailable "there is no apt-get, and the source package comes from Debian"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$sources"
    write_source_list "$apt/sources" || unavailable "apt has no package sources on this machine"
    private=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$apt/sources"
        -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=)
    say "Fetching the package indexes and the source of $package into $work ..."
    # A third party's source list may have no source packages: what counts is whether the package comes.
    apt-get -q "${private[@]}" update >"$apt/log" 2>&1 || true
    if ! (cd "$sources" && apt-get -q "${private[@]}" source --download-only "$package") >>"$apt/log" 2>&1 \
        || ! compgen -G "$sources/${package}_*.dsc" >/dev/null; then
        tail -n 5 "$apt/log" >&2
        unavailable "the source package of $package could not be fetched (log: $apt/log)"
    fi
}

# install_packages PACKAGE... installs what is missing, as root; anyone else is told how.
install_packages() {
    local package missing=()
    for package in "$@"; do
        # shellcheck disable=SC2016 # the field's name is dpkg-query's
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || unavailable "packages are missing; install them with: sudo apt-get install ${missing[*]}"
    say "Installing ${missing[*]} ..."
    if ! {
        apt-get -q update \
            && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}"
    } >"$work/packages.log" 2>&1; then
        unavailable "installing ${missing[*]} failed (log: $work/packages.log)"
    fi
}

# ------------------------------------------------------------------------------------------------------------- trees

# The patches of a tree's series in their order, one a line, without comments.
series() { sed -E 's/[[:space:]]*(#.*)?$//; /^$/d' "$1/debian/patches/series"; }

# unpack PACKAGE TREE PATCH... extracts the source and applies all of the series but the named patches; patches that
# then do not apply are the ones that need a left-out one, and are listed in the file TREE.dependent.
unpack() {
    local package=$1 tree=$2 patch
    shift 2
    rm -rf "$tree"
    dpkg-source --no-check --no-copy --skip-patches -x "$sources/${package}"_*.dsc "$tree" >"$tree.log" 2>&1 \
        || trouble "the source package could not be unpacked (log: $tree.log)"
    : >"$tree.dependent"
    [ -e "$tree/debian/patches/series" ] || return 0
    while read -r patch; do
        if [[ " $* " == *" $patch "* ]]; then continue; fi
        if apply_patch "$tree" "$tree/debian/patches/$patch" --dry-run >>"$tree.log" 2>&1; then
            apply_patch "$tree" "$tree/debian/patches/$patch" >>"$tree.log" 2>&1 \
                || trouble "$patch does not apply (log: $tree.log)"
        else
            say "$patch" >>"$tree.dependent"
        fi
    done < <(series "$tree")
}

# apply_patch TREE FILE [OPTION]... applies as dpkg-source does: no fuzz, offsets allowed.
apply_patch() {
    local tree=$1 file=$2
    shift 2
    patch -d "$tree" -p1 -F0 -N -t -s -E --no-backup-if-mismatch "$@" <"$file"
}

# The files that a patch names, one a line.
named_by() { sed -nE 's/^\+\+\+ [^/]*\/([^[:blank:]]*).*/\1/p' "$1"; }

# objects_that_differ BASE PATCHED prints the paths of the objects that both have and that are not equal.
objects_that_differ() {
    local object
    while read -r object; do
        if [ -e "$2/$object" ] && ! cmp -s "$1/$object" "$2/$object"; then say "$object"; fi
    done < <(cd "$1" && find . -name '*.o' -printf '%P\n' | sort)
}
