"""The templates, and what makes a page safe: escapes, its one style and script, and the policy that bars all others."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from newsdiff.report.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

#: The files of the script, in their order.
SCRIPTS = ("address.js", "story.js", "corpus.js", "page.js")
_MONTHS = "January February March April May June July August September October November December".split()
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
#: What would end a script's element or begin another, were it in its text.
#: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_TAG = re.compile("<(?=!|script)", re.IGNORECASE)


def template(name: str) -> Template:
    """A template of this folder, in which every value is escaped."""
    return _environment().get_template(name)


def block(value: object) -> str:
    """`value` as JSON for a script's element that holds data: ASCII, and nothing in it that ends it."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return Markup(_TAG.sub(r"\\u003c", text).replace("</", r"<\/"))


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy under which this style and this script alone count, and nothing is fetched.

    https://www.w3.org/TR/CSP3/
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def asset(name: str) -> str:
    """The text of a file of this folder."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def page_script() -> str:
    """The page's one script: the files of it, which share their names and give none to the page."""
    return "".join(('"use strict";\n{\n', *map(asset, SCRIPTS), "}\n"))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _long_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _inert(text: str) -> str:
    """`text` with every character that could act shown or dropped, its line breaks kept."""
    return text if text.isprintable() else "\n".join(visible(line) for line in _LINE_END.split(text))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return _inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = asset("page.css"), page_script()
    environment.globals.update(style=Markup(style), script=Markup(script), policy=Markup(policy(style, script)))
    environment.filters["thousands"] = "{:,}".format
    environment.filters["long_day"] = _long_day
    return environment
