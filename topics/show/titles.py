"""What a chart says in words, in Chinese and in English."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from topics.show.layout import group_names, labelled, level_of
from topics.show.sentences import HALVES, LEVELS, SENTENCES
from topics.show.wording import check_language, heading, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

_STOPS, _STOPS_EN, _ENDS = "，；。", (", ", "; "), "；。;"
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

    def _titled(self, key: str, frame: pl.DataFrame, half: str, only: Iterable[str] = (), **values: object) -> str:
        """Give a title that says level and, in brackets, of which district, years and half."""
        what = self.level(frame)
        return self(key, what=what, What=what.capitalize(), only=self._bracket(half, only), **values)

    def _bracket(self, half: str, only: Iterable[str] = ()) -> str:
        said = [*only, *([] if half == "all" else [HALVES[half][self._at].removeprefix("the ")])]
        return (f"（{'，'.join(said)}）", f" ({', '.join(said)})")[self._at] if said else ""

    def only(self, years: Iterable[int | None], district: str | None = None) -> list[str]:
        """Say of which district and years plans are, as far as a title should say it.

        Examples
        --------
        >>> Wording("zh").only([2018, None, 2022], "东区"), Wording("en").only([None])
        (['东区', '2018—2022 年'], [])
        """
        known = [year for year in years if year is not None]
        where = [] if district is None else [district]
        return where + ([self("years", when=self.years(known))] if known else [])

    def over_time(self, frame: pl.DataFrame, rows: pl.DataFrame, half: str, key: str = "over-time") -> str:
        """Title shares, or ranks, over time: where, when, of what; `rows` are those drawn."""
        where, when = self.places(rows["place"].unique()), self.years(rows["year"].unique())
        return self._titled(key, frame, half, where=where, when=when)

    def shares(self, frame: pl.DataFrame, half: str, only: Iterable[str]) -> str:
        """Title shares by the columns they are grouped by."""
        groups = group_names(frame)
        return self._titled("shares" if groups else "shares of all", frame, half, only, by=self._by(groups))

    def groups(self, groups: pl.DataFrame, columns: Sequence[str]) -> str:
        """Say what the groups are that other sentences count, where there are several."""
        return self("groups", by=self._by(columns), n=f"{groups.height:,}") if groups.height > 1 else ""

    def _by(self, groups: Iterable[str]) -> str:
        named = {name: heading(name, self.lang) for name in groups}
        return ("、", " and ")[self._at].join(
            name if called == name else called.lower() for name, called in named.items()
        )

    def compare(self, frame: pl.DataFrame, a: str, b: str, half: str) -> str:
        """Title a comparison."""
        return self._titled("compare", frame, half, a=a, b=b)

    def map(self, frame: pl.DataFrame, half: str, only: Iterable[str]) -> str:
        """Title a map of passages."""
        return self._titled("map", frame, half, only)

    def rank(self, theme: str, groups: Iterable[str], half: str, only: Iterable[str]) -> str:
        """Title the tiers of a theme."""
        return self("rank", theme=theme, by=self._by(groups), only=self._bracket(half, only))

    def sides(
        self,
        named: tuple[str, str],
        counts: tuple[int, int],
        years: tuple[Iterable[int | None], Iterable[int | None]],
    ) -> str:
        """Say how many plans stand on either side, and of which years."""
        values: dict[str, object] = {}
        for side, name, n, own in zip("ab", named, counts, years, strict=True):
            values |= {side: name, f"n_{side}": n, f"plans_{side}": counted(n)}
            values[f"only_{side}"] = self._bracket("all", self.only(own))
        return self("sides", **values)

    def status(self, status: str) -> str:
        """Name what became of a planned item."""
        return phrase(status, self.lang)

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
    frame: pl.DataFrame,
    say: Wording,
    half: str,
    notes: Iterable[tuple[object, ...]],
    *,
    elsewhere: str = "",
    key: str = "intervals",
) -> list[str]:
    """Say what the shares are fractions of, how many plans there are, whether there are intervals, what is left out.

    Parameters
    ----------
    frame
        `topics.tables.SHARES`, before anything was left out.
    notes
        A key of the sentences each, with ``n`` and ``all`` where it takes them; empty where there is nothing to say.
    elsewhere, key
        As for `intervals`.
    """
    columns = group_names(frame)
    groups = frame.unique(columns, maintain_order=True) if columns else frame.head(1)
    n, characters = int(groups["n_documents"].sum()), int(groups["n_characters"].sum())
    told = [
        say("of all characters", half=say.half(half)),
        say("plans", n=f"{n:,}", plans=counted(n), characters=f"{characters:,}")
        + say.groups(groups.filter(groups["share"].is_not_null()), columns),
        intervals(labelled(frame, say.lang), "group", say, elsewhere=elsewhere, key=key),
    ]
    for note in notes:
        if note:
            name, *numbers = note
            told.append(say(str(name), what=say.level(frame), **dict(zip(("n", "all"), numbers, strict=False))))
    return told


def intervals(rows: pl.DataFrame, group: str, say: Wording, *, elsewhere: str = "", key: str = "intervals") -> str:
    """Say what the intervals are and for how many groups, and why there are none where there are none.

    Parameters
    ----------
    rows
        With ``share, low, basis``.
    group
        The column that names the groups.
    elsewhere
        The style that draws intervals where this chart does not.
    key
        The sentence that says what they look like.
    """
    known = rows.filter(rows["share"].is_not_null()).with_columns(_group=group)
    has = known.filter(known["low"].is_not_null())
    if has.is_empty():
        return say("no intervals", why=_bases(known, say))
    n, n_all = has["_group"].n_unique(), known["_group"].n_unique()
    if elsewhere:
        undrawn = "intervals not drawn" if n < n_all else "intervals of all not drawn"
        return say(undrawn, n=n, all=n_all, style=say(f"style {elsewhere}"))
    return say(key, how=_bases(has, say)) + (say("and some without", n=n_all - n) if n < n_all else "")


def _bases(rows: pl.DataFrame, say: Wording) -> str:
    """Name what the column `basis` says of most of a group: that of most groups first, with their number if several."""
    cells = (
        rows.group_by("_group", "basis", maintain_order=True).len().sort("len", descending=True, maintain_order=True)
    )
    usual = cells.unique("_group", keep="first", maintain_order=True)
    sizes: dict[str, int] = {}
    for basis in usual["basis"].to_list():
        sizes[basis] = sizes.get(basis, 0) + 1
    ordered = sorted(sizes, key=lambda basis: -sizes[basis])
    named = [bare(phrase(basis, say.lang)) for basis in ordered]
    if len(named) == 1:
        return named[0]
    parts = zip(named, ordered, strict=True)
    return ("；" if say.lang == "zh" else "; ").join(
        say("for groups", basis=name, n=sizes[basis]) for name, basis in parts
    )


def bare(basis: str) -> str:
    """Give a basis as a part of a sentence: without what the sentence says already, and without its own semicolons.

    Examples
    --------
    >>> bare("95 % interval: error of assignment only; one plan"), bare("无区间：文件过少"), bare("no text: no share")
    ('error of assignment only, one plan', '文件过少', 'no text: no share')
    """
    stop = "：" if "：" in basis else ": "
    said = basis.split(stop, 1)[-1] if basis.startswith(_PREFIXES) else basis
    return said.replace("；", "，").replace("; ", ", ")


def wrapped(text: str, widest: int) -> list[str]:
    """Break a text into lines: a long one after a comma or semicolon, a short one evenly, best after a joining word.

    Examples
    --------
    >>> wrapped("城市更新与城市建设管理", 14), wrapped("Party building and government conduct", 16)
    (['城市更新与', '城市建设管理'], ['Party building', 'and government', 'conduct'])
    """
    from rich.cells import cell_len

    if cell_len(text) <= widest or len(text) < 2:
        return [text]
    if cell_len(text) == len(text) and max(map(len, text.split())) <= widest < 40:
        return _in_words(text.split(), widest)

    even = cell_len(text) / ceil(cell_len(text) / widest) if widest else 0.0

    def cost(at: int) -> float:
        before, after = text[at - 1], text[at]
        wide_so_far = cell_len(text[:at].rstrip())
        uneven = abs(wide_so_far - even) + (100 if wide_so_far > widest else 0)
        if before in _JOINTS:
            return uneven
        if after in _CLOSING or before in _OPENING:
            return uneven + 1000
        wide = cell_len(before) == 2, cell_len(after) == 2
        inside = 20 if widest >= 40 and " " in text else 6  # a name in a sentence with spaces stays whole
        return uneven + (1000 if before != " " and not any(wide) else inside if all(wide) else 12 if any(wide) else 0)

    stops = [at for at in range(1, len(text)) if text[at - 1] in _STOPS or text[max(0, at - 2) : at] in _STOPS_EN]
    whole = [at for at in stops if widest >= 40 and 0.6 * widest <= cell_len(text[:at].rstrip()) <= widest]
    ended = [at for at in whole if text[:at].rstrip()[-1] in _ENDS]
    at = ended[-1] if ended else whole[-1] if whole else min(range(1, len(text)), key=cost)
    return [*wrapped(text[:at].rstrip(), widest), *wrapped(text[at:].lstrip(), widest)]


def _in_words(words: list[str], widest: int) -> list[str]:
    """Set words in as few lines as fit, the lines as even as can be: least sum of their squared lengths."""
    best: list[tuple[tuple[int, int], list[str]]] = [((0, 0), [])]
    for end in range(1, len(words) + 1):
        lines = [(start, " ".join(words[start:end])) for start in range(end)]
        best.append(
            min(
                ((best[start][0][0] + 1, best[start][0][1] + len(line) ** 2), [*best[start][1], line])
                for start, line in lines
                if len(line) <= widest
            )
        )
    return best[-1][1]
