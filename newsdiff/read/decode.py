"""Bytes to text: BOM, the encoding the caller names, UTF-8, UTF-16 without a BOM, the declared one, a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from newsdiff.errors import InputError

_BOMS = (
    # UTF-32 LE starts with the bytes of UTF-16 LE, so it is asked first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_DECLARED = re.compile(rb"^(?:encoding|charset)\s*:\s*[\"']?([\w.:-]{2,40})", re.I | re.M)
_WAY_OUT = "newsdiff reads plain text; name the encoding with --encoding if this is text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without its BOM, the encoding it was read in, and what was doubtful about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, path: str, encoding: str | None = None) -> Decoded:
    """Decode `data`; newlines are untouched and no lone surrogate is left.

    Raises InputError for binary data, an unknown `encoding`, or bytes that are no text in it.
    """
    if encoding is not None:
        return _as_named(data, path, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(path, f"is {what}, not text", "convert it to plain text first")
    wide = _utf16_without_bom(data)
    if wide is not None:
        return Decoded(wide[0], wide[1])
    if _is_binary(data):
        raise InputError(path, "looks like a binary file, not text", _WAY_OUT)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data)


def well_formed(text: str) -> str:
    """`text` with surrogate pairs joined and each lone surrogate as U+FFFD, so that it can be encoded again."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _as_named(data: bytes, path: str, encoding: str) -> Decoded:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise InputError(path, f"unknown encoding {encoding!r}", "give a name such as utf-8 or cp1252") from None
    if not getattr(info, "_is_text_encoding", True):
        raise InputError(path, f"{encoding!r} is no text encoding", "give a name such as utf-8 or cp1252")
    # The BOM of the named family is not text; utf-16 and utf-32 without an order take theirs from it.
    for bom, name in _BOMS:
        if data.startswith(bom) and info.name in (name, name[:6], "utf-8-sig" if name == "utf-8" else name):
            data, info = data[len(bom) :], codecs.lookup(name)
            break
    try:
        return Decoded(well_formed(data.decode(info.name)), info.name)
    except UnicodeError as error:
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(path, f"is not text in {info.name}{place}", "leave out --encoding to have it found") from None


def _lenient(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, name, (f"{text.count(chr(0xFFFD))} characters are damaged and read as U+FFFD",))


def _utf16_without_bom(data: bytes) -> tuple[str, str] | None:
    """English in UTF-16 has a zero in nearly every second byte, all on the same side."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.7 * half and others < 0.05 * half:
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                return None
    return None


def _is_binary(data: bytes) -> bool:
    """Much NUL or many control characters; a stray NUL in real text is let through."""
    head = data[:8192]
    nuls = head.count(0)
    controls = sum(head.count(byte) for byte in range(1, 32) if byte not in b"\t\n\v\f\r\x1b")
    mostly = 3 * (nuls + controls) > len(head)
    return mostly or nuls > max(2, len(head) // 200) or controls > max(4, len(head) // 20)


def _not_utf8(data: bytes) -> Decoded:
    declared = _DECLARED.search(data[:2048])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            return Decoded(well_formed(data.decode(name)), name)
        except (LookupError, ValueError):
            pass
    damaged = _mostly_utf8(data)
    if damaged is not None:
        return damaged
    western = data.decode("cp1252", "replace")
    if _reads_western(western):
        return Decoded(western, "cp1252", ("no UTF-8; read as cp1252",))
    return _guess(data, western)


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few damaged bytes, or with surrogates encoded one by one (CESU-8)."""
    try:
        return Decoded(well_formed(data.decode("utf-8", "surrogatepass")), "utf-8", ("surrogates mended in UTF-8",))
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    if good < 3 * bad:
        return None
    return Decoded(text, "utf-8", (f"{bad} bytes are no UTF-8 and read as U+FFFD",))


def _reads_western(text: str) -> bool:
    """Few characters beyond ASCII, and those Western letters, punctuation and signs: cp1252, as English has it."""
    foreign = [char for char in text if char > "\x7f"]
    usual = sum(char in "‘’“”–—…•€£¥§©®°·½¼¾«»\xa0" or "À" <= char <= "ÿ" for char in foreign)
    return len(foreign) <= max(8, 0.1 * len(text)) and usual >= 0.9 * len(foreign)


def _guess(data: bytes, western: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        return Decoded(western, "cp1252", ("encoding unknown; read as cp1252, name it with --encoding",))
    name = codecs.lookup(best.encoding).name
    return Decoded(well_formed(data.decode(name, "replace")), name, (f"encoding guessed as {name}",))
