"""Hyperlinks to a file and line, as terminals understand them (OSC 8): where a link leads, and how it is written.

What an article or its name holds never ends the sequence: an address is percent-encoded to plain ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

#: The templates that have a name; those of ripgrep's `--hyperlink-format`, https://docs.rs/grep-printer.
FORMATS: Mapping[str, str] = {
    "default": "file://{host}{path}",
    "file": "file://{host}{path}",
    "kitty": "file://{host}{path}#{line}",
    "grep+": "grep+://{path}:{line}",
    "macvim": "mvim://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
}
VARIABLES = ("path", "host", "line", "column")

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:")
#: What begins with a scheme is an address already; one of several schemes (`zip::s3://`) no terminal opens.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+::)*[a-z][a-z0-9+.-]+://", re.I)
#: An article out of JSON lines: `path:line`.
_NUMBERED = re.compile(r"(?P<path>.*\.(?:jsonl|ndjson)):(?P<line>\d+)", re.I | re.S)
#: Lines of what was taken out of a page are not those of its file.
_PAGES = (".html", ".htm", ".xhtml")
#: Terminals may refuse longer ones: the least that VTE and iTerm2 take, as the specification of OSC 8 has it.
_LONGEST = 2083
_PATH_KEPT, _ADDRESS_KEPT = "/-._~:", "/-._~:?#[]@!$&'()*+,;=%"


def wrong_with(template: str) -> str | None:
    """What is wrong with `template`, a name of FORMATS or a pattern of one's own; None where it can be used."""
    pattern = FORMATS.get(template, template)
    if not (pattern.isascii() and pattern.isprintable()) or " " in pattern:
        return "holds a blank or a character that an address may not have"
    names = _VARIABLE.findall(pattern)
    unknown = [name for name in names if name not in VARIABLES]
    if unknown:
        return f"knows no {{{unknown[0]}}}; it takes {', '.join('{' + name + '}' for name in VARIABLES)}"
    if "{" in _VARIABLE.sub("", pattern) or "}" in _VARIABLE.sub("", pattern):
        return "has a brace without its other"
    if template not in FORMATS and not names and ":" not in template:
        return "is neither the name of a format nor one with {path}"
    if "path" not in names:
        return "leaves out {path}"
    if not _SCHEME.match(pattern):
        return "begins with no scheme such as file: or vscode:"
    return None


@dataclass(frozen=True, slots=True)
class Links:
    """How places become addresses: paths are seen from `folder`, on `host`; `template` is a name of FORMATS or a
    pattern with `{path}` and perhaps `{host}`, `{line}`, `{column}`.
    """

    folder: str
    host: str = ""
    template: str = "default"

    def address(self, path: str, line: int = 1, column: int = 1) -> str | None:
        """Where a link to the place leads; None for standard input and for what no link can name."""
        if path == "-" or not path or "\0" in path:
            return None
        if _ADDRESS.match(path):
            return None if "::" in path else _within(_encoded(path, _ADDRESS_KEPT))
        if numbered := _NUMBERED.fullmatch(path):
            path, line, column = numbered["path"], int(numbered["line"]), 1
        elif path.lower().endswith(_PAGES):
            line, column = 1, 1
        whole = _absolute(self.folder.replace("\\", "/"), path.replace("\\", "/") if _drive(self.folder) else path)
        parts = {
            "path": _encoded(whole, _PATH_KEPT),
            "host": _encoded(self.host, "-._~"),
            "line": str(line),
            "column": str(column),
        }
        pattern = FORMATS.get(self.template, self.template)
        return _within(_VARIABLE.sub(lambda match: parts[match[1]], pattern))


def linked(text: str, address: str) -> str:
    """`text` as a terminal's link to `address`, which must be plain ASCII."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def _encoded(text: str, kept: str) -> str:
    # A name that is no Unicode has its bytes as lone surrogates; what the file system had, the address has.
    return quote(text.encode("utf-8", "surrogateescape" if _is_escaped(text) else "backslashreplace"), safe=kept)


def _is_escaped(text: str) -> bool:
    return all(0xDC80 <= ord(char) <= 0xDCFF for char in text if 0xD800 <= ord(char) <= 0xDFFF)


def _within(address: str) -> str | None:
    return address if len(address) <= _LONGEST else None


def _drive(path: str) -> bool:
    return len(path) > 1 and path[1] == ":" and path[0].isalpha()


def _absolute(folder: str, path: str) -> str:
    """`path` seen from `folder`, from the root down, without `.` and `..`; a drive's letter behind a slash."""
    whole = path if path.startswith("/") or _drive(path) else f"{folder}/{path}"
    steps: list[str] = []
    for step in whole.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/" + "/".join(steps)
