"""The shipped spaCy pipeline: the project's own tokens and sentences, tags, lemmas and entities."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("spacy")

from nlp.language import NewsTokenizer, load_language
from nlp.sentences import read
from nlp.tagger import names
from nlp.tagger_words import shape_of, view

TEXT = (
    'Menteri Pendayagunaan Aparatur Negara Tjahjo Kumolo datang ke Surabaya (8/3). "Kami senang. Terima kasih," '
    "kata Ir. H. Budi Santoso.\n\nBaca juga: Menteri Lain\nIa bekerja di Jl. Merdeka No. 5."
)


@pytest.mark.parametrize("text", [TEXT, "", " ", "\n\n a  b \t", "abc", "x\u00a0y", "selesai.Kemudian pergi"])
def test_tokens_keep_every_character(text: str) -> None:
    tokenizer = NewsTokenizer(load_language().vocab)
    assert tokenizer(text).text == text


def test_sentences_are_those_of_the_reading() -> None:
    doc = load_language()(TEXT)
    starts = {sentence.start for sentence in read(TEXT).sentences}
    assert starts <= {sentence.start_char for sentence in doc.sents}
    assert "Ir." in [token.text for token in doc]


def test_tags_lemmas_and_entities() -> None:
    doc = load_language()(TEXT)
    by_word = {token.text: token for token in doc}
    assert by_word["datang"].pos_ == "VERB"
    assert by_word["Kumolo"].pos_ == "PROPN"
    assert by_word["bekerja"].lemma_ in {"kerja", "bekerja"}
    entities = {(entity.text, entity.label_) for entity in doc.ents}
    assert ("Surabaya", "LOC") in entities
    assert any("Tjahjo Kumolo" in text and label == "PER" for text, label in entities)


@pytest.mark.parametrize("altered", [str.lower, str.upper])
def test_names_without_or_with_nothing_but_capitals(altered: Callable[[str], str]) -> None:
    text = altered("Presiden Joko Widodo tiba di Surabaya, Jawa Timur, pada Selasa pagi.")
    entities = {(entity.text.lower(), entity.label_) for entity in load_language()(text).ents}
    assert {("joko widodo", "PER"), ("surabaya", "LOC"), ("jawa timur", "LOC")} <= entities


def test_no_blank_behind_the_full_stop() -> None:
    doc = load_language()("Piagam diserahkan di Surabaya.Kemudian Budi Santoso pulang ke Malang.")
    assert [sentence.text for sentence in doc.sents] == [
        "Piagam diserahkan di Surabaya.",
        "Kemudian Budi Santoso pulang ke Malang.",
    ]
    assert {entity.text for entity in doc.ents} >= {"Surabaya", "Budi Santoso", "Malang"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01",
        "TANPA HURUF KECIL",
        "tanpa kapital dan titik",
        "漢字 العربية",
        "The minister said kula badhe tindak dhateng Surakarta مرحبا بالعالم.",
        "a" * 5000,
        "\ud800 separuh",
        "\u200b\ufeff",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    doc = load_language()(text)
    assert doc.text == text.replace("\ud800", "\ufffd")
    assert all(token.tag_ for token in doc)


@pytest.mark.parametrize(
    "unit", ["penghargaan.Kemudian", ", ", "Sari Dewi menerima piagam di Jakarta ", "a-", "1.", "x@y."]
)
def test_a_long_line_ends(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert load_language()(text).text == text


def test_a_text_longer_than_spacy_allows() -> None:
    language = load_language()
    with language.select_pipes(disable=["kliping_tagger"]):
        assert len(language("kata " * 210_000)) == 210_000


def test_a_batch_says_what_each_text_says_alone() -> None:
    language = load_language()
    texts = [TEXT, "", "Budi Santoso pulang.", TEXT.lower()]
    for doc, text in zip(language.pipe(texts), texts, strict=True):
        alone = language(text)
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [(e.start, e.end, e.label_) for e in alone.ents]
        assert [t.tag_ for t in doc] == [t.tag_ for t in alone]


def test_a_written_pipeline_is_read_again(tmp_path: Path) -> None:
    load_language().to_disk(tmp_path / "copy")
    copy = load_language(str(tmp_path / "copy"))
    assert [(e.text, e.label_) for e in copy(TEXT).ents] == [(e.text, e.label_) for e in load_language()(TEXT).ents]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("O S-PER O", [(1, 2, "PER")]),
        ("B-PER I-PER E-PER B-ORG E-ORG", [(0, 3, "PER"), (3, 5, "ORG")]),
        ("B-PER I-PER O", []),
        ("B-PER E-ORG", []),
        ("I-PER E-PER S-LOC", [(2, 3, "LOC")]),
        ("", []),
    ],
)
def test_names_from_labels(labels: str, found: list[tuple[int, int, str]]) -> None:
    assert names(labels.split()) == found


def test_a_word_of_any_kind_has_a_view() -> None:
    assert shape_of("Surabaya") == "Xxxxx"
    assert shape_of("2022") == "dddd"
    for word in ("", "a", "x" * 10_000, "\ud800", "1", "漢"):
        assert view(word).pieces
