# Sourced, in the project's folder: brings keys and static files of $DATA up to date.
DATA=${UNION_DATA_DIR:-data}

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
