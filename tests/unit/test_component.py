"""newsdiff as a component of a spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsdiff import parse
from newsdiff.errors import ModelError, NewsdiffError
from newsdiff.extract import extract
from newsdiff.model import LAYERS
from newsdiff.nlp import pipeline
from newsdiff.report.extract_json import to_dict
from tests.process import ROOT, environment

spacy = pytest.importorskip("spacy")

BODY = """The Tarn bridge was shut on Monday after at least 12 people were hurt, Mayor Ida Quill said.

"We had no choice," she said. The repair will cost £2.5m."""


def loaded() -> Any:
    return spacy.load(pipeline().meta["lang"] + "_" + pipeline().meta["name"])


@pytest.fixture(scope="module")
def nlp() -> Any:
    nlp = loaded()
    nlp.add_pipe("newsdiff_paragraphs", before="parser")
    nlp.add_pipe("newsdiff", config={"published": "2031-05-14"})
    return nlp


def test_no_import_is_needed() -> None:
    code = (
        "import sys, spacy\n"
        "nlp = spacy.load(sys.argv[1])\n"
        "nlp.add_pipe('newsdiff')\n"
        "print([q.low for q in nlp('At least 12 people were hurt.')._.newsdiff.quantities])"
    )
    name = pipeline().meta["lang"] + "_" + pipeline().meta["name"]
    done = subprocess.run(
        [sys.executable, "-c", code, name], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.stdout == "[12.0]\n", done.stderr


def test_it_finds_what_extract_finds(nlp: Any) -> None:
    found = nlp(BODY)._.newsdiff
    own = extract(parse(BODY, "<doc>", published=date(2031, 5, 14)))
    assert found.quantities
    assert found.attributions
    assert to_dict(found, LAYERS) == to_dict(own, LAYERS)


def test_offsets_are_into_the_document(nlp: Any) -> None:
    doc = nlp(BODY)
    found = doc._.newsdiff
    for item in (*found.claims, *found.quantities, *found.times):
        assert doc.text[item.start : item.end] == item.text
    [ida] = [item for item in found.entities if item.name == "Ida Quill"]
    assert [doc.text[mention.start : mention.end] for mention in ida.mentions] == ["Ida Quill", "she"]


def test_furniture_is_named_and_no_claim(nlp: Any) -> None:
    doc = nlp(f"Source: Tarn Post\nDate: 20 May 2031\n\n{BODY}\n\n© 2031 Tarn Post. All rights reserved.")
    found = doc._.newsdiff
    assert next(doc.text[item.start : item.end] for item in found.furniture) == "Source: Tarn Post"
    claims = [claim.text for claim in found.claims]
    assert len(claims) == len(nlp(BODY)._.newsdiff.claims)
    assert not [text for text in claims if "Tarn Post" in text or "rights" in text]


def test_the_paragraphs_component_parts_a_sentence_from_the_line_above(nlp: Any) -> None:
    text = "Source: Tarn Post\n\nThe bridge was shut after 12 people were hurt, Mayor Ida Quill said."
    starts = {sentence.start_char for sentence in nlp(text).sents}
    assert text.index("The bridge") in starts
    assert len(nlp(text)._.newsdiff.attributions) == 1


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        pytest.param(None, date(2031, 5, 12), id="the component's day"),
        pytest.param("2031-05-21", date(2031, 5, 19), id="a document's own, as text"),
        pytest.param(date(2031, 5, 21), date(2031, 5, 19), id="a document's own"),
    ],
)
def test_the_day_of_publication(nlp: Any, stated: object, day: date) -> None:
    doc = nlp.make_doc(BODY)
    if stated is not None:
        doc._.newsdiff_published = stated
    [monday] = nlp(doc)._.newsdiff.times
    assert monday.earliest.date() == day


def test_a_document_can_be_written_and_read_again(nlp: Any) -> None:
    from spacy.tokens import DocBin

    doc = nlp(BODY)
    [again] = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)
    assert again._.newsdiff == doc._.newsdiff


def test_a_pipeline_can_be_written_and_read_again(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(BODY)._.newsdiff == nlp(BODY)._.newsdiff


def test_other_processes_bring_the_same(nlp: Any) -> None:
    texts = [BODY, "Two people died on Friday."]
    alone = [doc._.newsdiff for doc in nlp.pipe(texts)]
    assert [doc._.newsdiff for doc in nlp.pipe(texts, n_process=2)] == alone


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "“" * 50], ids=repr)
def test_any_text(nlp: Any, text: str) -> None:
    try:
        doc = nlp(text)
    except UnicodeEncodeError:  # spaCy itself holds no lone surrogate.
        return
    assert doc._.newsdiff.article.text == text


@pytest.mark.parametrize(
    ("part", "named"),
    [("parser", "parser"), ("ner", "ner"), ("lemmatizer", "lemmatizer"), ("tagger", "tagger")],
)
def test_a_missing_component_is_named(part: str, named: str) -> None:
    nlp = loaded()
    nlp.add_pipe("newsdiff")
    nlp.select_pipes(disable=[part])
    with pytest.raises(ModelError, match=named):
        nlp(BODY)


def test_a_blank_pipeline_is_told_what_it_lacks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsdiff")
    with pytest.raises(ModelError, match="needs what tagger, attribute_ruler, parser, lemmatizer, ner would write"):
        nlp(BODY)


def test_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match="'de'; newsdiff reads English"):
        spacy.blank("de").add_pipe("newsdiff")


@pytest.mark.parametrize("value", ["yesterday", "2031-13-01", "14/05/2031"])
def test_a_day_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(NewsdiffError, match="write it as YYYY-MM-DD"):
        spacy.blank("en").add_pipe("newsdiff", config={"published": value})
