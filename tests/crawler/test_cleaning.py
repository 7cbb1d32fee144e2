"""What is taken from between the paragraphs, and what must stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.cleaning import Cleaned, RulesError, clean, read_rules
from crawler.lines import Line

LONG = "Pemerintah kota menerima penghargaan pelayanan prima dari kementerian dalam acara di balai kota pagi itu."
MORE = '"Kami akan memperluas layanan ini ke semua kecamatan sebelum akhir tahun," kata wali kota kepada wartawan.'


def cleaned(*lines: str | Line, title: str = "") -> Cleaned:
    return clean([line if isinstance(line, Line) else Line(line) for line in lines], title=title)


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Antrean Daring Dibuka di Sagara",
        "BACA JUGA : Antrean Daring Dibuka",
        "Baca Juga Antrean Daring Dibuka di Sagara",
        "[Baca juga: Antrean Daring]",
        "(Baca: Antrean Daring Dibuka)",
        "Lihat Juga :",
        "Simak juga: Layanan Baru",
        'Tonton juga video "Layanan Baru" di sini:',
        "Simak Video 'Layanan Baru':",
        "Saksikan Video Pilihan di Bawah Ini:",
        "Berita Terkait",
        "Artikel terkait:",
        "Pilihan Editor: Dua Kota Menunggu Nilai",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Scroll untuk melanjutkan membaca",
        "ADVERTISEMENT",
        "Iklan",
        "[Gambas:Video 20detik]",
        "Halaman Selanjutnya",
        "1 2 3 Selanjutnya",
        "Halaman 1 dari 3",
        "Lihat Semua",
        "Baca selengkapnya di sini",
        "Ikuti kami di Google News",
        "Dapatkan update berita pilihan dan breaking news setiap hari dari Sagara.com.",
        "Yuk gabung di grup Telegram Sagara News Update",
        "Cek Berita dan Artikel yang lain di Google News",
        "Follow akun Instagram kami",
        "Copyright © NUSA 2022",
        "© 2022 Sagara. All rights reserved",
        "Bagikan: Facebook Twitter WhatsApp",
        "Tags:",
        "Disclaimer: artikel ini hasil kerja sama",
        "----",
        "View this post on Instagram",
        "Yuk, simak juga video ini!",
        "Jangan Lewatkan Video Terbaru:",
        "Klik untuk membagikan di Facebook(Membuka di jendela yang baru)",
        "Post Views: 1,234",
        "Navigasi pos",
        "Anda mungkin juga suka",
        "Kategori: Berita",
        "Advertisement. Scroll to continue reading.",
        "Publisher : Budi Hartono",
        "Google News",
        "Ikuti kami di",
        "Halaman selanjutnya →",
    ],
)
def test_these_lines_go(line: str) -> None:
    assert cleaned(LONG, line, MORE).paragraphs == (LONG, MORE)


@pytest.mark.parametrize(
    "line",
    [
        "Baca tulis Al-Qur'an menjadi syarat penilaian tahun ini, kata kepala dinas.",
        "Video itu memperlihatkan antrean warga sejak pagi di kantor kecamatan.",
        "Iklan layanan masyarakat itu menang dalam lomba tingkat provinsi.",
        "Foto bersama menutup acara penyerahan piala.",
        "Editor buku itu menerima penghargaan pula.",
        "BI berkomitmen akan terus memperkuat pelayanan kas titipan.",
        "Simak penjelasan kepala dinas berikut ini dengan saksama agar tidak keliru.",
        "Penulis cerita rakyat dari Sagara turut diundang.",
        "Layanan Baru",
        "1. Surat keterangan catatan kepolisian",
        "Tagar itu ramai di media sosial sejak pekan lalu.",
        "Sumber daya manusia menjadi kunci penilaian.",
        "Berlangganan koran digital kini lebih murah, ujarnya.",
        "Selanjutnya, piala diserahkan kepada wali kota.",
        "Laporan keuangan itu: opini wajar tanpa pengecualian.",
        "Kategori pertama diraih Dinas Sosial, kategori kedua Dinas Pendidikan.",
        "Komentar warga beragam, dari puas sampai kecewa.",
        "Penulis Buku",
        "Iklan rokok dilarang di jalan protokol, kata dia.",
        "Pelatih: Djoko Susanto",
        "Jangan lewatkan batas waktu pendaftaran 8 Maret, ujar dia.",
    ],
)
def test_these_lines_stay(line: str) -> None:
    assert cleaned(LONG, line, MORE).paragraphs == (LONG, line, MORE)


def test_marks_inside_a_paragraph_go_alone() -> None:
    found = cleaned(f"{LONG} ADVERTISEMENT", f"{MORE} Baca juga: Judul Lain yang Panjang", "Akhirnya. [Gambas:Video X]")
    assert found.paragraphs == (LONG, MORE, "Akhirnya.")


def test_fields_are_kept_apart() -> None:
    found = cleaned(
        f"SAGARA, KABAR.com - {LONG}",
        f"{MORE} (bud/kbr)",
        "Penulis: Budi Hartono | Editor: Ani Lestari",
        "Foto: Humas Kota Sagara",
        "Tags: pelayanan publik, sagara",
    )
    assert found.paragraphs == (LONG, MORE)
    assert (found.dateline, found.agency_code) == ("Sagara", "bud/kbr")
    assert (found.authors, found.editors) == (("Budi Hartono",), ("Ani Lestari",))
    assert found.photo_credit == "Humas Kota Sagara"
    assert found.tags == ("pelayanan publik", "sagara")


def test_names_without_a_colon_are_bylines_only_at_the_edges() -> None:
    found = cleaned("Reporter Budi Hartono", LONG, MORE, "Editor Ani Lestari")
    assert (found.authors, found.editors) == (("Budi Hartono",), ("Ani Lestari",))
    assert found.paragraphs == (LONG, MORE)


def test_labels_and_values_on_lines_of_their_own_belong_together() -> None:
    found = cleaned(LONG, MORE, "Redaktur", ":", "Citra Dewi")
    assert found.editors == ("Citra Dewi",)
    assert found.paragraphs == (LONG, MORE)


def test_linked_titles_go_but_linked_words_stay() -> None:
    title = Line("Sekolah di Sagara Terima Hibah", linked=1.0)
    partly = Line(MORE, linked=0.2)
    assert cleaned(LONG, title, partly).paragraphs == (LONG, MORE)


def test_the_items_below_a_head_of_related_stories_go_with_it() -> None:
    items = [Line("Judul Lain yang Pertama", tag="li"), Line("Judul Lain yang Kedua", tag="li")]
    assert cleaned(LONG, MORE, "Berita Terkait", *items).paragraphs == (LONG, MORE)
    kept = [Line("Dinas Sosial", tag="li"), Line("Dinas Pendidikan", tag="li")]
    assert cleaned(LONG, "Penerima piala lainnya:", *kept, MORE).paragraphs[2:4] == ("Dinas Sosial", "Dinas Pendidikan")


def test_what_follows_a_reprint_notice_is_cut_only_late() -> None:
    notice = "Artikel ini telah tayang di Kabar.com dengan judul Piala bagi Sagara"
    assert cleaned(LONG, MORE, notice, "Apa saja.").paragraphs == (LONG, MORE)
    assert cleaned(notice, LONG, MORE, LONG + " Lagi.").paragraphs[-1] == LONG + " Lagi."


def test_comments_are_cut_off() -> None:
    comment = "Mantap, semoga layanan di kecamatan kami segera diperbaiki juga karena antreannya panjang sekali."
    assert cleaned(
        LONG, MORE, "Tinggalkan Balasan", "Alamat email Anda tidak akan dipublikasikan.", comment
    ).paragraphs == (
        LONG,
        MORE,
    )


def test_title_and_repetitions_go() -> None:
    found = cleaned("Piala bagi Sagara", LONG, MORE, LONG, title="Piala bagi Sagara")
    assert found.paragraphs == (LONG, MORE)


def test_a_caption_above_the_dateline_goes() -> None:
    found = cleaned("Warga antre di loket. (KABAR/ANI LESTARI)", f"SAGARA, KABAR.com - {LONG}", MORE)
    assert found.paragraphs == (LONG, MORE)
    assert found.photo_credit == "KABAR/ANI LESTARI"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[rule]]\nname = "x"\npattern = "y"\nwher = "any"\n', "rule 1: wher"),
        ('[[rule]]\nname = "x"\npattern = "(y"\n', "pattern"),
        ('[[rule]]\nname = "x"\npattern = "(?P<who>y)"\n', "unknown field 'who'"),
        ('[[rules]]\nname = "x"\n', "unknown key 'rules'"),
        ("[[rule]\n", "rules.toml"),
    ],
)
def test_a_broken_rules_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=complaint) as caught:
        read_rules(path)
    assert "rules.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("opening", "place"),
    [("Liputan6.com, Jakarta", "Jakarta"), ("Kabar.com, Kota Baru -", "Kota Baru"), ("SAGARA.COM", "")],
)
def test_a_bold_dateline_needs_no_dash(opening: str, place: str) -> None:
    found = cleaned(Line(f"{opening} {LONG}", lead=len(opening)), MORE)
    assert found.paragraphs == (LONG, MORE)
    assert found.dateline == place


def test_bold_first_words_are_no_dateline() -> None:
    line = Line(LONG, lead=len("Pemerintah kota"))
    assert cleaned(line, MORE).paragraphs == (LONG, MORE)
