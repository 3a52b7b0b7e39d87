"""From where on rules decide: the numbers of `thresholds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import TypeVar

T = TypeVar("T")


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(resources.files(__package__).joinpath("thresholds.toml").read_text(encoding="utf-8"))


def thresholds(table: str, named: Callable[..., T]) -> T:
    """The thresholds of a table as `named` has them. Raises TypeError where the table names others."""
    return named(**_tables()[table])
