#!/usr/bin/env bash
# Brings keys, static files and database up to date and serves the app on this machine,
# with the demo where the database is empty.
set -euo pipefail
cd "$(dirname "$0")/.."

PORT=${PORT:-8000}
# No certificate on a first trial: without this the browser refuses the secure cookies.
export UNION_INSECURE_HTTP=${UNION_INSECURE_HTTP:-1}

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    echo "错误：端口 $PORT 已被占用。请换一个端口，例如：make run PORT=$((PORT + 1))" >&2
    exit 1
fi

. .ci/prepare.sh
exec .venv/bin/python manage.py serve --demo --bind "127.0.0.1:$PORT"
