"""The files of a corpus: PATHs, folders and lists of files become paths of articles, each with its folder."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, cast

from newsdiff.cli.options import nearest
from newsdiff.cli.streams import complain
from newsdiff.config import Config, Globs
from newsdiff.config.regular import Unfit, leads_out, read_regular
from newsdiff.errors import InputError, MissingPath, NewsdiffError
from newsdiff.model import Article, Skipped
from newsdiff.read import remote

#: What a file in a folder must end in to be taken for an article. A file that is named is read whatever it ends in.
ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")
_LEADS_OUT = "is a link that leads out of the folder; give what it leads to, or --follow-links"
_NO_ARTICLE = f"holds no article; give a folder with files that end in {', '.join(ENDINGS)}"
#: Bytes of a list of files.
_LONGEST_LIST = 500_000_000
#: Endings that are named of the files passed over.
_OTHERS = 5
GROUP_BY = ("auto", "folder", "none", "field:NAME")

Exclude = Callable[[str, bool], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `folder` is the one it lies in, and `is_story` whether the articles there are one story.

    They are where the folder lies in a folder that was given, was given beside others, or stands in a list.
    """

    path: str
    folder: str
    is_story: bool = False


@dataclass(slots=True)
class Walk:
    """A walk over PATHs and a list of files; `others` counts the files passed over, by ending, as it goes.

    `exclude(path, is_folder)` says what is left out. Each folder is entered once, by its real place, so that links
    may go in circles; one that leads out of the folders given is left out and named, unless `follow_links`. The order
    is that of `paths`, then of the list, and by name in a folder, its files first.
    """

    paths: Sequence[str]
    listed: Iterable[str] = ()
    exclude: Exclude | None = None
    follow_links: bool = False
    others: Counter[str] = field(default_factory=Counter)
    _entered: set[tuple[int, int]] = field(default_factory=set)
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _real: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Found | Skipped]:
        self.others.clear()
        self._entered.clear()
        self._seen.clear()
        folders = sum(map(is_folder, self.paths))
        for path in self.paths:
            yield from self._given(path, folders > 1)
        for path in self.listed:
            yield from self._given(path, True)

    def _given(self, path: str, is_story: bool) -> Iterator[Found | Skipped]:
        if remote.is_address(path):
            yield from self._at_address(path, is_story)
            return
        if path == "-" or not os.path.isdir(path):
            folder = os.path.dirname(path) or os.curdir
            if folder not in self._real:
                self._real[folder] = os.path.realpath(folder)
            yield from self._file(path, self._real[folder] if path != "-" else "", folder, False)
            return
        held = False
        for found in self._folder(path, is_story):
            held = True
            yield found
        if not held:
            yield Skipped(path, _NO_ARTICLE)

    def _at_address(self, address: str, is_story: bool) -> Iterator[Found | Skipped]:
        """What lies at an address: the files of a folder in the order of a walk, all asked for at once."""
        try:
            if _ends_as_article(address) or not remote.is_folder(address):
                folder = remote.folder_of(address)
                yield from self._file(address, folder, folder, False)
                return
            below = sorted(remote.files_below(address), key=_walked)
        except InputError as error:
            yield Skipped(error.path, error.problem)
            return
        held = False
        excluded: dict[tuple[str, ...], bool] = {}
        for parts in below:
            if any(part.startswith(".") for part in parts) or self._left_out(address, parts, excluded):
                continue
            path = remote.joined(address, parts)
            if not _ends_as_article(path):
                self.others[os.path.splitext(parts[-1])[1].lower() or "no ending"] += 1
                continue
            held = True
            folder = remote.joined(address, parts[:-1])
            yield from self._file(path, folder, folder, is_story or len(parts) > 1)
        if not held:
            yield Skipped(address, _NO_ARTICLE)

    def _left_out(self, address: str, parts: tuple[str, ...], excluded: dict[tuple[str, ...], bool]) -> bool:
        """Whether the file or one of its folders is excluded; `excluded` keeps what is known of folders."""
        if self.exclude is None:
            return False
        for length in range(1, len(parts)):
            folder = parts[:length]
            if folder not in excluded:
                excluded[folder] = self.exclude(remote.joined(address, folder), True)
            if excluded[folder]:
                return True
        return self.exclude(remote.joined(address, parts), False)

    def _folder(self, top: str, is_story: bool) -> Iterator[Found | Skipped]:
        given = (top, *(path for path in self.paths if not remote.is_address(path)))
        # What lies here is written without a ./ before it, as linters and git write it.
        waiting = [(os.curdir if os.path.normpath(top) == os.curdir else top, is_story)]
        while waiting:
            folder, is_story = waiting.pop()
            try:
                place = os.stat(folder)
                if (place.st_dev, place.st_ino) in self._entered:
                    continue
                self._entered.add((place.st_dev, place.st_ino))
                real = os.path.realpath(folder)
                with os.scandir(folder) as scanned:
                    entries = sorted(scanned, key=lambda entry: entry.name)
            except OSError as error:
                yield Skipped(folder, f"cannot be read ({error.strerror or error}); check its permissions")
                continue
            inner = []
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                is_folder = _is_folder(entry)
                path = entry.name if folder == os.curdir else entry.path
                if self.exclude is not None and self.exclude(path, is_folder):
                    continue
                article = is_folder or os.path.splitext(entry.name)[1].lower() in ENDINGS
                if article and not self.follow_links and entry.is_symlink() and leads_out(entry.path, *given):
                    yield Skipped(path, _LEADS_OUT)
                    continue
                if is_folder:
                    inner.append((path, True))
                elif (ending := os.path.splitext(entry.name)[1].lower()) not in ENDINGS:
                    self.others[ending or "no ending"] += 1
                elif not _is_special(entry):
                    yield from self._file(path, real, folder, is_story)
            waiting += reversed(inner)

    def _file(self, path: str, real: str, folder: str, is_story: bool) -> Iterator[Found]:
        """The file, unless it has been found before: `real` is its folder's place without links."""
        if self.listed or len(self.paths) > 1:  # One folder alone holds each file once.
            seen = real, os.path.basename(path)
            if seen in self._seen:
                return
            self._seen.add(seen)
        yield Found(path, folder, is_story)

    def passed_over(self) -> str:
        """What was no article by its name, in words for the reader, or nothing."""
        total = sum(self.others.values())
        if not total:
            return ""
        kinds = sorted(self.others.items(), key=lambda item: (-item[1], item[0]))
        shown = ", ".join(f"{count:,} {ending}" for ending, count in kinds[:_OTHERS])
        more = ", …" if len(kinds) > _OTHERS else ""
        what = "file that is no article" if total == 1 else "files that are no articles"
        return f"passed over {total:,} {what} by name: {shown}{more}"


def listed(source: str, stdin: BinaryIO | None = None) -> Iterator[str]:
    """The paths that a list of files (`-`: standard input) names, one a line, or ended by NUL as `find -print0` does.

    Names are taken as they are, in whatever encoding. Raises NewsdiffError where the list cannot be read.
    """
    try:
        if source == "-":
            stream = stdin or (sys.stdin.buffer if sys.stdin is not None else None)
            if stream is None:
                raise NewsdiffError("--files-from -: standard input is closed; pipe a list of files in")
            data = stream.read(_LONGEST_LIST + 1)
            if len(data) > _LONGEST_LIST:
                raise NewsdiffError(f"--files-from -: is above {_LONGEST_LIST:,} bytes; give the folders instead")
        else:
            data = read_regular(source, _LONGEST_LIST)
    except FileNotFoundError:
        raise MissingPath(source, f"--files-from {source}: does not exist", "give a file of paths") from None
    except Unfit as error:
        raise NewsdiffError(f"--files-from {source}: {error}; give a file of paths, or pipe them to -") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NewsdiffError(f"--files-from {source}: cannot be read ({reason}); give a file of paths") from None
    lines = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    for line in lines:
        if line.strip():
            yield os.fsdecode(line)


def is_folder(path: str) -> bool:
    """Whether a PATH is a folder to be walked; an address that cannot be reached is none, which reading it will say."""
    if not remote.is_address(path):
        return os.path.isdir(path)
    try:
        return not _ends_as_article(path) and remote.is_folder(path)
    except InputError:
        return False


def _ends_as_article(address: str) -> bool:
    """Whether the name says that it is an article: such an address is not asked whether it is a folder."""
    return os.path.splitext(address)[1].lower() in ENDINGS


def _walked(parts: tuple[str, ...]) -> list[tuple[bool, str]]:
    """Sorts files as a walk finds them: by name in a folder, its files first."""
    return [(number < len(parts) - 1, part) for number, part in enumerate(parts)]


def _is_special(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a pipe, a device or a socket, which a walk must not read; a dead link is for the reader."""
    try:
        return not entry.is_file() and not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class GroupBy:
    """What `--group` asked for; `field` is NAME of `field:NAME`."""

    mode: Literal["auto", "folder", "none", "field"] = "auto"
    field: str | None = None

    @property
    def told_by(self) -> Literal["folder", "none", "field"]:
        """What a key that `key` gives is: folders where nothing else was asked for."""
        return "folder" if self.mode == "auto" else self.mode

    def key(self, found: Found, group: str | None) -> str | None:
        """What tells which story an article of `found` belongs to, or None where its content must; `group` is the
        value of its field."""
        from newsdiff.read.file import is_jsonl

        if self.mode == "none":
            return ""
        if self.mode == "field":
            return group
        if self.mode == "folder" or (found.is_story and not is_jsonl(found.path)):
            return found.folder if remote.is_address(found.folder) else os.path.normpath(found.folder)
        return None


def parse_group_by(value: str) -> GroupBy:
    """What `--group VALUE` asks for. Raises NewsdiffError that names the nearest."""
    mode, separator, name = value.partition(":")
    if mode == "field" and separator and name.strip():
        return GroupBy("field", name.strip())
    if mode == "field":
        raise NewsdiffError(f"--group {value}: names no field; for example: --group field:event")
    return GroupBy(cast("Literal['auto', 'folder', 'none']", nearest("--group", value, GROUP_BY)))


def missing_field(by: GroupBy, keys: Sequence[str | None]) -> None:
    """Say how many of the articles lack the field they are to be grouped by. Raises NewsdiffError where all do."""
    if by.mode != "field" or None not in keys:
        return
    missing = keys.count(None)
    if missing == len(keys):
        raise NewsdiffError(f"--group field:{by.field}: no article has such a field; give JSON lines that have it")
    complain(f"warning: {missing:,} of {len(keys):,} articles have no field {by.field!r}; grouped by content")


def to_walk(
    paths: Sequence[str],
    files_from: str | None,
    command: str,
    exclude: Exclude | None = None,
    *,
    follow_links: bool = False,
) -> Walk:
    """The walk over what `command` was given. Raises NewsdiffError where that is nothing, or standard input twice."""
    if not paths and files_from is None:
        raise NewsdiffError(f"{command} needs a folder or articles; for example: newsdiff {command} corpus/")
    if (*paths, files_from).count("-") > 1:
        raise NewsdiffError("-: standard input can be read once only; give the other as a file")
    return Walk(paths, listed(files_from) if files_from is not None else (), exclude, follow_links)


def excluding(patterns: Globs, paths: Sequence[str]) -> Exclude:
    """What a walk over `paths` leaves out: what `patterns` name, and what .newsdiffignore files do.

    Those count that lie in this folder, in the folders given, and below them.
    """
    from newsdiff.corpus.ignores import IgnoredPaths

    ignored = IgnoredPaths([os.curdir, *(path for path in paths if os.path.isdir(path))])
    return lambda path, folder: patterns.matches(path, folder=folder) or ignored.ignored(path, folder=folder)


def articles_of(found: Found, config: Config, field: str | None = None) -> Iterator[Article | Skipped]:
    """The articles of a file, with the `field` that they are grouped by; what cannot be read, with the reason."""
    from newsdiff.read import read_all

    if found.path == "-" and sys.stdin is None:
        return iter((Skipped("-", "standard input is closed; pipe the text of an article in"),))
    return read_all(
        found.path,
        encoding=config.encoding,
        max_bytes=config.max_bytes,
        group_field=field,
        defaults=config.source_for(found.path),
    )
