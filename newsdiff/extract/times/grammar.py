"""The patterns of time expressions, one a rule; which of two overlapping matches stands is decided here.

Every repetition in a pattern is bounded, so reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsdiff.extract.times.words import fragments

_STAGED = r"(?:(?P<stage>{STAGE})(?:{S}|{H}))?"
_ON_DAY = (
    r"(?:,?(?:{S}on)?{S}(?P<clockday>(?:(?:last|next|this){S})?{WEEKDAY}(?!\w)|(?i:today|yesterday|tomorrow)\b))?"
)
_IN_PART = r"(?:{S}(?:in{S}the{S}(?P<inpart>morning|afternoon|evening)|at{S}night))?"

#: Rule name to its pattern; earlier rules win where two matches are the same length.
_RULES: dict[str, str] = {
    "iso": r"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T(?P<hour>\d{{2}}):(?P<minute>\d{{2}})(?::\d{{2}}(?:\.\d{{1,6}})?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?(?!\w)",
    "numeric": r"(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}})(?![\d/]|\.\d)",
    "month_day": (
        r"(?:(?i:the|last|this|next){S})?" + _STAGED + r"(?:(?P<weekday>{WEEKDAY}),?{S})?(?P<month>{MONTH}){S}(?P<day>{DAY})"
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
        r"(?:the{S})?" + _STAGED + r"(?:(?P<relative>last|next|this|past){S})?(?P<month>{MONTH})(?!\w|[’'](?:t|ve|re|d|ll)\b|{S}\d{{1,2}}(?!\d))"
        r"(?:(?:,{S}?|{S}of{S}|{S}|{H})(?:(?P<year>{YEAR})|(?P<yearword>(?:last|this|next|the{S}same|that){S}year)))?"
    ),
    "weekday": (
        _STAGED + r"(?:(?P<relative>(?i:last|next|this|the{S}following|that|the{S}previous|the|this{S}coming)){S})?"
        r"(?P<weekday>{WEEKDAY})(?!\w)(?:{S}(?P<part>{PART})(?!\w))?"
    ),
    "weekday_week": (
        _STAGED + r"(?P<weekday>{WEEKDAY})(?:{S}of)?{S}(?P<relative>last|this|next){S}week(?!\w)"
    ),
    "weekdays": r"(?P<weekday>{WEEKDAY})s(?!\w)",
    "deictic": (
        _STAGED + r"(?P<deictic>{DEICTIC})(?!\w)(?:{S}(?P<part>{PART})(?!\w))?"
    ),
    "day_after": r"(?:the{S})?day{S}(?P<way>before|after){S}(?P<deictic>yesterday|tomorrow)(?!\w)",
    "tonight": r"(?:(?P<stage>{STAGE}){S})?(?i:tonight)(?!\w)",
    "this_part": (
        _STAGED + r"(?P<relative>(?i:last|this|the{S}next|the{S}following|that|the{S}same|the{S}previous)){S}(?P<part>{PART})(?!\w)"
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
    "year": r"(?P<prep>(?i:in|since|by|from|until|till|to|of|during|before|after|around|through|between|and|for|late|early|mid|the|fiscal|year|post|pre|[’']s|this|next|last)(?:{S}|{H}))?(?P<year>{YEAR})(?!\w)(?:{DASH}(?P<last>\d{{4}}|\d{{2}})(?![\d%]|[.,]\d))?",
    "fiscal": r"(?:the{S})?(?i:fiscal(?:{S}year)?|financial{S}year|FY){S}?(?P<year>(?:19|20)\d\d)(?:[-/–](?P<last>\d{{2,4}}))?(?!\d)",
    "decade": (
        r"(?:the{S})?" + _STAGED + r"(?:(?P<decade>1\d\d0|20\d0)[’']?s|(?:[’'](?P<short>\d0)|(?<=the\s)(?P<plain>[2-9]0))[’']?s)(?!\w)"
    ),
    "century": r"(?:the{S})?" + _STAGED + r"(?P<century>{CENTURY})(?:{S}|{H})(?i:century|centuries)(?!\w)",
    "quarter": (
        r"(?:the{S}|its{S})?(?:(?P<ordinal>{ORDINAL})(?:{S}|{H})(?:fiscal{S}|calendar{S})?(?P<kind>quarter|half)|Q(?P<q>[1-4]))(?!\w)"
        r"(?:{S}(?:of{S}|in{S})?(?:(?:fiscal{S})?(?P<year>{YEAR})|(?P<yearword>(?:last|this|next|the){S}year)))?"
    ),
    "season": (
        r"(?:the{S})?" + _STAGED + r"(?:(?P<relative>last|this|next|past|the{S}following|that|coming){S})?(?P<lead>(?:in|during|since|until|by|of|late|early|mid|every|each|the){S}(?:the{S})?)?"
        r"(?P<season>{SEASON})(?!\w)(?:(?:{S}of{S}|{S}|,{S})(?P<year>{YEAR}))?"
    ),
    "weekend": r"(?:(?P<lead>over|at|on|during|for|by|until|since){S})?the{S}weekend(?!\w)",
    "holiday": r"(?:(?P<relative>last|this|next|past){S})?(?P<holiday>{HOLIDAY})(?!\w)(?:(?:,{S}?|{S})(?P<year>{YEAR}))?",
    "clock": (
        r"(?<![\d.:,/$£€-])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?(?:{S})?(?P<half>[aApP])\.?{S}?[mM](?:\.(?![A-Za-z]))?(?!\w)"
        r"{ZONE}?" + _ON_DAY
    ),
    "clock24": (
        r"(?P<lead>(?i:at|by|until|till|from|around|about|before|after|since|and|to){S})?(?<![\d.:,/$£€-])(?P<hour>[01]?\d|2[0-3])"
        r"(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)(?![\d:]|\.\d)(?P<zone>{ZONE}|h\b|{S}hours\b)?" + _ON_DAY
    ),
    "zoned": r"(?<![\d.:,/$£€-])(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?P<zone>{ZONE}|{S}?hours\b|{S}?hrs\b)" + _ON_DAY,
    "oclock": (
        r"(?P<number>\d{{1,2}}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)){S}o[’']clock(?!\w)"
        + _IN_PART + _ON_DAY
    ),
    "in_the": r"(?<=at\s)(?P<number>\d{{1,2}}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)){S}in{S}the{S}(?P<inpart>morning|afternoon|evening)(?!\w)",
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


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pieces = fragments()
    return tuple((name, re.compile(r"(?<![\w$£€#])" + pattern.format(**pieces))) for name, pattern in _RULES.items())


def matches(text: str) -> list[Match]:
    """Every match of every rule in `text`, in the order of the text, longer ones first."""
    found = [
        (match.start(), -match.end(), order, Match(match.start(), match.end(), name, match.groupdict()))
        for order, (name, pattern) in enumerate(_compiled())
        for match in pattern.finditer(text)
    ]
    return [item[3] for item in sorted(found, key=lambda item: item[:3])]

