"""Keeps the facts of one group true while records come and go, comparing only what can meet. No SQL, no I/O.

The outcome is that of `award_merging.merge` over all records: a record chooses among the facts that earlier records (in
the order of `award_merging.rank`) have opened, so a change can only reach later records that meet a fact it touched.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from heapq import heapify, heappop, heappush

from store.award_merging import Cluster, Rank, Statement, fit, meet, rank

#: Gives the records of the group that may meet one, each with all others of its fact; none a second time.
Around = Callable[[Statement], Iterable[Statement]]


class Renewal:
    """The facts of a group, each known by the record that opened it, and the records that wait for a place."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._statements: dict[int, Statement] = {}
        self._ranks: dict[int, Rank] = {}
        self._alike: dict[object, list[Statement]] = {}  # year or ("day", day) → the records that state it
        self._opener: dict[int, int] = {}  # record → the record that opened its fact
        self._members: dict[int, list[Statement]] = {}  # opener → records of its fact, by rank
        self._asked: set[int] = set()
        self._touched: set[int] = set()

    def place(self, changed: Iterable[Statement]) -> list[Cluster]:
        """Put new records, and all that are left of facts which lost one, into facts; the facts that this changed.

        Every fact with a changed or lost record must come whole in `changed`; their `fact_id` is that of before.
        """
        queue: list[tuple[Rank, Statement]] = []
        waiting: set[int] = set()

        def wait(statement: Statement) -> None:
            if statement.record_id not in waiting:
                waiting.add(statement.record_id)
                heappush(queue, (self._rank(statement), statement))

        for statement in changed:
            self._know(statement)
            waiting.add(statement.record_id)
            queue.append((self._rank(statement), statement))
        heapify(queue)
        while queue:
            _, statement = heappop(queue)
            self._learn(statement)
            before = self._opener.get(statement.record_id)
            after = self._choose(statement)
            if before != after:
                self._move(statement, before, after)
                for other in self._reached(statement, before, after):
                    wait(other)
            waiting.discard(statement.record_id)
        return [
            Cluster(sorted(members, key=lambda s: (s.article_id, s.record_id)))
            for opener in sorted(self._touched)
            if (members := self._members.get(opener))
        ]

    def _rank(self, statement: Statement) -> Rank:
        return self._ranks[statement.record_id]

    def _know(self, statement: Statement) -> bool:
        """Take a record in; whether it is new here."""
        if statement.record_id in self._statements:
            return False
        self._statements[statement.record_id] = statement
        self._ranks[statement.record_id] = rank(statement)
        self._alike.setdefault(statement.year, []).append(statement)
        if statement.day is not None:
            self._alike.setdefault(("day", statement.day), []).append(statement)
        return True

    def _learn(self, statement: Statement) -> None:
        """Take in the records that may meet one, with the facts that they are in."""
        if statement.record_id in self._asked:
            return
        self._asked.add(statement.record_id)
        facts: dict[int, list[Statement]] = {}
        for other in self._around(statement):
            if self._know(other) and other.fact_id is not None:
                facts.setdefault(other.fact_id, []).append(other)
        for members in facts.values():
            members.sort(key=self._rank)
            self._members[members[0].record_id] = members
            self._opener.update((member.record_id, members[0].record_id) for member in members)

    def _near(self, statement: Statement) -> Iterator[Statement]:
        """The known records that may meet one, some twice: those of its year, of its day and without a year."""
        if statement.year is None:
            yield from self._statements.values()
            return
        yield from self._alike.get(statement.year, ())
        yield from self._alike.get(None, ())
        if statement.day is not None:
            yield from self._alike.get(("day", statement.day), ())

    def _choose(self, statement: Statement) -> int:
        """The opener of the fact that a record belongs to: of the best fitting one, of the first among equals."""
        own = self._rank(statement)
        openers = {
            opener
            for other in self._near(statement)
            if self._rank(other) < own and (opener := self._opener.get(other.record_id)) is not None
        }
        best, chosen = 0, statement.record_id
        for opener in sorted(openers - {statement.record_id}, key=self._ranks.__getitem__):
            earlier = [other for other in self._members[opener] if self._rank(other) < own]
            points = fit(statement, earlier) if earlier else 0
            if points > best:
                best, chosen = points, opener
        return chosen

    def _move(self, statement: Statement, before: int | None, after: int) -> None:
        if before is not None:
            self._members[before].remove(statement)
            self._touched.add(before)
        insort(self._members.setdefault(after, []), statement, key=self._rank)
        self._opener[statement.record_id] = after
        self._touched.add(after)

    def _reached(self, statement: Statement, before: int | None, after: int) -> Iterator[Statement]:
        """The later records whose choice may be another one now that a record has moved."""
        own = self._rank(statement)
        left = self._statements[before] if before is not None else None
        if left is not None:
            self._learn(left)
            yield from [other for other in self._members[left.record_id] if self._rank(other) > own]
            # A fact that lost a record may take in what that record kept out.
            for other in self._near(left):
                if self._rank(other) > own and other.record_id in self._opener and meet(left, other):
                    yield other
        for other in self._members[after]:
            # Who meets the new member stays where it was best already; the others have to go.
            if self._rank(other) > own and not meet(statement, other):
                yield other
        for other in self._near(statement):
            elsewhere = self._opener.get(other.record_id, after) != after
            if elsewhere and self._rank(other) > own and meet(statement, other):
                yield other
