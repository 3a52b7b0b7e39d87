"""Runs the command line in this process, with articles on disk and, where asked, an engine that answers at once."""

from __future__ import annotations

import dataclasses
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from newsdiff.cli import run
from newsdiff.config import Config
from newsdiff.errors import UnknownFinding
from newsdiff.model import Article, Explanation, Grounds, Report, Story, sentences_of
from newsdiff.report.texts import SourceText
from tests.sample_explanation import EXPLANATION
from tests.sample_report import REPORT, TEXTS


@dataclasses.dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run newsdiff with the arguments given: status, stdout and stderr."""

    def _run(*arguments: str) -> Result:
        status = run(list(arguments))
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return _run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with the sample's articles a.txt, b.txt and c.txt."""
    for letter, text in TEXTS.items():
        (tmp_path / f"{letter}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sequence[Article], Config]]:
    """Put an engine that returns the sample report in the place of the real one; the list holds its calls."""
    calls: list[tuple[Sequence[Article], Config]] = []

    def compare(articles: Sequence[Article], config: Config) -> Report:
        calls.append((articles, config))
        return dataclasses.replace(REPORT, skipped=(), warnings=("a.txt: seems a mere list",))

    def texts_of(story: Story, articles: Sequence[Article]) -> tuple[SourceText, ...]:
        return tuple(SourceText(TEXTS[article.id]) for article in story.articles)

    def explain(articles: Sequence[Article], id: str, config: Config) -> Explanation:
        if id not in EXPLANATION.finding.id:
            raise UnknownFinding(f"no finding has an id that begins with {id!r}")
        return dataclasses.replace(EXPLANATION, report=compare(articles, config))

    def compare_with_grounds(articles: Sequence[Article], config: Config) -> tuple[Report, Grounds]:
        pairs = {sentences_of(REPORT.stories[0].findings[0]): EXPLANATION.pairs}
        return compare(articles, config), Grounds(pairs, EXPLANATION.accept)

    module = types.ModuleType("newsdiff.api")
    module.compare = compare  # type: ignore[attr-defined]
    module.compare_with_grounds = compare_with_grounds  # type: ignore[attr-defined]
    module.explain = explain  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "newsdiff.api", module)
    monkeypatch.setattr("newsdiff.cli.compare.texts_of", texts_of)
    return calls
