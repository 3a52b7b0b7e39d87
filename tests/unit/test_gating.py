"""Which entries of a baseline stand for files that are no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdiff.cli.gating import gone
from newsdiff.corpus.baseline import Entry


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    monkeypatch.chdir(tmp_path)
    Path("here.txt").write_text("Gulls.")
    return [
        Entry("0" * 12, "ND101", "A gull", paths, "A gull cried")
        for paths in (("here.txt",), ("here.txt", "lost.txt"), ("s3://shelf/a.txt",), ("s3://shelf/a.txt", "lost.txt"))
    ]


def test_a_file_that_is_no_more_takes_its_entries_along(told: list[Entry]) -> None:
    assert gone(told) == (told[1], told[3])


def test_where_no_file_is_there_nothing_is_known() -> None:
    paths = ("elsewhere/a.txt", "elsewhere/b.txt", "s3://shelf/a.txt")
    assert gone([Entry("0" * 12, "ND101", "A gull", paths, "A gull cried")]) == ()


def test_an_address_is_not_asked_for(told: list[Entry]) -> None:
    assert gone(told[2:3]) == ()
