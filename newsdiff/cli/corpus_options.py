"""The options of commands that work on a corpus: what to walk over, how articles become stories, what does the work."""

from __future__ import annotations

from typing import Annotated

import typer

from newsdiff.cli.corpus_inputs import GROUP_BY
from newsdiff.cli.options import READ, flag, one_of
from newsdiff.config.keys import ENGINES

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="A folder, with all that is below it; an article; a .jsonl file with one article a line; or - for an "
        "article on standard input. In a folder, files are articles that end in .txt, .md, .html, .htm or .jsonl.",
        show_default=False,
    ),
]
FilesFrom = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Read further PATHs from FILE, one a line or ended by NUL; - is standard input.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
GroupedBy = Annotated[
    str,
    typer.Option(
        "--group",
        "-g",
        metavar="|".join(GROUP_BY),
        help="What makes articles a story. auto: those of one folder, where it lies in a given folder or two or more "
        "are given; the rest (one flat folder, single files, JSON lines) by content and date. folder: the folder each "
        "lies in. none: all are one story. field:NAME: what the field NAME of a JSON line says.",
        rich_help_panel=READ,
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATTERN",
        help="Leave out files and folders, as in .gitignore; may be repeated. .newsdiffignore files hold such "
        "patterns too.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
FollowLinks = Annotated[
    bool, flag("--follow-links", help="Read what links in a folder lead to outside of it, too.", panel=READ)
]
Jobs = Annotated[
    str,
    typer.Option("--jobs", "-j", metavar="N|auto", help="Processes at work; auto is one a core.", rich_help_panel=READ),
]
EngineName = Annotated[
    str,
    one_of(
        "--engine",
        choices=ENGINES,
        help="Where the work is done: pool, processes of this machine; dask, a cluster (needs newsdiff[dask]).",
        panel=READ,
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="With --engine dask: the scheduler's address, such as tls://host:8786; without it a cluster of --jobs "
        "processes is made on this machine.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
Insecure = Annotated[
    bool,
    flag(
        "--insecure",
        help="Let --address be one without TLS beyond this machine: whoever answers there can run code here.",
        panel=READ,
    ),
]
CacheFolder = Annotated[
    str | None,
    typer.Option(
        "--cache", metavar="DIR", help="Keep the cache here.", show_default="your cache folder", rich_help_panel=READ
    ),
]
NoCache = Annotated[bool, flag("--no-cache", help="Work without a cache.", panel=READ)]
