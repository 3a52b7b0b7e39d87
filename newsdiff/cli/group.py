"""`newsdiff group`: which articles of a corpus report one event."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, given, in_force, own_format
from newsdiff.cli.corpus_inputs import (
    Found,
    GroupBy,
    Walk,
    articles_of,
    excluding,
    missing_field,
    parse_group_by,
    to_walk,
)
from newsdiff.cli.corpus_options import Exclude, FilesFrom, FollowLinks, GroupedBy, Paths
from newsdiff.cli.exits import DONE, USAGE_ERROR
from newsdiff.cli.near_paths import Suggestions
from newsdiff.cli.options import WRITE, Color, Debug, Encoding, MaxBytes, NoPager, Output, Quiet, one_of
from newsdiff.cli.outputs import overwrites
from newsdiff.cli.pager import write_paged
from newsdiff.cli.streams import check_output, complain, holds, write_file
from newsdiff.config import DEFAULT_MAX_BYTES, Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Skipped

if TYPE_CHECKING:
    from newsdiff.report.groups import Grouping

FORMATS = ("table", "json", "jsonl")


def group(
    context: typer.Context,
    paths: Paths = None,
    group_: GroupedBy = "auto",
    files_from: FilesFrom = None,
    exclude: Exclude = None,
    follow_links: FollowLinks = False,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    config: ConfigFile = None,
    isolated: Isolated = False,
    format_: Annotated[
        str, one_of("--format", "-f", choices=FORMATS, help="How to write the stories.", panel=WRITE)
    ] = "table",
    output: Output = None,
    color: Color = "auto",
    no_pager: NoPager = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Print which articles of a corpus report one event, and which are alone."""
    flags = {key: value for key, value in given(context).items() if key != "format"}
    settings = in_force(flags, config, isolated)
    said, format_ = settings.config, own_format(settings, format_, context, FORMATS)
    mode = parse_group_by(said.group)
    walk = to_walk(
        paths or [], files_from, "group", excluding(said.exclude, paths or []), follow_links=said.follow_links
    )
    if output is not None and output != "-":
        check_output(output, [path for path in paths or [] if not os.path.isdir(path)])
    skipped: list[Skipped] = []
    grouping = grouped(_articles(walk, mode, skipped, said, output), mode, skipped)
    if not said.quiet and walk.passed_over():
        complain(f"note: {walk.passed_over()}")
    if not grouping.stories:
        return USAGE_ERROR
    pieces = _rendered(grouping, format_, color=said.color, output=output)
    if output is not None and output != "-":
        write_file(output, "".join(pieces))
    else:
        write_paged(pieces, no_pager=said.no_pager)
    return USAGE_ERROR if skipped else DONE


def _articles(
    walk: Walk, by: GroupBy, skipped: list[Skipped], config: Config, output: str | None
) -> Iterator[tuple[Found, Article]]:
    """The articles that can be read, one by one; the others are named on stderr and added to `skipped`."""
    suggestions = Suggestions(folders=True)
    for found in walk:
        if isinstance(found, Found):
            if output is not None and overwrites(output, found.path):
                raise NewsdiffError(f"{output}: --output would overwrite an input; name another file")
            read = articles_of(found, config, by.field)
        else:
            read = iter((found,))
        for article in read:
            if isinstance(article, Skipped):
                skipped.append(article)
                complain(suggestions.line(article))
            elif isinstance(found, Found):
                yield found, article


def grouped(articles: Iterable[tuple[Found, Article]], by: GroupBy, skipped: Sequence[Skipped] = ()) -> Grouping:
    """The stories of `articles`, of which no text is kept; `skipped` may grow as they are read.

    Raises NewsdiffError where `by` names a field that no article has.
    """
    from newsdiff import __version__
    from newsdiff.report.groups import GroupedArticle, GroupedStory, Grouping
    from newsdiff.stories import Sketch, sketch, story_id, text_digest
    from newsdiff.stories import group as stories_of

    shown: list[GroupedArticle] = []
    sketches: list[Sketch | None] = []
    digests: list[str] = []
    keys: list[str | None] = []
    for found, article in articles:
        shown.append(GroupedArticle.of(article))
        keys.append(by.key(found, article.group))
        sketches.append(sketch(article) if keys[-1] is None else None)
        digests.append(text_digest(article))
    missing_field(by, keys)
    stories = []
    for story in stories_of(sketches, keys):
        stories.append(
            GroupedStory(
                id=story_id(digests[place] for place in story.members),
                by="content" if story.key is None else by.told_by,
                name=story.key or None,
                articles=tuple(shown[place] for place in story.members),
            )
        )
    return Grouping(__version__, tuple(stories), tuple(skipped))


def _rendered(grouping: Grouping, format_: str, *, color: str, output: str | None) -> Iterator[str]:
    """The pieces of the answer, for a file or for stdout."""
    from newsdiff.cli.terminal import look
    from newsdiff.report.groups import document, lines, table
    from newsdiff.report.json_format import ascii_only
    from newsdiff.report.visible import ascii_signs

    to_file = output is not None and output != "-"
    if format_ != "table":
        pieces = lines(grouping) if format_ == "jsonl" else iter((document(grouping),))
        return (piece if to_file or holds(piece) else ascii_only(piece) for piece in pieces)
    text = table(grouping, look(None if to_file else sys.stdout, os.environ, color, top=0, verbose=False))
    return iter((text if to_file or holds(text) else ascii_signs(text),))
