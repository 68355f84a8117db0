#!/usr/bin/env bash
# Takes the README's pictures over from the journeys through the window, which have to have run before:
# ./mvnw verify, or its ui-tests alone. As root, the Debian package it needs (imagemagick) is installed.
#
# usage: pictures.sh [FOLDER]     the journeys' pictures (default ui-tests/target/screenshots)
# Exit: 0 done, 2 trouble.
set -euo pipefail

project=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../.mvn/machine.sh
. "$project/.mvn/machine.sh"
from=${1:-$project/ui-tests/target/screenshots}
to=$project/docs/pictures

need_packages convert:imagemagick || exit 2
mkdir -p "$to"
# A page of a repository is fetched often: 128 colours are enough for flat areas and small text.
while read -r journey name; do
    [ -f "$from/$journey.png" ] || {
        echo "pictures.sh: there is no $from/$journey.png; run ./mvnw verify first." >&2
        exit 2
    }
    convert "$from/$journey.png" -strip -colors 128 "PNG8:$to/$name.png"
done <<'END'
review-1280x800-light review
flow-1280x800-light control-flow
anatomy-1280x800-light anatomy
deploy-actived-1280x800-dark deploy
END
