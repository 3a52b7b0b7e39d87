"""A finding is the same one after its articles were reordered, wrapped or edited elsewhere, and no other one is."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff import compare, parse
from newsdiff.fingerprint import fingerprint
from newsdiff.model import Claim, Facet, FacetKind, FacetValue, Finding, Report, Reported, Span, Verdict, Word


def divergent(
    *said: tuple[str, str, dict[str, object]],
    predicate: str = "injure",
    kind: FacetKind = "quantity",
    before: int = 0,
    letters: str = "abc",
) -> Finding:
    """A finding in which each article says its words with its value, `before` code points into its file."""
    claims, values = [], []
    for letter, (sentence, words, value) in zip(letters, said, strict=False):
        start = before + sentence.index(words)
        span = Span(before, before + len(sentence))
        claim = Claim(span.start, span.end, 1, 1, sentence, span, 0, "body", predicate=predicate)
        claims.append(Reported(letter, claim))
        values.append(FacetValue(letter, words, start, start + len(words), value))
    facet = Facet(kind, "conflict", "they differ", tuple(values))
    return Finding("0" * 12, "divergent", "ND101", claims[0].claim.text, 0.5, 0.5, (facet,), tuple(claims))


def number(value: float, unit: str = "person") -> dict[str, object]:
    return {"low": value, "high": value, "unit": unit, "modifier": None}


TWO = (("The fire injured 27 workers", "27", number(27)), ("It injured 25 of them", "25", number(25)))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(divergent(*reversed(TWO)), True, id="the articles the other way round"),
        pytest.param(divergent(*TWO, letters="qz"), True, id="other letters"),
        pytest.param(divergent(*TWO, before=400), True, id="further down in the file"),
        pytest.param(
            divergent(("The fire badly injured\n27 workers", "27", number(27)), TWO[1]),
            True,
            id="another word beside it",
        ),
        pytest.param(divergent(*TWO, TWO[0]), True, id="a third article that says the same"),
        pytest.param(
            divergent(("Twenty-seven were injured", "Twenty-seven", number(27.0)), TWO[1]), True, id="written out"
        ),
        pytest.param(divergent(("It injured 28", "28", number(28)), TWO[1]), False, id="another value"),
        pytest.param(divergent(*TWO, predicate="kill"), False, id="another predicate"),
        pytest.param(divergent(*TWO, kind="date"), False, id="another facet"),
        pytest.param(
            divergent(*[(text, words, {**value, "unit": "kilometre"}) for text, words, value in TWO]), False, id="unit"
        ),
    ],
)
def test_what_makes_it_the_same(other: Finding, same: bool) -> None:
    assert (fingerprint(divergent(*TWO)) == fingerprint(other)) is same


def test_words_count_where_no_value_is_kept() -> None:
    def quoted(*words: str) -> str:
        said = [(f"“{each} it is”", each, dict[str, object]()) for each in words]
        return fingerprint(divergent(*said, kind="quote"))

    assert quoted("two  hours’\nwait", "one") == quoted("Two hours' wait", "one")
    assert quoted("two hours", "one") != quoted("three hours", "one")


def test_a_second_conflict_makes_it_another_finding() -> None:
    one = divergent(*TWO)
    date_too = replace(divergent(*TWO, kind="date").facets[0])
    assert fingerprint(replace(one, facets=(*one.facets, date_too))) != fingerprint(one)
    assert fingerprint(replace(one, facets=(*one.facets, replace(date_too, relation="same")))) == fingerprint(one)


def _unique(*lemmas: str, verdict: Verdict = "unique", start: int = 0) -> Finding:
    words = tuple(Word(lemma, lemma, "PUNCT" if lemma == "," else "NOUN", 0, 1) for lemma in lemmas)
    claim = Claim(start, start + 9, 1, 1, " ".join(lemmas), Span(start, start + 9), 0, "body", words=words)
    return Finding("0" * 12, verdict, "ND900", "", 0.5, 0.5, (), (Reported("a", claim),))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(_unique("mill", ",", "burn"), True, id="the same words"),
        pytest.param(_unique("mill", "burn"), True, id="without the comma"),
        pytest.param(_unique("mill", "burn", start=70), True, id="elsewhere"),
        pytest.param(_unique("mill", "close"), False, id="another word"),
        pytest.param(_unique("mill", "burn", verdict="agreed"), False, id="another verdict"),
    ],
)
def test_what_one_article_says_is_its_words(other: Finding, same: bool) -> None:
    assert (fingerprint(_unique("mill", ",", "burn")) == fingerprint(other)) is same


_SAID = st.lists(
    st.builds(
        lambda low, words: (f"It injured {words} people", words, number(low)),
        st.integers(0, 50),
        st.text("0123456789", min_size=1, max_size=3),
    ),
    min_size=2,
    max_size=5,
)


@given(_SAID, st.randoms(use_true_random=False), st.integers(0, 500))
def test_neither_order_nor_place_matters(said: list[tuple[str, str, dict[str, object]]], random, before: int) -> None:  # type: ignore[no-untyped-def]
    moved = list(said)
    random.shuffle(moved)
    assert fingerprint(divergent(*said, letters="abcde")) == fingerprint(
        divergent(*moved, letters="edcba", before=before)
    )


@given(_SAID, _SAID)
def test_other_values_are_another_finding(
    one: list[tuple[str, str, dict[str, object]]], other: list[tuple[str, str, dict[str, object]]]
) -> None:
    values = [{value["low"] for _, _, value in said} for said in (one, other)]
    same = fingerprint(divergent(*one, letters="abcde")) == fingerprint(divergent(*other, letters="abcde"))
    assert same is (values[0] == values[1])


# Through the whole program.

FIRST = """Fire guts the Halden mill

A fire at the Halden mill injured 27 workers on Tuesday night, the mayor said.

The mill was built in 1904 and makes paper for newspapers. "We were told to wait in the dark yard for an hour," \
foreman Ivo Brandt said.

The council approved a grant of $40,000 for the families. The road to the mill will stay closed until Friday."""
SECOND = """Workers hurt in mill blaze

A fire at the Halden mill injured 25 workers on Tuesday night, according to the mayor.

The foreman, Ivo Brandt, praised the crews. "We were told to wait in the dark yard for two hours," Brandt said.

The council approved a grant of $45,000 for the families. Schools in the town were shut."""


def compared(*texts: str) -> Report:
    day = date(2031, 4, 3)
    return compare([parse(text, f"{number}.txt", published=day) for number, text in enumerate(texts)])


def divergences(*texts: str) -> set[str]:
    return {
        fingerprint(finding)
        for story in compared(*texts).stories
        for finding in story.findings
        if finding.verdict == "divergent"
    }


def wrapped(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))


def edited(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def known() -> set[str]:
    found = divergences(FIRST, SECOND)
    assert len(found) == 3
    return found


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((SECOND, FIRST), id="reordered"),
        pytest.param((wrapped(FIRST, 40), wrapped(SECOND, 55)), id="wrapped"),
        pytest.param(
            (
                edited(
                    FIRST, ("The mill was built in 1904 and makes paper", "The mill, a listed building, made paper")
                ),
                edited(SECOND, ("Schools in the town were shut.", "Shops were shut as smoke drifted over the town.")),
            ),
            id="edited elsewhere",
        ),
        pytest.param(
            (f"{FIRST}\n\nThe insurers declined to comment.", edited(SECOND, (" praised", " later praised"))),
            id="longer",
        ),
        pytest.param((edited(FIRST, ("injured 27", "seriously injured 27")), SECOND), id="another word beside it"),
    ],
)
def test_known_findings_stay_known(known: set[str], texts: tuple[str, str]) -> None:
    assert divergences(*texts) == known


def test_another_figure_is_another_finding(known: set[str]) -> None:
    assert len(divergences(edited(FIRST, ("27", "29")), SECOND) - known) == 1


#: Sentences about other matters, each a paragraph that an editor may add, drop or move.
ASIDES = (
    "The insurers declined to comment on the cause.",
    "Smoke could be seen from the hills above Orsham.",
    "A fund for the families has been set up by the parish.",
    "The company owns two other mills in the county.",
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    st.booleans(),
    st.tuples(st.integers(30, 110), st.integers(30, 110)),
    st.tuples(*[st.lists(st.tuples(st.sampled_from(ASIDES), st.integers(1, 4)), max_size=2) for _ in range(2)]),
)
def test_known_findings_stay_known_whatever_is_done_around_them(
    known: set[str], turned: bool, widths: tuple[int, int], asides: tuple[list[tuple[str, int]], ...]
) -> None:
    texts = []
    for text, width, added in zip((FIRST, SECOND), widths, asides, strict=True):
        paragraphs = text.split("\n\n")
        for aside, place in added:
            paragraphs.insert(place, aside)
        texts.append(wrapped("\n\n".join(paragraphs), width))
    assert known <= divergences(*(reversed(texts) if turned else texts))
