"""`newsdiff compare` from arguments to exit status, with an engine that answers at once."""

from __future__ import annotations

import dataclasses
import io
import json
import stat
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newsdiff.cli.inputs import Input, parse_inputs
from newsdiff.config import Config
from newsdiff.report.json_format import schema
from tests.cli.conftest import Run
from tests.sample_report import REPORT, TEXTS

pytestmark = pytest.mark.usefixtures("folder")


def test_json_fulfils_the_schema_and_stdout_holds_nothing_else(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt", "--format", "json")
    jsonschema.Draft202012Validator(schema()).validate(json.loads(result.out))
    assert (result.status, result.err) == (0, "newsdiff: warning: a.txt: seems a mere list\n")


def test_the_table_is_the_default_and_plain_in_a_pipe(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt")
    assert result.out.startswith("Ferry runs aground off Port Allen\n")
    assert "\x1b" not in result.out
    assert "…" not in result.out


def test_quiet_says_no_warning(cli: Run, engine: object) -> None:
    assert cli("compare", "a.txt", "b.txt", "--quiet").err == ""


def test_the_same_file_twice_is_warned_of(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "./a.txt", "b.txt")
    assert "warning: ./a.txt is the same file as a.txt" in result.err
    assert result.status == 0


def test_the_same_text_twice_is_warned_of(cli: Run, engine: object, folder: Path) -> None:
    (folder / "copy.txt").write_text(TEXTS["a"], encoding="utf-8")
    assert "warning: copy.txt has the same text as a.txt" in cli("compare", "a.txt", "copy.txt").err


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param("", 0, id="compare gates only when asked"),
        pytest.param("--fail-on divergent", 1, id="divergent"),
        pytest.param("--fail-on unique", 1, id="unique"),
        pytest.param("--fail-on any", 1, id="any"),
        pytest.param("--fail-on none", 0, id="none"),
        pytest.param("--exit-code", 1, id="as git diff"),
        pytest.param("--exit-code --exit-zero", 0, id="exit-zero wins"),
    ],
)
def test_the_gate(cli: Run, engine: object, options: str, status: int) -> None:
    result = cli("compare", "a.txt", "b.txt", *options.split())
    assert result.status == status
    assert result.out


@pytest.mark.parametrize(
    ("kept", "options", "status"),
    [
        pytest.param("agreed", "--fail-on any --exit-code", 0, id="all agree"),
        pytest.param("unique", "--exit-code", 0, id="unique is no difference"),
        pytest.param("unique", "--fail-on divergent", 0, id="unique is not divergent"),
        pytest.param("divergent", "--fail-on unique", 0, id="divergent is not unique"),
        pytest.param("divergent", "--fail-on unique --exit-code", 1, id="both gates count"),
    ],
)
def test_the_gate_looks_at_the_verdicts(
    cli: Run, engine: object, monkeypatch: pytest.MonkeyPatch, kept: str, options: str, status: int
) -> None:
    story = REPORT.stories[0]
    story = dataclasses.replace(story, findings=tuple(f for f in story.findings if f.verdict == kept))
    report = dataclasses.replace(REPORT, stories=(story,), skipped=())
    monkeypatch.setattr(sys.modules["newsdiff.api"], "compare", lambda articles, config: report)
    assert cli("compare", "a.txt", "b.txt", *options.split()).status == status


def test_an_unreadable_third_article_is_named_and_the_rest_compared(cli: Run, engine: list[Any]) -> None:
    result = cli("compare", "a.txt", "lost.txt", "b.txt", "--format", "json", "--fail-on", "any")
    assert json.loads(result.out)["skipped"] == [{"path": "lost.txt", "reason": "does not exist; check the path"}]
    assert result.status == 2
    assert result.err.startswith("newsdiff: lost.txt: does not exist")
    assert [article.path for article in engine[0][0]] == ["a.txt", "b.txt"]


def test_options_reach_the_articles_and_the_engine(cli: Run, engine: list[Any]) -> None:
    cli(
        *["compare", "times=a.txt", "b.txt", "--date", "b=2031-05-01", "--date", "2031-05-02", "--model", "other"],
        *["--min-confidence", "0.5", "--max-bytes", "9999"],
    )
    (first, second), config = engine[0]
    assert (first.source, first.published, first.published_from) == ("times", date(2031, 5, 2), "option")
    assert (second.path, second.published) == ("b.txt", date(2031, 5, 1))
    assert config == Config(model="other", min_confidence=0.5, max_bytes=9999)


def test_a_file_of_the_literal_name_comes_before_a_label(folder: Path) -> None:
    (folder / "x=a.txt").write_text("text", encoding="utf-8")
    assert parse_inputs(["x=a.txt", "y=b.txt"], []) == (Input("x=a.txt"), Input("b.txt", "y"))


def test_standard_input(cli: Run, engine: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXTS["c"].encode())))
    assert cli("compare", "-", "b.txt").status == 0
    assert engine[0][0][0].text == TEXTS["c"]


def test_a_closed_standard_input_is_a_bad_input(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    result = cli("compare", "-", "b.txt")
    assert (result.status, result.err) == (
        2,
        "newsdiff: -: standard input is closed; pipe the text of an article in\n",
    )


def test_output_is_whole_plain_and_leaves_nothing_else(cli: Run, engine: object, folder: Path) -> None:
    before = set(folder.iterdir())
    result = cli("compare", "a.txt", "b.txt", "-o", "out.txt")
    assert result.out == ""
    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("Ferry runs aground off Port Allen\n")
    assert set(folder.iterdir()) - before == {folder / "out.txt"}
    (folder / "out.txt").chmod(0o640)
    cli("compare", "a.txt", "b.txt", "-o", "out.txt", "-f", "json")
    assert json.loads((folder / "out.txt").read_text(encoding="utf-8"))["schema"] == "newsdiff/report/1"
    assert stat.S_IMODE((folder / "out.txt").stat().st_mode) == 0o640


def test_output_through_a_link_keeps_the_link(cli: Run, engine: object, folder: Path) -> None:
    (folder / "real.json").write_text("old", encoding="utf-8")
    (folder / "link.json").symlink_to("real.json")
    cli("compare", "a.txt", "b.txt", "-f", "json", "-o", "link.json")
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text(encoding="utf-8"))


def test_a_failed_run_leaves_the_old_output(
    cli: Run, engine: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "out.json").write_text("old", encoding="utf-8")
    monkeypatch.setattr("os.replace", _full)
    result = cli("compare", "a.txt", "b.txt", "-f", "json", "-o", "out.json")
    assert (result.status, (folder / "out.json").read_text(encoding="utf-8")) == (2, "old")
    assert "out.json: No space left on device" in result.err
    assert not list(folder.glob(".out*"))


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_output_dash_is_stdout(cli: Run, engine: object, folder: Path) -> None:
    assert cli("compare", "a.txt", "b.txt", "-o", "-").out
    assert not (folder / "-").exists()


def test_colour_on_demand(cli: Run, engine: object) -> None:
    assert "\x1b[1;91m" in cli("compare", "a.txt", "b.txt", "--color", "always").out


def test_an_internal_error_is_one_line_and_debug_shows_the_traceback(
    cli: Run, engine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["newsdiff.api"], "compare", lambda articles, config: 1 // 0)
    result = cli("compare", "a.txt", "b.txt")
    assert (result.status, result.out, result.err.count("\n")) == (3, "", 1)
    assert result.err.startswith("newsdiff: internal error: ZeroDivisionError: ")
    assert "--debug" in result.err
    assert "Traceback" in cli("compare", "a.txt", "b.txt", "--debug").err


def test_an_interrupt(cli: Run, engine: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(articles: object, config: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["newsdiff.api"], "compare", interrupted)
    result = cli("compare", "a.txt", "b.txt")
    assert (result.status, result.out, result.err) == (130, "", "")
