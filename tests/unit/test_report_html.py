"""The page of HTML: what it shows and marks, that it stands alone, and that nothing in it acts."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdiff import compare, explain, parse, read
from newsdiff.api import compare_with_grounds
from newsdiff.model import (
    PAIRS_TOLD,
    Evidence,
    Facet,
    FacetValue,
    Finding,
    Furniture,
    Grounds,
    Report,
    Sentence,
    Verdict,
    Weighing,
    sentences_of,
)
from newsdiff.report import html
from newsdiff.report.html.grounds import ground
from newsdiff.report.html.page import SCRIPTS, asset, page_script
from newsdiff.report.html.running import Marked, Passage, paragraphs
from newsdiff.report.html.sentences import listed
from newsdiff.report.html.view import view
from newsdiff.report.rows import VERDICTS
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible
from tests.process import ROOT
from tests.sample_report import FINDINGS, REPORT, STORY, TEXTS, claim, finding
from tests.unit.html_consumer import Page, part
from tests.unit.html_consumer import html as taken_apart
from tests.unit.test_report_formats import NAME, TEXT, hostile

SOURCES = tuple(SourceText(TEXTS[letter]) for letter in "abc")
WHOLE = {STORY.id: SOURCES}
TWO = dataclasses.replace(REPORT, stories=(STORY, dataclasses.replace(STORY, id="0ther", title="Another")))


def page(report: Report = REPORT, *, texts: bool = True) -> Page:
    return taken_apart(html.render(report, texts={each.id: SOURCES for each in report.stories} if texts else None))


def with_findings(*findings: Finding) -> Report:
    return dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, findings=findings),), skipped=())


def attributes(found: Page, tag: str, name: str) -> list[str]:
    return [has[name] for each, has in found.elements if each == tag and name in has]


class TestStory:
    def test_without_scripts_every_finding_and_every_word_is_there(self) -> None:
        found = page()
        assert not found.blocks
        for card in FINDINGS:
            for item in card.claims:
                assert " ".join(item.claim.text.split()) in found.text
        for text in TEXTS.values():
            assert " ".join(text.split()) in found.text

    def test_every_link_leads_to_a_finding(self) -> None:
        found = page()
        links = Counter(attributes(found, "a", "href"))
        places = {f"#{name}" for each, has in found.elements if (name := has.get("id"))}
        assert set(links) <= places
        assert {f"#f={card.id}" for card in FINDINGS} <= set(links)

    def test_the_matrix_has_a_row_a_shared_fact_and_a_cell_a_source(self) -> None:
        rows = [has for tag, has in page().elements if tag == "tr" and "data-n" in has]
        assert [has["data-n"] for has in rows] == ["0", "1", "2", "3"]
        assert "≠differs Twenty-five" in page().text

    def test_names_are_never_taken_twice(self) -> None:
        found = page(with_findings(FINDINGS[0], dataclasses.replace(FINDINGS[1], id=FINDINGS[0].id)))
        names = [has["id"] for _, has in found.elements if "id" in has]
        assert len(names) == len(set(names))
        assert {f"f={FINDINGS[0].id}", f"f={FINDINGS[0].id}.2"} <= set(names)

    def test_without_texts_there_are_no_articles(self) -> None:
        found = page(texts=False)
        assert "articles" not in [has.get("id") for _, has in found.elements]
        assert "The mayor went home at noon" not in found.text

    def test_as_many_texts_as_articles(self) -> None:
        with pytest.raises(ValueError, match="2 texts for the 3 articles"):
            html.render(REPORT, texts={STORY.id: SOURCES[:2]})

    def test_what_was_left_out_is_told(self) -> None:
        report = dataclasses.replace(REPORT, warnings=("beware",), alone=("only.txt",))
        assert "lost.txt no such file" in page(report).text
        assert "beware" in page(report).text
        assert "only.txt" in page(report).text

    def test_the_same_report_is_the_same_page(self) -> None:
        assert html.render(REPORT, texts=WHOLE) == html.render(REPORT, texts=dict(WHOLE))


class TestCorpus:
    def test_an_index_and_a_block_a_story(self) -> None:
        found = page(TWO)
        assert attributes(found, "tr", "data-anchor") == ["5ee1", "0ther"]
        assert set(found.blocks) == {"facts", "story-0", "story-1"}
        assert found.blocks["facts"][0][0] == ["3f0c", "People hurt", "27 Twenty-five"]
        assert "The mayor went home at noon" not in found.text

    def test_a_block_is_the_story_as_it_is_alone(self) -> None:
        block = part(page(TWO).blocks["story-0"])
        alone = [(tag, has) for tag, has in page().elements if has.get("id", "").startswith("f=")]
        assert [(tag, has) for tag, has in block.elements if has.get("id", "").startswith("f=")] == alone

    def test_the_same_story_twice(self) -> None:
        report = dataclasses.replace(REPORT, stories=(STORY, STORY))
        assert attributes(page(report), "tr", "data-anchor") == ["5ee1", "5ee1.2"]

    def test_its_stories_are_made_while_it_is_written(self) -> None:
        stories = tuple(dataclasses.replace(STORY, id=f"{number:04x}") for number in range(40))
        asked: list[str] = []

        class Asked(dict[str, Sequence[SourceText]]):
            def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
                asked.append(key)
                return super().get(key, default)

        texts = Asked({story.id: SOURCES for story in stories})
        parts, when = [], []
        for part_ in html.pieces(dataclasses.replace(REPORT, stories=stories), texts=texts):
            parts.append(part_)
            when.append(len(asked))
        assert when[0] < len(stories), "no more is made than is written"
        assert when[-1] == len(stories)
        assert "".join(parts) == html.render(dataclasses.replace(REPORT, stories=stories), texts=dict(texts))

    def test_no_story(self) -> None:
        assert "No two articles report one event" in page(dataclasses.replace(REPORT, stories=())).text

    @given(TEXT)
    @example("</script><script>alert(1)</script>")
    @example("<!--<script>")
    @example("<SCRIPT")
    def test_no_word_ends_a_block(self, text: str) -> None:
        [story] = hostile(text, "a.txt").stories
        report = dataclasses.replace(hostile(text, "a.txt"), stories=(story, story))
        found = taken_apart(html.render(report, texts={story.id: (SourceText(text), SourceText(text))}))
        assert len(found.blocks) == 3


@given(TEXT, NAME)
@example("<img src=x onerror=alert(1)>", "</title><script>")
@example("javascript:alert(1)", "' onload='x")
def test_no_word_acts_beside_the_texts(text: str, path: str) -> None:
    report = hostile(text, path)
    texts = {story.id: (SourceText(text, (Furniture(0, 1, text),)), SourceText(text)) for story in report.stories}
    found = taken_apart(html.render(report, texts=texts))
    assert " ".join(visible(text).split()) in found.text


class TestAlone:
    """The page stands alone: no address in it but its own namespace, and no style or script but what is hashed."""

    @pytest.mark.parametrize("name", ["page.css", *SCRIPTS, "page.html.j2", "story.html.j2", "index.html.j2"])
    def test_it_names_no_other_place(self, name: str) -> None:
        text = asset(name).replace("http://www.w3.org/2000/svg", "")
        assert not re.findall(r"https?:|//[a-z]|@import|url\(", re.sub(r"(?m)^\s*// .*$| // .*$", "", text))

    @pytest.mark.parametrize("name", ["page.css", *SCRIPTS])
    def test_what_is_hashed_is_ascii_and_ends_no_element(self, name: str) -> None:
        assert asset(name).isascii()
        assert "\r" not in asset(name)
        assert not re.search(r"</|<!--|<script", asset(name))

    def test_no_template_turns_the_escapes_off(self) -> None:
        for name in ("page.html.j2", "story.html.j2", "index.html.j2"):
            assert not re.search(r"\|\s*safe|autoescape|style=|\son[a-z]+=", asset(name))

    def test_the_script_makes_mark_up_of_a_block_alone(self) -> None:
        assert len(re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", page_script())) == 1


def test_a_corpus_is_handed_on_story_by_story() -> None:
    stories = [dataclasses.replace(STORY, id=f"{number:012x}") for number in range(60)]
    whole = html.render(dataclasses.replace(REPORT, stories=stories))
    pieces = list(html.pieces(dataclasses.replace(REPORT, stories=stories)))
    assert "".join(pieces) == whole
    assert max(map(len, pieces)) < len(whole) / 4


def test_a_story_of_two_articles_is_small() -> None:
    """Under 150 KB before the articles' own words."""
    articles = [read(str(ROOT / "examples" / "gala" / name)) for name in ("a.txt", "b.txt")]
    report, grounds = compare_with_grounds(articles)
    texts = tuple(SourceText(article.text) for article in articles)
    whole = html.render(report, texts={report.stories[0].id: texts}, grounds={report.stories[0].id: grounds}).encode()
    assert len(whole) - sum(len(text.text.encode()) for text in texts) < 150_000


class TestGrounds:
    SENTENCES = Sentence("a", 0, 9, 3, 1, "Nine hurt"), Sentence("b", 4, 12, 7, 1, "Ten hurt")
    EVIDENCE = (Evidence("likeness", "words in common", 0.5, 6.0), Evidence("length", "length", 1.0, 0.001))
    PAIR = Weighing(*SENTENCES, -4.0, EVIDENCE, -0.5, 0.378, True)

    def shown(self, *pairs: Weighing) -> Page:
        grounds = Grounds({sentences_of(FINDINGS[0]): pairs}, 0.45)
        return taken_apart(html.render(REPORT, texts=WHOLE, grounds={STORY.id: grounds}))

    def test_the_evidence_adds_up(self) -> None:
        text = self.shown(self.PAIR).text
        assert "Put together from Harbour Times, line 3 and 東京 Coast, line 7: 38 % likely" in text
        assert "45 % is enough" in text
        assert "before any evidence−4.00 words in common+3.00 the rest+0.50 sum−0.50" in text

    def test_further_pairs_are_named(self) -> None:
        pairs = [dataclasses.replace(self.PAIR, probability=1 - number / 10) for number in range(6)]
        text = self.shown(*pairs).text
        assert text.count("Harbour Times, line 3 and 東京 Coast, line 7: ") == 4
        assert "100 % likely" in text
        assert "line 7: 70 %." in text

    def test_what_is_not_known_is_not_told(self) -> None:
        assert "Put together" not in self.shown().text
        assert "Put together" not in page().text

    @pytest.mark.parametrize(("sure", "told"), [(1.0, 100), (0.9999, 99), (0.0001, 1), (0.0, 0), (0.456, 46)])
    def test_nothing_short_of_it_is_certain(self, sure: float, told: int) -> None:
        pair = dataclasses.replace(self.PAIR, probability=sure)
        found = ground(FINDINGS[0], Grounds({sentences_of(FINDINGS[0]): (pair,)}, 0.45), {"a": "A", "b": "B"})
        assert found is not None
        assert found.pair.percent == told

    def test_those_of_a_comparison_are_those_that_explain_gives(self) -> None:
        articles = [read(str(ROOT / "examples" / "gala" / name)) for name in ("a.txt", "b.txt")]
        report, grounds = compare_with_grounds(articles)
        assert report == compare(articles)
        shared = [each for each in report.stories[0].findings if each.verdict != "unique"]
        assert set(grounds.pairs) == {sentences_of(each) for each in shared}
        for each in shared:
            why = explain(articles, each.id)
            assert (grounds.of(each), grounds.accept) == (why.pairs, why.accept)
        assert all(grounds.of(each) == () for each in report.stories[0].findings if each.verdict == "unique")

    def test_of_many_pairs_the_likeliest_are_kept(self) -> None:
        texts = [f"{number} trams were late in Ostwick on Monday, mayor Ada Holt said.\n" for number in (3, 3, 4, 5, 6)]
        articles = [parse(text, f"{number}.txt") for number, text in enumerate(texts)]
        report, grounds = compare_with_grounds(articles)
        [shared] = (each for each in report.stories[0].findings if each.verdict != "unique")
        why = explain(articles, shared.id)
        assert len(why.pairs) == 10
        assert grounds.of(shared) == why.pairs[:PAIRS_TOLD]

    def test_each_story_has_its_own(self) -> None:
        other = dataclasses.replace(self.PAIR, probability=0.912)
        place = sentences_of(FINDINGS[0])
        grounds = {STORY.id: Grounds({place: (self.PAIR,)}, 0.45), "0ther": Grounds({place: (other,)}, 0.45)}
        told = [
            part(block).text
            for block in taken_apart(html.render(TWO, grounds=grounds)).blocks.values()
            if isinstance(block, str)
        ]
        assert [re.findall(r"(\d+) % likely", text) for text in told] == [["38"], ["91"]]
        del grounds[STORY.id]
        assert html.render(TWO, grounds=grounds).count("% likely") == 1

    def test_two_findings_of_one_id_have_their_own(self) -> None:
        first, second = FINDINGS[0], dataclasses.replace(FINDINGS[1], id=FINDINGS[0].id)
        other = dataclasses.replace(self.PAIR, probability=0.912)
        grounds = Grounds({sentences_of(first): (self.PAIR,), sentences_of(second): (other,)}, 0.45)
        text = taken_apart(html.render(with_findings(first, second), grounds={STORY.id: grounds})).text
        assert re.findall(r"(\d+) % likely", text) == ["38", "91"]


class TestRunning:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("One.\n\nTwo.", ["One.", "Two."], id="a blank line parts"),
            pytest.param("One.\r\n \r\nTwo.", ["One.", "Two."], id="of any ending"),
            pytest.param("One.\nTwo is longer than that.", ["One.\nTwo is longer than that."], id="a line's end stays"),
            pytest.param(
                "The lines of this one were broken to fit a page,\nall about as long as the first, but for the\nlast.",
                ["The lines of this one were broken to fit a page, all about as long as the first, but for the last."],
                id="a page's end does not",
            ),
            pytest.param("Source: Coast\nAuthor: Ada B", ["Source: Coast\nAuthor: Ada B"], id="short lines are a list"),
            pytest.param("\n\n \n", [], id="nothing"),
        ],
    )
    def test_paragraphs(self, text: str, expected: list[str]) -> None:
        found = paragraphs(SourceText(text), [], [])
        assert ["".join(words for each in one.passages for words, _ in each.pieces) for one in found] == expected

    def test_overlapping_claims_and_words_that_differ(self) -> None:
        text = "Six people died and two were hurt."
        [one] = paragraphs(SourceText(text), [Marked(0, 15, 1), Marked(0, 33, 0)], [(0, 3), (20, 23)])
        assert one.passages == (
            Passage((0, 1), False, (("Six", True), (" people died", False))),
            Passage((0,), False, ((" and ", False), ("two", True), (" were hurt", False))),
            Passage((), False, ((".", False),)),
        )

    def test_furniture(self) -> None:
        text = "By A Writer\n\nPORT (Wire) - The quay is shut."
        start = text.index("PORT")
        found = paragraphs(
            SourceText(text, (Furniture(0, 12, "byline"), Furniture(start, start + 14, "dateline"))), [], []
        )
        assert [one.furniture for one in found] == [True, False]
        assert [each.furniture for each in found[1].passages] == [True, False]

    @given(
        st.text(st.sampled_from("ab .\n\r\t…\u2028"), max_size=60),
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 5)), max_size=8),
        st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=4),
    )
    def test_no_word_is_lost_and_each_has_its_findings(
        self, text: str, spans: list[tuple[int, int, int]], other: list[tuple[int, int]]
    ) -> None:
        claims = [Marked(*span) for span in spans]
        furniture = tuple(Furniture(start, end, "") for start, end in other)
        found = paragraphs(SourceText(text, furniture), claims, other)
        pieces = [(words, each) for one in found for each in one.passages for words, _ in each.pieces]
        assert "".join("".join(words for words, _ in pieces).split()) == "".join(text.split())
        at = 0
        for words, each in pieces:
            for sign in words:
                if sign.isspace():
                    continue
                at = next(place for place in range(at, len(text)) if not text[place].isspace())
                held = {item.finding for item in claims if item.start <= at < item.end <= len(text)}
                assert (text[at], set(each.findings)) == (sign, held)
                at += 1

    def test_a_text_of_one_word_or_of_many_claims_is_quick(self) -> None:
        paragraphs(SourceText("x" * 1_000_000), [Marked(0, 1_000_000, 0)], [])
        paragraphs(SourceText(" " * 1_000_000 + "\n" * 100_000), [], [])
        paragraphs(SourceText("ab" * 20_000), [Marked(n, n + 2, n) for n in range(0, 40_000, 2)], [(0, 40_000)])


class TestSentence:
    def sentence(self, verdict: Verdict, letters: str, *facets: Facet) -> str:
        words = {"a": "Divers will look", "b": "Lifeboats took", "c": "27 people"}
        made = finding("1", verdict, "ND000", "x", [claim(letter, words[letter]) for letter in letters], list(facets))
        return view(with_findings(made).stories[0], None).cards[0].sentence

    @pytest.mark.parametrize(
        ("verdict", "letters", "expected"),
        [
            pytest.param("unique", "a", "Only Harbour Times reports it.", id="unique"),
            pytest.param("agreed", "abc", "All 3 report it.", id="all"),
            pytest.param("agreed", "ab", "Harbour Times and 東京 Coast report it.", id="some"),
            pytest.param("divergent", "ab", "Harbour Times and 東京 Coast do not agree.", id="no words that differ"),
        ],
    )
    def test_who_reports_it(self, verdict: Verdict, letters: str, expected: str) -> None:
        assert self.sentence(verdict, letters) == expected

    @pytest.mark.parametrize(
        ("facet", "expected"),
        [
            pytest.param(
                Facet(
                    "quantity",
                    "conflict",
                    "",
                    (FacetValue("a", "27", 0, 1), FacetValue("b", "25", 0, 1), FacetValue("c", "27", 0, 1)),
                ),
                "Harbour Times and - say “27”; 東京 Coast says “25”.",
                id="a figure",
            ),
            pytest.param(
                Facet(
                    "polarity",
                    "conflict",
                    "",
                    (
                        FacetValue("a", "hit", 0, 1, {"polarity": "affirmed"}),
                        FacetValue("b", "hit", 0, 1, {"polarity": "negated"}),
                    ),
                ),
                "Harbour Times affirms it; 東京 Coast denies it.",
                id="a denial in the same words",
            ),
            pytest.param(
                Facet(
                    "modality",
                    "conflict",
                    "",
                    (
                        FacetValue("a", "may", 0, 1, {"modality": "possible"}),
                        FacetValue("b", "did", 0, 1, {"modality": "asserted"}),
                    ),
                ),
                "Harbour Times tells it as possible; 東京 Coast tells it as a fact.",
                id="how sure",
            ),
            pytest.param(
                Facet("quote", "conflict", "", (FacetValue("a", "an hour", 0, 1), FacetValue("b", "two hours", 0, 1))),
                "Harbour Times quotes “an hour”; 東京 Coast quotes “two hours”.",
                id="a quotation",
            ),
        ],
    )
    def test_who_says_what(self, facet: Facet, expected: str) -> None:
        assert self.sentence("divergent", "abc", facet) == expected

    def test_what_goes_together_is_told_in_both_words(self) -> None:
        [card] = [card for card in view(STORY, None).cards if card.finding.id == "c0de"]
        assert (
            card.sentence
            == "Harbour Times and 東京 Coast report it. The quantity in other words: “At least 200”, “212”."
        )

    def test_a_list_of_names(self) -> None:
        assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
            "",
            "a",
            "a and b",
            "a, b and c",
        ]


THEMES = ("light", "dark")


def colours(theme: str) -> dict[str, tuple[int, int, int]]:
    light, dark = re.findall(r":root \{(.*?)\}", asset("page.css"), re.DOTALL)[:2]
    found = dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6})", light + (dark if theme == "dark" else "")))
    return {name: (int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)) for name, value in found.items()}


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2.2."""

    def light(colour: tuple[int, int, int]) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_words_are_read_on_every_ground(theme: str) -> None:
    """4.5 for words (WCAG AA), on the page and on what is raised; a verdict's words on its own tint too."""
    colour = colours(theme)
    for words, below in product(("ink", "soft", *VERDICTS), ("paper", "raised")):
        assert contrast(colour[words], colour[below]) >= 4.5, (words, below)
    for verdict in VERDICTS:
        assert contrast(colour[verdict], colour[f"{verdict}-tint"]) >= 4.5
        assert contrast(colour["ink"], colour[f"{verdict}-tint"]) >= 7
