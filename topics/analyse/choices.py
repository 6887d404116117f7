"""Which plans, and which theme or topic, the user means, and what the user perhaps meant instead.

A plan is chosen by its name (`东城街道@2018`), its district, its year, or `column=value` for any column of the table
of documents, several joined by commas (`level=county,year=2020`: plans for which all are true); a null of a column is
written `?`, as in the names of plans. The beginning of a district's name is enough where only one begins so (上海 for
上海市), in Traditional or Simplified characters.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from topics.characters import simplify
from topics.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

Level = Literal["themes", "topics"]

UNKNOWN = "?"
_SHOWN = 12
"""How many of what exists an error names before it only counts the rest."""
_CONDITIONS = re.compile(r",(?=[^,=]+=)")
"""Commas between conditions; one inside a value stays."""
_NOT_GROUPS = ("document", "file", "title", "sha256", "n_characters")


def refuse(option: str, value: object, allowed: Sequence[object]) -> None:
    """Fail unless `value` is among `allowed`.

    Raises
    ------
    OptionError
        With what was found, what is allowed and the nearest of it.

    Examples
    --------
    >>> refuse("--half", "plan", ("all", "plan"))
    >>> refuse("--half", "plans", ("all", "plan"))
    Traceback (most recent call last):
        ...
    topics.errors.OptionError: --half: 'plans' is not there; allowed: all, plan; did you mean plan?
    """
    if value not in allowed:
        shown = [str(one) for one in allowed]
        raise OptionError(f"{option}: '{value}' is not there", allowed=listed(shown), remedy=hint(str(value), shown))


def listed(values: Sequence[str]) -> str:
    """Join values for an error line, the first dozen by name and the rest by number.

    Examples
    --------
    >>> listed(["a", "b"])
    'a, b'
    """
    head = ", ".join(values[:_SHOWN])
    return head if len(values) <= _SHOWN else f"{head} and {len(values) - _SHOWN} more"


def hint(value: str, allowed: Sequence[str]) -> str:
    """Name the allowed values nearest to what was given; what contains it or lies in it comes first.

    Examples
    --------
    >>> hint("东城", ["下沙街道", "东城街道"])
    'did you mean 东城街道?'
    """
    inside = [one for one in allowed if value and (value in one or one in value)]
    near = [one for one in difflib.get_close_matches(value, allowed, 3, 0.55) if one not in inside]
    found = [*inside, *near][:3]
    return f"did you mean {' or '.join(found)}?" if found else "choose one of these"


def group_columns(documents: pl.DataFrame) -> list[str]:
    """Give the columns that plans can be grouped by: district, year and the corpus's own.

    Columns that say what a plan is rather than what it belongs to (file, title, hash, length) are not among them;
    `document` itself stands first, for one group a plan.
    """
    return ["document", *(name for name in documents.columns if name not in _NOT_GROUPS and name[0] != "_")]


def narrow(documents: pl.DataFrame, *, district: str | None = None, year: int | None = None) -> pl.DataFrame:
    """Keep the plans of one district, one year, or both; null values are chosen by ``?`` (a district) only.

    Raises
    ------
    OptionError
        No plan is of that district or year, or none of both together.
    """
    if district is not None:
        district = in_full(district, values_of(documents, "district"))
        refuse("--district", district, values_of(documents, "district"))
    if year is not None:
        refuse("--year", str(year), values_of(documents, "year"))
    kept = documents
    if district is not None:
        kept = kept.filter(_equals("district", district))
    if year is not None:
        kept = kept.filter(_equals("year", str(year)))
    if kept.is_empty() and not documents.is_empty():
        years = values_of(documents.filter(_equals("district", str(district))), "year")
        raise OptionError(f"no plan of {district} in {year}", allowed=f"the years {listed(years)} for {district}")
    return kept


def values_of(documents: pl.DataFrame, column: str) -> list[str]:
    """Give the values of a column as the user writes them, sorted, null as ``?``."""
    values = documents[column].unique().sort(nulls_last=True)
    return [UNKNOWN if value is None else str(value) for value in values.to_list()]


def in_full(asked: str, names: Sequence[str]) -> str:
    """Give the only name that begins with what was asked, or what was asked where it is a name, or begins none or many.

    Examples
    --------
    >>> in_full("上海", ["上海市", "吉林市", "吉林省"]), in_full("吉林", ["上海市", "吉林市", "吉林省"])
    ('上海市', '吉林')
    >>> in_full("東區", ["东区", "东区街道"])
    '东区'
    """
    asked = in_script(asked, names)
    wanted = simplify(asked)
    longer = [name for name in names if simplify(name).startswith(wanted)]
    return longer[0] if asked not in names and len(asked) > 1 and len(longer) == 1 else asked


def in_script(asked: str, names: Sequence[str]) -> str:
    """Give the only name that is what was asked but for its script; what was asked where it is a name, or none is.

    Examples
    --------
    >>> in_script("東城", ["东城", "西城"]), in_script("東城", ["东城", "東城"]), in_script("南城", ["东城"])
    ('东城', '東城', '南城')
    """
    same = [] if asked in names else [name for name in names if simplify(name) == simplify(asked)]
    return same[0] if len(same) == 1 else asked


def half_width(asked: str, names: Sequence[str]) -> str:
    """Give what was asked with digits and signs of half width (２０２０, ＠, ＝), unless it is a name as it stands.

    Examples
    --------
    >>> half_width("东城＠２０２０", ["东城"]), half_width("第１师", ["第１师"])
    ('东城@2020', '第１师')
    """
    return asked if asked in names else unicodedata.normalize("NFKC", asked)


def resolve(documents: pl.DataFrame, asked: str, side: str) -> pl.DataFrame:
    """Find the plans that a user's words name.

    Parameters
    ----------
    documents
        As in `topics.tables`.
    asked
        ``column=value``, several joined by commas, or a plan's name, a district or a year.
    side
        What the error line calls the argument: ``A``, say.

    Returns
    -------
    DataFrame
        The rows of `documents`; at least one.

    Raises
    ------
    OptionError
        Nothing is named so, several kinds of thing are, or no plan meets all conditions.
    """
    asked = half_width(asked, [*values_of(documents, "document"), *values_of(documents, "district")])
    if "=" in asked and asked not in documents["document"]:
        chosen = documents
        for condition in _CONDITIONS.split(asked):
            chosen = chosen.filter(_condition(documents, condition.strip(), side))
        if chosen.is_empty():
            raise OptionError(f"{side}: no plan is '{asked}'", remedy="name fewer conditions, or others")
        return chosen
    district, at, year = asked.partition("@")
    asked = in_full(district, values_of(documents, "district")) + at + year
    meanings = [name for name in ("document", "district", "year") if asked in values_of(documents, name)]
    if len(meanings) > 1:
        ways = " or ".join(f"{name}={asked}" for name in meanings)
        raise OptionError(f"{side}: '{asked}' names more than one thing", remedy=f"write {ways}")
    if not meanings:
        raise _unknown(documents, asked, side)
    return documents.filter(_equals(meanings[0], asked))


def _condition(documents: pl.DataFrame, condition: str, side: str) -> pl.Expr:
    """Read one ``column=value``."""
    column, equals, value = condition.partition("=")
    columns = group_columns(documents)
    if not equals or column not in columns:
        raise OptionError(
            f"{side}: no column '{column}' in the table of plans", allowed=listed(columns), remedy=hint(column, columns)
        )
    values = values_of(documents, column)
    value = in_script(value, values)
    refuse(f"{side}: {column}", value, values)
    return _equals(column, value)


def _unknown(documents: pl.DataFrame, asked: str, side: str) -> OptionError:
    districts, years = values_of(documents, "district"), values_of(documents, "year")
    allowed = f"districts {listed(districts)}; years {listed(years)}; a plan's name; column=value"
    everything = [*districts, *years, *values_of(documents, "document")]
    return OptionError(
        f"{side}: '{asked}' is no plan, district or year here", allowed=allowed, remedy=hint(asked, everything)
    )


def _equals(column: str, value: str) -> pl.Expr:
    """Compare a column of any type with a value as the user writes it."""
    text = pl.col(column).cast(pl.String)
    return text.is_null() if column != "document" and value == UNKNOWN else text == value


def theme_or_topic(
    themes: pl.DataFrame, topics: pl.DataFrame, asked: str | int, level: Level | None = None
) -> tuple[Level, dict[str, Any]]:
    """Find the theme or topic that a user's words name.

    Parameters
    ----------
    themes, topics
        As in `topics.tables`.
    asked
        A theme's code, its name in either language or the beginning of one where only one theme's begins so
        (产业 for 产业升级与科技创新), or a topic's number or name; in Traditional or Simplified characters.
    level
        Where to look; in both if left out, a theme's code first.

    Returns
    -------
    level : {"themes", "topics"}
    row : dict
        The row of that table.

    Raises
    ------
    OptionError
        Nothing is called so, or the names of several themes begin so.
    """
    words = str(asked).strip()
    wanted = simplify(words.casefold())
    rows: list[tuple[Level, str, dict[str, Any]]] = []
    if level != "topics":
        rows += [("themes", row[key], row) for key in ("theme", "name_zh", "name_en") for row in themes.to_dicts()]
    if level != "themes":
        rows += [("topics", str(row[key]), row) for key in ("topic", "name") for row in topics.to_dicts()]
    for where, called, row in rows:
        if simplify(called.casefold()) == wanted:
            return where, row
    named = [(called, row) for where, called, row in rows if where == "themes" and len(wanted) > 1]
    begun = {row["theme"]: row for called, row in named if simplify(called.casefold()).startswith(wanted)}
    if len(begun) == 1:
        return "themes", next(iter(begun.values()))
    inside = [called for called, _ in named if wanted in simplify(called.casefold())]
    near = inside[:3] or difflib.get_close_matches(words, [called for _, called, _ in rows], 3)
    codes = [f"{row['theme']} ({row['name_zh']})" for row in themes.to_dicts()] if level != "topics" else []
    raise OptionError(
        f"no {level.removesuffix('s') if level else 'theme or topic'} is called {words!r}",
        allowed=", ".join(codes if level == "themes" else [*codes, "a topic's number or name"]),
        remedy=f"did you mean {' or '.join(near)}?" if near else "`topics show` lists them",
    )
