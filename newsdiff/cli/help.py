"""Help that names no types of Python: what an argument or option takes, its name and its text say."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command whose arguments and flags are shown without a type."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [_untyped(param) for param in super().get_params(ctx)]


class Group(TyperGroup):
    """The same for newsdiff itself."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [_untyped(param) for param in super().get_params(ctx)]


def _untyped(param: Any) -> Any:
    """`param`, which from typer 0.26 on would be shown with `<bool>` or `<list[str]>` behind its name."""
    if param.param_type_name == "argument" or not param.metavar:
        param.display_type = _no_type
    return param


def _no_type(context: Any) -> None:
    return None
