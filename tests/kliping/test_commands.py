"""The command line on files: output contract, exit codes, and mistakes named in one line."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kliping.cli.ask import _as_typed
from kliping.cli.main import COMMANDS, main
from store.database import open_store

ARTICLE = {
    "id": "a-1",
    "title": "RSUD Melati Raih Predikat Pelayanan Prima",
    "published": "2022-03-09",
    "text": (
        "SEMARANG – RSUD Kota Semarang meraih penghargaan penyelenggara pelayanan publik kategori Pelayanan Prima "
        "tahun 2021 dari Kementerian PANRB, Selasa (8/3).\n\n"
        "“Terima kasih kepada seluruh petugas,” kata Direktur RSUD Kota Semarang Wening Prabasari."
    ),
}


def call(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the command line in this process; exit code, output, messages."""
    code = 0
    try:
        main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call([name, "--help"], capsys)
    assert code == 0
    assert "Usage: kliping" in out
    assert len(out.splitlines()) > 4


def test_annotate_follows_the_output_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    code, _, _ = call(["annotate", str(source), "-o", str(target)], capsys)
    assert code == 0
    (row,) = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    text = ARTICLE["text"]
    assert row["id"] == "a-1"
    assert row["labels"] == {"award": True, "ministerial": False}
    (award,) = row["awards"]
    assert award["recipient"] == "RSUD Kota Semarang"
    assert (award["program"], award["category"], award["year"]) == ("pekppp", "Pelayanan Prima", 2021)
    assert award["giver"] == "Kementerian PANRB"
    assert award["date"] == "2022-03-08"
    (quote,) = row["quotes"]
    assert (quote["type"], quote["cue"], quote["speaker"]) == ("direct", "kata", "Wening Prabasari")
    assert text[quote["start"] : quote["end"]] == quote["content"] == "Terima kasih kepada seluruh petugas"
    for unit in row["units"]:
        held = ARTICLE["title"] if unit["field"] == "title" else text
        assert held[unit["start"] : unit["end"]] == unit["mention"]
    assert row["summary"]
    assert row["tone"] in {"positive", "neutral", "negative"}


def test_a_broken_line_is_named_and_the_others_are_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = ['{"id": "1", "text": ', '{"id": "2", "text": "Halo."}', "[]", '{"id": "4"}', "", '{"id": 5, "text": 7}',
             '{"id": 6, "text": "Halo lagi.", "published": "entah kapan"}', '{"id": 7, "text": ""}']  # fmt: skip
    source.write_text("\n".join(lines), encoding="utf-8")
    code, _, err = call(["annotate", str(source), "-o", str(target)], capsys)
    assert code == 1
    assert [json.loads(line)["id"] for line in target.read_text().splitlines()] == ["2", "7"]
    for named in ("line 1 ", "line 3 ", "line 4 lacks the key 'text'", "line 6 ", "line 7 has a 'published'"):
        assert named in err


def test_odd_input_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(["annotate", str(tmp_path / "none.jsonl")], capsys)
    assert (code, "none.jsonl" in err) == (2, True)
    source = tmp_path / "latin.jsonl"
    source.write_bytes(b'\xef\xbb\xbf{"id": "1", "text": "caf\xe9 \\u0000 \\ud800"}\n')
    code, out, err = call(["annotate", str(source)], capsys)
    assert code == 0
    assert json.loads(out)["id"] == "1"
    assert "line 1 has bytes that are no UTF-8" in err


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (gzip.compress(b'{"id": 1, "text": "x"}', mtime=0), "gunzip -c"),
        ('{"id": 1, "text": "x"}'.encode("utf-16"), "iconv -f UTF-16"),
    ],
)
def test_a_file_of_another_form_is_named_once(
    content: bytes, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(content)
    code, out, err = call(["annotate", str(source)], capsys)
    assert (code, out) == (2, "")
    assert named in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"id": %s, "text": "x"}' % ("9" * 5000), "line 1 holds a number of thousands of digits"),
        ("[" * 100_000, "line 1 is not JSON"),
        ('{"id": 1, "text": "Besok.", "published": "9999-12-31"}', "line 1 has a 'published' that is no date"),
        ('{"id": 1, "text": "x", "published": "0001-01-01T00:00:00+14:00"}', "line 1 has a 'published'"),
    ],
)
def test_lines_beyond_every_measure_are_named(
    line: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(line + '\n{"id": "good", "text": "Halo."}\n', encoding="utf-8")
    code, out, err = call(["annotate", str(source)], capsys)
    assert code == 1
    assert json.loads(out)["id"] == "good"
    assert named in err


@pytest.mark.parametrize("target", [".", "/", "folder", ""])
def test_a_target_that_is_a_folder_is_named(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("in.jsonl").write_text('{"id": 1, "text": "Halo."}\n', encoding="utf-8")
    code, _, err = call(["annotate", "in.jsonl", "-o", target], capsys)
    assert code == 2
    assert "is a folder; name a file in it" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.jsonl"]


@pytest.mark.parametrize("command", ["annotate", "extract"])
def test_what_is_read_is_never_written_over(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text("dear data", encoding="utf-8")
    code, _, err = call([command, "in.jsonl", "-o", "./in.jsonl"], capsys)
    assert code == 2
    assert "name another file with -o" in err
    assert Path("in.jsonl").read_text(encoding="utf-8") == "dear data"


def test_what_is_no_file_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"id": 1, "text": "Halo."}\n', encoding="utf-8")
    os.mkfifo("pipe")
    Path("kliping-data").mkdir()
    open_store(Path("kliping-data/kliping.db")).close()
    for arguments in (["annotate", "in.jsonl", "-o", "pipe"], ["export", "awards", "-o", "pipe", "--format", "csv"]):
        code, _, err = call(arguments, capsys)
        assert code == 2
        assert "is no ordinary file" in err
        assert Path("pipe").is_fifo()
    Path("real").mkdir()
    Path("link.jsonl").symlink_to("real/out.jsonl")
    assert call(["annotate", "in.jsonl", "-o", "link.jsonl"], capsys)[0] == 0
    assert Path("link.jsonl").is_symlink()
    assert json.loads(Path("real/out.jsonl").read_text(encoding="utf-8"))["id"] == "1"


def test_an_export_to_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kliping-data").mkdir()
    open_store(Path("kliping-data/kliping.db")).close()
    code, out, _ = call(["export", "awards", "-o", "-"], capsys)
    assert (code, out.split(",")[:2]) == (0, ["id", "recipient"])
    assert call(["export", "stories", "-o", "-", "--format", "jsonl"], capsys)[:2] == (0, "")
    code, out, _ = call(["export", "metadata", "-o", "-"], capsys)
    assert (code, out.splitlines()[0]) == (0, "title: Kliping")
    assert call(["export", "awards", "-o", "-", "--format", "xlsx"], capsys)[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kliping-data"]


def test_closed_standard_output_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "Halo."}\n', encoding="utf-8")
    run = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m kliping.cli.main annotate "{tmp_path / "in.jsonl"}" >&-'],
        capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert run.returncode == 2
    assert "standard output is closed" in run.stderr


def test_an_id_that_comes_again_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 5, "text": "Satu."}\n{"id": "5", "text": "Dua."}\n', encoding="utf-8")
    code, out, err = call(["annotate", str(source)], capsys)
    assert (code, len(out.splitlines())) == (0, 2)
    assert "line 2 has the id '5' of line 1" in err


def test_an_article_that_fails_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nlp import annotate

    whole = annotate.find_quotes

    def failing(title: str, text: str, published: object) -> object:
        if text == "Dua.":
            raise ArithmeticError("sample")
        return whole(title, text, None)

    monkeypatch.setattr(annotate, "find_quotes", failing)
    source = tmp_path / "in.jsonl"
    source.write_text("".join(f'{{"id": "{t}", "text": "{t}."}}\n' for t in ("Satu", "Dua", "Tiga")), encoding="utf-8")
    code, out, err = call(["annotate", str(source)], capsys)
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["Satu", "Tiga"]
    assert "line 2 cannot be read (ArithmeticError: sample)" in err


def test_standard_input_and_output_are_utf8_in_any_locale() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kliping.cli.main", "annotate", "-"],
        input=b'{"id": "caf\xc3\xa9", "text": "x \xff"}\n', capture_output=True, timeout=120, check=False,
        cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.decode("utf-8"))["id"] == "caf\u00e9"
    assert b"no UTF-8" in run.stderr


def test_what_extract_writes_annotate_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, articles = tmp_path / "halaman.html", tmp_path / "made" / "articles.jsonl"
    paragraphs = "".join(f"<p>{part}</p>" for part in ARTICLE["text"].split("\n\n"))
    page.write_text(f"<html><body><article><h1>{ARTICLE['title']}</h1>{paragraphs}</article></body></html>")
    assert call(["extract", str(page), "-o", str(articles)], capsys)[0] == 0
    code, out, _ = call(["annotate", str(articles)], capsys)
    assert (code, json.loads(out)["id"]) == (0, "halaman.html")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("pelayanan", "pelayanan"),
        ("pelayanan prima", '"pelayanan prima"'),
        ("unit:RSUD Melati", 'unit:"RSUD Melati"'),
        ("unit:RSUD", "unit:RSUD"),
        ("tokoh:sari sejak:2026-03-10", "tokoh:sari sejak:2026-03-10"),
        ("antrean media:kompas", "antrean media:kompas"),
        ('"pelayanan prima" -MPP', '"pelayanan prima" -MPP'),
        ("penghargaan OR anugerah", "penghargaan OR anugerah"),
        ("penghargaan -denpasar", "penghargaan -denpasar"),
        ("pelay* prima", "pelay* prima"),
        ("sejak:2026-03-10 prima", "sejak:2026-03-10 prima"),
        ("sejak:10 Maret 2026", 'sejak:"10 Maret 2026"'),
        ("ORANG TUA", '"ORANG TUA"'),
        ("Menteri: loket dibuka", '"Menteri: loket dibuka"'),
    ],
)
def test_marks_that_the_shell_took_are_put_back(given: str, read: str) -> None:
    assert _as_typed(given) == read


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["units"], "no such database yet"),
        (["story", "abc"], "is not a valid number"),
        (["timeline", "--cursor", "entah"], "is no cursor"),
        (["timeline", "--cursor", "entah|apa"], "is no cursor"),
        (["awards", "--editions", "--year", "2020"], "--editions goes with"),
        (["search", "prima", "--in", "quotes", "--facets"], "--facets counts articles"),
        (["units", "a" * 1000], "no name has 1,000 characters"),
        (["briefing", "--format", ","], "no such"),
        (["export", "metadata", "--format", "csv"], "one YAML file"),
    ],
)
def test_mistakes_of_asking_are_named(
    arguments: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(arguments, capsys)
    assert (code, out) == (2, "")
    assert named in err


def test_the_target_appears_only_when_it_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(["annotate", str(tmp_path / "none.jsonl"), "-o", str(tmp_path / "out.jsonl")], capsys)
    assert code == 2
    assert err.startswith("kliping: ")
    assert list(tmp_path.iterdir()) == []
    source = tmp_path / "in.jsonl"
    source.write_text("", encoding="utf-8")
    code, _, err = call(["annotate", str(source), "-o", str(source / "out.jsonl")], capsys)
    assert code == 2
    assert "out.jsonl" in err


def test_extract_names_a_page_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    body = "".join(f"<p>Paragraf {n} tentang loket layanan yang dibuka sejak pagi di balai kota.</p>" for n in range(8))
    page.write_text(
        "<html><head><title>Loket Dibuka</title><meta property='og:url' content='https://media.example/berita/2022/loket-dibuka'>"
        f"<meta property='article:published_time' content='2022-03-08T10:15:00+07:00'></head><body><article>"
        f"<h1>Loket Dibuka</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    code, out, err = call(["extract", str(page), str(tmp_path / "none.html")], capsys)
    assert code == 1
    assert "none.html" in err
    row = json.loads(out)
    assert row["title"] == "Loket Dibuka"
    assert row["url"] == "https://media.example/berita/2022/loket-dibuka"
    assert (row["published"], row["published_precision"]) == ("2022-03-08T10:15:00+07:00", "minute")
    assert row["text"].count("Paragraf") == 8


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["tidak-ada"], "tidak-ada"),
        (["briefing", "--week", "2022-99"], "2022-99"),
        (["briefing", "--week", "9999-W52"], "9999-W52"),
        (["briefing", "--week", "0001-W01"], "0001-W01"),
        (["search", "x"], "kliping.db"),
        (["crawl", "--source", "tidak-ada"], "tidak-ada"),
        (["--config", "tidak-ada.toml", "search", "x"], "tidak-ada.toml"),
        (["timeline", "--since", "kapan"], "kapan"),
        (["timeline", "--until", "2022-01-01", "--since", "2022-02-01"], "2022-02-01"),
        (["quotes", "--since", "2022-02-01", "--until", "2022-01-01"], "lies after"),
        (["search", "(*"], "no word"),
        (["story", "9" * 30], "9" * 30),
        (["quote", "9" * 30], "9" * 30),
        (["award", "9" * 30], "9" * 30),
        (["cite", "9" * 30], "9" * 30),
        (["awards", "--year", "9" * 30], "9" * 30),
        (["extract", "x.html", "--url", "notaurl"], "notaurl"),
        (["extract", "x.html", "--url", "file:///etc/passwd"], "file:///etc/passwd"),
        (["extract", "x.html", "--url", ""], "--url"),
        (["sources", "list", "kompass"], "did you mean kompas"),
        (["crawl", "--source", "kompass"], "did you mean kompas"),
    ],
)
def test_mistakes_end_in_one_line_and_code_2(
    arguments: list[str],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call(arguments, capsys)
    assert code == 2
    assert named in err
    assert "Traceback" not in err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text((json.dumps(ARTICLE) + "\n") * 40, encoding="utf-8")
    run = subprocess.run(
        f'"{sys.executable}" -m kliping.cli.main annotate "{source}" | head -n 1',
        shell=True, capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert json.loads(run.stdout)["id"] == "a-1"
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_a_table_piped_into_head_ends_with_code_0(form: str) -> None:
    run = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m kliping.cli.main sources list {form} | :; exit ${{PIPESTATUS[0]}}'],
        capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""


def test_process_before_anything_was_gathered_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call(["process"], capsys)
    assert code == 2
    assert "no such database yet" in err
    assert list(tmp_path.iterdir()) == []


def test_half_a_gzip_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, half = tmp_path / "whole.html.gz", tmp_path / "half.html.gz"
    body = "".join(f"<p>Paragraf {n} tentang loket layanan yang dibuka sejak pagi hari ke-{n}.</p>" for n in range(60))
    page.write_bytes(gzip.compress(f"<html><body><h1>Loket</h1><article>{body}</article></body></html>".encode()))
    half.write_bytes(page.read_bytes()[: page.stat().st_size // 2])
    code, out, err = call(["extract", str(half), str(page)], capsys)
    assert code == 1
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["whole.html.gz"]
    assert "half.html.gz: is cut off (its gzip ends too early)" in err


def test_a_text_of_null_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": null}\n{"id": 2, "text": "", "title": null}\n', encoding="utf-8")
    code, out, err = call(["annotate", str(source)], capsys)
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["2"]
    assert "line 1 has a 'text' that is null" in err


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0)])
def test_an_archive_that_holds_nothing_is_named(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kosong.warc.gz").write_bytes(content)
    for _ in range(2):  # it is not taken for one that was read to its end
        code, _, err = call(["backfill", "kosong.warc.gz"], capsys)
        assert code == 1
        assert "kosong.warc.gz: holds no answer of a web server" in err


def test_sources_are_listed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(["sources", "list", "tempo", "kompas", "--json"], capsys)
    assert (code, [row["slug"] for row in json.loads(out)]) == (0, ["tempo", "kompas"])


def test_true_is_no_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": true, "text": "x"}\n', encoding="utf-8")
    code, _, err = call(["annotate", str(source)], capsys)
    assert code == 1
    assert "line 1 has an id" in err


def test_a_text_that_is_no_article_is_read_in_part_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "panjang", "text": "a " * 250_000}) + "\n", encoding="utf-8")
    code, out, err = call(["annotate", str(source)], capsys)
    assert code == 0
    assert json.loads(out)["id"] == "panjang"
    assert "line 1 has a text of 500,000 characters; only the first 400,000 are read" in err


def test_a_folder_in_live_use_is_never_made_into_a_demonstration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kliping.toml").write_text('office = "Bagian Humas"\n', encoding="utf-8")
    (tmp_path / "kliping.db").write_text("dear data", encoding="utf-8")
    code, _, err = call(["demo", "--folder", str(tmp_path)], capsys)
    assert code == 2
    assert "holds other things than a demonstration" in err
    assert (tmp_path / "kliping.db").read_text(encoding="utf-8") == "dear data"


@pytest.mark.parametrize("arguments", [["annotate", "in.jsonl", "-o", "full/out.jsonl"], ["demo", "--folder", "full"]])
def test_a_place_that_cannot_be_written_is_named(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    Path("full").symlink_to("/dev/full")
    code, _, err = call(arguments, capsys)
    assert code == 2
    assert "full" in err
    assert "Traceback" not in err
