"""Collects a weekly briefing from a store that is opened read-only. How it looks is `reports.render`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kliping.dates import read_week, week_of
from kliping.errors import KlipingError
from reports.briefing import (
    AwardGroup,
    AwardLine,
    Briefing,
    Count,
    DayLine,
    Difference,
    IssueLine,
    Link,
    OutletLine,
    SpeakerLine,
    StatementLine,
    UnitLine,
)
from reports.wording import category_name, in_its_sentence, programme_title, stands_alone, weight, whole_sentences
from store.annotations import load_annotation
from store.awards import AwardFact, list_awards
from store.counts import ArticleLine, count_by, count_total, relevant_articles
from store.database import Store
from store.filters import unit_ids
from store.quotes import QuoteRow, list_quotes

_ISSUES, _OUTLETS, _SPEAKERS, _STATEMENTS, _NEGATIVES = 6, 8, 8, 12, 5
#: Characters of a story's summary.
SUMMARY = 420
#: Statements of one speaker before others are left out.
_OF_ONE = 4
_TONES = ("positive", "neutral", "negative")
#: The top-level domain reserved for examples: a source there is fiction, and the report says so.
_FICTION = ".example"


def latest_week(store: Store, today: dt.date) -> str:
    """The ISO week of the newest article, also while it still runs. Raises KlipingError when the store holds none.

    A day that lies ahead of us is an outlet's mistake: it counts only where there is no other.
    """
    newest = store.value("SELECT max(day) FROM articles WHERE day <= ?", (today.isoformat(),))
    newest = newest or store.value("SELECT min(day) FROM articles")
    if newest is None:
        raise KlipingError(f"{store.path}: holds no dated article yet; `kliping run` gathers some")
    return week_of(dt.date.fromisoformat(str(newest)))


def collect_briefing(store: Store, week: str, *, units: Sequence[str], office: str, now: dt.datetime) -> Briefing:
    """Everything the briefing of an ISO week ("2022-W10") shows; `units` are the office's own, by any name.

    Only relevant articles count: those that report an award or a ministerial statement or hold a watched term.
    Raises ValueError when the week is none.
    """
    first, last = read_week(week)
    before = (first - dt.timedelta(days=7), last - dt.timedelta(days=7))
    ours = set().union(*(unit_ids(store, name) for name in units)) if units else set()
    facts = _new_awards(store, first, last)
    articles = relevant_articles(store, first, last)
    issues = _issues(store, articles)
    outlets = count_by(store, "outlet", first, last)
    return Briefing(
        week=week,
        first=first,
        last=last,
        office=office,
        counts=_counts(store, (first, last), before),
        days=_days(store, first, last),
        issues=tuple(issues[:_ISSUES]),
        outlets=tuple(OutletLine(name=c.label, items=c.items, stories=c.stories) for c in outlets[:_OUTLETS]),
        speakers=_speakers(store, first, last),
        awards=_awards(store, facts, ours),
        statements=_statements(store, first, last),
        tones=_tones(store, (first, last), before),
        negatives=tuple([line for line in issues if line.tone == "negative"][:_NEGATIVES]),
        units=tuple(_unit(store, name, first, last) for name in units),
        silent=_silent(store, (first, last), before),
        fiction=any(str(row[0]).endswith(_FICTION) for row in store.rows("SELECT domain FROM sources")),
        generated=now,
    )


def _counts(store: Store, week: tuple[dt.date, dt.date], before: tuple[dt.date, dt.date]) -> tuple[Count, ...]:
    now, then = (dict(_totals(store, *span)) for span in (week, before))
    return tuple(Count(key=key, now=now[key], before=then[key]) for key in now)


def _totals(store: Store, first: dt.date, last: dt.date) -> list[tuple[str, int]]:
    total = count_total(store, first, last)
    return [
        ("items", total.items),
        ("stories", total.stories),
        ("award_facts", len(_new_awards(store, first, last))),
        ("statements", len(_families(store, first, last))),
        ("outlets", len(count_by(store, "outlet", first, last))),
    ]


def _days(store: Store, first: dt.date, last: dt.date) -> tuple[DayLine, ...]:
    counted = {count.key: count for count in count_by(store, "day", first, last)}
    lines = []
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        count = counted.get(day.isoformat())
        lines.append(DayLine(day=day, items=count.items if count else 0, stories=count.stories if count else 0))
    return tuple(lines)


def _issues(store: Store, articles: Sequence[ArticleLine]) -> list[IssueLine]:
    """The week's stories, the most printed first; articles of no story stand for themselves."""
    groups: dict[int, list[ArticleLine]] = {}
    for article in reversed(articles):  # oldest first: the first publisher leads
        groups.setdefault(article.story_id if article.story_id is not None else -article.article_id, []).append(article)
    lines = []
    for members in groups.values():
        lead = members[0]
        tones = [member.tone for member in members]
        annotation = load_annotation(store, lead.article_id)
        lines.append(
            IssueLine(
                title=lead.title,
                day=lead.day or dt.date.min,
                items=len(members),
                copies=sum(member.role == "copy" for member in members),
                pickups=sum(member.role == "pickup" for member in members),
                tone=max(_TONES, key=tones.count) if any(tones) else "neutral",
                summary=whole_sentences([s.text for s in annotation.summary], SUMMARY) if annotation else (),
                sources=tuple(dict.fromkeys(Link(outlet=m.outlet, url=m.url) for m in members)),
            )
        )
    return sorted(lines, key=lambda line: (-line.items, -line.day.toordinal(), line.title))


def _speakers(store: Store, first: dt.date, last: dt.date) -> tuple[SpeakerLine, ...]:
    spoken: dict[str, list[QuoteRow]] = {}
    for row in list_quotes(store, since=first, until=last, limit=None):
        if row.quote.speaker:
            spoken.setdefault(row.quote.speaker_id or row.quote.speaker, []).append(row)
    lines = []
    for rows in spoken.values():
        statements = len({row.family_id or -row.id for row in rows})
        names = [row.quote.speaker or "" for row in rows]
        roles = [row.quote.role for row in rows if row.quote.role]
        lines.append(
            SpeakerLine(
                name=max(set(names), key=lambda name: (len(name.split()), names.count(name), name)),
                role=max(set(roles), key=lambda role: (roles.count(role), len(role), role)) if roles else "",
                minister=any(row.quote.minister for row in rows),
                statements=statements,
                outlets=len({row.outlet for row in rows}),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.statements, -line.outlets, line.name))[:_SPEAKERS])


def _new_awards(store: Store, first: dt.date, last: dt.date, unit: str | None = None) -> list[AwardFact]:
    """The facts of a week: given in it, or first reported in it where no day is known.

    What later articles look back on stands at the end of its year on the timeline, but was no news of that week.
    """
    facts = list_awards(store, unit=unit, since=first, until=last, limit=None)
    return [fact for fact in facts if fact.date or (fact.first_day and first <= fact.first_day <= last)]


def _awards(store: Store, facts: Sequence[AwardFact], ours: set[str]) -> tuple[AwardGroup, ...]:
    """The facts by occasion: the office's own first, then the newest, then the most recipients.

    One occasion may bear two years, that of the evaluation and that of the ceremony: it stands under the one that most
    recipients are reported with, and a recipient with another year says so.
    """
    occasions: dict[tuple[str, dt.date | None], list[AwardFact]] = {}
    for fact in facts:
        title = fact.programme if programme_title(fact.programme) else fact.award
        occasions.setdefault((title, fact.date or fact.first_day), []).append(fact)
    groups = []
    for (title, day), members in occasions.items():
        givers = [fact.giver for fact in members if fact.giver]
        years = [fact.year for fact in members if fact.year is not None]
        year = max(set(years), key=lambda year: (years.count(year), -year)) if years else None
        lines = [_award(store, fact, ours, year) for fact in members]
        groups.append(
            AwardGroup(
                title=programme_title(title, [fact.award for fact in members]) or title[:1].upper() + title[1:],
                day=day,
                giver=max(set(givers), key=lambda giver: (givers.count(giver), -len(giver), giver)) if givers else "",
                year=year,
                lines=tuple(sorted(lines, key=lambda line: (not line.ours, line.unit))),
            )
        )
    return tuple(
        sorted(groups, key=lambda g: (not g.ours, -(g.day or dt.date.min).toordinal(), -len(g.lines), g.title))
    )


def _award(store: Store, fact: AwardFact, ours: set[str], year: int | None) -> AwardLine:
    return AwardLine(
        unit=fact.recipient,
        category=category_name(fact.programme, fact.category) if fact.category else "",
        score=fact.score or "",
        year=fact.year if fact.year != year else None,
        ours=fact.unit_id in ours if fact.unit_id else False,
        conflicts=tuple(
            Difference(
                field=c.field.removesuffix("_id"), values=tuple(_shown(store, c.field, value) for value, _ in c.values)
            )
            for c in fact.conflicts
        ),
        sources=tuple(dict.fromkeys(Link(outlet=s.outlet, url=s.url) for s in fact.sources)),
    )


def _shown(store: Store, field: str, value: str) -> str:
    """A value in conflict as a reader knows it: a giver by name."""
    name = store.value("SELECT name FROM units WHERE id = ?", (value,)) if field == "giver_id" else None
    return str(name or value)


def _families(store: Store, first: dt.date, last: dt.date) -> dict[int, list[QuoteRow]]:
    """The week's ministerial statements, every family once, oldest wording first."""
    families: dict[int, list[QuoteRow]] = {}
    for row in reversed(list_quotes(store, minister=True, since=first, until=last, limit=None)):
        families.setdefault(row.family_id or -row.id, []).append(row)
    return families


def _statements(store: Store, first: dt.date, last: dt.date) -> tuple[StatementLine, ...]:
    """The statements most worth reading, at most `_OF_ONE` of one speaker while others have spoken, newest first."""
    weighed: list[tuple[float, StatementLine]] = []
    for rows in _families(store, first, last).values():
        lead = max(
            rows,
            key=lambda row: (row.quote.kind == "direct", stands_alone(row.quote.content, direct=True), -row.article_id),
        )
        direct = lead.quote.kind == "direct"
        line = StatementLine(
            day=lead.date or first,
            speaker=lead.quote.speaker or "",
            role=lead.quote.role or "",
            content=lead.quote.content,
            # Without its verb an indirect statement may say the contrary: "melarang …", "meminta …".
            sentence="" if direct and stands_alone(lead.quote.content, direct=True) else _sentence(store, lead),
            direct=direct,
            wordings=len({row.quote.content for row in rows}),
            sources=tuple(dict.fromkeys(Link(outlet=row.outlet, url=row.url) for row in rows)),
        )
        weighed.append((weight(line.content, direct=direct, sources=len(line.sources)), line))
    weighed.sort(key=lambda item: (-item[0], -item[1].day.toordinal(), item[1].content))
    chosen: list[StatementLine] = []
    spare: list[StatementLine] = []
    for _, line in weighed:
        many = sum(other.speaker == line.speaker for other in chosen) >= _OF_ONE
        (spare if many else chosen).append(line)
    lines = [*chosen, *spare][:_STATEMENTS]
    return tuple(sorted(lines, key=lambda line: (line.day, line.speaker), reverse=True))


def _sentence(store: Store, row: QuoteRow) -> str:
    if row.quote.span.field != "text":
        return ""
    text = store.value("SELECT text FROM articles WHERE id = ?", (row.article_id,)) or ""
    return in_its_sentence(text, row.quote.span.start, row.quote.span.end)


def _tones(store: Store, week: tuple[dt.date, dt.date], before: tuple[dt.date, dt.date]) -> tuple[Count, ...]:
    now, then = ({count.key: count.items for count in count_by(store, "tone", *span)} for span in (week, before))
    return tuple(Count(key=tone, now=now.get(tone, 0), before=then.get(tone, 0)) for tone in _TONES)


def _unit(store: Store, name: str, first: dt.date, last: dt.date) -> UnitLine:
    ids = unit_ids(store, name)
    total = count_total(store, first, last, relevant=False, units=ids)
    tones = {count.key: count.items for count in count_by(store, "tone", first, last, relevant=False, units=ids)}
    return UnitLine(
        name=name,
        items=total.items,
        stories=total.stories,
        positive=tones.get("positive", 0),
        negative=tones.get("negative", 0),
        awards=len(_new_awards(store, first, last, unit=name)),
    )


def _silent(store: Store, week: tuple[dt.date, dt.date], before: tuple[dt.date, dt.date]) -> tuple[str, ...]:
    """Outlets that carried something the week before and nothing this week, relevant or not."""
    now = {count.key for count in count_by(store, "outlet", *week, relevant=False)}
    return tuple(sorted(c.label for c in count_by(store, "outlet", *before, relevant=False) if c.key not in now))
