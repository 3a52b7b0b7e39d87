"""A path that is missing: what was probably meant, in every place where a path is named, and in bounded time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdiff.cli.near_paths import Suggestions, near_path, neighbour
from newsdiff.model import Skipped
from tests.cli.conftest import Run

TREE = (
    "ledger.txt", "Herald.md", "notes 2.txt", ".hidden.txt", "story/gazette.txt", "story/courier.txt",
    "story/deep/down/telegraph.txt", "archive/old.txt", "newsdiff.toml",
)  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with the files of TREE."""
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("The mill burned on Monday.\n")
    (tmp_path / "newsdiff.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "near"),
    [
        pytest.param("leger.txt", "ledger.txt", id="a letter left out"),
        pytest.param("LEDGER.TXT", "ledger.txt", id="capitals"),
        pytest.param("ledger.md", "ledger.txt", id="another ending"),
        pytest.param("herald", "Herald.md", id="no ending"),
        pytest.param("./leger.txt", "./ledger.txt", id="written as it was"),
        pytest.param("story/gazete.txt", "story/gazette.txt", id="in a folder"),
        pytest.param("storey/gazette.txt", "story/gazette.txt", id="the folder"),
        pytest.param("storey/gazete.txt", "story/gazette.txt", id="the folder and the file"),
        pytest.param("storey/dep/down/telegraf.txt", "story/deep/down/telegraph.txt", id="every part"),
        pytest.param("gazette.txt", "story/gazette.txt", id="the same name elsewhere below"),
        pytest.param("archive/telegraph.txt", "story/deep/down/telegraph.txt", id="in another folder"),
        pytest.param("hidden.txt", None, id="a hidden file is none"),
        pytest.param(".hiden.txt", ".hidden.txt", id="unless one was named"),
        pytest.param("quite-different.txt", None, id="nothing like it"),
        pytest.param("zzz.txt", None, id="a like ending is not enough"),
        pytest.param("stori", None, id="a folder is no article"),
        pytest.param("x/y/z/w.txt", None, id="no folder like it"),
        pytest.param("ledger.txt/x.txt", None, id="a file is no folder"),
        pytest.param("", None, id="nothing"),
        pytest.param("a\0b", None, id="NUL"),
        pytest.param("x" * 100_000, None, id="longer than a path"),
        pytest.param("/" * 3000 + "x", None, id="a thousand slashes"),
    ],
)
def test_near_path(tree: Path, path: str, near: str | None) -> None:
    assert near_path(path) == near


def test_a_folder_may_be_meant_where_folders_are_taken(tree: Path) -> None:
    assert near_path("stori", folders=True) == "story"
    assert near_path("stori/", folders=True) == "story"
    assert near_path("leger.txt", files=False, folders=True) is None


def test_what_was_named_too_is_not_meant(tree: Path) -> None:
    assert near_path("leger.txt", given=["leger.txt", "./ledger.txt"]) is None


def test_the_home_that_no_shell_has_put_in(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tree / "story"))
    assert near_path("~/gazette.txt") == str(tree / "story" / "gazette.txt")


def test_an_absolute_path_stays_one(tree: Path) -> None:
    assert near_path(str(tree / "storey" / "gazette.txt")) == str(tree / "story" / "gazette.txt")


@given(st.text(alphabet="abz/.~ -é\n\x1b", max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_what_is_suggested_is_there(tree: Path, path: str) -> None:
    near = near_path(path, folders=True)
    assert near is None or os.path.exists(near)


def test_a_large_folder_takes_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10_000):
        os.close(os.open(tmp_path / f"report-{number:06}.txt", os.O_CREAT | os.O_WRONLY))
    monkeypatch.chdir(tmp_path)
    begun = time.process_time()
    assert near_path("report-01234.txt") in {"report-001234.txt", "report-011234.txt", "report-012234.txt"} | {
        f"report-01234{digit}.txt" for digit in range(10)
    } | {f"report-0123{digit}4.txt" for digit in range(10)}
    assert time.process_time() - begun < 2  # A tenth of it here.


def test_a_circle_of_links_ends(tree: Path) -> None:
    (tree / "story" / "again").symlink_to(tree)
    assert near_path("nowhere-to-be-found.txt") is None


def test_a_folder_that_is_closed_is_passed_over(tree: Path) -> None:
    (tree / "archive").chmod(0)
    try:
        assert near_path("gazette.txt") == "story/gazette.txt"
    finally:
        (tree / "archive").chmod(0o700)


def test_so_many_and_no_more() -> None:
    lines = Suggestions(left=2)
    for _ in range(4):
        lines.line(Skipped("lost.txt", "does not exist; check the path"))
    assert lines.left == 0


@pytest.mark.parametrize(
    ("path", "other"),
    [("story/courier.txt", "story/gazette.txt"), ("story/gazette.txt", "story/courier.txt"), ("Herald.md", None)],
    ids=["the next", "the first after the last", "none of the kind"],
)
def test_neighbour(tree: Path, path: str, other: str | None) -> None:
    assert neighbour(path) == other


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("compare leger.txt story/gazette.txt", "leger.txt: does not exist; did you mean ledger.txt?"),
        ("compare times=storey/gazette.txt ledger.txt", "storey/gazette.txt: does not exist; did you mean story/gaz"),
        ("compare ledger.txt leger.txt", "leger.txt: does not exist; check the path"),
        ("compare ledger.txt", "got one (ledger.txt); for example: newsdiff compare ledger.txt 'notes 2.txt'"),
        ("compare story", "got a folder; for example: newsdiff check story"),
        ("extract leger.txt", "leger.txt: does not exist; did you mean ledger.txt?"),
        ("group storey", "storey: does not exist; did you mean story?"),
        ("check storey --no-cache", "storey: does not exist; did you mean story?"),
        ("check --files-from ledgr.txt", "--files-from ledgr.txt: does not exist; did you mean ledger.txt?"),
        ("config --config newsdif.toml", "--config newsdif.toml: does not exist; did you mean newsdiff.toml?"),
        ("check story --baseline ledgr.txt", "ledgr.txt: the baseline cannot be read (no such file); did you mean "),
        ("compare ledger.txt Herald.md -o archve/x", "no such directory archve; did you mean archive?"),
        ("storey", "no such command 'storey' (see newsdiff --help)"),
        ("story", "no such command 'story'; did you mean: newsdiff check story"),
        ("leger.txt Herald.md", "did you mean: newsdiff compare ledger.txt Herald.md"),
        ("compare --fromat json", "no such option: --fromat; did you mean --format? (see newsdiff compare --help)"),
        ("check --job 2", "no such option: --job; did you mean --jobs? (see newsdiff check --help)"),
        ("extract --baseline x", "no such option: --baseline; newsdiff compare"),
        ("group --no-cache", "no such option: --no-cache; newsdiff git-diff and newsdiff check have it"),
        ("--jobs 2 check", "no such option: --jobs; newsdiff check"),
        ("explain ND1O1", "ND1O1: no such code; did you mean ND101?"),
        ("compare ledger.txt Herald.md --select ND20l", "did you mean ND201?"),
        ("compare ledger.txt Herald.md --ignore XD20", "did you mean ND201?"),
        ("check story --fail-on divergent:quantty", "no such facet 'quantty'; did you mean quantity?"),
        ("compare ledger.txt Herald.md --date", "requires an argument (see newsdiff compare --help)"),
    ],
)
def test_every_command_suggests(cli: Run, tree: Path, command: str, line: str) -> None:
    result = cli(*command.split())
    assert result.status == 2
    assert line in result.err
    assert result.err.count("\n") == 1


def test_a_name_that_would_act_is_shown(cli: Run, tree: Path) -> None:
    (tree / "red\x1b[31m\n.txt").write_text("The mill burned.\n")
    error = cli("compare", "ledger.txt", "red[31m.txt").err
    assert error == "newsdiff: red[31m.txt: does not exist; did you mean red\\x1b[31m\\x0a.txt?\n"
