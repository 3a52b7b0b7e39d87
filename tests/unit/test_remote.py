"""Articles and reports at addresses, on the file systems of fsspec that need no network."""

from __future__ import annotations

import builtins
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from newsdiff.cli.corpus_inputs import Found, GroupBy, Walk, is_folder
from newsdiff.cli.outputs import Output, parse_outputs
from newsdiff.errors import InputError, NewsdiffError
from newsdiff.model import Article, Skipped
from newsdiff.read import read, read_all, remote
from tests.process import ROOT

TEXT = "A tram left the rails in Ostwick on Tuesday, hurting 12 people. “We heard a bang,” a baker said.\n"


@pytest.fixture
def store() -> Any:
    """fsspec's store in memory, empty."""
    fsspec = pytest.importorskip("fsspec", reason="needs the extra newsdiff[remote]")
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def put(store: Any, *names: str, text: str = TEXT) -> None:
    for name in names:
        store.pipe_file(name, text.encode())


def found(walk: Iterable[Found | Skipped]) -> list[tuple[str, str, bool]]:
    return [(item.path, item.folder, item.is_story) for item in walk if isinstance(item, Found)]


def skipped(walk: Iterable[object]) -> list[tuple[str, str]]:
    return [(item.path, item.reason) for item in walk if isinstance(item, Skipped)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("s3://bucket/a.txt", True, id="object-store"),
        pytest.param("file:///a.txt", True, id="file"),
        pytest.param("GS://bucket/a", True, id="capitals"),
        pytest.param("simplecache::s3://bucket/a", True, id="chain"),
        pytest.param("abfs+x.y-z://a", True, id="signs-in-the-scheme"),
        pytest.param("a.txt", False, id="path"),
        pytest.param("/a/b://c", False, id="a-colon-further-on"),
        pytest.param("C://a.txt", False, id="drive"),
        pytest.param("C:\\a.txt", False, id="windows"),
        pytest.param("s3:/bucket/a", False, id="one-slash"),
        pytest.param("./s3://bucket", False, id="a-path-that-looks-so"),
        pytest.param("-", False, id="stdin"),
    ],
)
def test_what_is_an_address(path: str, expected: bool) -> None:
    assert remote.is_address(path) is expected


@pytest.mark.parametrize(
    ("address", "parts", "expected"),
    [
        pytest.param("s3://b/c", ("d", "a.txt"), "s3://b/c/d/a.txt", id="plain"),
        pytest.param("s3://b/c/", ("a.txt",), "s3://b/c/a.txt", id="slash-at-the-end"),
        pytest.param("memory://", ("a.txt",), "memory://a.txt", id="root"),
        pytest.param("file:///", ("a.txt",), "file:///a.txt", id="root-of-files"),
        pytest.param("file:///x/", (), "file:///x", id="itself"),
    ],
)
def test_the_address_of_what_lies_in_a_folder(address: str, parts: tuple[str, ...], expected: str) -> None:
    assert remote.joined(address, parts) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("s3://b/c/a.txt", "s3://b/c", id="plain"),
        pytest.param("s3://b/c/", "s3://b", id="of-a-folder"),
        pytest.param("memory://a.txt", "memory://", id="at-the-root"),
    ],
)
def test_the_folder_that_an_address_lies_in(address: str, expected: str) -> None:
    assert remote.folder_of(address) == expected


def test_an_article_reads_the_same_from_anywhere(store: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    put(store, "/c/a.txt")
    plain = read(str(tmp_path / "a.txt"))
    for address in ("memory://c/a.txt", f"file://{tmp_path}/a.txt"):
        article = read(address)
        assert article.path == address
        assert article.text == plain.text == TEXT
        assert article.published == plain.published


def test_json_lines_are_read_as_they_are_asked_for(store: Any) -> None:
    lines = [json.dumps({"text": TEXT, "id": str(number)}) for number in range(3)]
    put(store, "/c/a.jsonl", text="\n".join([*lines[:2], "{", lines[2]]))
    items = list(read_all("memory://c/a.jsonl"))
    assert [item.path for item in items] == [f"memory://c/a.jsonl:{number}" for number in (1, 2, 3, 4)]
    assert [isinstance(item, Article) for item in items] == [True, True, False, True]


def test_no_more_than_the_limit_is_read(store: Any) -> None:
    put(store, "/c/long.txt", text="word " * 1000)
    with pytest.raises(InputError, match="above the limit of 100 bytes"):
        read("memory://c/long.txt", max_bytes=100)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        pytest.param("memory://c/lost.txt", "does not exist", id="no-such-file"),
        pytest.param("nosuch://c/a.txt", "cannot be read", id="no-such-scheme"),
        pytest.param("file:///no/such/folder/a.txt", "does not exist", id="no-such-folder"),
    ],
)
def test_what_cannot_be_read_is_named(store: Any, address: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(address)
    assert str(caught.value).startswith(f"{address}: {reason}")
    assert "\n" not in str(caught.value)


def test_an_error_of_the_store_in_mid_file_costs_that_file_alone(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __enter__(self) -> Broken:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def read(self, size: int) -> bytes:
            raise RuntimeError("the token\nhas expired")

    monkeypatch.setattr(type(store), "open", lambda *given, **named: Broken())
    assert skipped(read_all("memory://c/a.txt")) == [
        ("memory://c/a.txt", "cannot be read (the token has expired); check the path")
    ]
    assert skipped(read_all("memory://c/a.jsonl")) == [
        ("memory://c/a.jsonl", "cannot be read (the token has expired); check the path")
    ]


def test_a_folder_is_walked_as_one_on_disk(store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = "z.htm a.jsonl b/2.txt b/1.md a/x/3.html a/4.TXT a/.no/5.txt .6.txt a/7.jpg b/out/8.txt b/out.txt".split()
    put(store, *(f"/c/{name}" for name in names))
    for name in names:
        path = tmp_path / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def exclude(path: str, folder: bool) -> bool:
        return folder and path.endswith("/out")

    here, there = Walk(["c"], exclude=exclude), Walk(["memory://c"], exclude=exclude)
    expected = [(f"memory://{path}", f"memory://{folder}", story) for path, folder, story in found(here)]
    assert found(there) == expected
    assert len(expected) == 7
    assert there.others == here.others


def test_folders_and_files_that_are_given_together(store: Any) -> None:
    put(store, "/c/1.txt", "/d/2.txt", "/e/3.txt")
    walk = Walk(["memory://c", "memory://d/", "memory://e/3.txt"], ["memory://e/3.txt", "memory://c/1.txt"])
    assert found(walk) == [
        ("memory://c/1.txt", "memory://c", True),
        ("memory://d/2.txt", "memory://d", True),
        ("memory://e/3.txt", "memory://e", False),
    ]


def test_the_articles_of_a_folder_are_a_story_by_its_address(store: Any) -> None:
    item = Found("s3://b/c//x/a.txt", "s3://b/c//x", True)
    assert GroupBy("auto").key(item, None) == "s3://b/c//x"


def test_folders_that_hold_nothing_or_cannot_be_reached_are_named(store: Any) -> None:
    put(store, "/c/a.jpg")
    assert skipped(Walk(["memory://c"]))[0][1].startswith("holds no article")
    assert skipped(Walk(["nosuch://c"]))[0][1].startswith("cannot be read (Protocol not known")
    assert not is_folder("nosuch://c")
    assert is_folder("memory://c")


def test_a_report_is_written_whole(store: Any) -> None:
    remote.check_writable("memory://out/new.sarif")
    remote.write("memory://out/new.sarif", b"{}")
    assert store.cat_file("/out/new.sarif") == b"{}"
    with pytest.raises(NewsdiffError, match="is a folder; name a file for --output"):
        remote.check_writable("memory://out")


def test_a_report_that_cannot_be_written_is_one_line(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise RuntimeError("no bucket\nof that name")

    monkeypatch.setattr(type(store), "pipe_file", refuse)
    with pytest.raises(NewsdiffError) as caught:
        remote.write("memory://out/a", b"")
    assert str(caught.value) == "memory://out/a: cannot be written (no bucket of that name); name another --output"


def test_outputs_may_be_addresses(tmp_path: Path) -> None:
    assert parse_outputs(["sarif=s3://b/k=v/o.sarif", "s3://b/o.txt"], "table") == (
        Output("sarif", "s3://b/k=v/o.sarif"),
        Output("table", "s3://b/o.txt"),
    )
    with pytest.raises(NewsdiffError, match="twice, as sarif and as json"):
        parse_outputs([f"sarif={tmp_path}/o", f"json=file://{tmp_path}/o"], "table")


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name.split(".")[0] == "fsspec":
            raise ImportError(name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    line = r"python -m pip install 'newsdiff\[remote\]'"
    for act in (
        lambda: read("s3://b/a.txt"),
        lambda: list(Walk(["s3://b/c"])),
        lambda: remote.check_writable("s3://b/o.txt"),
    ):
        with pytest.raises(NewsdiffError, match=line):
            act()


def test_fsspec_is_loaded_for_an_address_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys; from newsdiff.cli.corpus_inputs import Walk; from newsdiff.read import read\n"
        f"list(Walk([{str(tmp_path)!r}])); read({str(tmp_path / 'a.txt')!r}); print('fsspec' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout == "False\n"
