"""Attributes and functions of an object that are worked out when they are first asked for, once an object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class lazy(Generic[S, T]):
    """`functools.cached_property` without its lock, which costs more than most of what is kept here (Python 3.11)."""

    def __init__(self, make: Callable[[S], T]) -> None:
        self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, item: S, owner: type[S]) -> T:
        found = item.__dict__[self.name] = self.make(item)
        return found


def reading(make: Callable[[S], T]) -> Callable[[S], T]:
    """The same of a function in another module than the object's: what it makes is kept with the object."""
    name = f"{make.__module__}.{make.__name__}"

    @wraps(make)
    def read(item: S) -> T:
        known: dict[str, T] = item.__dict__
        try:
            return known[name]
        except KeyError:
            found = known[name] = make(item)
            return found

    return read
