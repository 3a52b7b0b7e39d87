"""Times of a text: TIMEX3 expressions resolved from the day of publication, the tense and the text before them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.times import resolve, spans
from newsdiff.extract.times.context import accepts
from newsdiff.extract.times.grammar import Match, matches
from newsdiff.extract.times.resolve import Anchor, Found, Groups
from newsdiff.extract.times.tense import Tense, negated_at, tense_at
from newsdiff.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Token

_RESOLVERS: dict[str, Callable[[Groups, Anchor], Found | None]] = {
    "iso": resolve.iso,
    "numeric": resolve.numeric,
    "month_day": resolve.calendar_day,
    "day_month": resolve.calendar_day,
    "month_days": resolve.calendar_day,
    "month": resolve.month,
    "weekday": resolve.weekday,
    "weekday_week": resolve.weekday_week,
    "weekdays": spans.weekdays,
    "deictic": resolve.deictic,
    "day_after": resolve.deictic,
    "tonight": resolve.part_of_day,
    "this_part": resolve.part_of_day,
    "hours_of": resolve.hours_of,
    "day_of": resolve.day_of,
    "relative": resolve.relative_unit,
    "staged_unit": resolve.relative_unit,
    "relative_count": spans.relative_count,
    "ago": spans.ago,
    "plural_ago": spans.ago,
    "duration": spans.duration,
    "unit_long": spans.duration,
    "bare_units": spans.duration,
    "year": spans.years,
    "fiscal": spans.years,
    "decade": spans.decade,
    "century": spans.century,
    "quarter": spans.quarter,
    "season": spans.season,
    "weekend": spans.weekend,
    "holiday": spans.holiday,
    "clock": spans.clock,
    "clock24": spans.clock,
    "zoned": spans.clock,
    "oclock": spans.clock,
    "in_the": spans.clock,
    "noon": spans.clock,
    "set": spans.repeated,
    "every": spans.every,
    "times_a": spans.repeated,
    "vague": spans.vague,
}
#: Rules whose year, weekday or month may look back or ahead: only they need the clause's tense.
_TENSED = {
    "month_day", "day_month", "month_days", "month", "weekday", "relative", "quarter", "season", "holiday", "weekend",
    "clock", "clock24", "zoned", "noon", "hours_of",
}  # fmt: skip
_CLOCKS = {"clock", "clock24", "zoned", "oclock", "in_the", "noon"}
_WITHIN_A_DAY = {"day", "daypart", "hour", "minute", "second"}


def find_times(tree: ParseTree, published: date | None) -> tuple[Time, ...]:
    """The times of a parsed text in the order of the text, none overlapping.

    `published` is the article's own date; without it a weekday has the underspecified value `XXXX-WXX-5`, a month
    `XXXX-10`, and no interval. Intervals are naive and half open; a named time zone does not move them.
    """
    return tuple(_Reader(tree, published).times())


class _Reader:
    """The tokens of one document and where its narrative stands; state lives only while it is read."""

    def __init__(self, tree: ParseTree, published: date | None) -> None:
        self.tree, self.text = tree, tree.text
        self.anchor = Anchor(published)

    def token_at(self, offset: int) -> Token:
        return self.tree.tokens[bisect_right(self.tree.starts, offset) - 1]

    def chosen(self) -> list[Match]:
        """The matches that stand: from left to right, the longest first, none overlapping."""
        kept: list[Match] = []
        end = 0
        for match in matches(self.text):
            if match.start < end or not accepts(match, self.tree.doc, self.text, self.token_at):
                continue
            kept.append(match)
            end = match.end
        return kept

    def times(self) -> Iterable[Time]:
        chosen = self.chosen()
        for k, match in enumerate(chosen):
            self.anchor.tense = "unknown"
            if match.rule in _TENSED:
                self.anchor.tense = self.tense(match)
            found = self.clock(match, chosen, k) if match.rule in _CLOCKS else self.resolved(match)
            if found is None:
                continue
            moment = found.moment
            if found.anchors and moment.earliest is not None and moment.granularity in _WITHIN_A_DAY:
                self.anchor.day = moment.earliest.date()
            if moment.earliest is not None and moment.granularity in {"hour", "minute", "second"}:
                self.anchor.clock = moment.earliest
            if moment.earliest is not None and found.kind != "DURATION":
                self.anchor.period, self.anchor.grain = moment.earliest.date(), moment.granularity
            yield Time(
                start=match.start,
                end=match.end,
                text=self.text[match.start : match.end],
                type=found.kind,
                value=moment.value,
                earliest=moment.earliest,
                latest=None if moment.latest == datetime.max else moment.latest,
                granularity=moment.granularity,
            )

    def resolved(self, match: Match) -> Found | None:
        return _RESOLVERS[match.rule](match.groups, self.anchor)

    def tense(self, match: Match) -> Tense:
        if self.text[match.end : match.end + 2] in {"'s", "’s"}:
            return "past"  # "Wednesday's ruling" has been given
        before = self.text[max(0, match.start - 14) : match.start].lower()
        if before.endswith(("as soon as ", "as early as ", "beginning ", "starting ")):
            return "future"
        token = self.token_at(match.start)
        if before.endswith("until ") and not before.endswith("not until "):
            # "Until Friday, it was open", "had not been seen until Friday": over; "was shut until Friday" may go on
            over = self.text[max(0, match.start - 6) : match.start].startswith("Until") or negated_at(self.tree, token)
            return "past" if over and tense_at(self.tree, token) == "past" else "future"
        return tense_at(self.tree, token)

    def clock(self, match: Match, chosen: list[Match], k: int) -> Found | None:
        """A clock time takes the day that stands within reach in its sentence, the one after it first."""
        self.anchor.after = self.text[max(0, match.start - 6) : match.start].lower().endswith(("after ", "past "))
        if match.groups.get("clockday"):
            return self.resolved(match)
        for other in (*chosen[k + 1 : k + 2], *reversed(chosen[max(0, k - 1) : k])):
            gap = self.text[min(match.end, other.end) : max(match.start, other.start)]
            if len(gap) > 40 or any(mark in gap for mark in ".!?\n"):
                continue
            if other.rule in {"weekday", "month_day", "day_month", "deictic", "iso"}:
                self.anchor.tense = self.tense(other)
                beside = self.resolved(other)
                if beside and beside.moment.earliest and beside.moment.granularity in {"day", "daypart"}:
                    day = beside.moment.earliest.date()
                    return _RESOLVERS[match.rule](match.groups, replace(self.anchor, day=day, beside=True))
                if beside and beside.moment.value.startswith("XXXX"):
                    found = self.resolved(match)
                    if found is None:
                        return None
                    clocked = found.moment.value.partition("T")[2]
                    value = f"{beside.moment.value.partition('T')[0]}T{clocked}"
                    return replace(found, moment=replace(found.moment, value=value, earliest=None, latest=None))
        return self.resolved(match)
