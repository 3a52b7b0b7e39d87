"""A sentence as the reader sees it: its own words, and in brackets what they lean on in the rest of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdiff.model import Claim, Span

_WORD = re.compile(r"\w+")
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is read of one sentence.

    `text` is the sentence on one line with names for pronouns (`he [Anna Lind]`), days for words such as `yesterday`
    (`[12 March]`) and, in front, a speaker who is not named in it. `places[i]` is the offset in the article of
    `text[i]`, -1 for what was put in.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span | None:
        """The span of the article that `text[start:end]` stands for; None where all of it was put in."""
        own = [place for place in self.places[start:end] if place >= 0]
        return Span(own[0], own[-1] + 1) if own else None

    def within(self, span: Span) -> tuple[int, int] | None:
        """Where the article's `span` stands in `text`, None where nothing of it does."""
        own = [number for number, place in enumerate(self.places) if span.start <= place < span.end]
        return (own[0], own[-1] + 1) if own else None


def sentence(article: str, claims: Sequence[Claim]) -> Sentence:
    """The sentence of `article` (its decoded text) in which `claims` stand, with what it needs of its context."""
    span = claims[0].sentence
    inserted = {**_names(article, claims), **_days(claims)}
    letters: list[str] = []
    places: list[int] = []

    def put(words: str) -> None:
        letters.extend(words)
        places.extend([-1] * len(words))

    speaker = _speaker(article, claims)
    if speaker:
        put(f"{speaker}: ")
    for place in range(span.start, span.end):
        if place in inserted:
            put(f" [{inserted[place]}]")
        character = article[place]
        if character.isspace():
            if letters and letters[-1] == " ":
                continue
            character = " "
        letters.append(character)
        places.append(place)
    while letters and letters[-1] == " ":
        del letters[-1], places[-1]
    if span.end in inserted:
        put(f" [{inserted[span.end]}]")
    return Sentence("".join(letters), tuple(places))


def _names(article: str, claims: Sequence[Claim]) -> dict[int, str]:
    """The names that the sentence's pronouns stand for, by the offset at which each pronoun ends."""
    span = claims[0].sentence
    own = _words(article[span.start : span.end])
    return {
        word.end: word.entity
        for claim in claims
        for word in claim.words
        if word.pos == "PRON" and word.entity and word.end <= span.end and not own & _words(word.entity.split()[-1])
    }


def _days(claims: Sequence[Claim]) -> dict[int, str]:
    """The days that words without a figure stand for, by the offset at which they end."""
    return {
        time.end: f"{time.earliest.day} {_MONTHS[time.earliest.month - 1]}"
        for claim in claims
        for time in claim.times
        if time.earliest is not None
        and time.granularity == "day"
        and time.type == "DATE"
        and not any(letter.isdigit() for letter in time.text)
        and time.end <= claim.sentence.end
    }


def _speaker(article: str, claims: Sequence[Claim]) -> str | None:
    """Who says the sentence's first claim, where somebody does whom the sentence does not name."""
    said, span = claims[0].attribution, claims[0].sentence
    if said is None or not said.speaker or (said.source is not None and span.covers(said.source)):
        return None
    named = _words(said.speaker.split()[-1]) & _words(article[span.start : span.end])
    return None if named else said.speaker


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
