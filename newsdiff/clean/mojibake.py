"""Characters as a reader should see them: mojibake and entities mended, controls dropped, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import unescape


@dataclass(frozen=True, slots=True)
class Mended:
    """`text` with `offsets[i]`, the place in the file of its code point `i`; `offsets[len(text)]` closes it."""

    text: str
    offsets: tuple[int, ...]


#: Nothing to see for a reader: C0 and C1 controls, zero width and direction marks, soft hyphen, BOM, U+FFFC.
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029\r"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_LOOK = re.compile(rf"[{_DROPPED}{_SPACES}{_BREAKS}]|&(?=[#A-Za-z])|[^\x00-\x7f]")
_PLAIN = re.compile(
    rf"(?P<drop>[{_DROPPED}]+)|(?P<space>[{_SPACES}])|(?P<crlf>\r\n)|(?P<brk>[{_BREAKS}])|(?P<entity>{_ENTITY.pattern})"
)


def mend(text: str) -> Mended:
    """Mend `text` for reading. Linear in its length; the file's own text is never touched."""
    mended = Mended(text, tuple(range(len(text) + 1)))
    if not _LOOK.search(text):
        return mended
    # UTF-8 read wrongly twice over ("Ã¢â‚¬â„¢") takes two turns, and no file has been seen to need three.
    for _ in range(2):
        turned = _rewrite(mended, _WRONG_BYTES, _reread)
        if turned is mended:
            break
        mended = turned
    if not mended.text.isascii():
        mended = _rewrite(mended, _THAI, _from_thai)
    return _rewrite(mended, _PLAIN, _plain)


def _rewrite(mended: Mended, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]) -> Mended:
    """Replace what `pattern` finds; the new characters lie evenly over the place of the old ones."""
    text, offsets = mended.text, mended.offsets
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        new = replace(match)
        if new is None:
            continue
        pieces += (text[last : match.start()], new)
        places += offsets[last : match.start()]
        old = match.end() - match.start()
        places += (offsets[match.start() + min(k * old // max(len(new), 1), old - 1)] for k in range(len(new)))
        last = match.end()
    if not pieces:
        return mended
    pieces.append(text[last:])
    places += offsets[last:]
    return Mended("".join(pieces), tuple(places))


def _plain(match: re.Match[str]) -> str | None:
    if match["drop"]:
        return ""
    if match["space"]:
        return " "
    if match["entity"]:
        char = unescape(match["entity"])
        if char == match["entity"] or len(char) > 2:
            return None
        return re.sub(rf"[{_SPACES}{_BREAKS}\n]", " ", re.sub(rf"[{_DROPPED}\ud800-\udfff]", "", char))
    return "\n"


# UTF-8 read as a Western single-byte encoding: each character of the run is one byte of the original.


@cache
def _western() -> dict[str, int]:
    """Character to byte for cp1252, with C1 controls for the bytes that it leaves undefined."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        try:
            table[bytes([byte]).decode("cp1252")] = byte
        except UnicodeDecodeError:
            continue
    return table


def _class(low: int, high: int) -> str:
    return "[" + "".join(re.escape(char) for char, byte in _western().items() if low <= byte < high) + "]"


def _wrong_bytes() -> re.Pattern[str]:
    tail = _class(0x80, 0xC0)
    two, three, four = _class(0xC2, 0xC6), _class(0xE1, 0xF0), _class(0xF0, 0xF1)
    # The third byte of a quotation mark may have been lost as a control: "â€" alone was one.
    return re.compile(f"{four}{tail}{{3}}|{three}{tail}{{2}}|{two}{tail}|â€(?!{tail})")


_WRONG_BYTES = _wrong_bytes()


def _reread(match: re.Match[str]) -> str | None:
    run = match[0]
    if run == "â€":
        return "”"
    try:
        char = bytes(_western()[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Two letters that stand together by right ("Ä“" before a quotation mark) reread as rare letters: leave those.
    if len(run) == 2 and not ("\xa0" <= char <= "\xff" or (char <= "\u017f" and run[1] not in "‘’“”–—…")):
        return None
    if len(run) == 3 and not ("\u1e00" <= char <= "\u2bff" or "\u3000" <= char <= "\ufffd"):
        return None
    return char


# UTF-8 read as TIS-620 (or cp874, ISO-8859-11), the C1 controls dropped: a lead byte is left as one Thai letter,
# followed by those of its continuation bytes that are letters there (0xA1 and above). Three-byte punctuation
# E2 80 9x keeps its lead byte alone, so which mark it was is read from its neighbours.

_LEADS = {bytes([byte]).decode("tis-620"): byte for byte in (0xC2, 0xC3, 0xE2)}
_TAILS = {bytes([byte]).decode("tis-620"): byte for byte in range(0xA1, 0xC0)}
#: Real Thai runs on; what is left of one character is at most three letters among others.
_THAI = re.compile(
    f"(?<![\u0e00-\u0e7f])[{''.join(_LEADS)}][\u0e00-\u0e7f\xa0\x80-\x9f€…‘’“”•–—]{{0,2}}(?![\u0e00-\u0e7f])"
)


def _from_thai(match: re.Match[str]) -> str | None:
    run = match[0]
    lead, rest = _LEADS[run[0]], list(run[1:])
    kept = [_TAILS[char] if char in _TAILS else _western().get(char) for char in rest]
    if None in kept:
        return None
    tail = bytes(byte for byte in kept if byte is not None)
    for whole in (bytes([lead]) + tail, bytes([lead, 0x80]) + tail, bytes([lead, 0x82]) + tail):
        try:
            char = whole.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if "\xa0" <= char <= "\xff" or "\u2010" <= char <= "\u2122":
            return char
    if tail and tail != b"\xa0":
        return None
    if lead == 0xC2:
        return " "
    return _mark(match.string, match.start(), match.end()) if lead == 0xE2 else None


def _mark(text: str, start: int, end: int) -> str:
    """The dash or quotation mark that stood between these neighbours."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return "–"
    if before.isalnum() and after.isalpha():
        return "’"
    if (not before or before.isspace() or before in "([—–") and after and not after.isspace():
        return "“"
    if before and not before.isspace() and (not after or not after.isalnum()):
        return "”"
    return "—"
