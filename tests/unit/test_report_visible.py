"""Text from articles is shown as it is written, and never acts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.report.visible import ascii_signs, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\n\tb\r\n c", "a b c", id="white space is folded"),
        pytest.param("a\u2028b\u2029c\x85d", "a b c d", id="other ends of lines too"),
        pytest.param("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m", id="escape is shown"),
        pytest.param("\x9b31m\x07\x7f", r"\x9b31m\x07\x7f", id="C1, bell and delete are shown"),
        pytest.param("ab\u202ecod.exe\u2066", r"ab\u202ecod.exe\u2066", id="direction overrides are shown"),
        pytest.param("sof\xadt zero\u200bwidth\ufeff", "soft zerowidth", id="marks without width are dropped"),
        pytest.param("\ud83d alone", r"\ud83d alone", id="a lone surrogate is shown"),
        pytest.param("👩\u200d🚒 می\u200cخواهم", "👩\u200d🚒 می\u200cخواهم", id="joiners stay"),
        pytest.param("[bold]x[/] [link=y]", "[bold]x[/] [link=y]", id="markup is text"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(), max_size=60))
def test_nothing_visible_acts(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    shown.encode("utf-8")


def test_signs_in_ascii() -> None:
    assert ascii_signs("a ≠ b · “c” — d… ─") == 'a != b - "c" - d... -'
