"""The shipped spaCy pipeline: the project's own tokens and sentences, tags, lemmas and entities."""

import pytest

pytest.importorskip("spacy")

from nlp.language import NewsTokenizer, load_language
from nlp.sentences import read

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


def test_odd_texts_are_read() -> None:
    language = load_language()
    for text in ("", "\x00\x01", "TANPA HURUF KECIL", "tanpa kapital dan titik", "漢字 العربية", "a" * 5000):
        assert language(text).text == text
