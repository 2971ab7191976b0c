#!/usr/bin/env bash
# Brings keys, static files and database up to date and serves the app on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

PORT=${PORT:-8000}
DATA=${UNION_DATA_DIR:-data}
# No certificate on a first trial: without this the browser refuses the secure cookies.
export UNION_INSECURE_HTTP=${UNION_INSECURE_HTTP:-1}

if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    echo "错误：端口 $PORT 已被占用。请换一个端口，例如：make run PORT=$((PORT + 1))" >&2
    exit 1
fi

# The files under static/ and the packages that bring some, in one line.
static_state() {
    { find static -type f -printf '%p %s %T@\n' | sort; cat requirements.txt; } | sha256sum
}

collect_static() {
    local stamp="$DATA/static/.collected" state
    state=$(static_state)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && return
    echo "整理静态文件"
    .venv/bin/python manage.py collectstatic --no-input --clear -v 0
    echo "$state" >"$stamp"
}

.venv/bin/python -m union.keys "$DATA/keys.env"
collect_static
exec .venv/bin/python manage.py serve --bind "127.0.0.1:$PORT"
