"""Articles, names and paths that would rather be mark-up stay words, in a page of one story and in one of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdiff.report import html
from newsdiff.report.visible import visible
from tests.browser.browser import Browser
from tests.browser.pages import HOSTILE, hostile


@pytest.mark.parametrize("stories", [pytest.param(1, id="a story"), pytest.param(2, id="a corpus")])
def test_all_of_it_stays_words(browser: Browser, tmp_path: Path, stories: int) -> None:
    path = tmp_path / "report.html"
    report, texts = hostile(stories)
    path.write_bytes(html.render(report, texts=texts).encode())
    browser.open(path, "#s=s0" if stories > 1 else "")
    told = " ".join(browser.run("return document.querySelector('#main').textContent").split())
    for part in HOSTILE:
        assert told.count(" ".join(visible(part).split())) >= 4, part[:40]
    assert browser.driver.title.startswith("</script><script>")
    own = "return [...document.querySelectorAll(arguments[0])].length"
    assert (
        browser.run(own, "#main script, #main style, #main img, #main base, #main meta, #main iframe, [onerror]") == 0
    )
    assert browser.run("return [...document.links].filter(each => each.protocol !== 'file:').length") == 0
    assert browser.run("return document.querySelectorAll('script:not([type])').length") == 1
    assert browser.run("return getComputedStyle(document.body).display") != "none"
    assert not browser.run(
        r"return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/"
        ".test(document.body.textContent)"
    )
    assert len(browser.seen(".card")) == len(HOSTILE)
    assert browser.run("return document.documentElement.scrollWidth") <= 1440


def test_it_is_filtered_and_chosen_as_any_other(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    report, texts = hostile()
    path.write_bytes(html.render(report, texts=texts).encode())
    browser.look(390, 844)
    browser.open(path, "#text=%3Cimg%20src%3Dx")
    assert browser.seen("#shown") != []
    browser.run("document.querySelector('.card:not([hidden]) h4 a').click()")
    assert browser.run("return [...document.querySelectorAll('.claim.lit')].length") == 2
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    assert browser.driver.title.startswith("</script><script>")
