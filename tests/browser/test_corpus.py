"""The page of a corpus in a browser: its index sorts and searches, and a story is made only when it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdiff.report import html
from tests.browser.browser import Browser
from tests.browser.pages import corpus, words

STORIES = 30
ESCAPE = "\ue00c"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "report.html"
    path.write_text(html.render(corpus(STORIES)), encoding="utf-8")
    return path


def titles(browser: Browser) -> list[str]:
    return browser.seen("#stories tbody th > a")


class TestIndex:
    def test_no_story_is_made_before_it_is_opened(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        assert len(titles(browser)) == STORIES
        assert browser.all(".card") == []
        assert browser.seen("#found") == [f"{STORIES} of {STORIES} stories"]

    @pytest.mark.parametrize(
        ("key", "down", "up"),
        [("title", "Harbour counts its barges 9", "Harbour counts its barges 0"), ("day", "2031-12-02", "2031-01-02")],
    )
    def test_it_sorts_both_ways(self, browser: Browser, page: Path, key: str, down: str, up: str) -> None:
        browser.open(page)
        button = browser.one(f"[data-key={key}] button")
        ends = {}
        for _ in range(2):
            button.click()
            order = browser.one(f"[data-key={key}]").get_attribute("aria-sort")
            ends[order] = browser.seen(f"#stories tbody tr:first-child {'th > a' if key == 'title' else '.day'}")
        assert ends == {"descending": [down], "ascending": [up]}

    def test_numbers_sort_as_numbers_and_equal_ones_stay_in_order(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.one("[data-key=divergent] button").click()
        counts = [int(text) for text in browser.seen("#stories tbody td:nth-child(4)")]
        assert counts == sorted(counts, reverse=True)
        assert set(counts) == {0, 10}
        differing = [number for number in range(STORIES) if number % 3]
        assert [int(title.rsplit(" ", 1)[1]) for title in titles(browser)[: len(differing)]] == differing

    def test_it_finds_facts_and_words_that_differ(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        search = browser.one("#find [name=q]")
        search.send_keys("PEARS barge 39")
        assert titles(browser) == []
        search.clear()
        search.send_keys("barge 20 crates")
        assert len(titles(browser)) == STORIES * 2 // 3
        assert browser.seen(".hits li")[0] == words("a", 20)
        assert browser.seen("#found") == [f"{STORIES * 2 // 3} of {STORIES} stories"]
        browser.one("#find [name=q]").send_keys(" 21 20")
        assert len(titles(browser)) == STORIES * 2 // 3

    def test_only_where_sources_differ(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.one("#find [name=differ]").click()
        assert len(titles(browser)) == STORIES * 2 // 3

    def test_the_address_keeps_what_is_searched_and_how_it_is_sorted(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.one("[data-key=title] button").click()
        browser.one("[data-key=title] button").click()
        browser.one("#find [name=differ]").click()
        browser.one("#find [name=q]").send_keys("barges 2")
        wanted = [f"Harbour counts its barges {number}" for number in (29, 28, 26, 25, 23, 22, 20, 2)]
        assert browser.address == "#q=barges%202&differ=1&sort=-title"
        assert titles(browser) == wanted
        browser.open(page, browser.address)
        assert titles(browser) == wanted
        assert browser.one("#find [name=q]").get_attribute("value") == "barges 2"
        assert browser.one("[data-key=title]").get_attribute("aria-sort") == "descending"
        browser.run("document.querySelector('#stories tbody tr:not([hidden]) th > a').click()")
        assert browser.seen("h1") == wanted[:1]
        browser.one(".back").click()
        assert browser.address == "#q=barges%202&differ=1&sort=-title"
        assert titles(browser) == wanted
        browser.open(page, "#sort=nonsense")
        assert len(titles(browser)) == STORIES

    def test_the_key_of_the_search(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.keys("/")
        browser.keys("barges 7")
        assert "Harbour counts its barges 7" in titles(browser)

    def test_without_scripts_the_list_is_whole_and_says_what_it_lacks(self, browser: Browser, page: Path) -> None:
        browser.look(scripts=False)
        browser.open(page)
        assert len(titles(browser)) == STORIES
        assert "needs scripts" in browser.seen(".scriptless")[0]


class TestStory:
    def test_one_is_opened_and_left_again(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.run("document.querySelectorAll('#stories tbody a')[7].click()")
        assert browser.seen("h1") == ["Harbour counts its barges 7"]
        assert browser.focused == "Harbour counts its barges 7"
        assert browser.address == "#s=story0007"
        assert titles(browser) == []
        browser.driver.back()
        assert browser.all(".card") == []
        assert len(titles(browser)) == STORIES
        browser.driver.forward()
        assert browser.seen("h1") == ["Harbour counts its barges 7"]
        browser.one(".back").click()
        assert (len(titles(browser)), browser.address) == (STORIES, "")

    def test_the_address_keeps_story_finding_and_filter(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#s=story0007&f=00070010&verdict=divergent")
        assert browser.seen(".card.chosen h4") == [words("a", 16)]
        assert len(browser.seen(".card")) == 10
        browser.keys("j")
        assert browser.focused == words("a", 20)
        assert browser.address == "#s=story0007&f=00070014&verdict=divergent"
        browser.keys(ESCAPE)
        assert browser.address == "#s=story0007&verdict=divergent"

    def test_a_fact_that_was_found_is_opened_in_its_story(self, browser: Browser, page: Path) -> None:
        browser.open(page)
        browser.one("#find [name=q]").send_keys("barge 36 crates")
        browser.run("document.querySelector('.hits a').click()")
        assert browser.seen(".card.chosen h4") == [words("a", 36)]
        assert browser.address == "#s=story0001&f=00010024&q=barge%2036%20crates"

    def test_a_story_that_is_not_there_is_the_index(self, browser: Browser, page: Path) -> None:
        browser.open(page, "#s=nonsense&f=1")
        assert len(titles(browser)) == STORIES


def test_five_hundred_stories_are_quick(browser: Browser, tmp_path: Path) -> None:
    """Of 25,000 findings; what a reader waits for is measured in the browser, with room for a slow machine."""
    path = tmp_path / "report.html"
    path.write_text(html.render(corpus(500)), encoding="utf-8")
    browser.open(path)
    assert browser.run("return performance.getEntriesByType('navigation')[0].domInteractive") < 10_000
    took = """const start = performance.now(); {} document.body.offsetHeight; return performance.now() - start"""
    search = """const { q } = document.querySelector('#find').elements; q.value = 'barge 12';
        q.dispatchEvent(new Event('input', {bubbles: true}));"""
    assert browser.run(took.replace("{}", search)) < 2_000
    assert browser.run(took.replace("{}", "document.querySelector('[data-key=divergent] button').click();")) < 2_000
    assert browser.run(took.replace("{}", "document.querySelector('#stories tbody a').click();")) < 2_000
    assert len(browser.seen("h1")) == 1
