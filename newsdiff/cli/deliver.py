"""A report on its way out: rendered for where it goes, then written there."""

from __future__ import annotations

import os
import sys

from newsdiff.cli.streams import holds, write, write_file
from newsdiff.model import Report

FORMATS = ("table", "json")


def deliver(report: Report, format_: str, output: str | None, *, top: int | None, color: str, verbose: bool) -> None:
    """Render `report` for where it goes, a file or stdout, and write it there."""
    to_file = output is not None and output != "-"
    if format_ == "json":
        from newsdiff.report import json_format

        text = json_format.render(report)
        if not to_file and not holds(text):
            text = json_format.render(report, ascii_only=True)
    else:
        from newsdiff.cli.terminal import look
        from newsdiff.report import table
        from newsdiff.report.visible import ascii_signs

        text = table.render(report, look(None if to_file else sys.stdout, os.environ, color, top=top, verbose=verbose))
        if not to_file and not holds(text):
            text = ascii_signs(text)
    if output is not None and to_file:
        write_file(output, text)
    else:
        write(text)
