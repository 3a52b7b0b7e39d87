"""The reasons of every finding of the examples: they add up, stand where they say, and the refused is none of it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from newsdiff.align.evidence import NAMES
from newsdiff.align.explain import WHAT, Reasons
from newsdiff.align.scorer import READER
from newsdiff.api import compare, explain
from newsdiff.config import Config
from newsdiff.errors import UnknownFinding
from newsdiff.extract.article import extract_all
from newsdiff.model import Article, Explanation, Extraction, Report
from newsdiff.nlp import pipeline
from newsdiff.read import read
from tests.process import EXAMPLES


@cache
def articles(name: str = "dam") -> tuple[Article, ...]:
    return tuple(read(str(file)) for file in sorted((EXAMPLES / name).glob("*.txt")))


@cache
def report(name: str = "dam") -> Report:
    return compare(articles(name))


@cache
def explained(number: int) -> Explanation:
    """Of every eighth finding of a story."""
    return explain(articles(), report().stories[0].findings[8 * number].id)


def ids() -> range:
    return range(5)


@cache
def extractions() -> tuple[Extraction, ...]:
    return tuple(extract_all(articles("gala"), pipeline(Config().model)))


def test_every_kind_of_evidence_is_named_in_words() -> None:
    assert set(WHAT) == {*NAMES, READER}


@pytest.mark.parametrize("number", ids())
def test_the_finding_is_that_of_the_report(number: int) -> None:
    told = explained(number)
    assert told.finding in report().stories[0].findings
    assert told.report == report()


@pytest.mark.parametrize("number", ids())
def test_evidence_adds_up_and_the_likeliest_comes_first(number: int) -> None:
    told = explained(number)
    for pair in (*told.pairs, *((told.refused.weighing,) if told.refused else ())):
        assert pair.bias + sum(item.points for item in pair.evidence) == pytest.approx(pair.log_odds)
        assert pair.first.article != pair.second.article
    order = [(not pair.candidate, -pair.probability) for pair in told.pairs]
    assert all(one <= other for one, other in pairwise(order))


@pytest.mark.parametrize("number", ids())
def test_sentences_stand_where_they_say_and_hold_the_claims(number: int) -> None:
    told = explained(number)
    texts = dict(zip("abc", (article.text for article in articles()), strict=True))
    for sentence in told.sentences:
        text = texts[sentence.article]
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.line == text.count("\n", 0, sentence.start) + 1
        assert sentence.column == sentence.start - text.rfind("\n", 0, sentence.start)
    spans = {(sentence.article, sentence.start, sentence.end) for sentence in told.sentences}
    for item in told.finding.claims:
        assert (item.article, item.claim.sentence.start, item.claim.sentence.end) in spans


@pytest.mark.parametrize("number", ids())
def test_the_refused_is_not_in_the_finding_and_is_the_likeliest_below(number: int) -> None:
    told = explained(number)
    if told.refused is None:
        return
    held = {(sentence.article, sentence.start) for sentence in told.sentences}
    pair = told.refused.weighing
    sides = [(one.article, one.start) in held for one in (pair.first, pair.second)]
    assert sorted(sides) == [False, True]
    assert (f"is below {told.accept:.2f}" in told.refused.why) == (
        pair.probability < told.accept and "together in finding" not in told.refused.why
    )


def test_the_order_of_the_articles_changes_but_letters() -> None:
    finding = report().stories[0].findings[0]
    there, back = explain(articles(), finding.id), explain(articles()[::-1], finding.id)

    def known(told: Explanation) -> list[tuple[object, ...]]:
        return [(*sorted((p.first.text, p.second.text)), round(p.log_odds, 9), p.candidate) for p in told.pairs]

    assert known(there) == known(back)
    assert there.refused is not None
    assert back.refused is not None
    assert there.refused.weighing.log_odds == pytest.approx(back.refused.weighing.log_odds)


def test_a_finding_that_the_report_leaves_out_is_explained() -> None:
    least = min(report().stories[0].findings, key=lambda finding: finding.confidence)
    told = explain(articles(), least.id, Config(min_confidence=0.9))
    assert told.finding == least
    assert least not in told.story.findings


@pytest.mark.parametrize("change", [str, str.upper, lambda id: f" {id[:6]} "], ids=["whole", "upper", "beginning"])
def test_an_id_as_people_give_it(change: object) -> None:
    id = report().stories[0].findings[3].id
    assert explain(articles(), change(id)).finding.id == id  # type: ignore[operator]


def test_an_unknown_id_names_the_nearest() -> None:
    id = report().stories[0].findings[0].id
    with pytest.raises(UnknownFinding, match=f"no finding has an id that begins with .*nearest are {id}"):
        explain(articles(), f"{id[:-1]}x")


def test_an_ambiguous_id_names_some() -> None:
    count = len(report().stories[0].findings)
    with pytest.raises(UnknownFinding, match=f"{count} findings have an id that begins with ''.*…; give more of it"):
        explain(articles(), "")


def test_a_pair_weighs_the_same_both_ways_round() -> None:
    reasons = Reasons(extractions())
    one, other = (0, extractions()[0].claims[0].index), (1, extractions()[1].claims[-1].index)
    assert reasons.explain_pair(one, other) == reasons.explain_pair(other, one)


def test_rivals_have_one_side_among_the_places() -> None:
    places = {(0, extractions()[0].claims[0].index)}
    rivals = list(Reasons(extractions()).rivals(places))
    assert rivals
    assert all(((pair.first in places) != (pair.second in places)) and pair.candidate for pair in rivals)


@pytest.mark.parametrize("name", ["dam", "gala", "strike"])
def test_sources_are_the_articles_and_origins_no_more(name: str) -> None:
    for finding in report(name).stories[0].findings:
        assert finding.sources == len({item.article for item in finding.claims})
        assert 1 <= finding.independent <= finding.sources


def test_one_article_twice_is_one_origin() -> None:
    [first, *_] = articles("strike")
    [story] = compare([first, first]).stories
    long = [item for item in story.findings if all(len(c.claim.text.split()) > 8 for c in item.claims)]
    assert len(long) > 5
    assert {(item.sources, item.independent) for item in long} == {(2, 1)}
