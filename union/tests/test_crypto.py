import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from union import crypto
from union.crypto import DecryptionError, blind_index, decrypt, encrypt

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()
COLUMN = "members.member.id_number"
SECRET = "11010519491231002X"


@pytest.fixture(autouse=True)
def key(settings):
    settings.FIELD_KEY = KEY


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_encrypted_comes_back(text):
    assert decrypt(encrypt(text, COLUMN), COLUMN) == text


def test_the_same_text_never_looks_the_same():
    assert encrypt(SECRET, COLUMN).startswith("v1:")
    assert encrypt(SECRET, COLUMN) != encrypt(SECRET, COLUMN)


def test_a_value_moved_to_another_column_cannot_be_read():
    with pytest.raises(DecryptionError, match=r"welfare\.claim\.diagnosis 无法解密"):
        decrypt(encrypt(SECRET, COLUMN), "welfare.claim.diagnosis")


def test_another_key_cannot_read(settings):
    stored = encrypt(SECRET, COLUMN)
    settings.FIELD_KEY = OTHER_KEY
    with pytest.raises(DecryptionError, match="UNION_FIELD_KEY"):
        decrypt(stored, COLUMN)


def test_each_changed_byte_is_noticed():
    sealed = base64.b64decode(encrypt(SECRET, COLUMN).removeprefix("v1:"))
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        stored = "v1:" + base64.b64encode(changed).decode()
        with pytest.raises(DecryptionError):
            decrypt(stored, COLUMN)


@pytest.mark.parametrize("stored", [SECRET, "v1:", "v1:!!", "v2:AAAA", ""])
def test_what_was_never_encrypted_is_refused(stored):
    with pytest.raises(DecryptionError):
        decrypt(stored, COLUMN)


def test_an_error_tells_neither_value_nor_key():
    with pytest.raises(DecryptionError) as refused:
        decrypt(SECRET, COLUMN)
    assert SECRET not in str(refused.value)
    assert refused.value.__suppress_context__
    assert repr(crypto._keys()) == "_Keys()"


@pytest.mark.parametrize("bad", ["", "abc", base64.b64encode(b"short").decode()])
def test_a_key_of_the_wrong_size_stops_the_work(settings, bad):
    settings.FIELD_KEY = bad
    with pytest.raises(ImproperlyConfigured, match="32 字节"):
        encrypt(SECRET, COLUMN)


def test_the_blind_index_is_equal_for_what_people_hold_equal():
    index = blind_index(SECRET)
    assert len(index) == 64
    assert blind_index(" 11010519491231002x ") == index
    assert blind_index("110105 19491231 002Ｘ") == index
    assert blind_index("110105194912310021") != index


def test_the_blind_index_depends_on_the_key(settings):
    index = blind_index(SECRET)
    settings.FIELD_KEY = OTHER_KEY
    assert blind_index(SECRET) != index


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_no_value_has_no_index(empty):
    assert blind_index(empty) is None
