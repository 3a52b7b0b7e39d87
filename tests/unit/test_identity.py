"""What an extraction depends on: another article, code, library or model has another name in the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from newsdiff.corpus import identity
from newsdiff.errors import ModelError
from newsdiff.model import Article, Furniture, Span
from tests.process import ROOT, environment

ARTICLE = Article("a.txt", "A bridge fell.", title="None", published=date(2031, 4, 1))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": "A bridge stands."}, id="text"),
        pytest.param({"title": None}, id="title"),
        pytest.param({"published": date(2031, 4, 2)}, id="published"),
        pytest.param({"published": None}, id="no-date"),
        pytest.param({"source": "The Wire"}, id="source"),
        pytest.param({"body_start": 2}, id="body"),
        pytest.param({"title_span": Span(0, 2)}, id="title-span"),
        pytest.param({"furniture": (Furniture(0, 2, "byline"),)}, id="furniture"),
        pytest.param({"form": "html"}, id="form"),
    ],
)
def test_another_article_has_another_key(change: dict[str, object]) -> None:
    assert identity.key(replace(ARTICLE, **change), "s") != identity.key(ARTICLE, "s")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"path": "b.txt"}, id="path"),
        pytest.param({"warnings": ("a warning",)}, id="warnings"),
        pytest.param({"id": "7", "group": "g"}, id="where-it-belongs"),
    ],
)
def test_the_same_article_elsewhere_has_the_same_key(change: dict[str, object]) -> None:
    assert identity.key(replace(ARTICLE, **change), "s") == identity.key(ARTICLE, "s")  # type: ignore[arg-type]


def test_another_scope_has_another_key() -> None:
    assert identity.key(ARTICLE, "s") != identity.key(ARTICLE, "t")


def test_the_scope_tells_code_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = identity.scope.__wrapped__("en_core_web_sm")
    assert identity.scope.__wrapped__("en_core_web_sm") == before
    with monkeypatch.context() as patch:
        patch.setattr(identity, "source", lambda: "changed")
        assert identity.scope.__wrapped__("en_core_web_sm") != before
    with monkeypatch.context() as patch:
        patch.setattr(identity, "__version__", "99")
        assert identity.scope.__wrapped__("en_core_web_sm") != before


def test_the_digest_of_the_code_reads_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extract" / "__pycache__").mkdir(parents=True)
    (tmp_path / "extract" / "claims.py").write_text("a = 1")
    monkeypatch.setattr(identity.resources, "files", lambda package: tmp_path)
    first = identity.source.__wrapped__(("extract",))
    (tmp_path / "extract" / "__pycache__" / "claims.pyc").write_bytes(b"compiled")
    os.utime(tmp_path / "extract" / "claims.py", (1, 1))
    assert identity.source.__wrapped__(("extract",)) == first
    (tmp_path / "extract" / "claims.py").write_text("a = 2")
    assert identity.source.__wrapped__(("extract",)) != first


def test_the_model_is_known_by_name_and_version_without_spacy() -> None:
    code = (
        "import sys\nfrom newsdiff.corpus import identity\nprint(identity.installed('en_core_web_sm').name)\n"
        "identity.scope('en_core_web_sm')\nassert not {'spacy', 'thinc', 'numpy'} & sys.modules.keys()\n"
        "from newsdiff.nlp import pipeline\nmeta = pipeline().meta\n"
        "print(f\"{meta['lang']}_{meta['name']}-{meta['version']}\")"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    told, loaded = run.stdout.split()
    assert told == loaded


def test_a_model_that_is_missing() -> None:
    with pytest.raises(ModelError, match="not installed"):
        identity.installed("no_such_model")
