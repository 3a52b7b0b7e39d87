"""Makes `newsdiff/lexicon/data/en/synonyms.txt`: nouns and verbs that WordNet knows as words for one thing.

    python -m tests.eval.synonyms FOLDER

FOLDER holds WordNet 3.0's `index.noun`, `index.verb` and `cntlist.rev`, as Debian's `wordnet-base` has them in
`/usr/share/wordnet`. A word is in a class where the sense that the class stands for is among its `RANK` most frequent
and makes up at least `SHARE` of its uses in the corpora that WordNet counts: "bank" is a word for many things, and in
few of them near any other. Words of no sense at all, which other words make into verbs ("take place"), are left out.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.senses import is_light_verb

SHARE, RANK = 0.2, 3
TARGET = Path("newsdiff/lexicon/data/en/synonyms.txt")
_KINDS = {"1": "noun", "2": "verb"}
HEAD = """\
# Nouns and verbs that are words for one thing, a class a line.
# Origin: WordNet 3.0 (https://wordnet.princeton.edu), made by tests/eval/synonyms.py.
# Licence: WordNet 3.0.
#
# This software and database is being provided to you, the LICENSEE, by Princeton University under the following
# license. By obtaining, using and/or copying this software and database, you agree that you have read, understood,
# and will comply with these terms and conditions: Permission to use, copy, modify and distribute this software and
# database and its documentation for any purpose and without fee or royalty is hereby granted, provided that you agree
# to comply with the following copyright notice and statements, including the disclaimer, and that the same appear on
# ALL copies of the software, database and documentation, including modifications that you make for internal use or
# for distribution. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND
# DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY
# WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY
# OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT
# INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The name of Princeton University or
# Princeton may not be used in advertising or publicity pertaining to distribution of the software and/or database.
# Title to copyright in this software, database and any associated documentation shall at all times remain with
# Princeton University and LICENSEE agrees to preserve same.
"""


def _uses(folder: Path) -> dict[tuple[str, str, int], int]:
    """How often each sense of a noun or verb was counted, by the kind of word, the word and the sense's rank."""
    found = {}
    for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, rank, count = line.split()
        word, _, sense = key.partition("%")
        if (kind := _KINDS.get(sense[0])) is not None:
            found[kind, word, int(rank)] = int(count)
    return found


def _index(folder: Path, kind: str) -> Iterator[tuple[str, list[str]]]:
    """Each word with the numbers of its senses, the most frequent first."""
    for line in (folder / f"index.{kind}").read_text(encoding="ascii").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split()
        yield parts[0], parts[-int(parts[2]) :]


def classes(folder: Path) -> list[tuple[str, ...]]:
    """The classes of two words and more, each sorted."""
    uses, found = _uses(folder), defaultdict[tuple[str, str], list[str]](list)
    idle = counts().support | counts().level | counts().schedule
    for kind in _KINDS.values():
        for word, senses in _index(folder, kind):
            if not word.replace("_", "").replace("-", "").isalpha():
                continue
            told = [uses.get((kind, word, rank), 0) for rank in range(1, len(senses) + 1)]
            for sense, count in list(zip(senses, told, strict=True))[:RANK]:
                if count and count >= SHARE * sum(told):
                    found[kind, sense].append(word.replace("_", " "))
    return sorted({tuple(sorted(words)) for words in found.values() if len(words) > 1 and not _idle(words, idle)})


def _idle(words: list[str], idle: frozenset[str]) -> bool:
    return any(word in idle or is_light_verb(word) for word in words)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    found = classes(Path(sys.argv[1]))
    TARGET.write_text(HEAD + "".join(f"{', '.join(words)}\n" for words in found), encoding="utf-8")
    print(f"{TARGET}: {len(found)} classes of {sum(map(len, found))} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
