"""The evened text: as long as what it came from, with the marks and capitals that the readers go by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.even_text import evened
from nlp.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("Ia\u00a0berkata, 「Loket tutup」.", "Ia berkata, “Loket tutup”."),
        ("?Loket tutup pukul empat,? katanya.", "“Loket tutup pukul empat,” katanya."),
        ("Benar. ?Buka? Ya, buka pukul dua.? Begitu katanya.", "Benar. “Buka? Ya, buka pukul dua.” Begitu katanya."),
        ("Ia bertanya, siapa? Tidak ada.", "Ia bertanya, siapa? Tidak ada."),
        ("&quot;Tutup,&quot; katanya.", "     “Tutup,”      katanya."),
        ("— Loket kami tutup. — ujar Rina.", "“ Loket kami tutup. ” ujar Rina."),
        ("— Loket pertama\n— Loket kedua", "— Loket pertama\n— Loket kedua"),
        (
            "kepala dinas sosial banyumas rina wijayanti mengatakan loket tutup.",
            "Kepala dinas sosial Banyumas Rina Wijayanti mengatakan loket tutup.",
        ),
    ],
)
def test_marks_and_capitals(text: str, even: str) -> None:
    assert evened(text) == even


@given(st.text(alphabet="Aab ?“”—\n.,&quot;â€œ\u00a0\ufffdİß", max_size=80))
def test_length_is_kept(text: str) -> None:
    assert len(evened(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Loket kami tambah dua,” kata Wali Kota Tegal Rina Wijayanti, Selasa.",
        "“Loket kami tambah dua,” kata Wali Kota Tegal Rina Wijayanti, Selasa.".lower(),
        "“Loket kami tambah dua,” kata Wali Kota Tegal Rina Wijayanti, Selasa.".upper(),
        "?Loket kami tambah dua,? kata Wali Kota Tegal Rina Wijayanti, Selasa.",
        "‹Loket kami tambah dua,› kata Wali Kota Tegal Rina Wijayanti, Selasa.",
        "(“Loket kami tambah dua,”) kata Wali Kota Tegal Rina Wijayanti, Selasa.",
    ],
)
def test_quotation_in_any_dress(text: str) -> None:
    (quote,) = find_quotes("", text)
    assert (quote.kind, quote.content.lower(), (quote.speaker or "").lower()) == (
        "direct",
        "loket kami tambah dua",
        "rina wijayanti",
    )
    assert quote.content == text[quote.span.start : quote.span.end]
    for part in (quote.cue, quote.speaker, quote.role):
        assert part is None or part in text, "as the article writes it"
