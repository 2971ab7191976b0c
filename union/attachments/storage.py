"""Files on disk: written whole or not at all, and before the row that names them."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from union.errors import RuleViolation

#: Uploads stop while the database still has room to work.
MIN_FREE_BYTES = 512 * 2**20


def store(path: Path, data: bytes):
    """Write through a temporary neighbour, so that a crash leaves no half file."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < MIN_FREE_BYTES:
        raise RuleViolation("服务器磁盘空间不足，暂时不能上传，请联系系统管理员")
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(folder)


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stray_files(known):
    """Files below MEDIA_ROOT/ab/ that no row names; ``known`` is a set of paths."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.glob("[0-9a-f][0-9a-f]/*") if path not in known)
