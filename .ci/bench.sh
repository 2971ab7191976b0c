#!/usr/bin/env bash
# Runs the benchmarks on a new installation with demo data, which goes afterwards;
# SIZE=full takes some ten thousand members.
set -euo pipefail
cd "$(dirname "$0")/.."

unset "${!UNION_@}"
UNION_DATA_DIR=$(mktemp -d -t union-bench-XXXXXX)
trap 'rm -rf "$UNION_DATA_DIR"' EXIT
export UNION_DATA_DIR UNION_INSECURE_HTTP=1 DJANGO_SETTINGS_MODULE=union.settings
export PYTHONPATH=$PWD PATH=$PWD/.venv/bin:$PATH

python -m union.keys "$UNION_DATA_DIR/keys.env"
python manage.py migrate -v 0
python manage.py demo --size "${SIZE:-normal}"
python manage.py collectstatic --no-input -v 0
python .ci/bench
