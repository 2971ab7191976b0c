#!/usr/bin/env bash
# postgres.sh COMMAND…: runs the command with a PostgreSQL of its own.
# The cluster lives in a temporary folder, listens on a socket there and on no port, and
# goes when the command ends, however it ends.
set -euo pipefail

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
folder=$(mktemp -d -t union-pg-XXXXXX)

# The server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

finish() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
# Its data need not outlive a power cut.
as_postgres "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" start -o \
    "-k $folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    >/dev/null || { cat "$folder/log" >&2; exit 1; }
cd "$OLDPWD"

UNION_DATABASE_URL="postgres://postgres@/union?host=$folder" "$@"
