#!/usr/bin/env bash
# A real installation, new or upgraded: keys, static files and database, no demo.
set -euo pipefail
cd "$(dirname "$0")/.."

. .ci/prepare.sh
.venv/bin/python manage.py prepare
echo "已就绪，数据在 $DATA。第一次安装请接着运行：.venv/bin/python manage.py create_admin"
