"""The page at three widths in both themes: nothing sticks out, and every word stands out from its ground.

Pictures are kept where NEWSDIFF_SCREENSHOTS names a folder: look at them after a change of the style.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsdiff.report import html
from tests.browser.browser import Browser
from tests.browser.pages import corpus, long_page

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
    found = {"story": folder / "story.html", "corpus": folder / "corpus.html"}
    found["story"].write_text(html.render(report, texts=texts), encoding="utf-8")
    found["corpus"].write_text(html.render(corpus(12)), encoding="utf-8")
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("page", "address"), [("story", ""), ("story", "#f=00000010"), ("story", "#f=00000002"), ("corpus", "")]
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
