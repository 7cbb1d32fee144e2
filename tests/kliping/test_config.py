"""Settings from file and environment; every mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kliping.config import ConfigurationError, Settings, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "kliping.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(environment={})
    assert settings.database == Path("kliping-data/kliping.db")
    assert "Kliping" in settings.user_agent
    assert len(Settings.model_fields) <= 20


def test_file_then_environment(tmp_path: Path) -> None:
    path = write(tmp_path, 'data_dir = "arsip"\ncontact = "humas@kantor.example"\nwatch = ["loket"]\n')
    settings = load_settings(path, {"KLIPING_WATCH": "antrean, SIM", "KLIPING_DELAY": "2.5"})
    assert settings.data_dir == tmp_path / "arsip"
    assert "humas@kantor.example" in settings.user_agent
    assert settings.watch == ("antrean", "SIM")
    assert settings.delay == 2.5


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('\nkontak = "x"\n', ["line 2", "kontak", "known"]),
        ('contact = "a@b.example\\nX-Other: y"\n', ["line 1", "contact", "one line"]),
        ("watch = " + "[" * 5000, ["kliping.toml", "brackets"]),
        ("delay = -1\n", ["line 1", "delay", "-1"]),
        ("concurrency = true\n", ["line 1", "concurrency", "number or text", "True"]),
        ("delay = false\n", ["line 1", "delay", "False"]),
        ('concurrency = "banyak"\n', ["concurrency", "banyak"]),
        ('units = "RSUD Melati"\n', ["line 1", "units", "list"]),
        ('zone = "Asia/Jkt"\n', ["line 1", "'Asia/Jakarta'", "not 'Asia/Jkt'"]),
        ("delay = = 1\n", ["kliping.toml", "TOML"]),
    ],
)
def test_mistakes_name_file_key_and_line(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_settings(write(tmp_path, text), {})
    for part in [*parts, "kliping.toml"]:
        assert part in str(error.value)


def test_unknown_variable_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="KLIPING_KONTAK"):
        load_settings(write(tmp_path, ""), {"KLIPING_KONTAK": "x"})
    with pytest.raises(ConfigurationError, match="tidak-ada"):
        load_settings(tmp_path / "tidak-ada.toml", {})
    with pytest.raises(ConfigurationError, match="KLIPING_ZONE"):
        load_settings(write(tmp_path, ""), {"KLIPING_ZONE": "Europe/Berlin"})
