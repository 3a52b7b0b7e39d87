"""Extractions made by hand of invented articles: every layer, every kind of value, and words that try to act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from newsdiff.model import (
    Article,
    Attribution,
    Claim,
    Entity,
    Extraction,
    Furniture,
    PassageKind,
    Quantity,
    Quote,
    Span,
    Time,
    Word,
)

TEXT = """Ferry runs aground off Port Allen
By Ann Lee

The ferry Meridian ran aground off Port Allen late on Tuesday. At least 27 people were hurt, said Lena Ott, the mayor.
"We were told to wait," she said, "in the dark for an hour."
Fares rose by 4.5 per cent to about £12 in 1974. Divers may look at the hull within 3-5 days.
"""


def span(words: str, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def _claim(said: str, sentence: str, section: PassageKind = "body", **more: Any) -> Claim:
    at, whole = span(said), span(sentence)
    line = TEXT.count("\n", 0, at.start) + 1
    column = at.start - (TEXT.rfind("\n", 0, at.start) + 1) + 1
    return Claim(at.start, at.end, line, column, said, whole, 0, section, **more)


def _quantity(words: str, low: float | None, high: float | None, **more: Any) -> Quantity:
    at = span(words)
    return Quantity(at.start, at.end, words, low, high, **more)


def _word(words: str, role: str, entity: str | None = None) -> Word:
    at = span(words, "The ferry")
    return Word(words, words.lower(), "NOUN", at.start, at.end, role, entity=entity)


TWENTY_SEVEN = _quantity("At least 27", 27.0, None, modifier="at least", of="people hurt")
TUESDAY = Time(
    *(lambda at: (at.start, at.end))(span("late on Tuesday")),
    text="late on Tuesday",
    type="TIME",
    value="2031-04-01TEV",
    earliest=datetime(2031, 4, 1, 18),
    latest=datetime(2031, 4, 2),
    granularity="daypart",
)
MAYOR = Attribution(
    "indirect",
    (span("At least 27 people were hurt"),),
    span("Lena Ott, the mayor"),
    "Lena Ott, the mayor",
    span("said"),
    "said",
    "Lena Ott",
)
WAIT = Attribution(
    "direct",
    (span('"We were told to wait,"'), span('"in the dark for an hour."')),
    span("she", "wait"),
    "she",
    span("said", "wait"),
    "said",
    "Lena Ott",
)

EXTRACTION = Extraction(
    article=Article(
        "stories/meridian/harbour.txt",
        TEXT,
        "Ferry runs aground off Port Allen",
        "Harbour Times",
        date(2031, 4, 2),
        "header",
        author="Ann Lee",
    ),
    claims=(
        _claim("Ferry runs aground off Port Allen", "Ferry runs aground off Port Allen", "title", predicate="run"),
        _claim(
            "ran aground off Port Allen late on Tuesday",
            "The ferry Meridian ran aground off Port Allen late on Tuesday.",
            predicate="run",
            tense="past",
            times=(TUESDAY,),
            words=(_word("ferry", "subject"), _word("Meridian", "subject", "Meridian"), _word("ran", "predicate")),
        ),
        _claim(
            "At least 27 people were hurt",
            "At least 27 people were hurt, said Lena Ott, the mayor.",
            predicate="hurt",
            tense="past",
            attribution=MAYOR,
            quantities=(TWENTY_SEVEN,),
            words=(_word("people", "object"),),
        ),
        _claim(
            "Divers may look at the hull within 3-5 days",
            "Divers may look at the hull within 3-5 days.",
            predicate="look",
            polarity="negated",
            modality="possible",
            hedge="may",
            quotes=(Quote(*(lambda at: (at.start, at.end))(span("hull")), text="hull"),),
        ),
    ),
    attributions=(MAYOR, WAIT),
    quantities=(
        TWENTY_SEVEN,
        _quantity("4.5 per cent", 4.5, 4.5, unit="%", trend="up", of="fare"),
        _quantity("about £12", 12.0, 12.0, unit="pound sterling", modifier="about"),
        _quantity("3-5 days", 3.0, 5.0, unit="day"),
    ),
    times=(
        TUESDAY,
        Time(
            *(lambda at: (at.start, at.end))(span("1974")),
            text="1974",
            type="DATE",
            value="1974",
            earliest=datetime(1974, 1, 1),
            latest=datetime(1975, 1, 1),
            granularity="year",
        ),
        Time(*(lambda at: (at.start, at.end))(span("an hour")), text="an hour", type="DURATION", value="PT1H"),
    ),
    entities=(
        Entity("Lena Ott", "person", (span("Lena Ott"), span("she", "wait"))),
        Entity("Port Allen", "place", (span("Port Allen"), span("Port Allen", "The ferry"))),
    ),
    furniture=(Furniture(span("By Ann Lee").start, span("By Ann Lee").end, "byline"),),
    words=74,
)

#: An article whose words, title, path and names would act on a terminal, a page, a spreadsheet.
ACTING = '=HYPERLINK("x")\x1b[31m\u202e<b>'
HOSTILE = Extraction(
    article=Article("=\x1b[2J.txt", f"{ACTING}\n+1\t@A2\r\n", ACTING, "-source", form="html", id="\x00"),
    quantities=(Quantity(len(ACTING) + 1, len(ACTING) + 3, "+1", -1.0, float("inf"), of="-1+1"),),
    entities=(Entity("@SUM(A1)", "other", (Span(len(ACTING) + 4, len(ACTING) + 7),)),),
    furniture=(Furniture(0, len(ACTING), "\t=1"),),
)
