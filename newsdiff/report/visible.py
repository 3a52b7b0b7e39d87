"""Text from articles made safe to show: no control sequence, no text direction trick, no line of its own."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[\s\u2028\u2029\x85\x1c-\x1f]+")
#: C0, DEL and C1 controls, direction overrides, embeddings and isolates, and lone surrogates: shown as escapes.
_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Marks without width that carry no meaning in English text, but hide a word from a search; the joiners of
#: emoji and of other scripts stay.
_DROPPED = re.compile(
    "[\xad\u061c\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
#: What a path may not hold as it is: all that `visible` shows, drops or takes for another line.
_HIDDEN = re.compile(f"{_SHOWN.pattern}|{_DROPPED.pattern}|[\u2028\u2029]")

_ASCII = str.maketrans(
    {"…": "...", "·": "-", "≠": "!=", "✓": "+", "≈": "~", "→": "->", "─": "-", "│": "|", "┊": ":", "—": "-", "–": "-"}
    | dict.fromkeys("‘’‚′", "'")
    | dict.fromkeys("“”„″", '"')
)


def visible(text: str) -> str:
    """`text` on one line, runs of white space as one blank, with every character that could act shown or dropped."""
    return _SHOWN.sub(_escape, _DROPPED.sub("", _SPACE.sub(" ", text)))


def visible_path(path: str) -> str:
    """`path` with every character that could act or hide as an escape; its blanks stay, so that it still opens."""
    return _HIDDEN.sub(_escape, path)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def ascii_signs(text: str) -> str:
    """`text` with the table's own signs, dashes and quotation marks in ASCII, for a stream that has no others."""
    return text.translate(_ASCII)
