"""Stories as reports need them: bytes that bring them back as they were, and refuse what is no story."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.corpus.check import Checked
from newsdiff.corpus.slim import Damaged, decode, encode, slim, slim_grounds
from newsdiff.model import Grounds, Skipped, Story, sentences_of
from newsdiff.report import html, json_format
from newsdiff.report.formats import FORMATS
from tests.sample_explanation import EXPLANATION
from tests.sample_report import REPORT

STORY = slim(REPORT.stories[0])
WHOLE = Grounds({sentences_of(STORY.findings[0]): EXPLANATION.pairs}, EXPLANATION.accept)
GROUNDS = slim_grounds(WHOLE)
ANSWER = Checked(3, STORY, (Skipped("x", "y"),), ("w",), ("alone.txt",), GROUNDS)


def test_what_is_left_out_shows_in_no_format() -> None:
    whole, bare = (replace(REPORT, stories=(story,)) for story in (REPORT.stories[0], STORY))
    for format_ in FORMATS.values():
        assert format_.render(bare) == format_.render(whole)


def test_what_only_comparing_needs_is_left_out() -> None:
    claims = [item.claim for finding in STORY.findings for item in finding.claims]
    assert claims
    assert all(claim.words == claim.quantities == claim.times == claim.quotes == () for claim in claims)


def test_what_is_left_out_of_grounds_shows_on_no_page() -> None:
    whole, bare = (html.render(REPORT, grounds={STORY.id: grounds}) for grounds in (WHOLE, GROUNDS))
    assert "Put together from" in whole
    assert bare == whole


def test_grounds_hold_the_evidence_of_the_likeliest_pair_and_no_words() -> None:
    [pairs] = GROUNDS.pairs.values()
    assert [bool(pair.evidence) for pair in pairs] == [True, False, False]
    assert all(each.points for each in pairs[0].evidence)
    assert {sentence.text for pair in pairs for sentence in (pair.first, pair.second)} == {""}
    assert [pair.probability for pair in pairs] == [pair.probability for pair in EXPLANATION.pairs]


def test_it_comes_back_as_it_was() -> None:
    assert decode(Checked, encode(ANSWER)) == ANSWER
    assert decode(Checked, encode(replace(ANSWER, grounds=None))) == replace(ANSWER, grounds=None)
    assert slim(STORY) == STORY


@given(st.text(), st.floats(allow_nan=False), st.one_of(st.none(), st.dates()))
def test_any_words_and_figures_come_back(text: str, figure: float, day: object) -> None:
    finding = STORY.findings[0]
    value = replace(finding.facets[0].values[0], text=text, value={text: figure, "day": None, "": [text]})
    facet = replace(finding.facets[0], values=(value,))
    article = replace(STORY.articles[0], title=text, published=day)
    story = replace(STORY, articles=(article,), findings=(replace(finding, summary=text, facets=(facet,)),))
    back = decode(Story, encode(story))
    assert back == story
    assert json_format.finding_dict(back.findings[0], {"a": "a", "b": "b", "c": "c"}) == json_format.finding_dict(
        story.findings[0], {"a": "a", "b": "b", "c": "c"}
    )


def packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value).encode())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"oops", id="no bytes of ours"),
        pytest.param(encode(ANSWER)[:-9], id="cut short"),
        pytest.param(packed({"articles": 3}), id="an object"),
        pytest.param(packed([3, None, [], [], None]), id="a field too few"),
        pytest.param(packed([3, None, [], [], [], [], None]), id="a field too many"),
        pytest.param(packed(["3", None, [], [], [], None]), id="a string for a number"),
        pytest.param(packed([True, None, [], [], [], None]), id="a truth for a number"),
        pytest.param(packed([3, None, [["x"]], [], [], None]), id="half of an input left out"),
        pytest.param(packed([3, None, [], [1], [], None]), id="a number for a warning"),
        pytest.param(packed([3, None, {}, [], [], None]), id="an object for a list"),
        pytest.param(
            packed([3, ["id", "t", [["a", "p", "s", None, "today", "none", 1]], []], [], [], [], None]), id="a day"
        ),
        pytest.param(
            packed([3, ["id", "t", [["a", "p", "s", None, None, "oops", 1]], []], [], [], [], None]), id="a choice"
        ),
        pytest.param(packed([3, None, [], [], [], [{}]]), id="half of its grounds"),
        pytest.param(packed([3, None, [], [], [], [[], 0.5]]), id="a list for its grounds' pairs"),
        pytest.param(packed([3, None, [], [], [], [{"a0 b0": [1]}, 0.5]]), id="a number for a pair"),
        pytest.param(zlib.compress(b"[" * 100_000), id="a well of brackets"),
    ],
)
def test_what_is_no_story_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        decode(Checked, data)


def test_a_small_file_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsdiff.corpus.slim._MOST", 1000)
    with pytest.raises(Damaged):
        decode(Checked, packed([3, None, [], ["x" * 2000], [], None]))
