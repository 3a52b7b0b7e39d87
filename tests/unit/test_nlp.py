"""The pipeline's rules are tried once for each kind of token, and give what they always gave."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from newsdiff import nlp as module
from newsdiff.nlp import RememberedRules, pipeline, remember_rules
from tests.process import EXAMPLES

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*/*.txt"))]
ODD = ["", " ", "\n\n\t", "Ain't y'all gonna say let's c'mon? There's been 3 of 'em.", "x" * 3000, "\u202e(]…"]


def tagged(nlp: Language, text: str) -> Doc:
    """The text as it comes to the ruler."""
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        return nlp(text)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


@pytest.mark.parametrize("text", [*TEXTS, *ODD], ids=[f"{number}" for number in range(len(TEXTS) + len(ODD))])
def test_matches_are_those_of_the_ruler(nlp: Language, text: str) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    doc = tagged(nlp, text)
    matches = AttributeRuler.match(ruler, doc)
    assert isinstance(ruler.match, RememberedRules)
    assert ruler.match(doc) == matches
    assert bool(matches) == bool(text)


def test_what_is_remembered_is_bounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 7)
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    rules, doc = RememberedRules(ruler), tagged(nlp, TEXTS[0])
    assert rules(doc) == AttributeRuler.match(ruler, doc)
    assert len(rules._known) <= 7


def made(*patterns: list[dict[str, object]]) -> AttributeRuler:
    ruler = spacy.blank("en").add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    for pattern in patterns:
        ruler.add([pattern], {"LEMMA": "found"})
    return ruler


@pytest.mark.parametrize(
    ("pattern", "remembered"),
    [
        ([{"LOWER": "gull"}], True),
        ([{"LOWER": {"IN": ["gull", "tern"]}}, {"ORTH": "cried"}], True),
        ([{"LOWER": {"REGEX": "^g"}}], True),
        ([{"LOWER": "very", "OP": "+"}], False),
        ([{"_": {"seen": True}}], False),
        ([{}, {"TEXT": "gull"}], False),
    ],
    ids=["value", "two tokens", "expression", "repeated", "own attribute", "another name"],
)
def test_rules_that_look_at_more_than_a_kind_are_left_alone(pattern: list[dict[str, object]], remembered: bool) -> None:
    if "_" in pattern[0]:
        from spacy.tokens import Token

        Token.set_extension("seen", default=False, force=True)
    ruler = made(pattern)
    remember_rules(ruler)
    assert isinstance(ruler.match, RememberedRules) is remembered


def test_random_rules_on_random_texts() -> None:
    chance = random.Random(3)
    words = ["gull", "Gull", "tern", "cried", ".", "very", " ", "12"]
    asked: dict[str, list[object]] = {
        "LOWER": ["gull", "tern", "very"],
        "ORTH": ["Gull", "cried"],
        "SHAPE": ["dd", "xxxx"],
        "IS_PUNCT": [True],
    }

    def token() -> dict[str, object]:
        return {name: chance.choice(asked[name]) for name in chance.sample(list(asked), chance.randint(1, 2))}

    for _ in range(60):
        ruler = made(*([token() for _ in range(chance.randint(1, 3))] for _ in range(chance.randint(1, 6))))
        rules = RememberedRules(ruler)
        for _ in range(5):
            doc = Doc(ruler.vocab, words=[chance.choice(words) for _ in range(chance.randint(0, 12))])
            assert rules(doc) == AttributeRuler.match(ruler, doc)
