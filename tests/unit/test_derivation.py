"""Nouns that name the event of a verb, and words that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.lexicon.derivation import one_event, verbs

ONE = [
    ("resignation", "resign", "-ation"),
    ("evacuation", "evacuate", "-ation of a verb in -ate"),
    ("election", "elect", "-ion"),
    ("collision", "collide", "-sion of a verb in -de"),
    ("sentencing", "sentence", "-ing of a verb in -e"),
    ("opening", "open", "-ing"),
    ("meeting", "meet", "-ing"),
    ("payment", "pay", "a class of senses"),
    ("shipment", "ship", "-ment"),
    ("arrival", "arrive", "-al of a verb in -e"),
    ("closure", "close", "-ure of a verb in -e"),
    ("appearance", "appear", "-ance"),
    ("delivery", "deliver", "-y"),
    ("departure", "leave", "the noun of a verb of the same class"),
    ("turnout", "turn out", "a verb and its particle in one word"),
    ("launch", "launch", "one word for both"),
]
OTHER = [
    ("election", "collect", "a word within a word"),
    ("trial", "appeal", "two steps of one case"),
    ("general", "generate", "no event of its verb"),
    ("building", "burn", "two deeds"),
]


@pytest.mark.parametrize(("noun", "verb"), [row[:2] for row in ONE], ids=lambda word: word)
def test_one_event(noun: str, verb: str) -> None:
    assert one_event(noun, verb)
    assert one_event(verb, noun)


@pytest.mark.parametrize(("noun", "verb"), [row[:2] for row in OTHER], ids=lambda word: word)
def test_two_events(noun: str, verb: str) -> None:
    assert not one_event(noun, verb)
    assert not one_event(verb, noun)


@settings(max_examples=100)
@given(st.text(max_size=20), st.text(max_size=20))
def test_symmetric_and_reflexive(one: str, other: str) -> None:
    assert one_event(one, other) == one_event(other, one)
    assert one_event(one, one)
    assert all(len(verb) >= 4 for verb in verbs(one))
