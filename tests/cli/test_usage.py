"""Bad usage and bad input: one clear line on stderr, nothing on stdout, status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("compare -q", "compare needs two or more articles; for example", id="no files"),
        pytest.param("compare a.txt", "compare needs two or more articles, got one (a.txt)", id="one file"),
        pytest.param("compare a.txt lost.txt", "lost.txt: does not exist", id="a missing file"),
        pytest.param("compare a.txt .", ".: is a folder", id="a folder"),
        pytest.param("compare - - a.txt", "-: standard input can be read once only", id="stdin twice"),
        pytest.param("compare =a.txt b.txt", "=a.txt: not a path nor NAME=PATH", id="a label of nothing"),
        pytest.param("compare x=a.txt x=b.txt", "x=: two articles with this label", id="one label twice"),
        pytest.param("compare a.txt b.txt --fromat json", "did you mean --format?", id="an unknown option"),
        pytest.param("compare a.txt b.txt -f jsn", "--format: no such choice 'jsn'; did you mean json?", id="a format"),
        pytest.param("compare a.txt b.txt --color red", "it takes auto, always or never", id="a colour"),
        pytest.param("compare a.txt b.txt --fail-on divergant", "did you mean divergent?", id="a gate"),
        pytest.param("compare a.txt b.txt --top -1", "--top: ", id="fewer than none"),
        pytest.param(
            "compare a.txt b.txt --top many",
            "--top: must be a valid integer (see newsdiff compare --help)",
            id="not a number",
        ),
        pytest.param("compare a.txt b.txt --max-bytes 0", "--max-bytes: ", id="no bytes"),
        pytest.param("compare a.txt b.txt --max-bytes 5", "is above the limit of 5 bytes", id="too large"),
        pytest.param(
            "compare a.txt b.txt --min-confidence 2", "--min-confidence: 2.0 is not between 0 and 1", id="range"
        ),
        pytest.param(
            "compare a.txt b.txt --date 2031-4-2", "--date 2031-4-2: '2031-4-2' is not a date", id="a short date"
        ),
        pytest.param("compare a.txt b.txt --date 2031-02-30", "'2031-02-30' is not a date", id="no such day"),
        pytest.param("compare a.txt b.txt --date c=2031-04-02", "no article is called 'c'", id="no such article"),
        pytest.param("compare times=a.txt b.txt --date tmes=2031-04-02", "did you mean times?", id="the nearest name"),
        pytest.param(
            "compare a.txt b.txt --date 2031-04-02 --date 2031-04-03", "two dates for all articles", id="two dates"
        ),
        pytest.param("compare a.txt b.txt -o .", ".: is a directory", id="output to a folder"),
        pytest.param("compare a.txt b.txt -o no/x.json", "no/x.json: no such directory no", id="output to nowhere"),
        pytest.param("compare a.txt b.txt -o ./b.txt", "would overwrite an input", id="output over an input"),
        pytest.param("compare a.txt b.txt -o", "requires an argument", id="an option without its value"),
        pytest.param("comapre a.txt b.txt", "did you mean 'compare'?", id="a mistyped command"),
        pytest.param("a.txt b.txt", "did you mean: newsdiff compare a.txt b.txt", id="a forgotten command"),
    ],
)
def test_one_clear_line(cli: Run, folder: Path, arguments: str, line: str) -> None:
    result = cli(*arguments.split())
    assert (result.status, result.out) == (2, "")
    assert all(each.startswith("newsdiff: ") for each in result.err.splitlines())
    assert line in result.err
    if "limit" not in line:  # Both files are above that one.
        assert result.err.count("\n") == 1


def test_all_bad_inputs_are_named(cli: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()
    result = cli("compare", "lost.txt", "a.txt", "empty.txt")
    assert [line.split(":")[1] for line in result.err.splitlines()] == [" lost.txt", " empty.txt"]
    assert (result.status, result.out) == (2, "")


def test_an_error_shows_no_control_sequence(cli: Run, folder: Path) -> None:
    result = cli("compare", "a.txt", "\x1b[31mred\n.txt")
    assert result.err.startswith("newsdiff: \\x1b[31mred\\x0a.txt: does not exist")
    assert result.err.count("\n") == 1


def test_the_command_alone_shows_help(cli: Run) -> None:
    result = cli()
    assert result.status == 2
    assert "compare" in result.out
    assert result.err == ""
