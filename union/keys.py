"""The secrets of one installation: made once, kept beside the data, never in it.

``python -m union.keys`` writes them where they are missing and changes nothing else.
They belong in the sealed escrow of the hospital, not in the database backup: without
the field key the encrypted columns cannot be read again.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

FIELD_KEY = "UNION_FIELD_KEY"
NAMES = ("UNION_SECRET_KEY", FIELD_KEY)
#: The database of an installation without a server of its own.
DATABASE = "union.sqlite3"


class KeysLost(Exception):
    """There are data, but not the key to them: a new one would lock them for ever."""

    def __init__(self, path: Path):
        super().__init__(
            f"错误：{path.parent} 里有数据库，却没有密钥 {FIELD_KEY}。"
            f"请把封存的 keys.env 放回 {path}，再运行一次"
        )


def new_value(name):
    if name == FIELD_KEY:
        return base64.b64encode(secrets.token_bytes(32)).decode()
    return secrets.token_urlsafe(64)


def ensure_keys(path):
    """Add the keys that ``path`` lacks; readable by its owner only.

    Raises ``KeysLost`` where a database lies beside it whose key is gone.
    """
    known = path.read_text("utf-8") if path.exists() else ""
    missing = [name for name in NAMES if f"{name}=" not in known]
    if not missing:
        return
    is_lost = FIELD_KEY in missing and FIELD_KEY not in os.environ
    if is_lost and (path.parent / DATABASE).exists():
        raise KeysLost(path)
    # The database beside the keys is nobody else's business either.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = "".join(f"{name}={new_value(name)}\n" for name in missing)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(lines)


if __name__ == "__main__":
    try:
        ensure_keys(Path(sys.argv[1]))
    except KeysLost as lost:
        sys.exit(str(lost))
