#!/usr/bin/env bash
# 准备运行环境：setup.sh run | test
# Brings a fresh clone to the point where the app (run) or the checks (test) can start:
# Python, Debian packages, the virtual environment with pinned and hashed packages.
# What is already there is left alone, so a second call takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."

PURPOSE=${1:?run or test}
VENV=.venv
LOCKS=(requirements.txt)
PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
if [ "$PURPOSE" = test ]; then
    LOCKS+=(.ci/requirements-dev.txt)
    PACKAGES+=(chromium fonts-noto-cjk poppler-utils postgresql)
fi

say() { printf '%s\n' "$*" >&2; }
stop() { say "错误：$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Installs the Debian packages named, or says which command does it.
install_packages() {
    say "安装系统软件包：$*"
    local get=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    local log=.run/apt.log
    if as_root "${get[@]}" install -y --no-install-recommends "$@" >"$log" 2>&1; then
        return
    fi
    # The package lists of a new machine are empty or old.
    if as_root "${get[@]}" update >"$log" 2>&1 &&
        as_root "${get[@]}" install -y --no-install-recommends "$@" >>"$log" 2>&1; then
        return
    fi
    tail -n 5 "$log" >&2
    stop "缺少系统软件包。请先运行：sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
}

ensure_packages() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        say "提示：本机不是 Debian 系统，请自行确认已安装：${PACKAGES[*]}"
        return
    fi
    for package in "${PACKAGES[@]}"; do
        if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
            missing+=("$package")
        fi
    done
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

# Prints the Python to build with: 3.11, the version that the locks were made for.
find_python() {
    local python
    for python in ${PYTHON:-python3.11 python3}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    stop "没有找到 Python 3.11。Debian 12 上请运行：sudo apt-get install -y python3.11 python3.11-venv；装在别处时用 make run PYTHON=/路径/python3.11 指定"
}

ensure_venv() {
    "$VENV/bin/python" -c '' 2>/dev/null && return
    local python
    python=$(find_python)
    # Debian's Python comes without what a virtual environment needs.
    "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3.11-venv
    say "建立虚拟环境 $VENV"
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
}

# The locks into the environment: uv is ten times quicker, but knows nothing of pip's
# own settings (mirror, certificates), so where it fails pip does the same work.
install_locks() {
    local arguments=(--require-hashes) lock
    for lock in "${LOCKS[@]}"; do
        arguments+=(-r "$lock")
    done
    say "安装 Python 软件包（首次约一分钟）"
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r .ci/bootstrap.txt ||
        stop "无法安装 Python 软件包，请检查网络或 pip 镜像设置"
    if ! "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" "${arguments[@]}" 2>.run/uv.log; then
        "$VENV/bin/python" -m pip install -q --disable-pip-version-check "${arguments[@]}" ||
            stop "无法安装 Python 软件包，请检查网络或 pip 镜像设置"
    fi
}

ensure_locks() {
    local stamp="$VENV/installed-$PURPOSE" wanted
    wanted=$(sha256sum "${LOCKS[@]}")
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
    install_locks
    printf '%s\n' "$wanted" >"$stamp"
}

mkdir -p .run
exec 9>.run/setup.lock
flock 9 # two commands at once must not build one environment
ensure_packages
ensure_venv
ensure_locks
