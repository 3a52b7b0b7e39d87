"""How far a run is: counted always, shown on a terminal alone."""

from __future__ import annotations

import io

import pytest

from newsdiff.cli.progress import Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, *, quiet: bool = False) -> tuple[str, Progress]:
    """What is written for a run of three articles, and the progress after it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    with Progress(quiet=quiet) as progress:
        for _ in range(3):
            progress.one_read()
        progress.begin()
        progress.advance(2)
        progress.advance(1)
    return stream.getvalue() if stream is not None else "", progress


def test_a_terminal_shows_it_and_is_clean_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    text, progress = shown(monkeypatch, Screen())
    assert "comparing" in text
    assert "3/3" in text
    assert text.rstrip().endswith("\x1b[2K")
    assert progress.done == progress.total == progress.read == 3


@pytest.mark.parametrize(
    ("stream", "quiet"),
    [
        pytest.param(io.StringIO(), False, id="no terminal"),
        pytest.param(Screen(), True, id="quiet"),
        pytest.param(None, False, id="closed"),
    ],
)
def test_nothing_is_shown_otherwise(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, quiet: bool) -> None:
    text, progress = shown(monkeypatch, stream, quiet=quiet)
    assert (text, progress.done) == ("", 3)


def test_how_far_it_got_in_words() -> None:
    with Progress(quiet=True) as progress:
        progress.one_read()
        assert progress.told == "while reading, after 1 articles"
        for _ in range(1233):
            progress.one_read()
        progress.begin()
        progress.advance(1000)
        assert progress.told == "after 1,000 of 1,234 articles"
