"""The stories room: which articles of a corpus report one event, as told by folder or field, or found by content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsdiff.stories.clusters import Rule, cluster
from newsdiff.stories.terms import Sketch, sketch, text_digest

__all__ = ["Group", "Rule", "Sketch", "cluster", "group", "sketch", "story_id", "text_digest"]


@dataclass(frozen=True, slots=True)
class Group:
    """A story as the ascending places of its articles; `key` is what told that they are one, None if their content."""

    members: tuple[int, ...]
    key: str | None = None


def group(sketches: Sequence[Sketch | None], keys: Sequence[str | None], rule: Rule | None = None) -> tuple[Group, ...]:
    """The stories of a corpus, in the order of their first article; every place is in one of them.

    Articles of one key are a story; those whose key is None are grouped by content among themselves, and one that is
    like no other is a story alone. An article with a key needs no sketch. The same articles in another order give the
    same stories. Raises ValueError for an article with neither.
    """
    told: dict[str, list[int]] = {}
    places: list[int] = []
    left: list[Sketch] = []
    for place, (item, key) in enumerate(zip(sketches, keys, strict=True)):
        if key is not None:
            told.setdefault(key, []).append(place)
        elif item is not None:
            places.append(place)
            left.append(item)
        else:
            raise ValueError(f"article {place} has neither a sketch nor a key")
    groups = [Group(tuple(members), key) for key, members in told.items()]
    groups += [Group(tuple(places[number] for number in found)) for found in cluster(left, rule)]
    return tuple(sorted(groups, key=lambda group: group.members))


def story_id(digests: Iterable[str]) -> str:
    """The id of the story whose articles' texts have `digests`, in whatever order."""
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:12]
