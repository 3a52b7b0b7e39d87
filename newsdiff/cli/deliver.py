"""A report, or why a finding is what it is, on its way out: rendered for where it goes, then written there."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from newsdiff.cli.streams import holds, write, write_file
from newsdiff.model import Explanation, Report

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

        seen = look(None if to_file else sys.stdout, os.environ, color, top=top, verbose=verbose)
        text = table.render(report, seen)
        if not to_file and not holds(text):
            text = ascii_signs(table.render(report, replace(seen, ascii=True)))
    _send(text, output)


def deliver_explanation(
    explanation: Explanation, format_: str, output: str | None, *, top: int | None, color: str, verbose: bool
) -> None:
    """Render `explanation` for where it goes, a file or stdout, and write it there."""
    to_file = output is not None and output != "-"
    if format_ == "json":
        from newsdiff.report import explain_json

        text = explain_json.render(explanation)
        if not to_file and not holds(text):
            text = explain_json.render(explanation, ascii_only=True)
    else:
        from newsdiff.cli.terminal import look
        from newsdiff.report import explain
        from newsdiff.report.visible import ascii_signs

        seen = look(None if to_file else sys.stdout, os.environ, color, top=top, verbose=verbose)
        text = explain.render(explanation, seen)
        if not to_file and not holds(text):
            text = ascii_signs(text)
    _send(text, output)


def _send(text: str, output: str | None) -> None:
    if output is not None and output != "-":
        write_file(output, text)
    else:
        write(text)
