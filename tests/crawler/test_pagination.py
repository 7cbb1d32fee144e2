"""Where the other pages of an article are, and how they become one text."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.markup import parse_markup
from crawler.pagination import join_pages, next_pages, page_number
from kliping.model import Article, Moment

URL = "https://kabar.example/read/2022/03/08/piala-bagi-sagara"


def found(html: str, url: str = URL) -> tuple[str, ...]:
    tree = parse_markup(f"<html><body>{html}</body></html>")
    assert tree is not None
    return next_pages(tree, url)


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("<div class='paging'><b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a><a href='?page=all'>Tampilkan Semua</a></div>",
         (f"{URL}?page=all",)),
        ("<div class='paging'><b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a><a href='?page=2'>Selanjutnya</a></div>",
         (f"{URL}?page=2", f"{URL}?page=3")),
        (f"<a href='{URL}/2'>Halaman berikutnya</a>", (f"{URL}/2",)),
        (f"<link rel='next' href='{URL}/2/'>", (f"{URL}/2/",)),
        ("<a rel='next' href='?page=2'>Lanjut</a>", (f"{URL}?page=2",)),
        ("<div class='pagination'><a href='?page=2'>2</a> … <a href='?page=4'>4</a></div>",
         (f"{URL}?page=2", f"{URL}?page=3", f"{URL}?page=4")),
        ("<select class='halaman'><option value='?hal=1'>1</option><option value='?hal=2'>2</option></select>", (f"{URL}?hal=2",)),
        # never another story, a comment pager's own address, a tag, or a listing
        ("<a rel='next' href='/read/2022/03/09/cerita-lain'>Selanjutnya</a>", ()),
        ("<a href='/indeks?page=2'>2</a><a href='/tag/sagara/2'>Selanjutnya</a>", ()),
        ("<a href='https://lain.example/read/2022/03/08/piala-bagi-sagara?page=2'>2</a>", ()),
        ("<p>Lihat <a href='?page=2'>bagian itu</a></p>", ()),
        ("<a href='?page=abc'>2</a><a href='javascript:void(0)'>3</a><a href='http://[x'>4</a>", ()),
    ],
)  # fmt: skip
def test_next_pages(html: str, pages: tuple[str, ...]) -> None:
    assert found(html) == pages


def test_on_a_later_page_only_the_rest_is_waiting() -> None:
    html = "<div class='paging'><a href='?page=1'>1</a><b>2</b><a href='?page=3'>3</a></div>"
    assert found(html, f"{URL}?page=2") == (f"{URL}?page=3",)
    assert found(html, f"{URL}?page=all") == ()


def test_an_endless_pager_is_bounded() -> None:
    html = "<div class='paging'>" + "".join(f"<a href='?page={n}'>{n}</a>" for n in range(2, 2000)) + "</div>"
    assert len(found(html)) == 20


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (f"{URL}?page=2", 2),
        (f"{URL}/3", 3),
        (f"{URL}/page/3/", 3),
        (URL, None),
        ("https://kabar.example/2022/03/08", None),
        (f"{URL}?page=all", None),
    ],
)
def test_page_numbers(url: str, number: int | None) -> None:
    assert page_number(url) == number


def page(number: int, *paragraphs: str, waiting: tuple[str, ...] = (), code: str = "") -> Article:
    url = URL if number == 1 else f"{URL}?page={number}"
    at = dt.datetime(2022, 3, 8, 10, 15, tzinfo=dt.UTC)
    return Article(
        id=number, url=URL, title="Piala", text="\n\n".join(paragraphs), published=Moment(at=at) if number == 1 else None,
        pages=(url,), next_pages=waiting, agency_code=code,
    )  # fmt: skip


def test_pages_are_joined_in_order_without_a_repeated_lead() -> None:
    lead = "Pemerintah kota menerima penghargaan pelayanan prima."
    first = page(1, lead, "Kedua adalah paragraf ini.", waiting=(f"{URL}?page=2", f"{URL}?page=3"))
    second = page(2, lead, "Ketiga adalah paragraf ini.", waiting=(f"{URL}?page=3",))
    third = page(3, "Keempat adalah paragraf ini.", code="bud/ani")
    joined = join_pages([first, third, second])
    assert joined.text.split("\n\n") == [
        lead,
        "Kedua adalah paragraf ini.",
        "Ketiga adalah paragraf ini.",
        "Keempat adalah paragraf ini.",
    ]
    assert joined.pages == (URL, f"{URL}?page=2", f"{URL}?page=3")
    assert joined.next_pages == ()
    assert joined.agency_code == "bud/ani"
    assert joined.published == first.published


def test_a_page_that_could_not_be_fetched_keeps_waiting() -> None:
    first = page(1, "Pertama.", waiting=(f"{URL}?page=2", f"{URL}?page=3"))
    assert join_pages([first, page(2, "Kedua.", waiting=(f"{URL}?page=3",))]).next_pages == (f"{URL}?page=3",)


def test_a_full_view_replaces_the_first_page() -> None:
    first = page(1, "Paragraf pertama yang utuh.", waiting=(f"{URL}?page=all",))
    whole = Article(
        id=1,
        url=URL,
        title="Piala",
        text="Paragraf pertama yang utuh dan lengkap.\n\nParagraf kedua yang utuh.",
        pages=(f"{URL}?page=all",),
    )
    joined = join_pages([first, whole])
    assert joined.text == whole.text
    assert joined.next_pages == ()


@given(
    st.lists(
        st.lists(st.text(alphabet="abc ", min_size=1, max_size=40), min_size=1, max_size=5), min_size=1, max_size=4
    )
)
def test_joining_loses_no_paragraph(pages: list[list[str]]) -> None:
    joined = join_pages([page(n, *paragraphs) for n, paragraphs in enumerate(pages, 1)])
    kept = joined.text.split("\n\n")
    for paragraphs in pages:
        for paragraph in paragraphs:
            assert paragraph in kept or not paragraph.strip() or len(paragraph) >= 25


def test_nothing_to_join_is_an_error() -> None:
    with pytest.raises(ValueError, match="no page"):
        join_pages([])


@given(
    hrefs=st.lists(
        st.sampled_from(
            "?page=2|?page=all|2|/news/x-1/2|/news/x-1?page=3|https://a.id/news/x-1?page=4|./x-1/3|../news/x-1/2|"
            "/news/./x-1/2|/news/x-1/halaman/2|//a.id/news/x-1/2|HTTPS://a.id/news/x-1/5|/kategori/2|/news/x\t-1/2|"
            "https://b.id/news/x-1?page=2| /news/x-1/2|/news/x-1/?page=2#a|x-1?page=2".split("|")
        ),
        max_size=6,
    ),
    url=st.sampled_from(("https://a.id/news/x-1", "https://a.id/news/x-1/2", "https://www.a.id/news/x-1?page=2")),
)
def test_what_is_not_resolved_could_not_have_counted(hrefs: list[str], url: str) -> None:
    links = "".join(f'<a href="{href}">Selanjutnya</a>' for href in hrefs)
    tree = parse_markup(f"<html><body><div class=paging>{links}</div></body></html>")
    assert tree is not None
    found = next_pages(tree, url)
    with mock.patch("crawler.pagination._elsewhere", return_value=False):
        assert next_pages(tree, url) == found
