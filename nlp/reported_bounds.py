"""Where a reported clause ends: without the day, the place and the circumstance that the writer adds."""

from __future__ import annotations

import re

from nlp.cues import Speaker
from nlp.direct_speech import Utterance

_DAY = (
    r"(?:pada\s+)?(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]at|Sabtu|Minggu|Ahad)\s*(?:malam|"
    r"pagi|siang|sore)?,?\s*\(\s*\d[^)]{0,25}\)?\s*(?:WIB|WITA|WIT|malam|pagi|siang|sore|lalu)?\s*\Z"
)


_PLACE = r"(?:saat|ketika|usai|seusai|sesaat|dalam|di|pada|kepada|melalui|lewat|seperti dikutip|dikutip|sebagaimana)\s"


_ADJUNCT = re.compile(
    rf"(?:,\s*(?:{_PLACE}[^.]{{0,160}}?)?,?\s*|\s+(?:saat|ketika|usai|seusai|di|kepada)\s[^,.]{{0,60}},\s*){_DAY}"
)


_TAIL = re.compile(
    r",\s+(?:tanpa|saat|ketika|usai|seusai|sesaat|sambil|seraya|sembari|seperti dikutip|dikutip|dilansir|"
    r"disambut|sebagaimana dikutip|ketika ditemui|saat ditemui|saat dihubungi)\s[^,]*(?:,[^,]*)?\Z"
)


def trim_end(text: str, begin: int, end: int) -> int:
    """The end without closing marks and white space."""
    while end > begin and (text[end - 1].isspace() or text[end - 1] in '.,;:!?…”"“'):
        end -= 1
    return end


def indirect(text: str, start: int, stop: int, cue: tuple[int, int], speaker: Speaker, at: int) -> Utterance | None:
    """An utterance with its bounds trimmed; None when too little is left."""
    while start < stop and (text[start].isspace() or text[start] in ",:;–—"):
        start += 1
    adjunct = _ADJUNCT.search(text, start, stop)
    if adjunct and adjunct.start() > start + 20:
        stop = adjunct.start()
    tail = _TAIL.search(text, start, stop)
    if tail and tail.start() > start + 15:
        stop = tail.start()
    stop = trim_end(text, start, stop)
    if stop - start < 8 or text.count(" ", start, stop) < 1:
        return None
    return Utterance(start, stop, "indirect", cue, speaker, at)
