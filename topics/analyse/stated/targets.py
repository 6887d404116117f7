"""What plans commit to in numbers, and what they report to have reached.

A figure is about the year that its words name, else the year before in a review and the plan's own year in a plan; a
figure about several years (年均, 五年来, 累计 under a heading of five) has no year.

    documents, segments, removals → targets() → one row a stated figure
    those rows of one indicator → by_year() → one row a district and measure, one column a year and kind
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from topics.analyse.choices import narrow, refuse
from topics.analyse.stated.places import zone_of
from topics.analyse.stated.statements import Statement, statements
from topics.analyse.stated.words import any_of, lexicon
from topics.characters import in_simplified, in_writing_of, simplify
from topics.errors import OptionError
from topics.tables import COMMITMENTS, TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = "。！？!?；;\n"
_FIGURE = r"[0-9０-９]|[一二两三四五六七八九十百千]成|[十百千万]|百分之|两位数|翻|持平|同步"
_YEAR = re.compile(r"(?<![较比自从同\d])(?<![快高低]于)((?:19|20)\d\d)年(?!以来|起|的?基础|及?以?之?前|建|版|出生)")
_LAST_YEAR = r"^[^。；，,]{0,6}过去的?(?:一年|(?:19|20)\d\d年)"
_MOST = 3
"""Different figures in one cell of the table over years."""
_SIGNS = {"eq": "", "ge": "≥", "le": "≤", "about": "≈", "range": "", "flat": "持平", "in_step": "同步"}
_RUNNING = re.compile(r"连续[\d一二三四五六七八九十两多]+年")
_CONCENTRATION = re.compile(r"年均(?:浓度|值)")
_PAST, _FUTURE = 10, 30
"""A figure is about no year further from that of its plan than these."""


def targets(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    removals: pl.DataFrame,
    *,
    district: str | None = None,
    year: int | None = None,
    indicator: str | None = None,
    kind: str | None = None,
) -> pl.DataFrame:
    """Find the figures that plans state: those they commit to and those they report.

    Parameters
    ----------
    documents, segments, removals
        As in `topics.tables`.
    district, year
        Only plans of this district; only figures about this year, which plans of the year itself (targets) and of the
        year after (results) state.
    indicator
        Only this indicator, by any of its names; of those not listed in ``indicators.toml``, all whose name holds it.
    kind
        ``target`` or ``result``.

    Returns
    -------
    DataFrame
        `topics.tables.TARGETS`, by document and place. Usual names and units are in Simplified characters, other names
        as plans write them, each in one way. An indicator of a zone within the district begins with the zone's name.

    Raises
    ------
    OptionError
        A district or kind that is not known, or an indicator that no plan states.

    Notes
    -----
    Segments hold cleaned text. Where the source has white space inside a segment, the place of a figure in it is
    known only to as many characters as there are of it: `start` and `end` are then so much wider, and always hold it.
    """
    if kind is not None:
        refuse("--kind", kind, COMMITMENTS)
    plans = narrow(documents, district=district)
    rows = segments.filter(pl.col("document").is_in(plans["document"].implode()))
    rows = _of_one_year(in_simplified(rows).with_columns(written=rows["text"]))
    rows = rows.filter(pl.col("text").str.contains(_FIGURE))
    if indicator is not None and (tails := lexicon().tails(indicator)):
        rows = rows.filter(pl.col("text").str.contains_any(tails))
    holes = _holes(removals)
    about = {row["document"]: row for row in plans.select("document", "district", "year").iter_rows(named=True)}
    found = [
        row
        for segment in rows.iter_rows(named=True)
        for row in _of_segment(segment, about[segment["document"]], holes.get(segment["document"], []))
    ]
    frame = pl.DataFrame(found, schema=TARGETS.schema | {"_written": pl.String()}, orient="row")
    frame = frame.unique(list(TARGETS.key), keep="first", maintain_order=True)
    if indicator is not None:
        frame = frame.filter(pl.col("indicator").is_in(_meant(indicator, frame)))
    if kind is not None:
        frame = frame.filter(pl.col("kind") == kind)
    if year is not None:
        frame = frame.filter(pl.col("year") == year)
    return TARGETS.check(_named(frame))


def by_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Lay the figures of one indicator out over districts and years, target beside result.

    Parameters
    ----------
    frame
        What `targets` gives for one indicator (of several, each gets rows of its own).

    Returns
    -------
    DataFrame
        ``district, indicator, measure, unit`` (``change`` or ``level``), then ``2025_target``, ``2025_result``, … for
        the years that figures are about, as text; different figures of one cell are joined by ``；`` in the order of
        the text, the first three. Figures about several years have no cell.
    """
    index = ["district", "indicator", "measure", "unit"]
    rows = frame.filter(pl.col("year").is_not_null()).with_columns(
        measure=pl.when("change").then(pl.lit("change")).otherwise(pl.lit("level")),
        column=pl.format("{}_{}", "year", "kind"),
    )
    units = pl.when(pl.col("unit") == "").then(pl.lit(None, pl.String)).otherwise("unit")
    usual = units.drop_nulls().mode().sort().first().over("indicator", "measure")
    rows = rows.with_columns(unit=pl.coalesce(units, usual, pl.lit("")))  # 持平 has no unit of its own
    cells = rows.group_by([*index, "column"], maintain_order=True).agg(
        pl.col("figure").unique(maintain_order=True).head(_MOST).str.join("；")
    )
    wide = cells.pivot("column", index=index, values="figure", maintain_order=True).sort(index, nulls_last=True)
    years = sorted((name for name in wide.columns if name not in index), key=lambda name: (name[:4], name[5:] < "s"))
    return wide.select(*index, *years)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Name indicators as the plans write them: each in one way, in Simplified characters where they differ."""
    ways = frame.group_by("indicator").agg(pl.col("_written").unique())
    kept = set(lexicon().usual)
    shown = {name: forms[0] for name, forms in ways.iter_rows() if len(forms) == 1 and name not in kept}
    return frame.with_columns(pl.col("indicator").replace(shown)).drop("_written")


def _holes(removals: pl.DataFrame) -> dict[str, list[tuple[int, int]]]:
    holes: dict[str, list[tuple[int, int]]] = {}
    for document, start, end in removals.select("document", "start", "end").sort("document", "start").iter_rows():
        holes.setdefault(document, []).append((start, end))
    return holes


def _of_segment(
    segment: dict[str, Any], plan: dict[str, Any], holes: list[tuple[int, int]]
) -> Iterator[tuple[Any, ...]]:
    text = segment["text"]
    found = statements(text)
    place = _Place(segment["start"], segment["end"], text, holes)
    for one in found:
        kind, year = _kind_and_year(text, one, segment, plan["year"])
        down = {"target": "le", "result": "eq"}[kind]
        comparison = down if one.comparison == "down_to" else one.comparison
        start, end = place.of(one.start, one.end)
        usual = one.indicator in lexicon().usual
        zone = zone_of(text, one.start, one.end, segment["outline"], plan["district"]) if usual else ""
        yield (
            *(segment["document"], segment["segment"], plan["district"]),
            year,
            kind,
            zone + one.indicator,
            *(one.change, _figure(one, comparison)),
            one.low,
            one.high,
            one.unit,
            comparison,
            start,
            end,
            segment["written"][one.start : one.end],
            in_writing_of(zone + one.indicator, (text, segment["written"])),
        )


def _figure(one: Statement, comparison: str) -> str:
    """Write a figure in one cell, as a reader reads it."""
    if one.low is None or one.high is None:
        return _SIGNS[comparison]
    ends = dict.fromkeys((_digits(one.low), _digits(one.high)))
    return f"{_SIGNS[comparison]}{'–'.join(ends)}{one.unit}"


def _digits(value: float) -> str:
    """Write a number without noise; its minus is no hyphen, which a spreadsheet takes for a formula."""
    digits = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    return f"−{digits}" if value < 0 else digits


class _Place:
    """Where the characters of a segment's cleaned text stand in the source, as closely as can be known."""

    def __init__(self, start: int, end: int, text: str, holes: list[tuple[int, int]]) -> None:
        self.start, self.end, self.n = start, end, len(text)
        self.holes = [(max(a, start), min(b, end)) for a, b in holes if a < end and b > start]
        self.blanks = [place for place, sign in enumerate(text) if sign == " "]

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Give the bounds of ``[start, end)`` of the text in the source: exact where the segment has no white space.

        Counted from the front, a character stands no earlier than this; counted from the back, no later.
        """
        first, last = self.start + start, self.end - (self.n - end)
        for a, b in self.holes:
            first += b - a if a <= first else 0
        for a, b in reversed(self.holes):
            last -= b - a if b >= last else 0
        return first, last


def _kind_and_year(text: str, one: Statement, segment: dict[str, Any], year: int | None) -> tuple[str, int | None]:
    """Tell a target from a result, and the year it is about, by the words before it and the half it stands in."""
    words = _words()
    begin = max(text.rfind(stop, 0, one.start) for stop in _STOP) + 1
    clause = text[max(text.rfind(stop, 0, one.start) for stop in (*_STOP, "，", ",")) + 1 : one.end]
    sentence = text[begin : one.end]
    named = [int(found[1]) for found in _YEAR.finditer(sentence)]
    named = [one for one in named if year is None or -_PAST <= one - year <= _FUTURE]
    stated = named[-1] if named else None
    aimed, done = bool(words.target.search(sentence)), bool(words.result.search(sentence))
    kind = _kind(segment["half"], stated, year, aimed=aimed, done=done)
    if stated is not None:
        return kind, stated
    averaged = words.average.search(_CONCENTRATION.sub("", clause)) or _RUNNING.search(clause)
    if averaged or words.spell.search(sentence + (f"\n{segment['outline']}" if "累计" in clause else "")):
        return kind, None
    if year is None or (not words.now.search(text, 0, one.end) and _spans_years(text[:begin], segment)):
        return kind, None
    return kind, year if kind == "target" else year - 1


def _kind(half: str, stated: int | None, year: int | None, *, aimed: bool, done: bool) -> str:
    """Tell a target from a result: by its half, unless the year stated or the words speak against it."""
    if half == "review":
        return "target" if aimed and stated is not None and year is not None and stated >= year else "result"
    if half == "plan":
        past = stated is not None and year is not None and stated < year
        return "result" if past or (done and not aimed) else "target"
    return "target" if aimed or (stated is not None and stated == year) else "result"


def _spans_years(before: str, segment: dict[str, Any]) -> bool:
    """Whether what stands before in the item, or the headings above it, speak of several years and of no single one."""
    words, outline = _words(), segment["outline"]
    single = segment["one_year"] or _YEAR.search(outline) or words.now.search(outline)
    return bool(words.spell.search(before)) or (bool(words.spell.search(outline)) and not single)


def _of_one_year(segments: pl.DataFrame) -> pl.DataFrame:
    """Mark the items with which a review of several years turns to the last, 刚刚过去的2025年, and those after them."""
    turns = (pl.col("half") == "review") & pl.col("text").str.contains(_LAST_YEAR)
    after = turns.cast(pl.Int8).cum_max().over("document", "outline", "half", order_by="start") == 1
    return segments.with_columns(one_year=after)


class _Words(NamedTuple):
    target: re.Pattern[str]
    result: re.Pattern[str]
    spell: re.Pattern[str]
    average: re.Pattern[str]
    now: re.Pattern[str]


@cache
def _words() -> _Words:
    words = lexicon().words
    result = rf"(?<![较比与同]){any_of(words['result'])}(?!.{{0,12}}基础)"
    others = (any_of(words[key]) for key in ("spell", "average", "now"))
    return _Words(*map(re.compile, (any_of(words["target"]), result, *others)))


def _meant(asked: str, frame: pl.DataFrame) -> list[str]:
    """Give the indicators that the user's words mean.

    Raises
    ------
    OptionError
        No plan states a figure about such a thing.
    """
    listed, wanted = lexicon().find(asked), simplify(asked)
    there = frame["indicator"].unique().sort().to_list()
    meant = [name for name in there if name in listed] or [name for name in there if wanted and wanted in name]
    if meant:
        return meant
    usual = [name for name in lexicon().usual if name in set(there)]
    near = difflib.get_close_matches(wanted, [*usual, *there], 3, 0.4)
    raise OptionError(
        f"--indicator: no plan here states a figure about '{asked}'",
        allowed=", ".join(usual[:12]),
        remedy=f"did you mean {' or '.join(near)}?" if near else "`topics targets` lists all figures",
    )
