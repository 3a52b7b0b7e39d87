"""The baseline: findings that are known, in a file that people read and keep under version control."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from newsdiff.config.globs import without_line
from newsdiff.errors import NewsdiffError
from newsdiff.model import Finding, Report, Story

SCHEMA = "newsdiff/baseline/1"
_WAY_OUT = "write it anew with --write-baseline"
_LIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding: its `fingerprint`, and for the reader its code, story, files and summary.

    `paths` are those of the articles that take part in it, sorted; a finding is known in these files alone.
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
        self._read = _Files()

    def known(self, story: Story) -> frozenset[int]:
        """The places of the findings of `story` that an entry stands for, which then stands for no other."""
        self.read(article.path for article in story.articles)
        places = set()
        for number, finding in enumerate(story.findings):
            if finding.verdict == "agreed" or finding.id not in self._left:
                continue
            match = _nearest(self._left[finding.id], _paths(story, finding))
            if match is not None:
                self._left[match.fingerprint].remove(match)
                places.add(number)
        return frozenset(places)

    def read(self, paths: Iterable[str]) -> None:
        """These files were read too."""
        self._read.add(paths)

    def rest(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The entries that are left: stale ones, whose files were all read, and those of files that were not."""
        left = sorted((entry for entries in self._left.values() for entry in entries), key=_order)
        return (
            tuple(entry for entry in left if all(path in self._read for path in entry.paths)),
            tuple(entry for entry in left if not all(path in self._read for path in entry.paths)),
        )


def entries(report: Report) -> tuple[Entry, ...]:
    """What a baseline of `report` holds: all its findings but those that agree, sorted."""
    return tuple(sorted((entry for story in report.stories for entry in entries_of(story)), key=_order))


def entries_of(story: Story) -> Iterator[Entry]:
    """What a baseline holds of one story."""
    for finding in story.findings:
        if finding.verdict != "agreed":
            yield Entry(finding.id, finding.code, story.title, _paths(story, finding), finding.summary)


def write(report: Report) -> str:
    """The baseline of `report` as text: one key a line, in an order that a change of one finding leaves as it is."""
    return text(entries(report))


def text(known: Iterable[Entry]) -> str:
    """The baseline that holds `known`, as text."""
    told = {"schema": SCHEMA, "findings": [asdict(entry) for entry in sorted(known, key=_order)]}
    written = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return _LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def load(path: str) -> Baseline:
    """The baseline in the file at `path`. Raises NewsdiffError in one line where it is none."""
    try:
        with open(path, "rb") as file:
            data: Any = json.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise NewsdiffError(
            f"{path}: the baseline cannot be read ({error.strerror}); make one with --write-baseline"
        ) from None
    except json.JSONDecodeError as error:
        raise NewsdiffError(f"{path}:{error.lineno}: the baseline is no JSON ({error.msg}); {_WAY_OUT}") from None
    except (ValueError, RecursionError):
        raise NewsdiffError(f"{path}: the baseline is no JSON in UTF-8; {_WAY_OUT}") from None
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
    return Baseline(tuple(sorted((_entry(item, number, path) for number, item in enumerate(findings)), key=_order)))


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


def _nearest(candidates: Sequence[Entry], paths: Sequence[str]) -> Entry | None:
    """The candidate that shares the most files with `paths`; None where none shares one."""

    def shared(entry: Entry) -> int:
        return sum(any(same_file(one, other) for other in paths) for one in entry.paths)

    best = max(candidates, key=shared, default=None)
    return best if best is not None and shared(best) else None


def same_file(one: str, other: str) -> bool:
    """Whether one path may be the other, seen from another folder: the shorter is the end of the longer."""
    first, second = _parts(one), _parts(other)
    length = min(len(first), len(second))
    return length > 0 and first[-length:] == second[-length:]


def _parts(path: str) -> list[str]:
    return [part for part in without_line(path.replace("\\", "/")).split("/") if part not in ("", ".", "..")]


class _Files:
    """The files of a run, to be asked whether a path may be one of them."""

    def __init__(self) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)

    def add(self, paths: Iterable[str]) -> None:
        for path in paths:
            for name in _parts(path)[-1:]:
                self._by_name[name].add(path)

    def __contains__(self, path: str) -> bool:
        return any(same_file(path, other) for name in _parts(path)[-1:] for other in self._by_name.get(name, ()))
