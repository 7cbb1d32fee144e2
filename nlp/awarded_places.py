"""Places that won something are units. A bare region is a place until it acts; that it is the recipient of an award is
known only when the awards are read, so the mentions are completed afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kliping.model import AwardRecord, Mention, Span
from nlp.award_spans import Spans
from nlp.linking import link

_KINDS = frozenset({"province", "regency", "city"})


def with_awarded_places(
    title: str, text: str, mentions: Sequence[Mention], awards: Sequence[AwardRecord]
) -> tuple[Mention, ...]:
    """The mentions, and each region that received an award under a bare name no mention has, in text order.

    A name is taken where the evidence of its award names it; prizes of persons give nothing, nor names that a mention
    covers there.
    """
    added: dict[tuple[str, int], Mention] = {}
    covered = {"title": Spans(), "text": Spans()}
    for mention in mentions:
        covered[mention.span.field].add(mention.span.start, mention.span.end)
    for award in awards:
        if award.status != "received" or award.person or award.recipient_kind not in _KINDS:
            continue
        body = link(award.recipient) if award.recipient_id else None
        if body is None or body.id != award.recipient_id:
            continue
        span = _place(title, text, award)
        if span is None or (span.field, span.start) in added or covered[span.field].meet(span.start, span.end):
            continue
        added[span.field, span.start] = Mention(
            span=span,
            text=award.recipient,
            id=body.id,
            name=body.name,
            kind=body.kind,
            parent=body.parent,
            region=body.region,
        )
    if not added:
        return tuple(mentions)
    return tuple(
        sorted((*mentions, *added.values()), key=lambda m: (m.span.field != "title", m.span.start, m.span.end))
    )


def _place(title: str, text: str, award: AwardRecord) -> Span | None:
    """Where the evidence names the recipient."""
    whole = re.compile(rf"(?<!\w){re.escape(award.recipient)}(?!\w)")
    for evidence in award.evidence:
        source = title if evidence.field == "title" else text
        found = whole.search(source, evidence.start, evidence.end)
        if found:
            return Span(field=evidence.field, start=found.start(), end=found.end())
    return None
