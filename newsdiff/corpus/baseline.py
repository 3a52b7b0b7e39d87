"""The baseline: findings that are known, in a file that people read and keep under version control."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import Any

from newsdiff.config.globs import without_line
from newsdiff.config.regular import Unfit, read_regular
from newsdiff.errors import InputError, MissingPath, NewsdiffError
from newsdiff.model import Finding, Report, Story
from newsdiff.read import remote

SCHEMA = "newsdiff/baseline/1"
STDIN = "-"
#: Bytes: about a million findings.
_LARGEST = 500_000_000
_WAY_OUT = "write it anew with --write-baseline"
_LIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding: its `fingerprint`, and for the reader its code, story, files and summary.

    `paths` are those of the articles that take part in it, as seen from the working directory, sorted; a finding is
    known in these files alone.
    """

    fingerprint: str
    code: str
    story: str
    paths: tuple[str, ...]
    summary: str

    def __str__(self) -> str:
        return f"{self.code} {self.fingerprint} ({', '.join(self.paths)}): {self.summary}"


@dataclass(frozen=True, slots=True)
class Matched:
    """A report against a baseline.

    `new` and `known` findings in the report's order, each with its story; `stale` entries are of files that were all
    read and hold the finding no more, `unseen` ones of files of which some were not read. `report` is the report
    without its known findings.
    """

    report: Report
    new: tuple[tuple[Story, Finding], ...]
    known: tuple[tuple[Story, Finding], ...]
    stale: tuple[Entry, ...]
    unseen: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings; the same one twice in a report is two entries."""

    entries: tuple[Entry, ...] = ()

    def against(self, report: Report) -> Matched:
        """Which findings of `report` are new; one that agrees is neither new nor known."""
        matching = Matching(self)
        new: list[tuple[Story, Finding]] = []
        known: list[tuple[Story, Finding]] = []
        stories = []
        for story in report.stories:
            places = matching.known(story)
            for number, finding in enumerate(story.findings):
                if number in places:
                    known.append((story, finding))
                elif finding.verdict != "agreed":
                    new.append((story, finding))
            kept = (finding for number, finding in enumerate(story.findings) if number not in places)
            stories.append(replace(story, findings=tuple(kept)))
        stale, unseen = matching.rest()
        return Matched(replace(report, stories=tuple(stories)), tuple(new), tuple(known), stale, unseen)


class Matching:
    """A baseline on its way through the stories of a run, one by one: an entry stands for one finding."""

    def __init__(self, baseline: Baseline) -> None:
        self._left: dict[str, list[Entry]] = defaultdict(list)
        for entry in baseline.entries:
            self._left[entry.fingerprint].append(entry)
        self._files = _Files(path for entry in baseline.entries for path in entry.paths)
        self._read: set[str] = set()

    def known(self, story: Story) -> frozenset[int]:
        """The places of the findings of `story` that an entry stands for, which then stands for no other."""
        self.read(article.path for article in story.articles)
        places = set()
        for number, finding in enumerate(story.findings):
            if finding.verdict == "agreed" or finding.id not in self._left:
                continue
            files = set[str]().union(*map(self._files.like, _paths(story, finding)))
            match = _nearest(self._left[finding.id], files)
            if match is not None:
                self._left[match.fingerprint].remove(match)
                places.add(number)
        return frozenset(places)

    def read(self, paths: Iterable[str]) -> None:
        """These files were read too."""
        for path in paths:
            self._read |= self._files.like(path)

    def rest(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The entries that are left: stale ones, whose files were all read, and those of files that were not."""
        left = sorted((entry for entries in self._left.values() for entry in entries), key=_order)
        return (
            tuple(entry for entry in left if self._read.issuperset(entry.paths)),
            tuple(entry for entry in left if not self._read.issuperset(entry.paths)),
        )


def entries(report: Report) -> tuple[Entry, ...]:
    """What a baseline of `report` holds: all its findings but those that agree, sorted."""
    return tuple(sorted((entry for story in report.stories for entry in entries_of(story)), key=_order))


def entries_of(story: Story) -> Iterator[Entry]:
    """What a baseline holds of one story."""
    for finding in story.findings:
        if finding.verdict != "agreed":
            yield Entry(finding.id, finding.code, story.title, _paths(story, finding), finding.summary)


def write(report: Report, home: str = "") -> str:
    """The baseline of `report` as text: one key a line, in an order that a change of one finding leaves as it is."""
    return text(entries(report), home)


def text(known: Iterable[Entry], home: str = "") -> str:
    """The baseline that holds `known` as text, for a file in the folder `home`, from which its paths are seen."""
    rooted = (replace(entry, paths=tuple(sorted(_seen_from(home, path) for path in entry.paths))) for entry in known)
    told = {"schema": SCHEMA, "findings": [asdict(entry) for entry in sorted(rooted, key=_order)]}
    written = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return _LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def home_of(path: str) -> str:
    """The folder from which the paths of a baseline at `path` are seen: the one it lies in, or this for an address."""
    local = remote.local_path(path)
    return "" if local is None and remote.is_address(path) else os.path.dirname(path if local is None else local)


def load(path: str) -> Baseline:
    """The baseline in the file or at the address `path`. Raises NewsdiffError in one line where it is none."""
    try:
        data: Any = json.loads(_bytes(path).decode("utf-8-sig"))
    except FileNotFoundError:
        problem = f"{path}: the baseline cannot be read (no such file)"
        raise MissingPath(path, problem, "make one with --write-baseline") from None
    except (OSError, InputError, Unfit) as error:
        reason = getattr(error, "problem", None) or getattr(error, "strerror", None) or error
        raise NewsdiffError(f"{path}: the baseline cannot be read ({reason}); make one with --write-baseline") from None
    except json.JSONDecodeError as error:
        raise NewsdiffError(f"{path}:{error.lineno}: the baseline is no JSON ({error.msg}); {_WAY_OUT}") from None
    except (ValueError, RecursionError):
        raise NewsdiffError(f"{path}: the baseline is no JSON in UTF-8 that can be read; {_WAY_OUT}") from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        other = isinstance(schema, str) and schema.startswith("newsdiff/baseline/")
        problem = (
            f"is of the kind {schema}, and this newsdiff reads {SCHEMA}" if other else "is no baseline of newsdiff"
        )
        raise NewsdiffError(f"{path}: {problem}; {_WAY_OUT}")
    findings = data.get("findings")
    if not isinstance(findings, list) or data.keys() != {"schema", "findings"}:
        raise NewsdiffError(f"{path}: a baseline holds schema and a list of findings, no more; {_WAY_OUT}")
    home = home_of(path)
    known = (_entry(item, number, path) for number, item in enumerate(findings))
    seen = (replace(entry, paths=tuple(sorted(_seen_here(home, each) for each in entry.paths))) for entry in known)
    return Baseline(tuple(sorted(seen, key=_order)))


def _bytes(path: str) -> bytes:
    if remote.is_address(path):
        with remote.opened(path) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Unfit(f"is above {_LARGEST:,} bytes")
        return data
    return read_regular(path, _LARGEST)


def _entry(item: object, number: int, path: str) -> Entry:
    def wrong(problem: str) -> NewsdiffError:
        return NewsdiffError(f"{path}: finding {number + 1} {problem}; {_WAY_OUT}")

    names = [each.name for each in fields(Entry)]
    if not isinstance(item, dict) or item.keys() != set(names):
        raise wrong(f"does not hold just {', '.join(names)}")
    for name in names:
        if name != "paths" and not isinstance(item[name], str):
            raise wrong(f"has a {name} that is no string")
    if not _FINGERPRINT.fullmatch(item["fingerprint"]):
        raise wrong("has a fingerprint that is not twelve hexadecimal digits")
    paths = item["paths"]
    if not isinstance(paths, list) or not paths or not all(isinstance(each, str) for each in paths):
        raise wrong("has paths that are no list of strings")
    return Entry(item["fingerprint"], item["code"], item["story"], tuple(sorted(paths)), item["summary"])


def _order(entry: Entry) -> tuple[Sequence[str], str, str, str, str]:
    return entry.paths, entry.code, entry.fingerprint, entry.summary, entry.story


def _paths(story: Story, finding: Finding) -> tuple[str, ...]:
    letters = {item.article for item in finding.claims}
    return tuple(
        sorted({without_line(article.path.replace("\\", "/")) for article in story.articles if article.id in letters})
    )


def _nearest(candidates: Sequence[Entry], files: set[str]) -> Entry | None:
    """The candidate of which the most paths are in `files`; None where none is."""

    def shared(entry: Entry) -> int:
        return len(files.intersection(entry.paths))

    best = max(candidates, key=shared, default=None)
    return best if best is not None and shared(best) else None


def _seen_from(home: str, path: str) -> str:
    """A path of this run as it is seen from the folder `home`; whole where the two have nothing in common."""
    if path == STDIN or remote.is_address(path):
        return path
    whole, root = os.path.abspath(path), os.path.abspath(home)
    if os.path.isabs(path) and _apart(whole, root):
        return path
    return os.path.relpath(whole, root).replace(os.sep, "/")


def _seen_here(home: str, path: str) -> str:
    """A path as it is seen from the folder `home`, as this run would write it."""
    if path == STDIN or remote.is_address(path) or os.path.isabs(path):
        return path
    return os.path.relpath(os.path.join(os.path.abspath(home), path)).replace(os.sep, "/")


def _apart(one: str, other: str) -> bool:
    try:
        return os.path.dirname(common := os.path.commonpath((one, other))) == common
    except ValueError:  # On two drives.
        return True


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in without_line(path.replace("\\", "/")).split("/") if part not in ("", ".", ".."))


class _Files:
    """The files of a baseline, to be found by the paths of a run, in a time that does not depend on their number.

    One that is there is itself alone. One that is not may have been written down where the corpus lay elsewhere: it is
    like those of which either path is the end of the other.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._there: dict[str, set[str]] = defaultdict(set)
        self._whole: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._ends: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for path in set(paths):
            if not remote.is_address(path) and os.path.lexists(path):
                self._there[_place(path)].add(path)
                continue
            parts = _parts(path)
            self._whole[parts].add(path)
            for start in range(len(parts)):
                self._ends[parts[start:]].add(path)

    def like(self, path: str) -> set[str]:
        """Those of the baseline's paths that may be of the file at `path`."""
        parts = _parts(path)
        found = set(self._ends.get(parts, ()))
        for start in range(len(parts)):
            found |= self._whole.get(parts[start:], set())
        if self._there and not remote.is_address(path):
            found |= self._there.get(_place(without_line(path)), set())
        return found


def _place(path: str) -> str:
    """Where the file lies, whatever links lead to its folder."""
    folder, name = os.path.split(path)
    return os.path.join(_real(os.path.join(os.getcwd(), folder)), name)


@lru_cache(maxsize=4096)
def _real(folder: str) -> str:
    return os.path.realpath(folder)
