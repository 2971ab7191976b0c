#!/usr/bin/env bash
# check.sh fast | all | e2e | help-shots | fmt: the checks, in the order in which they
# tell most for their time. Stops at the first that fails.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
PARALLEL=(--quiet -n auto --dist worksteal)
ROOMS=(union members welfare congress activities reports)
# The settings of a server on this machine are none of the tests' business.
unset "${!UNION_@}"
# Compiling every module anew would double the time in which a worker starts.
unset PYTHONDONTWRITEBYTECODE
SCRATCH=$(mktemp -d -t union-check-XXXXXX)
# What fails in a trap becomes the result of it all, and mostly there is none to kill.
trap 'jobs -p | xargs -r kill 2>/dev/null || true; rm -rf "$SCRATCH"' EXIT
trap 'exit 130' INT TERM

# step TITLE COMMAND…
step() {
    local title=$1 start=$SECONDS
    shift
    printf '\n── %s ──\n' "$title"
    if ! "$@"; then
        printf '✗ %s 未通过（%d 秒）\n' "$title" $((SECONDS - start)) >&2
        exit 1
    fi
    printf '✓ %s（%d 秒）\n' "$title" $((SECONDS - start))
}

templates() {
    find templates -name '*.html' -print0 | xargs -0 -r "$@"
}

lint_templates() {
    templates djade --check --target-version 5.2 && djlint templates --lint --quiet --rules .ci/djlint.yaml
}

# manage.py with throw-away keys and the settings of a server behind HTTPS.
manage_for_production() (
    export UNION_DATA_DIR=$SCRATCH
    python -m union.keys "$SCRATCH/keys.env" && python manage.py "$@"
)

format() {
    ruff check --fix --quiet .
    ruff format .
    # djade fails where it had something to do; what it could not do, the check says.
    templates djade --target-version 5.2 || lint_templates
}

static_checks() {
    # Types take as long as all the others together: they are checked beside them.
    step "类型检查（mypy）" mypy "${ROOMS[@]}" >"$SCRATCH/types.log" 2>&1 &
    local types=$!
    step "代码检查（ruff）" ruff check .
    step "代码格式（ruff format）" ruff format --check .
    step "模板检查（djade、djlint）" lint_templates
    step "分层约定（import-linter）" lint-imports --no-logo
    step "生产环境设置（check --deploy）" manage_for_production check --deploy --fail-level WARNING
    step "数据库迁移完整（makemigrations --check）" manage_for_production makemigrations --check --dry-run
    wait "$types" || { cat "$SCRATCH/types.log" >&2; exit 1; }
    cat "$SCRATCH/types.log"
}

case ${1:?fast, all, e2e, help-shots or fmt} in
fast)
    static_checks
    step "测试：SQLite" pytest "${PARALLEL[@]}" -m "not e2e and not slow"
    ;;
all)
    static_checks
    # Of each file only when asked (coverage report): what fails must not drown.
    step "测试：SQLite" pytest "${PARALLEL[@]}" --cov --cov-report=
    step "覆盖率（%）" coverage report --format=total
    step "测试：PostgreSQL" .ci/postgres.sh pytest "${PARALLEL[@]}"
    step "测试：浏览器" pytest "${PARALLEL[@]}" -m e2e
    ;;
e2e)
    step "测试：浏览器" pytest "${PARALLEL[@]}" -m e2e
    ;;
help-shots)
    export UNION_HELP_SHOTS=1
    step "帮助的截图" pytest -m e2e union/tests/e2e/test_help_shots*.py
    ;;
fmt)
    format
    ;;
*)
    echo "check.sh: $1?" >&2
    exit 2
    ;;
esac
