"""The pictures of the README, made of what newsdiff prints and writes today.

    python -m tests.pictures

remakes `examples/pictures/compare.svg`, the terminal, and `examples/pictures/report.png`, the HTML report in Chromium,
after a change that is meant. The SVG is the same bytes wherever it is made. A PNG is not, browsers and fonts differ:
it holds the digest of the page that it is a picture of, so that a test can tell that it is out of date.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.browser.browser import started
from tests.process import COMMAND, EXAMPLES, environment

PICTURES = EXAMPLES / "pictures"
SVG, PNG = PICTURES / "compare.svg", PICTURES / "report.png"
ARTICLES = ("examples/gala/a.txt", "examples/gala/b.txt")
TERMINAL = ("compare", *ARTICLES, "--top", "2")
PAGE = ("compare", *ARTICLES, "--format", "html")
COLUMNS = 84
#: Of the page's picture, in pixels.
SIZE = 1180, 740
DIGEST = "newsdiff-page"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: rich's own, without its fonts, which a browser would fetch.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: "Fira Code", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
    }}
    .{unique_id}-title {{ font: 600 18px system-ui, sans-serif; }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""
#: Black, red, green, yellow, blue, magenta, cyan, white, and the same bright.
_NORMAL = "171614 be3226 62b87a d8a63e 3062aa b270b8 54b2bc c8c3b9"
_BRIGHT = "7d786e ff8d7a 86cfa0 f0c86e 82afeb d796dc 82d2dc ffffff"


def _colours(text: str) -> list[tuple[int, int, int]]:
    return [(each[0], each[1], each[2]) for each in map(bytes.fromhex, text.split())]


def theme() -> TerminalTheme:
    [ground, ink] = _colours("171614 ebe7de")
    return TerminalTheme(ground, ink, _colours(_NORMAL), _colours(_BRIGHT))


def printed(*arguments: str, columns: int = 80) -> str:
    """What `newsdiff ARGUMENTS` prints, in colour where it has any, in a copy of the examples."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLES, Path(folder, "examples"))
        env = environment({"COLUMNS": str(columns), "TERM": "xterm-256color"})
        command = [*COMMAND, *arguments, "--isolated"]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout.decode()


def svg() -> str:
    """The terminal, with the command and what it prints."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "dim"), (" ".join(("newsdiff", *TERMINAL)), "bold"), "\n"))
    console.print(Text.from_ansi(printed(*TERMINAL, "--color", "always", columns=COLUMNS)))
    made = console.export_svg(title="newsdiff", theme=theme(), code_format=_SVG, unique_id="newsdiff")
    return "\n".join(line.rstrip() for line in made.splitlines()) + "\n"


def page() -> str:
    """The report that the PNG shows."""
    return printed(*PAGE)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def told(picture: bytes) -> str:
    """The digest that a PNG holds; empty where it holds none. https://www.w3.org/TR/png/#11tEXt"""
    at = len(_SIGNATURE)
    while at < len(picture):
        [size] = struct.unpack(">I", picture[at : at + 4])
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        key, _, value = data.partition(b"\0")
        if kind == b"tEXt" and key == DIGEST.encode():
            return value.decode("ascii")
        at += size + 12
    return ""


def telling(picture: bytes, value: str) -> bytes:
    """The PNG with `value` as its digest, right behind its header."""
    data = b"tEXt" + DIGEST.encode() + b"\0" + value.encode("ascii")
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    head = len(_SIGNATURE) + 25
    return picture[:head] + chunk + picture[head:]


def png(html: str) -> bytes:
    """The page in Chromium, its first finding chosen. Raises RuntimeError where there is no Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        file, shot = Path(folder, "report.html"), Path(folder, "report.png")
        file.write_text(html, encoding="utf-8")
        with started(Path(folder, "profile")) as browser:
            browser.look(*SIZE)
            browser.open(file)
            browser.run("document.querySelector('.card h4 a').click()")
            browser.run("document.querySelector('.reading').scrollIntoView()")
            browser.shot(shot)
        return telling(shot.read_bytes(), digest(html))


def remake() -> None:
    """Write both pictures anew; the PNG only where its page is another."""
    PICTURES.mkdir(exist_ok=True)
    SVG.write_text(svg(), encoding="utf-8")
    html = page()
    if not PNG.exists() or told(PNG.read_bytes()) != digest(html) or os.environ.get("NEWSDIFF_PICTURES"):
        PNG.write_bytes(png(html))


if __name__ == "__main__":
    remake()
