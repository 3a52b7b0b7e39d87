"""What stdout is decides the look: screen or pipe, width, colour."""

from __future__ import annotations

import io

import pytest

from newsdiff.cli.terminal import look
from newsdiff.report.look import Look


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "color", "seen"),
    [
        pytest.param(io.StringIO(), {}, "auto", Look(), id="a pipe: every word, no colour"),
        pytest.param(None, {"FORCE_COLOR": "1", "COLUMNS": "70"}, "auto", Look(), id="a file is never coloured"),
        pytest.param(None, {}, "always", Look(80, True, True), id="unless asked"),
        pytest.param(_Screen(), {}, "auto", Look(80, True, True, 10), id="a terminal: colour, ten a section"),
        pytest.param(_Screen(), {"COLUMNS": "123"}, "auto", Look(123, True, True, 10), id="COLUMNS"),
        pytest.param(_Screen(), {"COLUMNS": "wide"}, "auto", Look(80, True, True, 10), id="COLUMNS that is no number"),
        pytest.param(io.StringIO(), {"COLUMNS": "70"}, "auto", Look(70), id="COLUMNS wraps a pipe too"),
        pytest.param(_Screen(), {"NO_COLOR": "1"}, "auto", Look(80, True, False, 10), id="NO_COLOR"),
        pytest.param(_Screen(), {"NO_COLOR": ""}, "auto", Look(80, True, True, 10), id="an empty NO_COLOR is none"),
        pytest.param(_Screen(), {"TERM": "dumb"}, "auto", Look(80, True, False, 10), id="a dumb terminal"),
        pytest.param(_Screen(), {"NO_COLOR": "1"}, "always", Look(80, True, True, 10), id="the option wins"),
        pytest.param(_Screen(), {}, "never", Look(80, True, False, 10), id="never"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, "auto", Look(80, True, True), id="FORCE_COLOR in a pipe"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, "never", Look(), id="never wins over FORCE_COLOR"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", Look(), id="NO_COLOR wins too"),
    ],
)
def test_look(stream: io.StringIO | None, environ: dict[str, str], color: str, seen: Look) -> None:
    assert look(stream, environ, color, top=None, verbose=False) == seen


def test_top_is_the_readers_own() -> None:
    assert look(io.StringIO(), {}, "auto", top=3, verbose=True) == Look(top=3, verbose=True)
    assert look(_Screen(), {}, "auto", top=0, verbose=False).top == 0
