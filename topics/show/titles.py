"""What a chart says in words, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.show.layout import group_names, labelled, level_of
from topics.show.sentences import HALVES, LEVELS, SENTENCES, STATUSES
from topics.show.wording import check_language, heading, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_STOPS, _STOPS_EN = "，；。", (", ", "; ")
_JOINTS, _OPENING, _CLOSING = "、，；：。与和及", "（(“", " 与和及、，；：。）)”,;:.%"
_PREFIXES = ("95 %", "95%", "no interval", "无区间", "没有区间")
"""What the sentence around a basis says already."""
WIDEST = 112
"""Cells a line of a subtitle may have, a Chinese character taking two; longer ones go on in the next line."""


class Wording:
    """Sentences in one language.

    Examples
    --------
    >>> Wording("en")("left out", n=3)
    '3 smaller differences not drawn'
    """

    def __init__(self, lang: str) -> None:
        check_language(lang)
        self.lang = lang
        self._at = 0 if lang == "zh" else 1

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence with its values in place."""
        return SENTENCES[key][self._at].format(**values)

    def half(self, half: str) -> str:
        """Name a half."""
        return HALVES[half][self._at]

    def level(self, frame: pl.DataFrame) -> str:
        """Name what the rows are shares of: themes or topics."""
        return LEVELS[level_of(frame)][self._at]

    def _titled(self, key: str, frame: pl.DataFrame, half: str, **values: object) -> str:
        """Give a title that says level and half, in brackets where it is not the whole plans."""
        what = self.level(frame)
        return self(key, what=what, What=what.capitalize(), half=self._bracket(half), **values)

    def _bracket(self, half: str) -> str:
        part = HALVES[half][self._at].removeprefix("the ")
        return "" if half == "all" else (f"（{part}）", f" ({part})")[self._at]

    def over_time(self, frame: pl.DataFrame, rows: pl.DataFrame, half: str, key: str = "over-time") -> str:
        """Title shares, or ranks, over time: where, when, of what; `rows` are those drawn."""
        where, when = self.places(rows["place"].unique()), self.years(rows["year"].unique())
        return self._titled(key, frame, half, where=where, when=when)

    def shares(self, frame: pl.DataFrame, half: str) -> str:
        """Title shares by the columns they are grouped by."""
        groups = group_names(frame)
        return self._titled("shares" if groups else "shares of all", frame, half, by=self._by(groups))

    def _by(self, groups: Iterable[str]) -> str:
        named = {name: heading(name, self.lang) for name in groups}
        return ("、", " and ")[self._at].join(
            name if called == name else called.lower() for name, called in named.items()
        )

    def compare(self, frame: pl.DataFrame, a: str, b: str, half: str) -> str:
        """Title a comparison."""
        return self._titled("compare", frame, half, a=a, b=b)

    def map(self, frame: pl.DataFrame, half: str) -> str:
        """Title a map of passages."""
        return self._titled("map", frame, half)

    def rank(self, theme: str, groups: Iterable[str], half: str) -> str:
        """Title the tiers of a theme."""
        return self("rank", theme=theme, by=self._by(groups), half=self._bracket(half))

    def status(self, status: str) -> str:
        """Name what became of a planned item."""
        return STATUSES[status][self._at]

    def places(self, places: Iterable[str]) -> str:
        """Name one district, count several."""
        several = list(places)
        return several[0] if len(several) == 1 else self("districts", n=len(several))

    def years(self, years: Iterable[int]) -> str:
        """Name a span of years."""
        first, *rest = sorted(set(years))
        return f"{first}{('—', '–')[self._at]}{rest[-1]}" if rest else f"{first}"


def counted(n: int) -> str:
    """Count plans in English.

    Examples
    --------
    >>> counted(1), counted(1200)
    ('1 plan', '1,200 plans')
    """
    return f"{n:,} plan{'' if n == 1 else 's'}"


def subtitle(
    frame: pl.DataFrame, say: Wording, half: str, notes: Iterable[tuple[object, ...]], *, drawn: bool = True
) -> list[str]:
    """Say what the shares are fractions of, how many plans there are, whether there are intervals, what is left out.

    Parameters
    ----------
    frame
        `topics.tables.SHARES`, before anything was left out.
    notes
        A key of the sentences each, with ``n`` and ``all`` where it takes them; empty where there is nothing to say.
    drawn
        Whether the chart draws intervals where there are any.
    """
    columns = group_names(frame)
    groups = frame.unique(columns, maintain_order=True) if columns else frame.head(1)
    n, characters = int(groups["n_documents"].sum()), int(groups["n_characters"].sum())
    told = [
        say("of all characters", half=say.half(half)),
        say("plans", n=f"{n:,}", plans=counted(n), characters=f"{characters:,}"),
        intervals(labelled(frame, say.lang), "group", say, drawn=drawn),
    ]
    for note in notes:
        if note:
            key, *numbers = note
            told.append(say(str(key), what=say.level(frame), **dict(zip(("n", "all"), numbers, strict=False))))
    return told


def intervals(rows: pl.DataFrame, group: str, say: Wording, *, drawn: bool, key: str = "intervals") -> str:
    """Say what the intervals are and for how many groups, and why there are none where there are none.

    Parameters
    ----------
    rows
        With ``share, low, basis``.
    group
        The column that names the groups.
    drawn
        Whether the chart draws intervals where there are any.
    key
        The sentence that says what they look like.
    """
    known = rows.filter(rows["share"].is_not_null()).with_columns(_group=group)
    has = known.filter(known["low"].is_not_null())
    if has.is_empty():
        return say("no intervals", why=_bases(known, say))
    n, n_all = has["_group"].n_unique(), known["_group"].n_unique()
    if not drawn:
        return say("intervals not drawn", n=n, all=n_all)
    return say(key, how=_bases(has, say)) + (say("and some without", n=n_all - n) if n < n_all else "")


def _bases(rows: pl.DataFrame, say: Wording) -> str:
    """Name what the column `basis` says, that of most groups first, with their number where it says several things."""
    sizes: dict[str, int] = {}
    for basis, _ in rows.select("basis", "_group").unique(maintain_order=True).iter_rows():
        sizes[basis] = sizes.get(basis, 0) + 1
    ordered = sorted(sizes, key=lambda basis: -sizes[basis])
    named = [phrase(basis, say.lang) for basis in ordered]
    bare = [
        name.split("：" if say.lang == "zh" else ": ", 1)[-1] if name.startswith(_PREFIXES) else name for name in named
    ]
    if len(bare) == 1:
        return bare[0]
    counted_bases = [say("for groups", basis=name, n=sizes[basis]) for name, basis in zip(bare, ordered, strict=True)]
    return ("；" if say.lang == "zh" else "; ").join(counted_bases)


def wrapped(text: str, widest: int) -> list[str]:
    """Break a text into lines: a long one after a comma or semicolon, a short one evenly, best after a joining word.

    Examples
    --------
    >>> wrapped("城市更新与城市建设管理", 14), wrapped("Rural areas and farming", 16)
    (['城市更新与', '城市建设管理'], ['Rural areas', 'and farming'])
    """
    from rich.cells import cell_len

    if cell_len(text) <= widest or len(text) < 2:
        return [text]

    def cost(at: int) -> float:
        before, after = text[at - 1], text[at]
        uneven = abs(cell_len(text[:at]) - cell_len(text) / 2)
        if before in _JOINTS:
            return uneven
        if after in _CLOSING or before in _OPENING:
            return uneven + 1000
        wide = cell_len(before) == 2, cell_len(after) == 2
        return uneven + (1000 if before != " " and not any(wide) else 6 if all(wide) else 12 if any(wide) else 0)

    stops = [at for at in range(1, len(text)) if text[at - 1] in _STOPS or text[max(0, at - 2) : at] in _STOPS_EN]
    whole = [at for at in stops if widest >= 40 and 0.4 * widest <= cell_len(text[:at].rstrip()) <= widest]
    at = whole[-1] if whole else min(range(1, len(text)), key=cost)
    return [*wrapped(text[:at].rstrip(), widest), *wrapped(text[at:].lstrip(), widest)]
