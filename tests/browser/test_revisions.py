"""The page of versions of one article in a browser: their own words, and the same filters, keys and linked texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdiff.report import html
from tests.browser.browser import Browser
from tests.browser.pages import LONG, versions, words


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("versions")
    found = []
    for stories in (1, 2):
        report, texts = versions(stories)
        path = folder / f"{stories}.html"
        path.write_text(html.render(report, texts=texts), encoding="utf-8")
        found.append(path)
    return found


def test_the_head_counts_changes_and_the_matrix_has_both_wordings(browser: Browser, pages: list[Path]) -> None:
    browser.open(pages[0])
    counts = [LONG // 4, LONG // 4, LONG // 4, LONG // 2]
    told = [f"{count} {name}" for count, name in zip(counts, ["changed", "added", "removed", "kept"], strict=True)]
    assert browser.seen(".tally li") == told
    assert [text.splitlines()[-1] for text in browser.seen(".sources b")] == ["Older version", "Newer version"]
    assert browser.seen(".matrix tbody tr:first-child td") == ["1", "0"]
    assert len(browser.seen(".matrix tbody tr")) == LONG // 4
    assert browser.seen(".card .plain")[0] == "The quantity “1” became “0”."


@pytest.mark.parametrize(
    ("key", "change", "count"),
    [("2", "changed", LONG // 4), ("3", "added", LONG // 4), ("4", "removed", LONG // 4), ("5", "kept", LONG // 2)],
)
def test_the_keys_filter_by_change(browser: Browser, pages: list[Path], key: str, change: str, count: int) -> None:
    browser.open(pages[0])
    browser.keys(key)
    assert browser.address == f"#verdict={change}"
    assert len(browser.seen(".card")) == count


def test_both_versions_light_up(browser: Browser, pages: list[Path]) -> None:
    browser.open(pages[0], "#f=00000008")
    assert [each.text for each in browser.all(".claim.lit")] == [words("a", 8), words("b", 8)]
    assert browser.seen(".says") == ["9", "8"]
    browser.keys("5")
    browser.keys("j")
    assert len(browser.all(".claim.lit")) == 2


def test_many_are_listed_by_their_files(browser: Browser, pages: list[Path]) -> None:
    browser.open(pages[1])
    assert browser.seen("h1") == ["2 revisions"]
    assert browser.seen(".by") == ["a0.txt → b0.txt", "a1.txt → b1.txt"]
    assert browser.seen("#found") == ["2 of 2 revisions"]
    browser.one("[data-key=kept] button").click()
    assert browser.address == "#sort=-kept"
    browser.run("document.querySelector('#stories tbody a').click()")
    assert browser.seen(".eyebrow .back") == ["All revisions"]
