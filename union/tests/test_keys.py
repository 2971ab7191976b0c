from pathlib import Path
from stat import S_IMODE

import environ
import pytest

from union.crypto import decrypt, encrypt
from union.keys import DATABASE, KeysLost, ensure_keys


def read(path: Path):
    return dict(line.split("=", 1) for line in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("trial", range(20))
def test_every_new_field_key_encrypts(tmp_path, settings, monkeypatch, trial):
    ensure_keys(tmp_path / "keys.env")
    monkeypatch.delenv("UNION_FIELD_KEY")
    environ.Env.read_env(tmp_path / "keys.env")

    settings.FIELD_KEY = environ.Env()("UNION_FIELD_KEY")

    assert decrypt(encrypt("住院", "test"), "test") == "住院"


def test_keys_are_for_their_owner_only(tmp_path):
    ensure_keys(tmp_path / "data" / "keys.env")

    assert S_IMODE((tmp_path / "data" / "keys.env").stat().st_mode) == 0o600
    assert S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_known_keys_stay_and_missing_ones_are_added(tmp_path):
    path = tmp_path / "keys.env"
    path.write_text("UNION_SECRET_KEY=old\n", "utf-8")

    ensure_keys(path)
    first = read(path)
    ensure_keys(path)

    assert first["UNION_SECRET_KEY"] == "old"
    assert len(first["UNION_FIELD_KEY"]) == 44
    assert read(path) == first


def test_no_new_key_is_made_for_a_database_whose_key_is_gone(tmp_path, monkeypatch):
    monkeypatch.delenv("UNION_FIELD_KEY")
    path = tmp_path / "keys.env"
    (tmp_path / DATABASE).touch()

    with pytest.raises(KeysLost, match=r"请把封存的 keys\.env 放回"):
        ensure_keys(path)

    assert not path.exists()


def test_an_installation_whose_key_comes_from_its_environment_needs_no_file(tmp_path):
    (tmp_path / DATABASE).touch()

    ensure_keys(tmp_path / "keys.env")

    assert (tmp_path / "keys.env").exists()
