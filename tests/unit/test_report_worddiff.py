"""Highlights cover the words that differ and no others."""

from __future__ import annotations

import dataclasses
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.model import Facet, FacetKind, FacetValue, Quote, Relation, Reported
from newsdiff.report.worddiff import alike, alternatives, differing, marked_spans, opcodes, own_words, tokens, wordings
from tests.sample_report import claim


def facet(kind: FacetKind, *texts: str, relation: Relation = "conflict", values: tuple[str, ...] = ()) -> Facet:
    """Article a says the first of `texts`, b the second, …; `values` are what they come to."""
    found = []
    for number, text in enumerate(texts):
        value: dict[str, object] = {kind: values[number]} if values else {}
        found.append(FacetValue("abcdefghijklmnop"[number], text, 100, 100 + len(text), value))
    return Facet(kind, relation, "why", tuple(found))


def bracketed(text: str, ranges: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(ranges):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("kind", "said", "marked"),
    [
        pytest.param("quantity", ("£185,000", "£158,000"), "[£185,000] | [£158,000]", id="a figure is a word"),
        pytest.param(
            "date",
            ("midnight on Thursday", "1:30 a.m. on Friday"),
            "[midnight] on [Thursday] | [1:30 a.m.] on [Friday]",
            id="the word in common is not marked",
        ),
        pytest.param("quantity", ("51", "more than 51"), "[51] | [more than] 51", id="no word of its own: whole"),
        pytest.param("name", ("Ann Lee", "Lee Ann"), "Ann [Lee] | [Lee] Ann", id="in another order: what moved"),
        pytest.param("polarity", ("hurt", "hurt"), "[hurt] | [hurt]", id="the same word to other effect"),
        pytest.param(
            "quote",
            ("We shall never leave this town", "We shall soon leave this town"),
            "We shall [never] leave this town | We shall [soon] leave this town",
            id="a quotation",
        ),
        pytest.param(
            "quote",
            ("We shall never leave this town", "We shall leave this town"),
            "We shall [never] leave this town | We shall leave this town",
            id="a quotation without a word of its own: not at all",
        ),
        pytest.param(
            "other",
            ("The mill was sold to a bank last May", "The mill was leased to a bank last May"),
            "The mill was [sold] to a bank last May | The mill was [leased] to a bank last May",
            id="a clause",
        ),
        pytest.param(
            "quote",
            ("“It's the end,” she said", "“It’s the end!” she said"),
            "[“It's the end,” she said] | [“It’s the end!” she said]",
            id="marks and apostrophes are no difference, so nothing tells them apart",
        ),
        pytest.param(
            "quantity",
            ("27 sailors", "25 sailors", "27 men"),
            "[27 sailors] | [25 sailors] | [27 men]",
            id="of three, what one of the others lacks",
        ),
        pytest.param("name", ("Dr. Ott,", "Mr. Ott"), "[Dr]. Ott, | [Mr]. Ott", id="marks around words stay outside"),
    ],
)
def test_what_is_marked(kind: FacetKind, said: tuple[str, ...], marked: str) -> None:
    found = facet(kind, *said)
    shown = [bracketed(value.text, ranges) for value, ranges in zip(found.values, differing(found), strict=True)]
    assert " | ".join(shown) == marked


def quoting(article: str, words: str, start: int) -> Reported:
    base = claim("a", "The captain, Ivo Brandt").claim
    return Reported(article, dataclasses.replace(base, quotes=(Quote(start, start + len(words), words),)))


def test_a_quotation_is_compared_whole_where_its_words_are_known() -> None:
    claims = [quoting("a", "I have never seen it", 200), quoting("b", "I have seen it", 300)]
    values = (FacetValue("a", "never", 207, 212, {}), FacetValue("b", "have seen", 302, 311, {}))
    found = Facet("quote", "conflict", "why", values)
    assert differing(found, claims) == [((0, 5),), ()]
    assert [(span.start, span.end) for span in marked_spans("a", [found], claims)] == [(207, 212)]
    assert marked_spans("b", [found], claims) == []
    (said,) = alternatives(found, "a", claims)
    assert [words for words, _ in said.wordings] == ["never", ""]
    (said,) = alternatives(found, "b", claims)
    assert (said.span.start, said.span.end, said.after) == (302, 306, True)
    assert [words for words, _ in said.wordings] == ["", "never"]


def test_the_same_words_to_other_effect_are_told_apart() -> None:
    shown = [item.shown for item in wordings(facet("polarity", "hurt", "hurt", values=("negated", "affirmed")))]
    assert shown == ["hurt (negated)", "hurt (affirmed)"]
    assert [item.shown for item in wordings(facet("polarity", "hurt", "hurt", values=("negated", "negated")))] == [
        "hurt"
    ]
    both = wordings(facet("quantity", "27", "25", "27"))
    assert [(item.text, item.articles) for item in both] == [("27", ("a", "c")), ("25", ("b",))]


def test_letters_stand_in_the_order_of_the_articles() -> None:
    values = [FacetValue(article, text, 0, 2, {}) for article, text in (("a", "27"), ("aa", "25"), ("b", "25"))]
    both = wordings(Facet("quantity", "conflict", "why", tuple(values)))
    assert [(item.text, item.articles) for item in both] == [("27", ("a",)), ("25", ("b", "aa"))]


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        pytest.param(facet("quantity", "3", "three", "five", values=("3", "3", "5")), [[0, 1], [2]], id="one figure"),
        pytest.param(facet("quantity", "3", "five", "three", values=("3", "5", "3")), [[0, 2], [1]], id="in any order"),
        pytest.param(facet("date", "Monday", "9 May", values=("x", "x")), [[0], [1]], id="two that differ stay apart"),
        pytest.param(facet("name", "Ana Ruiz", "ana ruiz", "Bo Li"), [[0, 1], [2]], id="words but for case"),
        pytest.param(facet("name", "Ana", "Bo", "Cy", values=("1", "1", "2")), [[0], [1], [2]], id="names by words"),
        pytest.param(
            facet("polarity", "hurt", "hurt", "harmed", values=("negated", "affirmed", "affirmed")),
            [[0], [1], [2]],
            id="the same words to other effect",
        ),
    ],
)
def test_sources_that_say_one_thing_stand_together(told: Facet, groups: list[list[int]]) -> None:
    assert alike(told, [value.article for value in told.values]) == groups


@pytest.mark.parametrize(
    ("base", "said", "told"),
    [
        pytest.param("a", ("640", "More than 600"), [("640", "More than 600")], id="two words for one"),
        pytest.param(
            "a", ("noon on Monday", "noon on Tuesday"), [("Monday", "Tuesday")], id="what is common stays text"
        ),
        pytest.param("b", ("noon", "dusk"), [("dusk", "noon")], id="the running text's words are first"),
        pytest.param("a", ("27", "25", "26"), [("27", "25", "26")], id="three wordings whole"),
        pytest.param("c", ("27", "25"), [], id="none where the source is silent"),
        pytest.param("a", ("27", "27"), [], id="none where the words are one"),
    ],
)
def test_alternatives(base: str, said: tuple[str, ...], told: list[tuple[str, ...]]) -> None:
    found = alternatives(facet("quantity", *said), base)
    assert [tuple(words for words, _ in each.wordings) for each in found] == told
    for each in found:
        own = each.wordings[0][0]
        text = said["abc".index(base)]
        assert text[each.span.start - 100 : each.span.end - 100] == own


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_stretches_join_back_to_both_sides(first: list[str], second: list[str]) -> None:
    found = opcodes(first, second)
    assert [item for _, a, b, _, _ in found for item in first[a:b]] == first
    assert [item for *_, c, d in found for item in second[c:d]] == second
    for same, a, b, c, d in found:
        assert (first[a:b] == second[c:d]) if same else (a < b or c < d)


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[word.start : word.end].strip() for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.text(st.sampled_from("ab c.,"), max_size=20), min_size=1, max_size=10))
def test_who_says_the_same_has_nothing_of_its_own(texts: list[str]) -> None:
    own = own_words((texts[0],) * 3)
    assert own == [(), (), ()]
    for text, ranges in zip(texts, own_words(tuple(texts)), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in ranges)
        assert list(ranges) == sorted(ranges)


@pytest.mark.parametrize(
    "text", ["x " * 200_000, '"' * 400_000, "9" * 400_000, ", " * 200_000, "a.b." * 100_000], ids=lambda text: text[:3]
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    begun = time.process_time()
    own_words((text, text[::-1] + "z", "y " * 100_000))
    assert time.process_time() - begun < 20
