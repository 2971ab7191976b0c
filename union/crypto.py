"""Encryption of single values and of files, and the blind index of values.

Both keys come from ``settings.FIELD_KEY`` (32 bytes, base64) by HKDF, so neither tells
anything about the other. No clear text and no key is ever part of a message.
"""

import base64
import binascii
import hmac
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .values import clean_text, to_half_width

KEY_BYTES = 32
NONCE_BYTES = 12
PREFIX = "v1:"

_GAPS = re.compile(r"[\s-]+")


class DecryptionError(Exception):
    """The stored value belongs to another key or another column, or was changed."""

    def __init__(self, context: str):
        super().__init__(
            f"{context} 无法解密：密钥（UNION_FIELD_KEY）不对，或数据已被改动"
        )


@dataclass(frozen=True)
class _Keys:
    cipher: AESGCM = field(repr=False)
    index_key: bytes = field(repr=False)


@lru_cache(maxsize=4)
def _derive(encoded: str) -> _Keys:
    try:
        master = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        master = b""
    if len(master) != KEY_BYTES:
        raise ImproperlyConfigured("UNION_FIELD_KEY 应为 32 字节的 base64 文本")

    def derived(purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(master)

    return _Keys(AESGCM(derived(b"union field v1")), derived(b"union index v1"))


def _keys() -> _Keys:
    return _derive(settings.FIELD_KEY)


def seal(data: bytes, context: str) -> bytes:
    """AES-256-GCM, for whole files. Only the same ``context`` can unseal it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _keys().cipher.encrypt(nonce, data, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """The clear bytes; ``DecryptionError`` for any other key, context or content."""
    nonce, sealed = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _keys().cipher.decrypt(nonce, sealed, context.encode())
    except (InvalidTag, ValueError):
        # Without the cause: a traceback may show the values of its frames.
        raise DecryptionError(context) from None


def encrypt(text: str, context: str) -> str:
    """A single value as ``v1:base64``. Only the same ``context`` can decrypt it."""
    return PREFIX + base64.b64encode(seal(text.encode(), context)).decode()


def decrypt(stored: str, context: str) -> str:
    """The clear text; ``DecryptionError`` for any other key, context or content."""
    try:
        if not stored.startswith(PREFIX):
            raise ValueError("unknown version")
        sealed = base64.b64decode(stored.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise DecryptionError(context) from None
    return unseal(sealed, context).decode()


def blind_index(value: str | None) -> str | None:
    """A keyed hash by which an encrypted value is found and kept unique.

    Equal for values that a person holds equal: blanks, hyphens, width and case of
    letters do not count. None for no value, so that many rows may have none.
    """
    plain = _GAPS.sub("", to_half_width(clean_text(value or ""))).upper()
    if not plain:
        return None
    return hmac.new(_keys().index_key, plain.encode(), sha256).hexdigest()
