"""VitaminC (Schuster et al. 2021): claims beside sentences of Wikipedia that support or refute them.

A case holds two claims and two revisions of a sentence that differ in one thing, each claim true by one revision.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from re import finditer, sub
from zipfile import ZipFile

from training.examples import COMPATIBLE, CONTRADICT, SAME, Example, Place

_RELATION = {"SUPPORTS": SAME, "REFUTES": CONTRADICT, "NOT ENOUGH INFO": COMPATIBLE}
#: Longer sentences cost much time and are lists more often than not.
_LONGEST = 60
#: Words in which two claims or revisions may differ and still be one slot.
_SLOT = 6


def vitaminc(archive: Path) -> Iterator[Example]:
    """The pairs of one of VitaminC's zip archives, which holds one file of JSON lines, in the order of their cases.

    Raises FileNotFoundError where there is no such archive, ValueError where it does not hold just one such file.
    """
    cases: dict[str, list[dict[str, str]]] = defaultdict(list)
    with ZipFile(archive) as files:
        [name] = [name for name in files.namelist() if name.endswith(".jsonl")]
        for line in io.TextIOWrapper(files.open(name), encoding="utf-8"):
            row = json.loads(line)
            row["claim"], row["evidence"] = _as_written(row["claim"]), _as_written(row["evidence"])
            cases[row["case_id"]].append(row)
    for rows in cases.values():
        changed = _changed(rows)
        for row in rows:
            claim, evidence = row["claim"], row["evidence"]
            if len(claim.split()) + len(evidence.split()) > _LONGEST:
                continue
            relation = _RELATION[row["label"]]
            differing = None
            if relation == CONTRADICT and claim in changed and evidence in changed:
                differing = (changed[claim], changed[evidence])
            yield Example((claim, evidence), relation, archive.stem, row["label"], [], differing)


def _as_written(tokens: str) -> str:
    """Words of a treebank as they stand in print."""
    text = tokens.replace("-LRB-", "(").replace("-RRB-", ")")
    text = sub(r"\s*(?:``|'')\s*", ' " ', text)
    text = sub(r' " ([^"]*) " ', r' "\1" ', f" {text} ")
    text = sub(r"\s+([.,;:!?%)]|'(?:s|re|ve|ll|d|m|t)\b|n't\b)", r"\1", text)
    return sub(r"\s+", " ", sub(r"([($£€])\s+", r"\1", text)).strip()


def _changed(rows: Sequence[Mapping[str, str]]) -> dict[str, Place]:
    """Where the two claims, and the two revisions, of a case differ, by text; nothing for what differs in more."""
    found: dict[str, Place] = {}
    for key in ("claim", "evidence"):
        texts = sorted({row[key] for row in rows})
        if len(texts) != 2:
            continue
        one, other = texts
        ours, theirs = list(finditer(r"\S+", one)), list(finditer(r"\S+", other))
        matcher = SequenceMatcher(None, [w.group() for w in ours], [w.group() for w in theirs], autojunk=False)
        apart = [code for code in matcher.get_opcodes() if code[0] != "equal"]
        first, last = apart[0], apart[-1]
        for text, words, start, end in ((one, ours, first[1], last[2]), (other, theirs, first[3], last[4])):
            if 0 < end - start <= _SLOT:
                found[text] = (words[start].start(), words[end - 1].end())
    return found
