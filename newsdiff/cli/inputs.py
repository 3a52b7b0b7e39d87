"""The articles a command is given: paths, `-`, labels and dates become Articles, and each bad one is named."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsdiff.config import Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Skipped
from newsdiff.read import remote


@dataclass(frozen=True, slots=True)
class Input:
    """One FILE argument: the path (or `-`), its label if it has one, and the date that `--date` gives it."""

    path: str
    label: str | None = None
    published: date | None = None

    @property
    def names(self) -> frozenset[str]:
        """What `--date NAME=…` may call it: label, path, file name, file name without its ending."""
        name = os.path.basename(self.path)
        return frozenset({self.path, name, os.path.splitext(name)[0]} | ({self.label} if self.label else set()))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What could be read, and what could not."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]


def parse_inputs(arguments: Sequence[str], dates: Sequence[str], *, distinct: bool = True) -> tuple[Input, ...]:
    """The inputs that FILE arguments and `--date` values name, in the order given. Raises NewsdiffError.

    `distinct` labels, where articles are set against each other, are given to one input each.
    """
    labelled = [_labelled(argument) for argument in arguments]
    if sum(path == "-" for path, _ in labelled) > 1:
        raise NewsdiffError("-: standard input can be read once only; give the other article as a file")
    labels = [label for _, label in labelled if label]
    for label in labels:
        if distinct and labels.count(label) > 1:
            raise NewsdiffError(f"{label}=: two articles with this label; name each its own")
    return _dated([Input(path, label) for path, label in labelled], dates)


def to_compare(arguments: Sequence[str], dates: Sequence[str]) -> tuple[Input, ...]:
    """The inputs of `compare`: two or more articles, or a file that may hold as many. Raises NewsdiffError."""
    from newsdiff.read.file import is_jsonl

    inputs = parse_inputs(arguments, dates)
    if len(inputs) < 2 and not any(is_jsonl(item.path) for item in inputs):
        raise NewsdiffError(_too_few(inputs[0].path if inputs else None))
    return inputs


def _too_few(path: str | None) -> str:
    """What is missing where `path` is the one article given, or none is, with a command that would do."""
    if path is None:
        return "compare needs two or more articles; for example: newsdiff compare a.txt b.txt"
    if os.path.isdir(path):
        return f"compare needs two or more articles, got a folder; for example: newsdiff check {shlex.quote(path)}"
    from newsdiff.cli.near_paths import neighbour

    other = neighbour(path) if path != "-" else "a.txt"
    example = shlex.join(("newsdiff", "compare", path, other or "another.txt"))
    return f"compare needs two or more articles, got one ({path}); for example: {example}"


def _labelled(argument: str) -> tuple[str, str | None]:
    if os.path.exists(argument) or "=" not in argument or remote.is_address(argument):
        return argument, None
    label, path = argument.split("=", 1)
    if not label.strip() or not path:
        raise NewsdiffError(f"{argument}: not a path nor NAME=PATH; for example: newsdiff compare times=a.txt b.txt")
    return path, label.strip()


def _dated(inputs: Sequence[Input], dates: Sequence[str]) -> tuple[Input, ...]:
    everyone: date | None = None
    by_index: dict[int, date] = {}
    for option in dates:
        name, separator, text = option.rpartition("=")
        day = _day(option, text)
        if not separator:
            if everyone is not None and everyone != day:
                raise NewsdiffError(f"--date {option}: two dates for all articles; say which with --date NAME={text}")
            everyone = day
            continue
        found = [index for index, item in enumerate(inputs) if name in item.names]
        if not found:
            raise NewsdiffError(f"--date {option}: no article is called {name!r}; {_called(name, inputs)}")
        if len({inputs[index].path for index in found}) > 1:
            raise NewsdiffError(f"--date {option}: more than one article is called {name!r}; give its whole path")
        for index in found:
            if by_index.get(index, day) != day:
                raise NewsdiffError(f"--date {option}: a second date for {inputs[index].path}; give one")
            by_index[index] = day
    return tuple(Input(item.path, item.label, by_index.get(index, everyone)) for index, item in enumerate(inputs))


def _day(option: str, text: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NewsdiffError(f"--date {option}: {text!r} is not a date; write it as YYYY-MM-DD, such as 2024-10-26")


def _called(name: str, inputs: Sequence[Input]) -> str:
    from difflib import get_close_matches

    names = sorted({each for item in inputs for each in item.names})
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return "the articles are " + ", ".join(item.label or item.path for item in inputs)


def gather(inputs: Sequence[Input], config: Config) -> Gathered:
    """Read every input as `config` says; those that cannot be read come back as `skipped`, with the reason in words."""
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for found in each(inputs, config):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            articles.append(found)
    return Gathered(tuple(articles), tuple(skipped), tuple(_twins(articles)))


def each(inputs: Sequence[Input], config: Config) -> Iterator[Article | Skipped]:
    """The articles of the inputs one by one, read only as they are asked for; what cannot be read, with the reason."""
    from newsdiff.read import read_all

    for item in inputs:
        if item.path == "-" and sys.stdin is None:
            yield Skipped(item.path, "standard input is closed; pipe the text of an article in")
            continue
        yield from read_all(
            item.path,
            label=item.label,
            encoding=config.encoding,
            published=item.published,
            max_bytes=config.max_bytes,
            defaults=config.source_for(item.path),
        )


def _twins(articles: Sequence[Article]) -> list[str]:
    """A warning for each article that is an earlier one again: the same file, or the same text."""
    warnings = []
    for index, article in enumerate(articles):
        for earlier in articles[:index]:
            same_file = article.path != "-" and os.path.realpath(article.path) == os.path.realpath(earlier.path)
            if same_file or article.text == earlier.text:
                what = "is the same file as" if same_file else "has the same text as"
                warnings.append(f"{article.path} {what} {earlier.path}; they will agree on everything")
                break
    return warnings
