"""Every style can be read in the 16 colours of five palettes, on dark grounds and on light ones."""

from __future__ import annotations

import pytest
from rich.color import Color
from rich.style import Style

from newsdiff.report.look import LETTERS, STYLES

#: The 16 colours as terminals come with them: XTerm-col.ad; the VGA of consoles; https://ethanschoonover.com/solarized;
#: Tango, of GNOME's terminal; Campbell, of Windows'. First the eight, then their bright ones.
PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff "
    "ffffff",
    "vga": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff "
    "ffffff",
    "solarized": "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 "
    "93a1a1 fdf6e3",
    "tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 "
    "eeeeec",
    "campbell": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e "
    "61d6d6 f2f2f2",
}
#: Ground and plain text. Solarized has grounds of its own, and text on them that is soft on purpose.
GROUNDS = {"dark": ("000000", "cccccc"), "light": ("ffffff", "000000")}
SOLARIZED = {"dark": ("002b36", "839496"), "light": ("fdf6e3", "657b83")}
#: WCAG 2.2, 1.4.11: the least that a reader is sure to make out.
LEAST = 3.0
#: What dim text keeps of its colour where a terminal halves it, the most that common ones take.
DIM = 0.5

Rgb = tuple[float, float, float]


def rgb(code: str) -> Rgb:
    return tuple(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))  # type: ignore[return-value]


def luminance(color: Rgb) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def shown(style: Style, palette: str, ground: str, *, bold_is_bright: bool) -> tuple[Rgb, Rgb]:
    """The colours of the text and of what is behind it."""
    colors = PALETTES[palette].split()
    behind, text = (SOLARIZED if palette == "solarized" else GROUNDS)[ground]

    def code(color: Color | None, default: str, *, raised: bool = False) -> str:
        if color is None or color.number is None:
            return default
        return colors[color.number + 8 if raised and color.number < 8 else color.number]

    front = rgb(code(style.color, text, raised=bool(style.bold) and bold_is_bright))
    back = rgb(code(style.bgcolor, behind))
    if style.dim:
        front = tuple(DIM * one + (1 - DIM) * other for one, other in zip(front, back, strict=True))  # type: ignore[assignment]
    return front, back


EVERY = {**STYLES, **{f"letter {number}": style for number, style in enumerate(LETTERS, 1)}}


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("bold_is_bright", [False, True], ids=["bold", "bold is bright"])
def test_a_style_can_be_read(name: str, ground: str, palette: str, bold_is_bright: bool) -> None:
    style = Style.parse(EVERY[name])
    # Solarized's plain text has 4.1, of which dimming leaves less than 3 whatever is done.
    least = 1.8 if style.dim and palette == "solarized" else LEAST
    assert contrast(*shown(style, palette, ground, bold_is_bright=bold_is_bright)) >= least


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast(rgb("000000"), rgb("ffffff")) == pytest.approx(21)
    assert contrast(rgb("777777"), rgb("ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("style", ["green", "yellow", "blue", "cyan", "bold blue", "bold yellow"])
def test_plain_colours_would_fail(style: str) -> None:
    found = [
        contrast(*shown(Style.parse(style), palette, ground, bold_is_bright=bright))
        for palette in PALETTES
        for ground in GROUNDS
        for bright in (False, True)
    ]
    assert min(found) < LEAST


def test_letters_are_told_apart() -> None:
    assert len(set(LETTERS)) == len(LETTERS) >= 5


@pytest.mark.parametrize("name", EVERY)
def test_no_more_than_16_colours_are_used(name: str) -> None:
    style = Style.parse(EVERY[name])
    for color in (style.color, style.bgcolor):
        assert color is None or (color.number is not None and color.number < 16)
