"""The table of what figures and times are said of holds together."""

from __future__ import annotations

from newsdiff.lexicon.counts import counts


def test_a_word_is_for_anyone_or_for_someone() -> None:
    assert not counts().anyone & counts().someone


def test_to_carry_out_is_not_to_befall() -> None:
    assert not counts().support & counts().fates.keys()


def test_each_is_not_all() -> None:
    assert not counts().each & counts().all


def test_the_dead_are_not_the_hurt() -> None:
    fates = counts().fates
    assert fates["kill"] == fates["dead"] == fates["fatality"] != fates["injure"] == fates["wounded"]
