"""Units of measure and money: how words name them, and what one is in its dimension's base unit."""

from __future__ import annotations

from functools import cache

from newsdiff.lexicon import load


@cache
def _tables() -> dict[str, dict[str, object]]:
    return load(
        "units",
        dimensions="lists",
        factors="numbers",
        offsets="numbers",
        words="lists",
        symbols="lists",
        signs="lists",
    )


@cache
def _dimension() -> dict[str, tuple[str, str]]:
    """Unit to its dimension and the dimension's base unit."""
    lists: dict[str, list[str]] = _tables()["dimensions"]  # type: ignore[assignment]
    return {unit: (dimension, units[0]) for dimension, units in lists.items() for unit in units}


def _by_form(table: str) -> dict[str, str]:
    lists: dict[str, list[str]] = _tables()[table]  # type: ignore[assignment]
    return {form: unit for unit, forms in lists.items() for form in forms}


@cache
def words() -> dict[str, str]:
    """Lower-case words and abbreviations to the unit they name ("per cent" to "percent")."""
    return _by_form("words")


@cache
def symbols() -> dict[str, str]:
    """Case-sensitive symbols that follow a number in figures, to their unit ("m" to "metre")."""
    return _by_form("symbols")


@cache
def signs() -> dict[str, str]:
    """Money signs that stand before a number, to their currency ("US$" to "dollar")."""
    return _by_form("signs")


def named(form: str) -> str | None:
    """The unit that `form` names, in any case and number; a unit's own name names itself."""
    if form in _dimension():
        return form
    return words().get(form.lower()) or symbols().get(form) or signs().get(form)


def dimension(unit: str) -> str:
    """What `unit` measures: "length", "mass", a currency, …; the unit itself where it is not in the table."""
    return convert(1.0, unit)[2]


@cache
def is_money(unit: str) -> bool:
    """Whether `unit` is a currency or a part of one."""
    name = _dimension().get(unit)
    signed = {_dimension()[currency][0] for currency in signs().values()}
    return name is not None and name[0] in signed


def convert(value: float, unit: str | None) -> tuple[float, str, str]:
    """`value` in the base unit of its dimension: `(value, base unit, dimension)`.

    A rate ("dollar per gallon") is converted on both sides. Currencies are a dimension each. No unit is a count:
    `(value, "", "count")`; a unit that the table lacks is a dimension of its own.
    """
    if not unit:
        return value, "", "count"
    known = named(unit)
    if known is None and " per " in unit:
        over, _, under = unit.partition(" per ")
        top, top_unit, top_dimension = convert(value, over)
        size, under_unit, under_dimension = convert(1.0, under)
        return top / size, f"{top_unit} per {under_unit}", f"{top_dimension} per {under_dimension}"
    if known is None:
        return value, unit, unit
    name, base = _dimension()[known]
    factors: dict[str, float] = _tables()["factors"]  # type: ignore[assignment]
    offsets: dict[str, float] = _tables()["offsets"]  # type: ignore[assignment]
    return (value + offsets.get(known, 0.0)) * factors.get(known, 1.0), base, name
