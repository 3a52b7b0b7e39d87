"""The line of each key in a TOML text, as TOML's own reader does not tell it."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.config.lines import key_lines


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        pytest.param("a = 1\nb = 2\n", ("b",), 2, id="a key"),
        pytest.param("# a = 1\n\n  a = 2", ("a",), 3, id="a comment is no key"),
        pytest.param('a = """\nb = 1\n"""\nb = 2', ("b",), 4, id="a string of lines holds no key"),
        pytest.param("a = '''\nb = 1\n'''\nb = 2", ("b",), 4, id="a literal string of lines neither"),
        pytest.param('a = "b = 1 # [x]"\nb = 2', ("b",), 2, id="signs in a string"),
        pytest.param('a = "\\"\\\\"\nb = 2', ("b",), 2, id="escapes in a string"),
        pytest.param('a = """x""""\nb = 2', ("b",), 2, id="a quotation mark before the closing three"),
        pytest.param("a.b.c = 1", ("a", "b", "c"), 1, id="a dotted key"),
        pytest.param("x = 1\na . b = 1", ("a", "b"), 2, id="a dotted key with blanks"),
        pytest.param('"a.b" = 1\n"c" = 2', ("c",), 2, id="a quoted key"),
        pytest.param('"a.b" = 1\n', ("a.b",), 1, id="a dot in a quoted key parts nothing"),
        pytest.param('"caf\\u00e9" = 1\n', ("café",), 1, id="an escape in a key"),
        pytest.param("a = 1\n[t]\na = 2", ("t", "a"), 3, id="the same key in a table"),
        pytest.param("[t]\n\n[t.u]\na = 2", ("t", "u"), 3, id="a table in a table"),
        pytest.param("[tool.newsdiff]\ntop = 2", ("tool", "newsdiff", "top"), 2, id="as in pyproject"),
        pytest.param("[[s]]\na = 1\n[[s]]\na = 2", ("s", 1, "a"), 4, id="the second of a list of tables"),
        pytest.param("[[s]]\na = 1\n[[s]]\nb = 2", ("s", 1), 3, id="the head of the second"),
        pytest.param("[[s]]\n[s.t]\na = 1\n[[s]]\n[s.t]\na = 1", ("s", 1, "t", "a"), 6, id="a table in the second"),
        pytest.param("[[s]]\n[[s.t]]\n[[s.t]]\na = 1", ("s", 0, "t", 1, "a"), 4, id="a list in a list of tables"),
        pytest.param("a = [\n  1, # x, y\n  2,\n]\nb = 1", ("a", 1), 3, id="an item of a list"),
        pytest.param("a = [\n  1, # ]\n  2,\n]\nb = 1", ("b",), 5, id="after a list of lines"),
        pytest.param("a = [[1, 2],\n [3]]\nb = 1", ("a", 1, 0), 2, id="a list in a list"),
        pytest.param("a = {b = 1, c = {d = 2}}\ne = 1", ("a", "c", "d"), 1, id="an inline table"),
        pytest.param("a = [\n {b = 1},\n {b = 2},\n]", ("a", 1, "b"), 3, id="inline tables in a list"),
        pytest.param("a = 1979-05-27 07:32:00 # x\nb = 1", ("b",), 2, id="a date with a blank"),
        pytest.param("a = 1\r\nb = 2\r\n", ("b",), 2, id="lines that end as on Windows"),
    ],
)
def test_the_line_of_a_key(text: str, place: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(text)  # The case is TOML.
    assert key_lines(text)[place] == line


def _places(value: Any, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {at} if at else set()
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        found |= _places(item, (*at, name))
    return found


_KEYS = st.sampled_from(["a", "b", "a-b", '"x.y"', "'q'", '"#"'])
_SCALARS = st.sampled_from(["1", "true", '"s"', "'''\n[x]\n'''", '"""\na = 1\n"""', "1.5", '"]"', "'# no'"])
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ", # c\n".join(items) + "\n]"),
        st.dictionaries(_KEYS, inner.filter(lambda item: "\n" not in item), max_size=2).map(
            lambda table: "{" + ", ".join(f"{key} = {item}" for key, item in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.lists(st.dictionaries(_KEYS, _VALUES, max_size=2), max_size=3))
def test_every_place_that_the_reader_finds_has_a_line(top: dict[str, str], tables: list[dict[str, str]]) -> None:
    def written(table: dict[str, str]) -> str:
        return "".join(f"{key} = {value}\n" for key, value in table.items())

    text = written(top) + "".join("\n[[tables]]\n" + written(table) for table in tables)
    lines = key_lines(text)
    assert set(lines) == _places(tomllib.loads(text))
    rows = text.splitlines()
    for place, line in lines.items():
        if len(place) == 1 and place != ("tables",):
            assert str(place[0]) in rows[line - 1]


def test_a_large_file_is_walked_once() -> None:
    text = "exclude = [\n" + '  "x", # y\n' * 50_000 + "]\ntop = 1\n"
    began = time.perf_counter()
    assert key_lines(text)[("top",)] == 50_003
    assert time.perf_counter() - began < 5
