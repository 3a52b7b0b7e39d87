"""A corpus of invented stories, small and plain, for the tests of `check`; beside each stands what differs in it."""

from __future__ import annotations

import json
from pathlib import Path

_MILL = "A fire gutted the old mill in Weaver Street on Sunday."
_CHURCH = "A storm tore the roof off Marsham church on Friday."
_BRIDGE = "The bridge over the Arn at Halden reopened on Monday."
#: By story: the texts of its articles.
STORIES: dict[str, dict[str, str]] = {
    "bridge": {  # All agree.
        "ledger": f"{_BRIDGE}\n\nMayor Ruth Calder cut the ribbon.\n\nThe repairs cost £4 million, the council said.",
        "standard": f"{_BRIDGE}\n\nThe ribbon was cut by Ruth Calder.\n\nThe council said the repairs cost £4 million.",
    },
    "fire": {  # A quantity differs.
        "ledger": f"{_MILL}\n\nThe fire injured 27 people, the fire service said.",
        "standard": f"{_MILL}\n\nThe fire injured 25 people, the fire service said.",
    },
    "storm": {  # A quotation differs.
        "ledger": f'{_CHURCH}\n\n"We heard a roar like a train," said the vicar, Ada Holm.',
        "standard": f'{_CHURCH}\n\n"We heard a roar like a plane," said the vicar, Ada Holm.',
    },
}
SOURCES = {"ledger": "Halden Ledger", "standard": "Arn Standard"}


def article(story: str, source: str) -> str:
    """The file of one article, with its front matter."""
    return f"---\ntitle: The {story}\nsource: {SOURCES[source]}\ndate: 2031-03-11\n---\n\n{STORIES[story][source]}\n"


def write(folder: Path, *, flat: bool = False) -> Path:
    """The corpus in `folder`: a folder a story, or all files side by side."""
    for story, articles in STORIES.items():
        for source in articles:
            path = folder / (f"{story}-{source}.txt" if flat else f"{story}/{source}.txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article(story, source), encoding="utf-8")
    return folder


def write_jsonl(path: Path) -> Path:
    """The corpus as JSON lines, the story in the field `event`."""
    rows = [
        {"id": f"{story}-{source}", "event": story, "text": text, "source": SOURCES[source], "published": "2031-03-11"}
        for story, articles in STORIES.items()
        for source, text in articles.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
