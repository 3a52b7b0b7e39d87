"""What a walk finds: in order, once each, whatever the names, links and other files there are."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from newsdiff.cli.corpus_inputs import Found, GroupBy, Walk, listed, parse_group_by, to_walk
from newsdiff.errors import NewsdiffError
from newsdiff.model import Skipped


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("Rain fell.", encoding="utf-8")


def found(walk: Iterable[Found | Skipped]) -> list[tuple[str, bool]]:
    return [(item.path, item.is_story) for item in walk if isinstance(item, Found)]


def test_a_folder_is_walked_by_name_its_files_first() -> None:
    write("c/b/2.txt", "c/b/1.md", "c/a/x/3.html", "c/z.htm", "c/a.jsonl", "c/a/4.TXT")
    assert found(Walk(["c"])) == [
        ("c/a.jsonl", False),
        ("c/z.htm", False),
        ("c/a/4.TXT", True),
        ("c/a/x/3.html", True),
        ("c/b/1.md", True),
        ("c/b/2.txt", True),
    ]


@pytest.mark.parametrize("given", [".", "./", "././"])
def test_what_lies_here_has_no_point_before_it(given: str) -> None:
    write("c/a/1.txt", "2.txt")
    assert found(Walk([given])) == [("2.txt", False), ("c/a/1.txt", True)]
    assert [item.folder for item in Walk([given]) if isinstance(item, Found)] == [".", "c/a"]


def test_hidden_and_other_files_are_passed_over_and_counted() -> None:
    write("c/a.txt", "c/.b.txt", "c/.git/c.txt", "c/1.jpg", "c/2.JPG", "c/README", "c/x/3.pdf")
    walk = Walk(["c"])
    assert found(walk) == [("c/a.txt", False)]
    assert walk.passed_over() == "passed over 4 files that are no articles by name: 2 .jpg, 1 .pdf, 1 no ending"
    assert found(walk) == [("c/a.txt", False)]
    assert sum(walk.others.values()) == 4


def test_a_file_that_is_named_is_found_whatever_it_is_called() -> None:
    write("a.jpg", ".hidden")
    assert found(Walk(["a.jpg", ".hidden", "lost.txt", "-"])) == [
        ("a.jpg", False),
        (".hidden", False),
        ("lost.txt", False),
        ("-", False),
    ]


def test_two_folders_are_two_stories_and_one_is_none() -> None:
    write("x/1.txt", "y/2.txt", "3.txt")
    assert found(Walk(["x", "y", "3.txt"])) == [("x/1.txt", True), ("y/2.txt", True), ("3.txt", False)]
    assert found(Walk(["x", "3.txt"])) == [("x/1.txt", False), ("3.txt", False)]


def test_a_folder_in_a_list_is_a_story_and_a_file_is_none() -> None:
    write("x/1.txt", "3.txt")
    assert found(Walk([], ["x", "3.txt"])) == [("x/1.txt", True), ("3.txt", False)]


def test_links_in_a_circle_end_and_a_dead_link_is_found() -> None:
    write("c/a/1.txt")
    os.symlink("..", "c/a/up")
    os.symlink("a", "c/b")
    os.symlink("itself", "c/itself")
    os.symlink("nowhere.txt", "c/dead.txt")
    assert found(Walk(["c"])) == [("c/dead.txt", False), ("c/a/1.txt", True)]


def test_links_that_lead_out_are_named_and_left_out() -> None:
    write("c/a/1.txt", "d/2.txt", "secret/key.txt", "secret/more/3.txt")
    os.symlink("../secret/key.txt", "c/key.txt")
    os.symlink("../../secret/more", "c/a/more")
    os.symlink("../d/2.txt", "c/other.txt")
    os.symlink("a/1.txt", "c/own.txt")
    os.symlink("../secret/key.txt", "c/key.png")
    os.symlink("../lost.txt", "c/lost.txt")

    def refused(walk: Walk) -> list[str]:
        return [item.path for item in walk if isinstance(item, Skipped)]

    assert found(Walk(["c"])) == [("c/own.txt", False), ("c/a/1.txt", True)]
    assert refused(Walk(["c"])) == ["c/key.txt", "c/lost.txt", "c/other.txt", "c/a/more"]
    assert refused(Walk(["c", "d"])) == ["c/key.txt", "c/lost.txt", "c/a/more"], "what is given may be led to"
    assert refused(Walk(["c"], exclude=lambda path, _: "key" in path)) == ["c/lost.txt", "c/other.txt", "c/a/more"]
    assert refused(Walk(["c"], follow_links=True)) == []
    assert ("c/a/more/3.txt", True) in found(Walk(["c"], follow_links=True))
    assert found(Walk(["c/key.txt"])) == [("c/key.txt", False)], "a link that is given is followed"
    os.symlink("secret", "e")
    assert found(Walk(["e"])) == [("e/key.txt", False), ("e/more/3.txt", True)]


def test_a_list_of_files_is_a_regular_file_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo("pipe")
    with pytest.raises(NewsdiffError, match=r"^--files-from pipe: is not a regular file; give a file of paths"):
        list(listed("pipe"))
    monkeypatch.setattr("newsdiff.cli.corpus_inputs._LONGEST_LIST", 5)
    write("list")
    with pytest.raises(NewsdiffError, match=r"^--files-from list: is above 5 bytes"):
        list(listed("list"))
    with pytest.raises(NewsdiffError, match=r"^--files-from -: is above 5 bytes"):
        list(listed("-", io.BytesIO(b"a.txt\nb.txt")))


def test_a_file_is_found_once() -> None:
    write("c/1.txt", "c/x/2.txt")
    os.symlink("c", "d")
    assert [path for path, _ in found(Walk(["c/1.txt", "./c/1.txt", "c", "d/1.txt", "c/x"]))] == [
        "c/1.txt",
        "c/x/2.txt",
    ]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"two\nlines.txt", id="a newline"),
        pytest.param(b'it\'s "so".txt', id="quotes"),
        pytest.param(b"caf\xe9.txt", id="no UTF-8"),
        pytest.param(b"-.txt", id="a dash"),
        pytest.param(b" x .txt", id="blanks"),
    ],
)
def test_names_survive(name: bytes) -> None:
    os.mkdir("c")
    try:
        Path(os.fsdecode(b"c/" + name)).write_bytes(b"Rain fell.")
    except OSError:
        pytest.skip("the file system has no such names")
    assert [os.fsencode(path) for path, _ in found(Walk(["c"]))] == [b"c/" + name]
    assert [os.fsencode(path) for path, _ in found(Walk([], listed("-", io.BytesIO(b"c/" + name + b"\0"))))] == [
        b"c/" + name
    ]


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    write("c/1.txt")
    os.mkfifo("c/pipe.txt")
    assert found(Walk(["c"])) == [("c/1.txt", False)]


def test_a_folder_without_articles_is_named() -> None:
    write("c/1.jpg")
    [skipped] = Walk(["c"])
    assert isinstance(skipped, Skipped)
    assert (skipped.path, skipped.reason[:16]) == ("c", "holds no article")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_walked() -> None:
    write("c/a/1.txt", "c/b/2.txt")
    os.chmod("c/a", 0)
    try:
        skipped, other = Walk(["c"])
    finally:
        os.chmod("c/a", 0o700)
    assert isinstance(skipped, Skipped)
    assert (skipped.path, other) == ("c/a", Found("c/b/2.txt", "c/b", True))


def test_what_is_excluded_is_not_entered() -> None:
    write("c/a/1.txt", "c/b/2.txt", "c/b/3.txt")
    seen: list[tuple[str, bool]] = []

    def exclude(path: str, is_folder: bool) -> bool:
        seen.append((path, is_folder))
        return path in ("c/a", "c/b/3.txt")

    assert found(Walk(["c"], exclude=exclude)) == [("c/b/2.txt", True)]
    assert seen == [("c/a", True), ("c/b", True), ("c/b/2.txt", False), ("c/b/3.txt", False)]


def test_many_files_are_found() -> None:
    os.mkdir("c")
    for number in range(3000):
        os.close(os.open(f"c/{number:04}.txt", os.O_CREAT))
    assert len(found(Walk(["c"]))) == 3000


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        pytest.param(b"a.txt\nb c.txt\n", ["a.txt", "b c.txt"], id="lines"),
        pytest.param(b"a.txt\r\n\r\n  \nb.txt", ["a.txt", "b.txt"], id="other line ends, empty lines"),
        pytest.param(b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"], id="NUL"),
        pytest.param(b"\xff.txt\n", ["\udcff.txt"], id="no UTF-8"),
        pytest.param(b"", [], id="nothing"),
    ],
)
def test_lists(data: bytes, paths: list[str]) -> None:
    Path("list").write_bytes(data)
    assert list(listed("list")) == list(listed("-", io.BytesIO(data))) == paths


def test_a_list_that_cannot_be_read() -> None:
    with pytest.raises(NewsdiffError, match=r"^--files-from lost: does not exist"):
        list(listed("lost"))


@pytest.mark.parametrize(
    ("value", "by"),
    [
        pytest.param("auto", GroupBy("auto"), id="auto"),
        pytest.param("folder", GroupBy("folder"), id="folder"),
        pytest.param("none", GroupBy("none"), id="none"),
        pytest.param("field:event", GroupBy("field", "event"), id="field"),
        pytest.param("field: a:b ", GroupBy("field", "a:b"), id="colon in a name"),
    ],
)
def test_group(value: str, by: GroupBy) -> None:
    assert parse_group_by(value) == by


@pytest.mark.parametrize("value", ["", "fodler", "field", "field:", "field: ", "field:NAME:"[:6], "story"], ids=repr)
def test_a_group_that_is_none(value: str) -> None:
    with pytest.raises(NewsdiffError, match=r"^--group"):
        parse_group_by(value)


@pytest.mark.parametrize(
    ("by", "item", "key"),
    [
        pytest.param(GroupBy("auto"), Found("c/a/1.txt", "c/a", True), "c/a", id="a folder in a folder"),
        pytest.param(GroupBy("auto"), Found("c//a/./1.txt", "c//a/.", True), "c/a", id="folders by one name"),
        pytest.param(GroupBy("auto"), Found("c/1.txt", "c", False), None, id="a flat folder"),
        pytest.param(GroupBy("auto"), Found("c/a/1.jsonl", "c/a", True), None, id="JSON lines in a folder"),
        pytest.param(GroupBy("folder"), Found("c/1.txt", "c", False), "c", id="folder asked for"),
        pytest.param(GroupBy("folder"), Found("c/a/1.jsonl", "c/a", True), "c/a", id="folder asked for, JSON lines"),
        pytest.param(GroupBy("none"), Found("c/a/1.txt", "c/a", True), "", id="none"),
        pytest.param(GroupBy("field", "x"), Found("c/a/1.jsonl", "c/a", True), "storm", id="field"),
    ],
)
def test_what_tells_an_articles_story(by: GroupBy, item: Found, key: str | None) -> None:
    assert by.key(item, "storm") == key


@pytest.mark.parametrize(
    ("paths", "files_from", "message"),
    [
        pytest.param([], None, "check needs a folder", id="nothing"),
        pytest.param(["-"], "-", "standard input can be read once", id="stdin twice"),
    ],
)
def test_nothing_to_walk(paths: list[str], files_from: str | None, message: str) -> None:
    with pytest.raises(NewsdiffError, match=message):
        to_walk(paths, files_from, "check")
