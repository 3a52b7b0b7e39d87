"""Whether a match of the grammar is a time where it stands: not a name, a modal verb, an age or a count."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from newsdiff.extract.times.grammar import Match
from newsdiff.extract.times.words import number_value, spaced, tables, unit_names
from newsdiff.lexicon import units

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEXT_WORD = re.compile(r"[ \t\u00a0]{0,2}[-\u2010\u2011]?[ \t\u00a0]{0,2}([^\W\d_]{1,30})")
_LAST_WORD = re.compile(r"([^\W_]{1,30})[’']?s?[ \t\u00a0\n]{1,3}$")
_AMBIGUOUS = {"may", "march", "mar", "sun", "sat", "wed", "mon", "fri", "dec", "jan", "august", "april", "june", "jun"}
_YEARS = (1500, 2200)
_LIKELY_YEARS = (1900, 2040)
_YEAR_LEADS = {
    "in", "since", "by", "from", "until", "till", "to", "of", "during", "before", "after", "around", "through",
    "between", "and", "for", "late", "early", "mid", "fiscal", "year", "post", "pre", "this", "next", "last",
}  # fmt: skip


@cache
def _counted() -> frozenset[str]:
    return frozenset(tables()["counted"]["nouns"])


def _after(text: str, end: int) -> str:
    found = _NEXT_WORD.match(text, end)
    return found[1].lower() if found else ""


def _before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - 34), start)
    return found[1].lower() if found else ""


def accepts(match: Match, doc: Doc, text: str, token_at: Callable[[int], Token]) -> bool:
    """Whether the match is a time, from the words beside it and the tags of its own."""
    groups, rule = match.groups, match.rule
    check = _CHECKS.get(rule)
    if check is not None and not check(match, text):
        return False
    if rule in {"month", "weekday", "holiday"} and _in_name(match, doc, token_at):
        return False
    if rule in {"month", "weekday"}:
        name = (groups.get("month") or groups.get("weekday") or "").rstrip(".")
        if name.lower() in _AMBIGUOUS and not groups.get("year"):
            token = token_at(match.start + text[match.start : match.end].rfind(name))
            if token.pos_ not in {"PROPN", "NOUN"} or token.ent_type_ in {"PERSON", "ORG", "GPE", "WORK_OF_ART"}:
                return False
            if (
                len(name) == 3
                and name.lower() not in {"may", "jan", "dec", "mar"}
                and name.lower() in {"sun", "sat", "mon", "wed"}
            ):
                return token.ent_type_ in {"DATE", "TIME"}
    if rule == "relative_count" and token_at(match.start).pos_ == "VERB":
        return False  # "will last six weeks"
    if rule == "vague" and spaced(groups["vague"] or "") == "now":
        return bool(token_at(match.start).pos_ == "ADV")
    if rule == "month" and groups.get("month") == "March" and not groups.get("relative"):
        # a march for or of something, unless a preposition says that it is the month
        marching = _after(text, match.end) in {"for", "of", "on", "to", "against"}
        if marching and _before(text, match.start) not in {"in", "of", "since", "late", "early", "mid", "by", "from"}:
            return False
    return not (rule == "deictic" and token_at(match.start).ent_type_ in {"ORG", "WORK_OF_ART"})


def _in_name(match: Match, doc: Doc, token_at: Callable[[int], Token]) -> bool:
    """Whether the month or weekday is part of a longer name: "June Day", "Friday Harbor"."""
    name = match.groups.get("month") or match.groups.get("weekday")
    if not name or match.groups.get("year"):
        return False
    token = token_at(match.end - 1) if match.rule == "month" else token_at(match.start)
    if token.ent_type_ not in {"PERSON", "GPE", "FAC", "ORG", "PRODUCT", "WORK_OF_ART"}:
        return False
    longer = token.ent_iob_ == "I" or (token.i + 1 < len(doc) and doc[token.i + 1].ent_iob_ == "I")
    return longer and name[0].isupper()


def _year(match: Match, text: str) -> bool:
    year = int(match.groups["year"] or 0)
    after = _after(text, match.end)
    if (
        not _YEARS[0] <= year < _YEARS[1]
        or after in _counted()
        or (after != "in" and after and units.named(after) not in {None, "score"})  # "born in 1988 in Larch"
    ):
        return False
    if text[match.end : match.end + 2] in {"-y", "km"}:
        return False
    prep = (match.groups.get("prep") or "").strip(" -\n\u00a0").lower()
    at = text.find(match.groups["year"] or "", match.start)
    before = _before(text, at)
    if _LIKELY_YEARS[0] <= year < _LIKELY_YEARS[1]:
        return before not in {
            "nearly",
            "about",
            "some",
            "than",
            "least",
            "over",
            "approximately",
            "roughly",
            "around",
            "almost",
            "exactly",
        } or prep in {"in", "since"}
    return prep in _YEAR_LEADS - {"to", "of", "for", "and", "from"} or (prep == "of" and before != "total")


def _duration(match: Match, text: str) -> bool:
    tail = text[match.end : match.end + 9].lower()
    if re.match(r"[-\s\u2010\u2011]{0,2}(?:old|of age)", tail):
        return False
    unit = unit_names()[spaced(match.groups["unit"] or "")]
    number = match.groups.get("number") or ""
    if (match.groups["unit"] or "").istitle() and not number.istitle() and number[:1].isalnum():
        return False  # a title: "60 Minutes"
    if unit == "second" and (spaced(number) in {"a", "an"} or spaced(match.groups["unit"] or "") == "second"):
        value = number_value(number)
        return value is not None and value != 1 and not spaced(number).startswith("a")
    if unit == "quarter" and spaced(number) in {"a", "an", "one", "three"}:
        return False
    return not (spaced(number) in {"a", "an"} and unit in {"night", "weekend"})


def _bare(match: Match, text: str) -> bool:
    unit = spaced(match.groups["unit"] or "")
    if unit_names()[unit] == unit or unit in {"quarters", "seconds", "nights", "mins", "wks", "hrs", "yrs"}:
        return False
    lead = match.groups.get("lead")
    if not lead or lead.lower() in {"of"}:
        return (
            _after(text, match.end) in {"before", "after", "later", "earlier", "ago"}
            or text[match.end : match.end + 5] == "-long"
        )
    if lead.lower() == "the":
        return _after(text, match.end) in {"before", "after", "since", "following", "leading", "that", "to", "ahead"}
    return True


def _clock24(match: Match, text: str) -> bool:
    groups = match.groups
    beside = groups.get("lead") or groups.get("zone") or groups.get("clockday")
    lead = spaced(groups.get("lead") or "")
    if lead in {"to", "and", "from"} and not (groups.get("zone") or groups.get("clockday")):
        return len(groups["hour"] or "") == 2
    return bool(beside)


def _numeric(match: Match, text: str) -> bool:
    groups = match.groups
    first, second = int(groups["first"] or 0), int(groups["second"] or 0)
    return (
        0 < min(first, second) <= 12
        and max(first, second) <= 31
        and (groups["mark"] == "/" or len(groups["year"] or "") == 4)
    )


def _relative(match: Match, text: str) -> bool:
    unit = spaced(match.groups["unit"] or "")
    if unit != unit_names()[unit]:
        return False
    relative = (match.groups.get("relative") or "").lower()
    if match.rule == "relative" and relative == "past" and _before(text, match.start) in {"the", "over", "for"}:
        return False
    return not (match.rule == "relative" and relative == "past")


def _set(match: Match, text: str) -> bool:
    return match.groups["set"] not in {"annual"} or _after(text, match.end) != "general"


_CHECKS: dict[str, Callable[[Match, str], bool]] = {
    "year": _year,
    "duration": _duration,
    "bare_units": _bare,
    "clock24": _clock24,
    "numeric": _numeric,
    "relative": _relative,
    "set": _set,
}
