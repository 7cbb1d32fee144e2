"""Finds every government body and public-service unit in a title and a text and links it. Grammar: `nlp.unit_grammar`.

What counts as a mention is decided here: bodies with a name, regions that act or receive; not places, not persons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from kliping.model import Mention, Span
from nlp.gazetteer import Tokens, tokenise
from nlp.linking import Body, identify, region
from nlp.unit_grammar import CLASS_WORDS, Found, UnitGrammar

_PLACE_BEFORE = frozenset(
    """di ke dari se sekitar wilayah kawasan warga masyarakat asal penduduk kelahiran seluruh daerah seputar perbatasan antara
    jalan jl gedung kompleks komplek hotel lapangan stadion kampus masjid pasar terminal pelabuhan stasiun pendopo alun balaikota
    balai pusat jantung tengah luar dalam utara selatan timur barat pantai pulau sungai gunung geopark wisata plaza tugu museum
    universitas kampung kerajaan sejarah bahasa suku orang anak perempuan pemuda petani nelayan pedagang pelajar mahasiswa
    ulama tokoh rakyat wartawan advokat pengacara pengusaha kabupaten kota provinsi walikota wali bupati wabup wawali gubernur wagub
    wakil sekda ibu ibukota apbd perda perbup perwali pergub rsud kapolres kapolresta kapolda kajari kajati dandim danrem
    kadis kapolrestabes persib persebaya kontingen tim atlet skuad timnas pilkada pilgub pilbup pilwalkot pilwali
    inspektur sekretaris pimpinan ketua direktur pemilik kepala putra putri pria wanita jurnalis duta hut ulang-tahun""".split()
)
_ACTS = frozenset(
    """meraih raih menerima terima mendapat mendapatkan dapat dapatkan memperoleh peroleh menyabet sabet merebut rebut menggondol
    gondol memboyong boyong mengantongi kantongi borong memborong pertahankan mempertahankan sukses berhasil kembali masuk
    dinobatkan ditetapkan dianugerahi diganjar dinyatakan dinilai menjadi jadi kuasai menguasai menduduki duduki menempati
    mencatat mencatatkan catat naik tembus menembus lolos juara unggul ungguli mengungguli kalahkan mengalahkan memenangkan
    menang ukir mengukir torehkan menorehkan cetak mencetak targetkan menargetkan mengirimkan mengirim menyusul membukukan
    punya memiliki siapkan menyiapkan gelar menggelar luncurkan meluncurkan bangun membangun terbaik nihil cicipi disebut tercatat
    belum tidak akan terus juga bakal mulai resmi siap wtp bersih-bersih amankan mengamankan berpredikat bertengger terapkan menerapkan""".split()
)
_RECEIVES = frozenset(
    """meraih raih menerima terima mendapat mendapatkan dapat dapatkan memperoleh peroleh menyabet sabet merebut rebut menggondol
    gondol memboyong boyong mengantongi kantongi borong memborong pertahankan mempertahankan dinobatkan ditetapkan dianugerahi
    diganjar dinyatakan berpredikat kuasai menguasai juara tembus menembus torehkan menorehkan ungguli mengungguli kalahkan
    berhasil sukses cicipi menyabet bertengger mengirimkan""".split()
)
_SKIP_AHEAD = frozenset(
    "kembali berhasil sukses juga resmi akhirnya kini pun telah sudah turut ikut lagi-lagi justru sendiri".split()
)
_OFFICE = re.compile(
    r"(?:wakil )?(?:bupati|wali ?kota|gubernur|wabup|wagub|wawali|sekda|sekretaris daerah|pj|plt|plh)$"
)


class _Reader:
    """One field (title or text) of an article."""

    def __init__(self, name: Literal["title", "text"], text: str, prefer: frozenset[str], day: dt.date | None) -> None:
        self.name, self.text, self.day = name, text, day
        self.tokens: Tokens = tokenise(text)
        self.grammar = UnitGrammar(self.tokens, prefer)
        self.found: list[tuple[Found, Body]] = []
        self.aliases: dict[tuple[str, ...], Body] = {}

    def read(self) -> None:
        """Walk over the tokens once."""
        root, lower = self.grammar.trie.root.next, self.tokens.lower
        index, size = 0, len(self.tokens)
        while index < size:
            if lower[index] not in root and lower[index] not in CLASS_WORDS:
                index += 1
                continue
            found = self.grammar.read(index) or self._region(index)
            if found is None:
                index += 1
                continue
            if self._counts(found):
                self.found.append((found, self._link(found)))
            index = max(found.end, index + 1)

    def _link(self, found: Found) -> Body:
        tokens = self.tokens
        head = self.text[tokens.starts[found.start] : tokens.ends[max(found.head_end, found.start + 1) - 1]]
        body = identify(found, head, self.day)
        if found.alias:
            self.aliases.setdefault(found.alias, body)
        return body

    def _region(self, index: int) -> Found | None:
        where = self.grammar.region_at(index)
        if where is None:
            return None
        end, region, written, candidates = where
        found = Found(index, end, region=region, region_class=written, regions=candidates, head_end=end)
        if written:
            alias = self.grammar.alias_at(end)
            if alias:
                found.end, found.alias = alias
        return found

    # --- what counts
    def _before(self, index: int) -> str:
        """The lower-case word before a token on its line, marks included."""
        return self.tokens.lower[index - 1] if index > 0 and not self.grammar.line_ends(index) else ""

    def _counts(self, found: Found) -> bool:
        if found.unit is None and found.body is None:
            return self._region_acts(found)
        before = self._before(found.start)
        if found.unit is not None:
            if found.unit.locative:
                return self._local_acts(found, before)
            if found.unit.title:
                return self._title_counts(found)
        return not (before in ("@", "#") and found.body is None)

    def _local_acts(self, found: Found, before: str) -> bool:
        """Villages, districts and airports count when they act, not as the place of an event."""
        if before in _PLACE_BEFORE and before not in ("kepala",):
            return False
        tokens = self.tokens
        if before == "," or (
            found.end < len(tokens) and tokens.lower[found.end] == "," and self._place_follows(found.end + 1)
        ):
            return False
        return found.complete

    def _place_follows(self, index: int) -> bool:
        return index < len(self.tokens) and (
            self.tokens.lower[index] in ("kabupaten", "kecamatan", "kota", "provinsi", "kab", "kec")
            or self.grammar.region_at(index) is not None
        )

    def _title_counts(self, found: Found) -> bool:
        """ "Deputi Bidang … Kementerian X, Nama" is a person's office; without a name it is a unit."""
        end, tokens = found.end, self.tokens
        if end < len(tokens) and tokens.lower[end] == ",":
            end += 1
        follows = end < len(tokens) and self.grammar.capital(end) and not self.grammar.line_ends(end)
        if follows and not self.grammar.opens_unit(end):
            if found.parent is not None:
                self.found.append((found.parent, self._link(found.parent)))
            return False
        return True

    def _region_acts(self, found: Found) -> bool:
        tokens, start = self.tokens, found.start
        before = self._before(start)
        if before in _PLACE_BEFORE or before in ("@", "#"):
            return False
        if before == "-" and tokens.joined(start):
            return False
        follows = found.end
        while follows < len(tokens) and tokens.lower[follows] in _SKIP_AHEAD and follows - found.end < 4:
            follows += 1
        word = tokens.lower[follows] if follows < len(tokens) and not self.grammar.line_ends(found.end) else ""
        if not found.region_class:
            return word in _RECEIVES and found.region is not None and before not in ("bupati",)
        if before == ",":
            return self._in_list(found)
        return True

    def _in_list(self, found: Found) -> bool:
        """Whether a region after a comma stands in a list of regions, not in an address."""
        tokens = self.tokens
        place = self.grammar.region_at(found.end + 1) if found.end + 1 < len(tokens) else None
        if tokens.lower[found.end : found.end + 1] == [","] and place and place[2] in ("", "province"):
            return False
        previous = found.start - 2
        for back in range(max(0, previous - 8), previous + 1):
            where = self.grammar.region_at(back)
            if where and where[0] == previous + 1 and where[2]:
                return True
        return tokens.lower[previous] in (
            "yakni",
            "yaitu",
            "ialah",
            "selain",
            "adalah",
            "antara",
            "lain",
            "selanjutnya",
        )


def _alias_mentions(reader: _Reader, aliases: dict[tuple[str, ...], Body]) -> Iterable[tuple[int, int, Body]]:
    """Later uses of abbreviations that the article itself defined in brackets."""
    words = reader.tokens.words
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for alias in aliases:
        by_first.setdefault(alias[0], []).append(alias)
    for index, word in enumerate(words):
        for alias in sorted(by_first.get(word, ()), key=len, reverse=True):
            if tuple(words[index : index + len(alias)]) == alias:
                yield index, index + len(alias), aliases[alias]
                break


def find_mentions(title: str, text: str, published: dt.date | None = None) -> tuple[Mention, ...]:
    """Every mention of a body in title and text, in reading order, title first; spans count characters of their field.

    All forms of one body carry one id. Never raises on odd input; linear in the length of the text.
    """
    prefer = _regions_named(f"{title}\n{text}")
    readers = [_Reader("title", title, prefer, published), _Reader("text", text, prefer, published)]
    aliases: dict[tuple[str, ...], Body] = {}
    for reader in readers:
        reader.read()
        for alias, body in reader.aliases.items():
            aliases.setdefault(alias, body)
    mentions: list[Mention] = []
    for reader in readers:
        taken = sorted(
            [(found.start, found.end, body) for found, body in reader.found], key=lambda row: (row[0], -row[1])
        )
        covered = [False] * (len(reader.tokens) + 1)
        for start, end, _ in taken:
            covered[start:end] = [True] * (end - start)
        taken.extend(row for row in _alias_mentions(reader, aliases) if not any(covered[row[0] : row[1]]))
        mentions.extend(
            _mention(reader, start, end, body) for start, end, body in sorted(taken, key=lambda row: row[:2])
        )
    return tuple(_resolve_bare(mentions))


def _mention(reader: _Reader, start: int, end: int, body: Body) -> Mention:
    first, last = reader.tokens.starts[start], reader.tokens.ends[end - 1]
    return Mention(
        span=Span(field=reader.name, start=first, end=last),
        text=reader.text[first:last],
        id=body.id,
        name=body.name,
        kind=body.kind,
        parent=body.parent,
        region=body.region,
    )


_NAMED = re.compile(
    r"\b(?:Kabupaten|Kab\.|Pemkab|Bupati|Kota|Pemkot|Pemko|Wali ?[Kk]ota) ([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)


def _regions_named(text: str) -> frozenset[str]:
    """Ids of regions that stand with their class in the article: they settle bare names."""
    ids: Counter[str] = Counter()
    for match in _NAMED.finditer(text):
        kind = "city" if match[0].startswith(("Kota", "Pemko", "Wali")) else "regency"
        words = match[1].split()
        for length in (3, 2, 1):
            place = region(" ".join(words[:length]), kind) if len(words) >= length else None
            if place is not None:
                if place.kind == kind:
                    ids[place.id] += 1
                break
    return frozenset(ids)


def _resolve_bare(mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A bare "Disdukcapil" is the one fuller Disdukcapil of the same article, where there is exactly one."""
    fuller: dict[str, set[str]] = {}
    known = {mention.id: mention for mention in mentions}
    for other in known:
        for bare in known:
            if other.startswith(bare + "-"):
                fuller.setdefault(bare, set()).add(other)
    for mention in mentions:
        targets = fuller.get(mention.id, set())
        if len(targets) == 1 and mention.region is None and mention.kind in ("agency", "service_unit", "other"):
            target = known[next(iter(targets))]
            if target.parent != mention.id:  # a branch office is not its head office
                yield Mention(
                    span=mention.span, text=mention.text, id=target.id, name=target.name, kind=target.kind,
                    parent=target.parent, region=target.region,
                )  # fmt: skip
                continue
        yield mention


def unique_units(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The first mention of each written form, in reading order: the `units` list of `kliping annotate`."""
    first: dict[tuple[str, ...], Mention] = {}
    for mention in mentions:
        first.setdefault(tuple(re.findall(r"\w+", mention.text.lower())), mention)
    return tuple(first.values())
