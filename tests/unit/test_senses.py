"""Words of one sense and words that exclude each other: a table, and what holds for all words of the lexicon."""

from __future__ import annotations

import tomllib
from importlib import resources
from itertools import combinations

import pytest

from newsdiff.lexicon.senses import (
    changes_itself,
    denied_stem,
    events,
    is_person_noun,
    is_symmetric,
    of_one_kind,
    opposed,
    same_sense,
)

TABLES = tomllib.loads(resources.files("newsdiff.lexicon").joinpath("data/en/senses.toml").read_text(encoding="utf-8"))
WORDS = sorted(
    {word for table in ("events", "opposites", "kinds") for words in TABLES[table].values() for word in words}
    | set(TABLES["opposites"])
)


def wrong(*values: object, why: str, id: str) -> object:
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=why))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("kill", "die", id="to kill and to die report one death"),
        pytest.param("death", "fatality", id="nouns"),
        pytest.param("injure", "wound", id="hurt"),
        pytest.param("arrest", "detain", id="custody"),
        pytest.param("lorry", "truck", id="two sides of the sea"),
        pytest.param("rise", "climb", id="up"),
        pytest.param("slump", "drop", id="down"),
        pytest.param("buy", "acquire", id="purchase"),
        pytest.param("beat", "defeat", id="win"),
        pytest.param("start", "begin", id="begin"),
        pytest.param("grey", "gray", id="spelling"),
        pytest.param("unheard-of", "unheard-of", id="the same word, in no table"),
    ],
)
def test_one_sense(one: str, other: str) -> None:
    assert same_sense(one, other)
    assert same_sense(other, one)
    assert not opposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("kill", "injure", id="the dead are not the hurt"),
        pytest.param("arrest", "charge", id="two steps of a case"),
        pytest.param("missing", "dead", id="the missing are not the dead"),
        pytest.param("house", "school", id="two things"),
        pytest.param("hit", "fall", id="two events"),
    ],
)
def test_other_senses(one: str, other: str) -> None:
    assert not same_sense(one, other)
    assert not same_sense(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("resign", "dismiss", id="going or being sent"),
        pytest.param("resign", "fire", id="a word of the list"),
        pytest.param("car", "truck", id="two kinds of vehicle"),
        pytest.param("car", "lorry", id="a synonym of a kind"),
        pytest.param("north", "south", id="compass"),
        pytest.param("northern", "southern", id="compass, adjective"),
        pytest.param("all", "most", id="quantifiers"),
        pytest.param("convict", "acquit", id="verdicts"),
        pytest.param("climb", "drop", id="synonyms of opposites"),
        pytest.param("kill", "survive", id="a synonym of an opposite"),
        pytest.param("son", "daughter", id="kin"),
        pytest.param("morning", "evening", id="parts of the day"),
        pytest.param("endorse", "spurn", id="synonyms on both sides"),
        pytest.param("quit", "fire", id="a synonym of resigning"),
        pytest.param("free", "arrest", id="custody and release"),
        pytest.param("postpone", "cancel", id="put off or called off"),
    ],
)
def test_opposed(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)
    assert not same_sense(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("car", "house", id="no kinds of one thing"),
        pytest.param("truck", "lorry", id="two words for one kind"),
        pytest.param("bus", "coach", id="two words for one kind of bus"),
        pytest.param("plane", "aeroplane", id="two words for one aircraft"),
        pytest.param("north", "evening", id="two kinds of two things"),
        pytest.param("kill", "murder", id="one more precise"),
        pytest.param("north", "northeast", id="part of it"),
        pytest.param("dismiss", "fire", id="two words for one thing, both opposed to a third"),
    ],
)
def test_not_opposed(one: str, other: str) -> None:
    assert not opposed(one, other)
    assert not opposed(other, one)


@pytest.mark.parametrize("name", sorted(TABLES["kinds"]))
def test_kinds_exclude_each_other(name: str) -> None:
    for one, other in combinations(TABLES["kinds"][name], 2):
        part = one.startswith(other) or other.startswith(one)
        assert opposed(one, other) == (not part and not same_sense(one, other)), (one, other)


def test_all_words_are_symmetric_and_none_excludes_itself() -> None:
    for one in WORDS:
        assert same_sense(one, one)
        assert not opposed(one, one)
    for one, other in combinations(WORDS[::3], 2):
        assert same_sense(one, other) == same_sense(other, one)
        assert opposed(one, other) == opposed(other, one)
        assert not (same_sense(one, other) and opposed(one, other))


@pytest.mark.parametrize("lemma", ["people", "passenger", "woman", "civilian"])
def test_person_nouns(lemma: str) -> None:
    assert is_person_noun(lemma)


@pytest.mark.parametrize("lemma", ["house", "boat", "killer", ""])
def test_other_nouns(lemma: str) -> None:
    assert not is_person_noun(lemma)


def test_the_classes_of_a_word() -> None:
    for name, words in TABLES["events"].items():
        assert all(name in events(word) for word in words)
    assert events("no such word") == frozenset()


def test_only_words_that_have_an_opposite_are_opposed() -> None:
    from newsdiff.lexicon.senses import _senses, has_opposite, opposed

    senses = _senses()
    held = {word for word, classes in senses.events.items() if any(not name.isdigit() for name in classes)}
    words = sorted({*held, *senses.kinds, *(word for pair in senses.opposites for word in pair), "xyzzy"})
    found = {word for one in words for other in words if opposed(one, other) for word in (one, other)}
    assert found
    assert all(has_opposite(word) for word in found)
    assert not has_opposite("xyzzy")


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        pytest.param("unsafe", "safe", id="un-"),
        pytest.param("unable", "able", id="un-, four letters left"),
        pytest.param("ineffective", "effective", id="in-"),
        pytest.param("impassable", "passable", id="im- before p"),
        pytest.param("illegal", "legal", id="il- before l"),
        pytest.param("irregular", "regular", id="ir- before r"),
        pytest.param("dishonest", "honest", id="dis-"),
        pytest.param("non-fatal", "fatal", id="non-, with a hyphen"),
        pytest.param("under", None, id="begins like un-"),
        pytest.param("united", None, id="listed as not prefixed"),
        pytest.param("image", None, id="im- before a vowel"),
        pytest.param("safe", None, id="no prefix"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_denied_stems(word: str, stem: str | None) -> None:
    assert denied_stem(word) == stem


def test_no_word_of_the_lexicon_that_is_not_prefixed_denies_anything() -> None:
    for word in TABLES["not_prefixed"]:
        assert denied_stem(word) is None


def test_kinds_of_predicates() -> None:
    assert is_symmetric("meet")
    assert is_symmetric("collide")  # through its class
    assert not is_symmetric("cause")
    assert changes_itself("close")
    assert changes_itself("sack")  # through its class
    assert not changes_itself("defeat")


def test_kinds_of_one_thing() -> None:
    assert of_one_kind("bronze", "marble")
    assert of_one_kind("rum", "gin")
    assert not of_one_kind("bronze", "gin")
    assert not of_one_kind("legal", "illegal")  # opposites are no kinds
