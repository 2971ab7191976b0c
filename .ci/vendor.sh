#!/usr/bin/env bash
# Fetches the third-party front-end files at pinned versions into static/vendor and
# writes their checksums. They are committed, so that a server needs neither npm nor
# a network; htmx comes with django-htmx.
set -euo pipefail
cd "$(dirname "$0")/../static/vendor"

command -v npm >/dev/null || { echo "错误：需要 npm。Debian 上请运行：sudo apt-get install -y npm" >&2; exit 1; }
scratch=$(mktemp -d -t union-vendor-XXXXXX)
trap 'rm -rf "$scratch"' EXIT

# vendor NAME VERSION FILE…: the files of the package, and its licence, into NAME/.
vendor() {
    local name=$1 version=$2 file target
    shift 2
    npm pack "$name@$version" --silent --pack-destination "$scratch" >/dev/null
    tar -xzf "$scratch/$name-$version.tgz" -C "$scratch"
    rm -rf "$name"
    for file in LICENSE "$@"; do
        target=$(sed -E 's#^dist/css/##' <<<"$file")
        install -D -m 644 "$scratch/package/$file" "$name/$target"
    done
    rm -rf "$scratch/$name"
    mv "$scratch/package" "$scratch/$name"
}

vendor bootstrap 5.3.9 dist/css/bootstrap.min.css
vendor bootstrap-icons 1.13.2
# A font of all 2,000 icons weighs more than the rest of a page.
python3 ../../.ci/icons.py "$scratch/bootstrap-icons/icons" bootstrap-icons/icons.css

# Source maps are not here; the static file manifest would miss what the files name.
find . -name '*.css' -exec sed -i -E 's#/\*\# sourceMappingURL=\S+ \*/##' {} +

rm -f SHA256SUMS
find . -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >"$scratch/sums"
install -m 644 "$scratch/sums" SHA256SUMS
cat SHA256SUMS
