"""`newsdiff extract`: parse, hand over, write article by article, and say how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, given, in_force, own_format
from newsdiff.cli.exits import DONE, USAGE_ERROR
from newsdiff.cli.inputs import Input, each, parse_inputs
from newsdiff.cli.near_paths import Suggestions
from newsdiff.cli.options import (
    READ,
    WRITE,
    Color,
    Dates,
    Debug,
    Encoding,
    MaxBytes,
    Model,
    NoPager,
    Output,
    Quiet,
    nearest,
    one_of,
)
from newsdiff.cli.pager import expect, write_paged
from newsdiff.cli.streams import check_output, complain, holds, write_file
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import LAYERS, Article, Extraction, Layer, Skipped

FORMATS = ("table", "json", "jsonl", "csv")


def parse_layers(values: Sequence[str]) -> tuple[Layer, ...]:
    """The layers that `--layer` values name, comma separated, in the order of LAYERS; all where none is named.

    Raises NewsdiffError that names the nearest.
    """
    names = [name.strip() for value in values for name in value.split(",")]
    chosen = {nearest("--layer", name, LAYERS) for name in names if name}
    if values and not chosen:
        raise NewsdiffError(f"--layer: names no layer; the layers are {', '.join(LAYERS)}")
    return tuple(layer for layer in LAYERS if layer in chosen or not chosen)


def _complete(incomplete: str) -> list[str]:
    return [layer for layer in LAYERS if layer.startswith(incomplete)]


def extract(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="An article: a path (text, Markdown, HTML, or .jsonl with one article a line), - for standard input, "
            "or NAME=PATH to say what the source is called.",
            show_default=False,
        ),
    ] = None,
    layer: Annotated[
        list[str] | None,
        typer.Option(
            "--layer",
            "-l",
            metavar="NAME,…",
            help=f"Only these layers: {', '.join(LAYERS)}. May be repeated.",
            show_default="all",
            autocompletion=_complete,
            rich_help_panel=READ,
        ),
    ] = None,
    date: Dates = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    model: Model = DEFAULT_MODEL,
    config: ConfigFile = None,
    isolated: Isolated = False,
    format_: Annotated[
        str, one_of("--format", "-f", choices=FORMATS, help="How to write what was found.", panel=WRITE)
    ] = "table",
    output: Output = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            show_default="10 on a terminal, else all",
            help="At most N items a layer of the table; 0 shows all.",
            rich_help_panel=WRITE,
        ),
    ] = None,
    color: Color = "auto",
    no_pager: NoPager = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Print what each article holds: claims, who said what, figures, times, names, and what is not article."""
    layers = parse_layers(layer or [])
    flags = {key: value for key, value in given(context).items() if key != "format"}
    settings = in_force(flags, config, isolated)
    said, format_ = settings.config, own_format(settings, format_, context, FORMATS)
    inputs = parse_inputs(files or [], date or [], distinct=False)
    if not inputs:
        raise NewsdiffError("extract needs an article; for example: newsdiff extract a.txt")
    if output is not None and output != "-":
        check_output(output, [item.path for item in inputs])
    expect(no_pager=said.no_pager, to_stdout=output is None or output == "-")
    skipped: list[Skipped] = []
    articles = _readable(inputs, skipped, said)
    first = next(articles, None)
    if first is None:
        return USAGE_ERROR
    from newsdiff.extract.layers import extract_layers, model_name

    name = model_name(layers, said.model)  # A model that is missing is told of before anything is written.
    found = extract_layers(chain((first,), articles), layers, said.model)
    pieces = render(
        _told(found, said.quiet), layers, format_, name, skipped, top=said.top, color=said.color, output=output
    )
    if output is not None and output != "-":
        write_file(output, "".join(pieces))
    else:
        write_paged(pieces, no_pager=said.no_pager)
    return USAGE_ERROR if skipped else DONE


def _readable(inputs: Sequence[Input], skipped: list[Skipped], config: Config) -> Iterator[Article]:
    """The articles that can be read, one by one; the others are named on stderr and added to `skipped`."""
    suggestions = Suggestions()
    for found in each(inputs, config):
        if isinstance(found, Skipped):
            skipped.append(found)
            complain(suggestions.line(found))
        else:
            yield found


def _told(extractions: Iterable[Extraction], quiet: bool) -> Iterator[Extraction]:
    """The extractions, the warnings of each told on stderr as it passes."""
    for extraction in extractions:
        for warning in () if quiet else extraction.article.warnings:
            complain(f"warning: {extraction.article.path}: {warning}")
        yield extraction


def render(
    extractions: Iterable[Extraction],
    layers: Sequence[Layer],
    format_: str,
    model: str | None,
    skipped: Sequence[Skipped],
    *,
    top: int | None,
    color: str,
    output: str | None,
) -> Iterator[str]:
    """The pieces of the answer, made as they are asked for; `model` is the full name, `skipped` may yet grow."""
    to_file = output is not None and output != "-"
    if format_ in ("json", "jsonl"):
        from newsdiff import __version__
        from newsdiff.report import extract_json

        if format_ == "jsonl":
            pieces = extract_json.lines(extractions, layers)
        else:
            pieces = extract_json.document(extractions, layers, version=__version__, model=model, skipped=skipped)
        return (piece if to_file or holds(piece) else extract_json.ascii_only(piece) for piece in pieces)
    if format_ == "csv":
        from newsdiff.report import extract_csv

        return extract_csv.rows(extractions, layers)
    from newsdiff.cli.terminal import look
    from newsdiff.report import extract_table
    from newsdiff.report.visible import ascii_signs

    seen = look(None if to_file else sys.stdout, os.environ, color, top=top, verbose=False)
    pieces = extract_table.pages(extractions, layers, seen)
    return (piece if to_file or holds(piece) else ascii_signs(piece) for piece in pieces)
