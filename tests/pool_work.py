"""Work that the tests of the pool and the engines give to other processes, with what can go wrong in them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from newsdiff.errors import InputError, ModelError
from newsdiff.model import Article


class Unspeakable(Exception):
    """An exception that does not survive the way to another process, and cannot be asked what it says."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__()
        self.door = open(os.devnull)  # noqa: SIM115

    def __str__(self) -> str:
        raise RuntimeError("not to be asked")


def squares() -> Callable[[int], int]:
    return square


def square(number: int) -> int:
    return number * number


def troubled() -> Callable[[str], object]:
    return trouble


def trouble(what: str) -> object:
    """Do as told: `sleep:S`, `raise`, `unspeakable`, `unpicklable`, `die`, `die once:FILE`, `pid`; else echo."""
    word, _, value = what.partition(":")
    if word == "sleep":
        time.sleep(float(value))
    elif word == "raise":
        raise ValueError("no such\n\tthing")
    elif word == "unspeakable":
        raise Unspeakable(1, 2)
    elif word == "unpicklable":
        return lambda: None
    elif word == "leave":
        os._exit(3)
    elif word == "die" or (word == "die once" and _first(value)):
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "pid":
        return os.getpid()
    return what


def _first(file: str) -> bool:
    try:
        Path(file).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def refused() -> Callable[[str], object]:
    raise ModelError("the model is missing")


def refused_oddly() -> Callable[[str], object]:
    raise InputError("a.txt", "is odd", "mend it")


def broken() -> Callable[[str], object]:
    raise Unspeakable(1, 2)


def stillborn() -> Callable[[str], object]:
    os._exit(7)


def poisoned(
    make: Callable[[], Callable[[list[Article]], list[bytes | str]]], file: str = ""
) -> Callable[[list[Article]], list[bytes | str]]:
    """An extractor whose process is killed by an article that says POISON; with `file`, the first time alone."""
    extract = make()

    def work(articles: list[Article]) -> list[bytes | str]:
        if any("POISON" in article.text for article in articles) and (not file or _first(file)):
            os.kill(os.getpid(), signal.SIGKILL)
        return extract(articles)

    return work
