"""The page at three widths in both themes: nothing sticks out, and every word stands out from its ground.

Pictures are kept where NEWSDIFF_SCREENSHOTS names a folder: look at them after a change of the style.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsdiff.report import html
from tests.browser.browser import Browser
from tests.browser.pages import corpus, long_page, versions

WIDTHS = (390, 820, 1440)
SHOTS = os.environ.get("NEWSDIFF_SCREENSHOTS")
#: The least contrast of every element's own words with what lies below them.
_LEAST = """
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((c) => c / 255)
  .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
const ground = (node) => { for (; node; node = node.parentElement) {
  const colour = parse(getComputedStyle(node).backgroundColor);
  if (colour.length === 3 || colour[3] === 1) return colour; } return [255, 255, 255]; };
let least = [99, ''];
for (const node of document.querySelectorAll('body *')) {
  if (!node.offsetParent || node.closest('.vh') || node.closest('option')) continue;
  if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
  const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < least[0]) least = [ratio, node.outerHTML.slice(0, 80)];
}
return least;
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("looks")
    report, texts = long_page()
    found = {"story": folder / "story.html", "corpus": folder / "corpus.html", "versions": folder / "versions.html"}
    found["story"].write_text(html.render(report, texts=texts), encoding="utf-8")
    found["corpus"].write_text(html.render(corpus(12)), encoding="utf-8")
    report, texts = versions()
    found["versions"].write_text(html.render(report, texts=texts), encoding="utf-8")
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("page", "address"),
    [("story", ""), ("story", "#f=00000010"), ("story", "#f=00000002"), ("corpus", ""), ("versions", "#f=00000010")],
)
def test_it_is_read_with_ease(
    browser: Browser, pages: dict[str, Path], page: str, address: str, width: int, theme: str
) -> None:
    browser.look(width, 844 if width < 500 else 1000, theme=theme)
    browser.open(pages[page], address)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    least, where = browser.run(_LEAST)
    assert least >= 4.5, where
    small = "return [...document.querySelectorAll('body *')].filter(e => e.offsetParent && e.textContent.trim()"
    assert browser.run(f"{small} && parseFloat(getComputedStyle(e).fontSize) < 12).length") == 0
    towers = "&& e.scrollWidth < 30 && e.offsetHeight > 90 && !e.children.length).length"
    assert browser.run(f"{small} {towers}") == 0, "words in a column of letters"
    if SHOTS:
        name = f"{page}{'-' + address[3:] if address else ''}-{width}-{theme}.png"
        browser.shot(Path(SHOTS) / name)
    browser.run("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    least, where = browser.run(_LEAST)
    assert least >= 4.5, where


#: The contrast of what bounds the fields, and of the ring around what has the focus, with the page (WCAG 1.4.11).
_BOUNDS = """
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((c) => c / 255)
  .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
const paper = light(parse(getComputedStyle(document.body).backgroundColor));
const ratio = (colour) => { const [a, b] = [light(parse(colour)), paper].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05); };
return [...document.querySelectorAll('select, input[type=search]')].map(
  (each) => ratio(getComputedStyle(each).borderTopColor));
"""
#: Of what has the focus, or of the label's text that stands for it: the width of the ring.
_RING = """
const at = document.activeElement;
const ring = at.type === 'radio' ? at.nextElementSibling : at;
const style = getComputedStyle(ring);
return at === document.body ? null : [style.outlineStyle, parseFloat(style.outlineWidth), at.outerHTML.slice(0, 80)];
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", ["story", "corpus"])
def test_what_has_the_focus_is_ringed_and_fields_are_bounded(
    browser: Browser, pages: dict[str, Path], page: str, theme: str
) -> None:
    browser.look(theme=theme)
    browser.open(pages[page])
    assert min(browser.run(_BOUNDS)) >= 3
    seen = 0
    for _ in range(60):
        browser.keys("\ue004")
        ring = browser.run(_RING)
        if ring is None:
            break
        seen += 1
        assert ring[0] != "none", ring
        assert ring[1] >= 1, ring
    assert seen > 15


def test_it_moves_for_those_alone_who_do_not_mind(browser: Browser, pages: dict[str, Path]) -> None:
    for likes, behaviour in (("no-preference", "smooth"), ("reduce", "auto")):
        browser.look(motion=likes)
        browser.open(pages["story"])
        assert browser.run("return getComputedStyle(document.querySelector('.text')).scrollBehavior") == behaviour


def test_landmarks_heads_and_language(browser: Browser, pages: dict[str, Path]) -> None:
    for page in pages.values():
        browser.open(page)
        assert browser.run("return document.documentElement.lang") == "en"
        assert browser.run("return document.querySelectorAll('main').length") == 1
        assert browser.run("return !!document.querySelector('h1').closest('main')")
        assert browser.run("return document.querySelectorAll('h1').length") == 1
        assert browser.run("return document.querySelectorAll('footer, [role=search], [role=status]').length") == 3
        live = "return [...document.querySelectorAll('output')].filter(e => e.getClientRects().length).length"
        assert browser.run(live) == 1, "the count is told as it changes"
        bare = "return [...document.querySelectorAll('table')].filter(t => !t.querySelector('th[scope]')).length"
        assert browser.run(bare) == 0
