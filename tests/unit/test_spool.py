"""Values on disk: all come back, in any order, and a full disk is one clear line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from newsdiff.corpus.spool import Spool
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article


def test_what_is_added_is_there_in_order() -> None:
    with Spool[Article]() as spool:
        articles = [Article(f"{number}.txt", "rain \ud800\n" * number) for number in range(50)]
        assert [spool.add(article) for article in articles] == list(range(50))
        assert (len(spool), list(spool)) == (50, articles)
        assert (spool[7], spool[-1], spool[2:4]) == (articles[7], articles[-1], tuple(articles[2:4]))
        spool.add(articles[0])
        assert spool[50] == articles[0], "to add after reading writes at the end"
        assert spool[1] == articles[1]
        with pytest.raises(IndexError):
            spool[51]


def test_an_empty_one_is_false() -> None:
    with Spool[Article]() as spool:
        assert not spool


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Spool[str]() as spool:
        spool.add("x")
        spool[0]
    assert os.listdir(tmp_path) == []


def test_no_folder_for_it_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "lost"))
    with pytest.raises(NewsdiffError, match=r"no temporary file can be made .*; set TMPDIR to a folder"):
        Spool[str]()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda prefix: open("/dev/full", "w+b"))  # noqa: SIM115
    with (
        Spool[str]() as spool,
        pytest.raises(NewsdiffError, match="No space left on device; set TMPDIR to one with room"),
    ):
        spool.add("x" * 100_000)
