#!/usr/bin/env bash
# Pins every Python package with the hashes of all its wheels (x86-64 and aarch64).
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
    .venv/bin/uv pip compile "$1" -o "$2" --python-version 3.11 --generate-hashes --no-header --quiet "${@:3}"
}

lock .ci/requirements.in requirements.txt "$@"
lock .ci/requirements-dev.in .ci/requirements-dev.txt "$@"
lock .ci/bootstrap.in .ci/bootstrap.txt "$@"
