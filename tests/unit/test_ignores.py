"""Findings that the configuration accepts, and paths that `.newsdiffignore` leaves out."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsdiff.config import Globs, IgnoreEntry
from newsdiff.config.globs import wrong_with
from newsdiff.config.regular import read_regular
from newsdiff.corpus.ignores import IgnoredPaths, Ignores
from newsdiff.errors import NewsdiffError
from newsdiff.fingerprint import fingerprint
from newsdiff.model import Finding, Story, StoryArticle
from tests.unit.test_fingerprint import _unique, divergent, number


def said(*values: int) -> Finding:
    found = divergent(*[(f"It injured {each}", str(each), number(each)) for each in values])
    return replace(found, id=fingerprint(found))


STORY = Story(
    "s",
    "s",
    tuple(
        StoryArticle(letter, path, letter, None, None, "none", 1)
        for letter, path in (("a", "wires/a.txt"), ("b", "dailies/b.txt"), ("c", "tabloids/c.txt"))
    ),
    (),
)
TWO, THREE = said(27, 25), said(27, 25, 30)
ALONE = _unique("mill", "burn")
BOTH = replace(TWO, facets=(*TWO.facets, replace(TWO.facets[0], kind="date")))


def entry(code: str | None = None, path: str = "", fingerprint: str | None = None) -> IgnoreEntry:
    return IgnoreEntry("known", fingerprint, code, Globs((path,) if path else ()), "newsdiff.toml:3")


@pytest.mark.parametrize(
    ("found", "by", "silenced"),
    [
        pytest.param(TWO, entry("ND1"), True, id="the beginning of its code"),
        pytest.param(TWO, entry("ND101"), True, id="its code"),
        pytest.param(TWO, entry("ND2"), False, id="another code"),
        pytest.param(TWO, entry(fingerprint=TWO.id), True, id="its fingerprint"),
        pytest.param(TWO, entry(fingerprint=THREE.id), False, id="another's fingerprint"),
        pytest.param(TWO, entry("ND1", "wires/"), True, id="a file that takes part"),
        pytest.param(TWO, entry("ND1", "tabloids/"), False, id="a file that does not"),
        pytest.param(TWO, entry(fingerprint=fingerprint(TWO), path="tabloids/"), False, id="fingerprint of others"),
        pytest.param(THREE, entry("ND1", "tabloids/"), False, id="the others differ among themselves"),
        pytest.param(said(27, 27, 30), entry("ND1", "tabloids/"), True, id="the others agree among themselves"),
        pytest.param(BOTH, entry("ND1"), False, id="it differs in something else too"),
        pytest.param(BOTH, entry("ND"), True, id="every code"),
        pytest.param(ALONE, entry("ND900"), True, id="what one says"),
        pytest.param(ALONE, entry("ND900", "wires/"), True, id="what one file says"),
        pytest.param(ALONE, entry("ND900", "dailies/"), False, id="what another says"),
        pytest.param(replace(TWO, verdict="agreed", facets=()), entry("ND"), False, id="nothing to silence"),
    ],
)
def test_what_an_entry_silences(found: Finding, by: IgnoreEntry, silenced: bool) -> None:
    ignores = Ignores([by])
    assert ignores.entry_for(found, STORY) == (by if silenced else None)
    assert ignores.unused() == (() if silenced else (by,))


def test_the_first_entry_that_silences_counts_and_the_others_are_unused() -> None:
    first, second, third = entry("ND2"), entry("ND1"), entry("ND101")
    ignores = Ignores([first, second, third])
    assert [ignores.entry_for(finding, STORY) for finding in (TWO, ALONE)] == [second, None]
    assert ignores.unused() == (first, third)


def test_an_entry_is_told_in_short() -> None:
    assert str(entry("ND1", "wires/")) == "ND1 in wires/"


# Paths.


def tree(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").removesuffix("_") / ".newsdiffignore"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "path", "ignored"),
    [
        pytest.param({"_": "*.bak"}, "x/a.bak", True, id="an ending"),
        pytest.param({"_": "*.bak"}, "x/a.txt", False, id="another ending"),
        pytest.param({"_": "drafts/"}, "x/drafts/y/a.txt", True, id="a folder"),
        pytest.param({"_": "/a.txt"}, "x/a.txt", False, id="from its own folder alone"),
        pytest.param({"_": "# x\n\n*.bak  \n!keep.bak"}, "keep.bak", False, id="taken in again"),
        pytest.param({"_": "*.bak", "x": "!a.bak"}, "x/a.bak", False, id="the deeper file decides"),
        pytest.param({"_": "*.bak", "x": "!a.bak"}, "y/a.bak", True, id="for what lies below it alone"),
        pytest.param({"_": "x/", "x": "!a.txt"}, "x/a.txt", True, id="not from a folder that is left out"),
        pytest.param({"_": "x/", "x": ""}, "x/y/z/a.txt", True, id="nor what lies deep in it"),
        pytest.param({"x": "*"}, "a.txt", False, id="not what lies above it"),
        pytest.param({}, "a.txt", False, id="no file"),
        pytest.param({"_": "a\r\n"}, "a", True, id="lines that end as on Windows"),
        pytest.param({"_": "é*.txt"}, "été.txt", True, id="letters beyond ASCII"),
    ],
)
def test_what_newsdiffignore_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], path: str, ignored: bool
) -> None:
    tree(tmp_path, **files)
    assert IgnoredPaths([str(tmp_path)]).ignored(str(tmp_path / path)) is ignored
    monkeypatch.chdir(tmp_path)
    assert IgnoredPaths(["."]).ignored(path) is ignored


def test_folders_are_left_out_whole(tmp_path: Path) -> None:
    tree(tmp_path, _="drafts/\n")
    ignored = IgnoredPaths([str(tmp_path)])
    assert ignored.ignored(str(tmp_path / "drafts"), folder=True)
    assert ignored.ignored(str(tmp_path / "x" / "drafts" / "y"), folder=True)
    assert not ignored.ignored(str(tmp_path / "drafts")), "a file called as the folder is another matter"


def test_files_above_and_beside_the_roots_are_not_read(tmp_path: Path) -> None:
    tree(tmp_path, _="*", x="", y="*")
    assert not IgnoredPaths([str(tmp_path / "x")]).ignored(str(tmp_path / "x" / "a.txt"))
    assert not IgnoredPaths([str(tmp_path / "x")]).ignored(str(tmp_path / "y" / "a.txt"))


def test_a_name_of_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / ".newsdiffignore").write_bytes(b"\xff*.txt\n")
    assert IgnoredPaths([str(tmp_path)]).ignored(str(tmp_path / os.fsdecode(b"\xffa.txt")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("*.bak\n!\n", ".newsdiffignore:2: '!' is no pattern", id="a pattern of nothing"),
        pytest.param("*" * 12 + "b", "* in one part", id="a run of stars"),
        pytest.param("**/a/**/a/**/a/**/x", "has more than 2 **", id="folders of any depth, over and over"),
        pytest.param("a" * 5000, "is longer than 4,096 characters", id="one longer than any path"),
        pytest.param("*1*2*3*4*5*", ".newsdiffignore:1: '*1*2*3*4*5*' has more than 3", id="one that takes for ever"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    tree(tmp_path, _=text)
    with pytest.raises(NewsdiffError) as raised:
        IgnoredPaths([str(tmp_path)]).ignored(str(tmp_path / "a.txt"))
    assert message in str(raised.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "*.txt", "*old*.t*", "drafts/", "**/x/**/*.md", "a/**", "!keep.txt", r"\*\*\*\*\*", "[*][*][*][*]",
        "[[:alpha:]]*", "a*b/c*d/e*f/*",
    ],
)  # fmt: skip
def test_patterns_that_people_write_are_read_without_a_warning(pattern: str, recwarn: pytest.WarningsRecorder) -> None:
    assert wrong_with(pattern) is None
    assert not recwarn.list


@pytest.mark.parametrize("pattern", ["*a*a*b", "**/*a*a*a/b", "**/a/**/x", "**/*a*/**/*b"])
@pytest.mark.parametrize(
    "path",
    ["/".join(["a" * 250] * 15) + "y", "a/" * 2000 + "y", "/".join(["aaaa"] * 800)],
    ids=["long", "deep", "both"],
)
def test_no_pattern_that_is_allowed_takes_long(pattern: str, path: str) -> None:
    assert wrong_with(pattern) is None
    before = time.process_time()
    Globs((pattern,)).matches(path)
    assert time.process_time() - before < 3


def test_a_file_of_patterns_is_a_regular_one_of_the_folders_given(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("*1*2*3*4*5* is the word\n")
    given, name = tmp_path / "c", ".newsdiffignore"
    for make, problem in (
        (lambda path: path.symlink_to(tmp_path / "secret"), "is a link that leads out of the folders given"),
        (os.mkfifo, "is not a regular file"),
        (lambda path: path.write_text("#" * 1_000_001), "is above 1,000,000 bytes"),
    ):
        given.mkdir()
        make(given / name)
        with pytest.raises(NewsdiffError, match=f"{name}: {problem}; put a file") as raised:
            IgnoredPaths([str(given)]).ignored(str(given / "a.txt"))
        assert "word" not in str(raised.value)
        (given / name).unlink()
        given.rmdir()


def test_many_paths_read_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, _="*.bak", x__y="!a.bak")
    reads: list[Path] = []

    def counted(path: Path, most: int) -> bytes:
        reads.append(path)
        return read_regular(path, most)

    monkeypatch.setattr("newsdiff.corpus.ignores.read_regular", counted)
    ignored = IgnoredPaths([str(tmp_path)])
    found = [ignored.ignored(str(tmp_path / "x" / "y" / f"{number}.bak")) for number in range(200)]
    assert all(found)
    assert len(reads) == len(set(reads)) == 3
