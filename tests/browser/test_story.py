"""The page of one story in a browser: filters, linked texts, keys, the address, and what is there without scripts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from newsdiff.report import html
from tests.browser.browser import Browser
from tests.browser.pages import LONG, long_page, words

ESCAPE = "\ue00c"
DIFFER, AGREE = LONG // 4, LONG // 2


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    report, texts = long_page()
    path.write_text(html.render(report, texts=texts), encoding="utf-8")
    return path


def shown(browser: Browser) -> int:
    return len(browser.seen(".card"))


def lit(browser: Browser) -> list[str]:
    return [each.text for each in browser.all(".claim.lit")]


def in_sight(browser: Browser) -> list[bool]:
    """Of each lit passage, whether it stands inside its column's window."""
    inside = """return [...document.querySelectorAll('.claim.lit')].map(each => {
        const passage = each.getBoundingClientRect(), box = each.closest('.text').getBoundingClientRect();
        return passage.top >= box.top && passage.bottom <= box.bottom && passage.bottom <= innerHeight; })"""
    return list(browser.run(inside))


def choose(browser: Browser, text: str) -> None:
    """Click on the finding with these words, wherever it is."""
    browser.run(
        "[...document.querySelectorAll('.card h4 a')].find(each => each.textContent === arguments[0]).click()", text
    )


class TestFilter:
    @pytest.mark.parametrize(
        ("verdict", "count"), [("divergent", DIFFER), ("agreed", AGREE), ("unique", LONG // 2), ("", LONG * 5 // 4)]
    )
    def test_by_verdict(self, browser: Browser, page: Path, verdict: str, count: int) -> None:
        browser.open(page)
        browser.run("document.querySelector(`[name=verdict][value='${arguments[0]}']`).click()", verdict)
        assert shown(browser) == count
        assert browser.address == (f"#verdict={verdict}" if verdict else "")

    def test_by_facet_source_and_words_together(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.run(
            """const form = document.querySelector('#filter').elements;
            form.facet.value = 'quantity'; form.source.value = 'a';
            form.source.dispatchEvent(new Event('input', {bubbles: true}))"""
        )
        assert shown(browser) == LONG // 8
        browser.one("#filter [name=text]").send_keys("barge 16 PEARS")
        assert browser.seen(".card h4") == [words("a", 16)]
        assert browser.seen("#shown") == ["1 of 50 findings"]
        assert browser.address == "#facet=quantity&source=a&text=barge%2016%20PEARS"
        assert browser.seen(".matrix tbody th") == [words("a", 16)]

    def test_what_none_is_like_is_told_and_undone(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#text=zebra")
        assert shown(browser) == 0
        assert browser.seen("#none") == ["No finding is like that."]
        browser.one("#filter [type=reset]").click()
        assert shown(browser) == LONG * 5 // 4
        assert browser.address == ""
        assert browser.seen("#none") == []

    def test_the_matrix_shows_more_when_asked(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        assert len(browser.seen(".matrix tbody tr")) == 12
        browser.one(".key .all").click()
        assert len(browser.seen(".matrix tbody tr")) == DIFFER + AGREE
        assert browser.focused == words("a", 5)


class TestChoosing:
    def test_every_article_scrolls_and_lights_up(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        for place in (0, LONG - 4, 20):
            choose(browser, words("a", place))
            assert lit(browser) == [words("a", place), words("b", place)]
            assert in_sight(browser) == [True, True]
            assert browser.seen(".says") == [f"≠ {place + 1}", f"≠ {place}"]
        assert browser.seen(".card.chosen h4") == [words("a", 20)]

    def test_an_article_that_is_silent_says_so(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        choose(browser, words("b", 7))
        assert browser.seen(".says") == ["silent on this", "only here"]
        assert lit(browser) == [words("b", 7)]

    def test_a_fact_of_the_matrix_leads_to_its_finding(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.all(".matrix tbody tr a")[3].click()
        assert browser.seen(".card.chosen h4") == [words("a", 12)]
        assert browser.run("return document.querySelector('.card.chosen').getBoundingClientRect().top < innerHeight")
        assert in_sight(browser) == [True, True]

    def test_a_passage_shows_its_finding(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#verdict=agreed")
        browser.run("document.querySelector(`[data-letter=b] .claim[href='#f=00000018']`).click()")
        assert browser.seen(".card.chosen h4") == [words("a", 24)]
        assert browser.address == "#f=00000018"
        assert browser.run("return document.querySelector('#status').textContent").startswith("Finding 1 of 1")
        box = "const {top, bottom} = document.querySelector('.card.chosen').getBoundingClientRect();"
        assert browser.run(f"{box} return top >= 0 && bottom <= innerHeight")

    def test_what_was_chosen_is_let_go(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#f=00000018")
        browser.keys(ESCAPE)
        assert (lit(browser), browser.seen(".card.chosen"), browser.address) == ([], [], "")
        assert browser.focused == words("a", 24)


class TestAddress:
    def test_it_keeps_finding_and_filter(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#f=00000010&verdict=divergent&text=pears")
        assert browser.seen(".card.chosen h4") == [words("a", 16)]
        assert shown(browser) == DIFFER
        assert in_sight(browser) == [True, True]
        assert browser.run("return document.querySelector('#filter').elements.text.value") == "pears"

    def test_back_leads_to_the_finding_before(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        choose(browser, words("a", 4))
        choose(browser, words("a", 8))
        browser.driver.back()
        assert browser.seen(".card.chosen h4") == [words("a", 4)]
        browser.driver.back()
        assert browser.seen(".card.chosen h4") == []

    def test_a_finding_that_is_not_there_is_nothing(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#f=nonsense&verdict=%22%3Cx&facet=zzz")
        assert shown(browser) == 0
        assert browser.seen(".card.chosen h4") == []


class TestKeys:
    def test_next_and_previous(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#verdict=agreed")
        browser.keys("j")
        assert browser.focused == words("a", 1)
        browser.keys("j")
        browser.keys("j")
        browser.keys("k")
        assert browser.focused == words("a", 2)
        assert in_sight(browser) == [True, True]
        assert browser.address.startswith("#f=00000002&verdict=agreed")

    def test_search_and_what_is_typed_there_is_words(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.keys("/")
        browser.keys("jk1 crane")
        assert browser.run("return document.activeElement.value") == "jk1 crane"
        browser.keys(ESCAPE)
        assert browser.run("return document.activeElement === document.body")

    def test_verdicts_and_the_way_to_the_articles(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.keys("2")
        assert shown(browser) == DIFFER
        browser.keys("j")
        browser.keys("a")
        assert browser.focused == words("a", 0)
        assert browser.run("return document.activeElement.className").startswith("claim")

    def test_the_focus_goes_from_head_to_matrix_to_filter_to_findings_to_articles(
        self, browser: Browser, page: Path
    ) -> None:
        browser.open(page)
        passed = []
        for _ in range(400):
            browser.keys("\ue004")
            place = browser.run(
                """const at = document.activeElement;
                return ['.skip', '.matrix', '.filter', '.card', '.articles'].find(each => at.closest(each)) || ''"""
            )
            if not passed or passed[-1] != place:
                passed.append(place)
            if place in {"", ".articles"}:
                break
        assert passed == [".skip", ".matrix", ".filter", ".card", ".articles"]

    def test_all_that_acts_has_a_name_and_every_mark_is_more_than_a_colour(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        nameless = """return [...document.querySelectorAll(
                'a, button, input, select, summary, [role=region], form, table')]
            .filter(each => each.offsetParent && ![each.textContent, each.getAttribute('aria-label'),
                each.getAttribute('aria-labelledby'), each.labels && each.labels[0] && each.labels[0].textContent]
                .some(name => name && name.trim())).map(each => each.outerHTML.slice(0, 80))"""
        assert browser.run(nameless) == []
        pointed = """return [...document.querySelectorAll('[aria-labelledby]')]
            .filter(each => !document.getElementById(each.getAttribute('aria-labelledby'))).length"""
        assert browser.run(pointed) == 0
        levels = browser.run(
            "return [...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert browser.run("return document.querySelectorAll('main').length") == 1
        styles = "return ['divergent', 'agreed', 'unique'].map(name => { const s = getComputedStyle("
        lines = "document.querySelector(`.claim.${name}`)); return s.textDecorationStyle + s.textDecorationThickness })"
        assert len(set(browser.run(styles + lines))) == 3


class TestElsewhere:
    def test_without_scripts_all_is_there_and_the_links_lead_on(self, browser: Browser, page: Path) -> None:
        browser.look(scripts=False)
        browser.open(page)
        assert shown(browser) == LONG * 5 // 4
        assert len(browser.seen(".matrix tbody tr")) == DIFFER + AGREE
        assert browser.seen("form") == []
        assert browser.seen("#articles h3") == ["A Harbour Times", "B Coast"]
        browser.all(".matrix tbody tr a")[2].click()
        assert browser.driver.current_url.endswith("#f=00000008")

    def test_on_a_phone_the_articles_come_up_from_below(self, browser: Browser, page: Path) -> None:
        browser.look(390, 844)
        browser.open(page)
        choose(browser, words("a", 20))
        place = browser.run(
            "const {top, bottom} = document.querySelector('#articles').getBoundingClientRect(); return [top, bottom]"
        )
        assert place == pytest.approx([844 * 0.54, 844], abs=2)
        browser.one(".close").click()
        assert browser.run("return getComputedStyle(document.querySelector('#articles')).position") != "fixed"

    def test_on_paper_nothing_is_cut_or_left_out(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#f=00000008")
        browser.run("dispatchEvent(new Event('beforeprint'))")
        browser.printed()
        assert browser.seen("form, .close") == []
        assert len(browser.seen(".matrix tbody tr")) == DIFFER + AGREE
        assert len(browser.seen(".why .rule")) == LONG * 5 // 4
        assert browser.run(
            "return [...document.querySelectorAll('.text')].every(e => e.scrollHeight <= e.clientHeight)"
        )

    @pytest.mark.parametrize("width", [320, 390, 820, 1024, 1440])
    def test_at_no_width_the_page_is_wider_than_the_window(self, browser: Browser, page: Path, width: int) -> None:
        browser.look(width, 900)
        browser.open(page, "#f=00000008")
        assert browser.run("return document.documentElement.scrollWidth") <= width

    def test_nothing_can_be_fetched(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        tried = """const done = arguments[arguments.length - 1], barred = [];
            document.addEventListener('securitypolicyviolation', event => barred.push(event.effectiveDirective));
            const image = new Image(); image.src = 'https://evil.example/x.png'; document.body.append(image);
            const script = document.createElement('script'); script.textContent = 'window.ran = 1';
            const style = document.createElement('style'); style.textContent = 'body { display: none }';
            const frame = document.createElement('iframe'); frame.src = 'https://evil.example/';
            document.body.append(script, style, frame); image.setAttribute('style', 'color: red');
            fetch('https://evil.example/').catch(() => setTimeout(() => done([barred.sort(), window.ran || 0]), 200))"""
        barred, ran = browser.driver.execute_async_script(tried)
        assert set(barred) >= {
            "connect-src",
            "frame-src",
            "img-src",
            "script-src-elem",
            "style-src-attr",
            "style-src-elem",
        }
        assert ran == 0
        assert [url for url in browser.requests() if not url.startswith("file:")] == []
        assert len(browser.complaints()) >= 6
