"""The pictures of the README show what newsdiff prints and writes today."""

from __future__ import annotations

import pytest

from tests import pictures

STALE = "is out of date; `python -m tests.pictures` makes it anew, after a change that is meant"


def test_the_terminal_is_what_compare_prints() -> None:
    assert pictures.svg() == pictures.SVG.read_text(encoding="utf-8"), f"{pictures.SVG.name} {STALE}"


def test_the_terminal_fetches_and_runs_nothing() -> None:
    text = pictures.SVG.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    for part in ("http", "@import", "@font-face", "<script", "<image", "href", "onload"):
        assert part not in text


def test_the_report_is_a_picture_of_todays_page() -> None:
    assert pictures.told(pictures.PNG.read_bytes()) == pictures.digest(pictures.page()), f"{pictures.PNG.name} {STALE}"


@pytest.mark.parametrize("picture", [pictures.SVG, pictures.PNG], ids=lambda path: path.name)
def test_they_are_small(picture: object) -> None:
    assert len(pictures.PICTURES.joinpath(getattr(picture, "name", "")).read_bytes()) < 200_000


def test_a_picture_tells_the_digest_that_it_was_given() -> None:
    picture = pictures.PNG.read_bytes()
    assert pictures.told(pictures.telling(picture, "abc")) == "abc"
    assert pictures.told(picture[:33]) == ""
