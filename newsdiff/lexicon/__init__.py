"""The words and tables newsdiff knows, read strictly from `data/en/*.toml`.

Each file says under `[about]` what it is, its `origin` and its `licence`; every other key must be one that the
caller names, of the shape the caller names, or the load fails with the file and the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from newsdiff.errors import LexiconError

Shape = Literal["words", "map", "lists", "numbers"]

ABOUT = {"what", "origin", "licence"}


def _fits(value: Any, shape: Shape) -> bool:
    if shape == "words":
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if not isinstance(value, dict):
        return False
    if shape == "map":
        return all(isinstance(item, str) for item in value.values())
    if shape == "numbers":
        return all(isinstance(item, int | float) and not isinstance(item, bool) for item in value.values())
    return all(_fits(item, "words") for item in value.values())


def _line(text: str, key: str) -> int:
    match = re.search(rf"^\[?\"?{re.escape(key)}\"?\s*[\]=]", text, re.M)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def parse(name: str, text: str, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Read the TOML `text` of lexicon file `name` whose keys must be just `shapes`.

    Raises LexiconError with file and line on a syntax error, a missing or unknown key, or a value of another shape.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}") from None
    about = data.pop("about", {})
    if set(about) != ABOUT or not all(isinstance(item, str) and item for item in about.values()):
        raise LexiconError(f"{name}.toml:{_line(text, 'about')}: [about] needs just {', '.join(sorted(ABOUT))}")
    for key in sorted(data.keys() - shapes.keys()):
        raise LexiconError(f"{name}.toml:{_line(text, key)}: unknown key {key!r}")
    for key in sorted(shapes.keys() - data.keys()):
        raise LexiconError(f"{name}.toml:1: missing key {key!r}")
    for key, shape in shapes.items():
        if not _fits(data[key], shape):
            raise LexiconError(f"{name}.toml:{_line(text, key)}: {key!r} must be of the shape {shape!r}")
    return data


@cache
def _source(name: str) -> str:
    return resources.files(__package__).joinpath("data", "en", f"{name}.toml").read_text(encoding="utf-8")


def load(name: str, **shapes: Shape) -> dict[str, Any]:
    """The tables of `data/en/<name>.toml`; `shapes` names every key and its shape.

    Shapes: `words` a list of strings, `map` string to string, `lists` string to list of strings, `numbers`
    string to number. Call it once a module, at import or behind a cache.
    """
    return parse(name, _source(name), shapes)
