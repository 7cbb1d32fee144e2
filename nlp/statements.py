"""What a statement is about, on what occasion it was made and on what day. Who made it stands in `speakers`."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from importlib import resources

from kliping.dates import find_dates

LONGEST_OCCASION = 160  # characters
_OCCASION = re.compile(
    r"(?<!\w)((?:dalam|saat|ketika|pada|di sela-sela|di sela|usai|seusai|di hadapan|di depan|lewat|melalui)\s+"
    r"(?:(?:acara|rapat|rakor\w*|rakernas|sambutan\w*|pidato\w*|pembukaan|penutupan|peluncuran|peresmian|"
    r"pelantikan|penyerahan|penganugerahan|konferensi|jumpa|siaran|keterangan|"
    r"kunjungan\w*|seminar|webinar|diskusi|forum|dialog|apel|upacara|peringatan|sidang|kuliah|malam|"
    r"penghargaan|sosialisasi|memberi\w*|menghadiri|membuka|menutup|meresmikan|meninjau|"
    r"melantik|menyerahkan|menerima|memimpin|meluncurkan|berkunjung|menyampaikan|rilis|amanat\w*|"
    r"arahan\w*|talk|wawancara|rangkaian|agenda|kegiatan|kesempatan|konsolidasi|musyawarah|kongres|"
    r"simposium|lokakarya|ekspose|retret|retreat)\b)"
    r"[^.;“”\"]{0,200}?)(?=,?\s+(?:pada\s+)?(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]at|Sabtu|"
    r"Minggu|Ahad)\b|,\s|[.;“”\"(]|\Z)"
)


@cache
def topics() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(id, Indonesian name, pattern) of each topic of statement_topics.toml; an unknown key is an error."""
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath("statement_topics.toml").read_text(encoding="utf-8"))
    if set(data) != {"topic"}:
        raise ValueError(f"statement_topics.toml: unknown key {sorted(set(data) - {'topic'})[0]!r}")
    found = []
    for number, row in enumerate(data["topic"], start=1):
        if set(row) != {"id", "name", "words"}:
            raise ValueError(f"statement_topics.toml: topic {number} needs id, name and words, and no other key")
        words = sorted((re.escape(w) for w in row["words"]), key=len, reverse=True)
        found.append((str(row["id"]), str(row["name"]), re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.IGNORECASE)))
    return tuple(found)


def topic_of(content: str, *around: str) -> str | None:
    """The topic with the most hits in the statement; where it has none, the first of the wider texts around it decides
    that has one (its sentence, its paragraph, headline and lead of the article)."""
    for text in (content, *around):
        best, most = None, 0
        for topic, _, pattern in topics():
            score = sum(2 if " " in hit else 1 for hit in pattern.findall(text))
            if score > most:
                best, most = topic, score
        if best:
            return best
    return None


def occasion_of(text: str, start: int, end: int) -> str | None:
    """The occasion named in text[start:end] ("dalam rapat koordinasi di Jakarta"), as written; None when there is
    none."""
    match = _OCCASION.search(text, start, end)
    if match is None:
        return None
    return re.sub(r"\s+", " ", match.group(1))[:LONGEST_OCCASION].rstrip(" ,")


def day_of(text: str, start: int, end: int, published: dt.date | None) -> dt.date | None:
    """The last day named in text[start:end], its year completed from the day of publication."""
    if not any(c.isdigit() for c in text[start:end]) and published is None:
        return None
    found = find_dates(text[start:end], reference=published)
    return found[-1].moment.day if found else None
