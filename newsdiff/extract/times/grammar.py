"""The patterns of time expressions, one a rule; which of two overlapping matches stands is decided here.

Every repetition in a pattern is bounded, so reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsdiff.extract.times.words import fragments, tables

_STAGED = r"(?:(?P<stage>{STAGE})(?:{S}|{H}))?"
_ON_DAY = r"(?:,?(?:{S}on)?{S}(?P<clockday>(?:(?:last|next|this){S})?{WEEKDAY}(?!\w)|(?i:today|yesterday|tomorrow)\b))?"
_IN_PART = r"(?:{S}(?:in{S}the{S}(?P<inpart>morning|afternoon|evening)|at{S}night))?"

#: Rule name to its pattern; earlier rules win where two matches are the same length.
_RULES: dict[str, str] = {
    "iso": (
        r"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T(?P<hour>\d{{2}}):(?P<minute>\d{{2}})"
        r"(?::\d{{2}}(?:\.\d{{1,6}})?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?(?!\w)"
    ),
    "numeric": (
        r"(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})"
        r"(?P=mark)(?P<year>\d{{4}}|\d{{2}})(?![\d/]|\.\d)"
    ),
    "month_day": (
        r"(?:(?i:the|last|this|next){S})?"
        + _STAGED
        + r"(?:(?P<weekday>{WEEKDAY}),?{S})?(?P<month>{MONTH}){S}(?P<day>{DAY})"
        r"(?:{S}?(?:{DASH}|to|and|through|or){S}?(?P<lastday>{DAY})(?!{S}(?:{MONTH}|per|%|o)))?"
        r"(?:(?:,{S}?|{S}|{S}of{S})(?P<year>{YEAR}))?"
    ),
    "day_month": (
        r"(?:(?P<weekday>{WEEKDAY}),?{S})?(?:the{S})?(?P<day>{DAY})(?:{S}?(?:{DASH}|to|and){S}?(?P<lastday>{DAY}))?"
        r"(?:{S}of)?{S}(?P<month>{MONTH})(?!\w)(?:(?:,{S}?|{S})(?P<year>{YEAR}))?"
    ),
    "month_days": (
        r"(?P<month>{MONTH}){S}(?P<day>{DAY}){S}?(?:{DASH}|to|through|and){S}?(?P<lastmonth>{MONTH}){S}"
        r"(?P<lastday>{DAY})(?:,{S}?(?P<year>{YEAR}))?"
    ),
    "month": (
        r"(?:the{S})?"
        + _STAGED
        + r"(?:(?P<relative>last|next|this|past){S})?(?P<month>{MONTH})(?!\w|[’'](?:t|ve|re|d|ll)\b|{S}\d{{1,2}}(?!\d))"
        r"(?:(?:,{S}?|{S}of{S}|{S}|{H})(?:(?P<year>{YEAR})|(?P<yearword>(?:last|this|next|the{S}same|that){S}year)))?"
    ),
    "weekday": (
        _STAGED + r"(?:(?P<relative>(?i:last|next|this|the{S}following|that|the{S}previous|the|this{S}coming)){S})?"
        r"(?P<weekday>{WEEKDAY})(?!\w)(?:{S}(?P<part>{PART})(?!\w))?"
    ),
    "weekday_week": (_STAGED + r"(?P<weekday>{WEEKDAY})(?:{S}of)?{S}(?P<relative>last|this|next){S}week(?!\w)"),
    "weekdays": r"(?P<weekday>{WEEKDAY})s(?!\w)",
    "deictic": (_STAGED + r"(?P<deictic>{DEICTIC})(?!\w)(?:{S}(?P<part>{PART})(?!\w))?"),
    "day_after": r"(?:the{S})?day{S}(?P<way>before|after){S}(?P<deictic>yesterday|tomorrow)(?!\w)",
    "tonight": r"(?:(?P<stage>{STAGE}){S})?(?i:tonight)(?!\w)",
    "this_part": (
        _STAGED + r"(?P<relative>(?i:last|this|that|the{S}(?:next|following|same|previous))){S}(?P<part>{PART})(?!\w)"
    ),
    "hours_of": (
        r"(?:the{S})?(?:(?P<stage>early|small|late|wee){S})(?:morning{S})?hours{S}(?:of|on){S}"
        r"(?:(?P<weekday>{WEEKDAY})|(?P<month>{MONTH}){S}(?P<day>{DAY})|(?P<deictic>{DEICTIC}))(?!\w)(?:{S}(?P<part>{PART})(?!\w))?"
    ),
    "day_of": (
        r"(?:(?P<stage>{STAGE}){S})?(?:on{S})?(?P<which>(?i:that{S}same|the{S}same|that|the{S}next|the{S}following"
        r"|the{S}previous)){S}(?:very{S})?day(?!\w)"
    ),
    "relative": (
        r"(?:the{S})?" + _STAGED + r"(?:in{S}the{S})?(?P<relative>{RELATIVE}){S}(?P<unit>{UNIT})(?!\w|{H}(?:long|old))"
    ),
    "staged_unit": (
        r"(?P<stage>early|earlier|later|late)(?:{S}|{H})(?:in|on|that|this|in{S}that){S}?(?P<det>the|that|this)?{S}?(?P<unit>day|week|month|year|decade|century)(?!\w)"
    ),
    "relative_count": (
        r"(?:(?i:the|these|those){S})?(?P<relative>last|past|next|coming|previous|preceding|recent|first|final|following){S}(?P<number>{NUMBER}{S})?"
        r"(?P<unit>{UNIT})(?!\w|{H}old)"
    ),
    "ago": (
        r"(?:(?:more|less){S}than{S}|(?:almost|nearly|about|around|some|over|roughly|just){S})?"
        r"(?P<number>{NUMBER}){S}(?P<unit>{UNIT})(?:{S}and{S}a{S}half)?{S}(?P<way>ago|earlier|later|from{S}now|hence|before|after|afterwards?|back|beforehand|previously)"
        r"(?!\w)(?P<tail>(?=[,.;:!?)\"”]|{S}?$|{S}(?:in|on|at|when|that|than|and|as|but){S}))?"
    ),
    "plural_ago": r"(?P<unit>{UNIT}){S}(?P<way>ago|earlier|later)(?!\w)",
    "duration": (
        r"(?:(?:more|less){S}than{S}|at{S}least{S}|over{S}(?=an?{S}))?(?P<number>{NUMBER})(?:{S}|{H})?(?:(?:more|full|whole|straight|consecutive|extra|additional){S})?(?P<unit>{UNIT})(?!\w)"
        r"(?:{S}and{S}(?P<half>a{S}half)(?!\w))?(?P<long>{H}long(?!\w))?(?:{S}and{S}(?P<number2>{NUMBER}){S}(?P<unit2>{UNIT})(?!\w))?"
    ),
    "unit_long": r"(?P<unit>{UNIT})(?:{H})?(?:long)(?!\w)",
    "bare_units": (
        r"(?:(?P<lead>(?i:for|in|over|after|within|took|take|takes|lasted|lasting|of|these|those|coming|recent|spent|many|several|the)){S})?(?P<unit>{UNIT})(?!\w|{H}old)"
    ),
    "year": (
        r"(?P<prep>(?i:in|since|by|from|until|till|to|of|during|before|after|around|through|between|and|for"
        r"|late|early|mid|the|fiscal|year|post|pre|[’']s|this|next|last)(?:{S}|{H}))?"
        r"(?P<year>{YEAR})(?!\w)(?:{DASH}(?P<last>\d{{4}}|\d{{2}})(?![\d%]|[.,]\d))?"
    ),
    "fiscal": (
        r"(?:the{S})?(?i:fiscal(?:{S}year)?|financial{S}year|FY){S}?(?P<year>(?:19|20)\d\d)"
        r"(?:[-/–](?P<last>\d{{2,4}}))?(?!\d)"
    ),
    "decade": (
        r"(?:the{S})?"
        + _STAGED
        + r"(?:(?P<decade>1\d\d0|20\d0)[’']?s|(?:[’'](?P<short>\d0)|(?<=the\s)(?P<plain>[2-9]0))[’']?s)(?!\w)"
    ),
    "century": r"(?:the{S})?" + _STAGED + r"(?P<century>{CENTURY})(?:{S}|{H})(?i:century|centuries)(?!\w)",
    "quarter": (
        r"(?:the{S}|its{S})?(?:(?P<ordinal>{ORDINAL})(?:{S}|{H})(?:fiscal{S}|calendar{S})?(?P<kind>quarter|half)|Q(?P<q>[1-4]))(?!\w)"
        r"(?:{S}(?:of{S}|in{S})?(?:(?:fiscal{S})?(?P<year>{YEAR})|(?P<yearword>(?:last|this|next|the){S}year)))?"
    ),
    "season": (
        r"(?:the{S})?" + _STAGED + r"(?:(?P<relative>last|this|next|past|the{S}following|that|coming){S})?"
        r"(?P<lead>(?:in|during|since|until|by|of|late|early|mid|every|each|the){S}(?:the{S})?)?"
        r"(?P<season>{SEASON})(?!\w)(?:(?:{S}of{S}|{S}|,{S})(?P<year>{YEAR}))?"
    ),
    "weekend": r"(?:(?P<lead>over|at|on|during|for|by|until|since){S})?the{S}weekend(?!\w)",
    "holiday": (
        r"(?:(?P<relative>last|this|next|past){S})?(?P<holiday>{HOLIDAY})(?!\w)(?:(?:,{S}?|{S})(?P<year>{YEAR}))?"
    ),
    "clock": (
        r"(?<![\d.:,/$£€-])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?(?:{S})?(?P<half>[aApP])(?:\.{S}?[mM]\.?|[mM])(?!\w)"
        r"{ZONE}?" + _ON_DAY
    ),
    "clock24": (
        r"(?P<lead>(?i:at|by|until|till|from|around|about|before|after|since|and|to){S})?(?<![\d.:,/$£€-])(?P<hour>[01]?\d|2[0-3])"
        r"(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)(?![\d:]|\.\d|{S}?[aApP]\.?{S}?[mM])(?P<zone>{ZONE}|h\b|{S}hours\b)?"
        + _ON_DAY
    ),
    "zoned": r"(?<![\d.:,/$£€-])(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?P<zone>{ZONE}|{S}?hours\b|{S}?hrs\b)"
    + _ON_DAY,
    "oclock": (r"(?P<number>{HOUR}){S}o[’']clock(?!\w)" + _IN_PART + _ON_DAY),
    "in_the": r"(?<=at\s)(?P<number>{HOUR}){S}in{S}the{S}(?P<inpart>morning|afternoon|evening)(?!\w)",
    "noon": r"(?P<noon>(?i:noon|midnight|midday))(?!\w)" + _ON_DAY,
    "set": r"(?P<set>{SET})(?!\w)",
    "every": (
        r"(?P<every>(?i:every|each))(?:{S}(?P<other>other|second|single))?(?:{S}(?P<number>{NUMBER}))?{S}"
        r"(?:(?P<unit>{UNIT})|(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})|(?P<part>{PART})|(?P<season>{SEASON}))(?!\w)"
    ),
    "times_a": r"(?:once|twice|(?:{NUMBER}){S}times){S}(?:a|an|every|each|per){S}(?P<unit>{UNIT})(?!\w)",
    "vague": r"(?P<vague>{VAGUE})(?!\w)",
}


class Match(NamedTuple):
    """A match of the rule `rule`: its span in the text and its groups."""

    start: int
    end: int
    rule: str
    groups: dict[str, str | None]


_RANK = {name: rank for rank, name in enumerate(_RULES)}


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """The rule's pattern, compiled when a text first has a keyword of its kind: to compile them all takes 0.1 s."""
    return re.compile(r"(?<![\w$£€#])" + _RULES[rule].format(**fragments()))


#: The kinds of keyword and the rules that need one of that kind: a rule reads only the text around its keywords.
_NEEDS: dict[str, tuple[str, ...]] = {
    "month": ("month_day", "day_month", "month_days", "month"),
    "weekday": ("weekday", "weekday_week", "weekdays"),
    "unit": ("relative", "staged_unit", "relative_count", "ago", "plural_ago", "duration", "bare_units"),
    "long": ("unit_long",),
    "times": ("times_a",),
    "weekend": ("weekend",),
    "day": ("day_of", "day_after"),
    "hours": ("hours_of",),
    "part": ("deictic", "tonight", "this_part"),
    "season": ("season",),
    "short figure": ("numeric", "clock", "clock24"),
    "year": ("iso", "year", "fiscal"),
    "even figure": ("zoned", "decade"),
    "century": ("century",),
    "quarter": ("quarter",),
    "holiday": ("holiday",),
    "hour": ("oclock", "in_the", "noon"),
    "set": ("set",),
    "every": ("every",),
    "vague": ("vague",),
}  # fmt: skip
#: The kinds of keyword that a run of so many digits is: `7`, `30`, `1998`.
_FIGURES: dict[int, tuple[str, ...]] = {
    1: ("short figure",),
    2: ("short figure", "even figure"),
    4: ("year", "even figure"),
}
#: No expression begins further before its keyword, or goes on further after it (code points).
_BEFORE, _AFTER = 60, 80
#: Prepositions and verbs that stand before a time and are no part of it.
_PREPOSITIONS = frozenset(
    "in since by from until till to of during before after around through between and for at about over on within "
    "took take takes lasted lasting spent".split()
)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def _keywords() -> dict[str, tuple[str, ...]]:
    """Lower-case words to the kinds of keyword they are."""
    data = tables()
    kinds: dict[str, set[str]] = {}
    words = {
        "month": {form for forms in data["months"].values() for form in forms},
        "weekday": {form for forms in data["weekdays"].values() for form in forms}
        | {f"{name}s" for name in data["weekdays"]},
        "unit": {form for forms in data["units"].values() for form in forms}
        | {f"{unit}long" for unit in data["units"]},
        "long": {"long"} | {f"{unit}long" for unit in data["units"]},
        "times": {"once", "twice", "times"},
        "weekend": {"weekend"},
        "day": {"day"},
        "hours": {"hours"},
        "part": {word for form in (*data["parts"], *data["deictic"]) for word in form.split("-")} | {"tonight"},
        "season": set(data["seasons"]),
        "century": {"century", "centuries"},
        "quarter": {"quarter", "half", "q"},
        "holiday": {re.split(r"[ .']", name)[0] for name in data["holidays"]},
        "hour": {"o", "noon", "midnight", "midday", "morning", "afternoon", "evening"},
        "set": set(data["sets"]),
        "every": {"every", "each"},
        "vague": {phrase.split()[-1] for phrase in data["vague"]},
    }
    for kind, forms in words.items():
        for form in forms:
            kinds.setdefault(form.lower(), set()).add(kind)
    return {form: tuple(sorted(names)) for form, names in kinds.items()}


def _windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """The stretches of `text` around the keywords of each kind, in order, none overlapping."""
    found: dict[str, list[tuple[int, int]]] = {}
    known = _keywords()
    for word in _WORD.finditer(text):
        form = word[0]
        for kind in _FIGURES.get(len(form), ()) if form[0].isdigit() else known.get(form.lower(), ()):
            start, end = max(0, word.start() - _BEFORE), word.end() + _AFTER
            spans = found.setdefault(kind, [])
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return found


def matches(text: str) -> list[Match]:
    """Every match of every rule in `text`, in the order of the text, longer ones first."""
    found = [
        (match.start(), -match.end(), _RANK[name], Match(_start(match), match.end(), name, match.groupdict()))
        for kind, spans in _windows(text).items()
        for name in _NEEDS[kind]
        for start, end in spans
        for match in _pattern(name).finditer(text, start, _whole_word(text, end))
    ]
    return [item[3] for item in sorted(found, key=lambda item: item[:3])]


def _start(match: re.Match[str]) -> int:
    """Where the expression itself begins, past a preposition that only helped to tell it."""
    names = match.re.groupindex.keys() & {"lead", "prep"}
    for name in names:
        lead = (match[name] or "").lower().rstrip()
        if lead and (lead.split()[0] in _PREPOSITIONS or lead[0] in "'’" or (name == "prep" and lead == "the")):
            end, text = match.end(name), match.string
            return end + len(text[end : match.end()]) - len(text[end : match.end()].lstrip())
    return match.start()


def _whole_word(text: str, end: int) -> int:
    """`end` moved past the word it falls in, so that no word is read in part."""
    for place in range(end, min(end + 40, len(text))):
        if text[place].isspace():
            return place
    return end
