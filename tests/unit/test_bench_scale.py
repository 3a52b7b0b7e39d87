"""The articles that the scale bench makes up: the same each time, of the length it says, and of one story."""

from __future__ import annotations

import re

from tests.bench.scale import LIMITS, WORDS, article


def test_the_same_articles_each_time() -> None:
    assert [article(number) for number in range(3)] == [article(number) for number in range(3)]
    assert len({article(number) for number in range(20)}) == 20


def test_of_the_length_it_says() -> None:
    assert all(WORDS <= len(article(number).split()) <= WORDS + 60 for number in range(20))


def test_of_one_story() -> None:
    names = [set(re.findall(r"\b[A-Z][a-z]{4,}", article(number))) for number in range(4)]
    assert all(5 < len(one & other) < len(one) for one in names for other in names if one is not other)


def test_the_limits_are_those_of_the_project() -> None:
    assert LIMITS == {2: 0.15, 20: 0.25}
