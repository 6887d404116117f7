"""Which table of a fitted model a chart is drawn of: a question in, a drawing out.

FittedModel, kind, what is asked → draw() → Drawing
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from topics.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from topics.analyse.choices import Level
    from topics.fitted import FittedModel, Half
    from topics.show.drawing import Drawing


@dataclass(frozen=True)
class Question:
    """What is to be drawn.

    Parameters
    ----------
    what
        For ``compare`` the two sides, for ``targets`` the indicator, for ``rank`` the theme; nothing for the others.
    style, measure
        One of `STYLES` and `MEASURES` of the kind; empty for the first.
    by
        Columns that make the groups; empty for districts.
    half, level, district, year
        As in `topics.fitted.FittedModel.shares`.
    """

    what: tuple[str, ...] = ()
    style: str = ""
    measure: str = ""
    by: tuple[str, ...] = ()
    half: Half = "all"
    level: Level = "themes"
    district: str | None = None
    year: int | None = None


STYLES: Mapping[str, tuple[str, ...]] = {
    "over-time": ("lines", "area", "bump"),
    "shares": ("heat", "bars"),
    "similarity": ("heat", "neighbours"),
}
MEASURES: Mapping[str, tuple[str, ...]] = {"similarity": ("content", "profile", "wording")}
NAMED: Mapping[str, tuple[str, ...]] = {"compare": ("A", "B"), "targets": ("INDICATOR",), "rank": ("THEME",)}
"""What a kind is about, where that has to be named."""
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "over-time": ("style", "half", "level", "district"),
    "shares": ("style", "by", "half", "level", "district", "year"),
    "compare": ("half", "level"),
    "similarity": ("style", "measure"),
    "map": ("half", "level", "district", "year"),
    "ledger": ("district", "year"),
    "targets": ("district", "year"),
    "rank": ("by", "half", "year"),
}
KINDS = tuple(_CHOICES)


def draw(model: FittedModel, kind: str, question: Question, lang: str = "zh") -> Drawing:
    """Draw the answer to a question.

    Parameters
    ----------
    model
        A fitted model.
    kind
        One of `KINDS`.
    lang
        Language of titles and labels, ``zh`` or ``en``.

    Raises
    ------
    OptionError
        The kind or style is not known, something is not named, or a choice is made that the kind has not.
    """
    drawers: Mapping[str, Callable[[FittedModel, Question, str], Drawing]] = {
        "over-time": _over_time,
        "shares": _shares,
        "compare": _compare,
        "similarity": _similarity,
        "map": _map,
        "ledger": _ledger,
        "targets": _targets,
        "rank": _rank,
    }
    _check(kind, question)
    return drawers[kind](model, question, lang)


def _check(kind: str, question: Question) -> None:
    if kind not in KINDS:
        raise OptionError(f"chart: there is no kind {kind!r}", allowed=", ".join(KINDS))
    named = NAMED.get(kind, ())
    if len(question.what) != len(named):
        raise OptionError(
            f"chart {kind}: {len(question.what)} names given",
            allowed=f"{len(named)}" + (f" ({' '.join(named)})" if named else ""),
            remedy=f"write `topics chart {' '.join((kind, *named))}`",
        )
    for field in fields(question):
        if field.name not in {"what", *_CHOICES[kind]} and getattr(question, field.name) != field.default:
            raise OptionError(
                f"chart {kind}: --{field.name} makes no difference to it",
                allowed=", ".join(f"--{name}" for name in _CHOICES[kind]),
                remedy="leave it out",
            )
    for name, allowed in (("style", STYLES), ("measure", MEASURES)):
        chosen = getattr(question, name)
        if chosen and chosen not in allowed[kind]:
            raise OptionError(f"chart {kind}: --{name} '{chosen}' is not there", allowed=", ".join(allowed[kind]))


def _over_time(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import over_time

    frame = model.shares(half=asked.half, level=asked.level, district=asked.district)
    return over_time(frame, style=asked.style or STYLES["over-time"][0], half=asked.half, lang=lang)


def _shares(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import shares

    by = asked.by or ("district",)
    frame = model.shares(by, half=asked.half, level=asked.level, district=asked.district, year=asked.year)
    only = _only(model, asked, lang, years="year" not in by)
    return shares(frame, style=asked.style or STYLES["shares"][0], half=asked.half, only=only, lang=lang)


def _compare(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import compare

    a, b = asked.what
    found = model.compare(a, b, half=asked.half, level=asked.level)
    note = found.note_zh if lang == "zh" else found.note
    year_of = dict(model.documents.select("document", "year").iter_rows())
    years = {side: [year_of[name] for name in names] for side, names in found.sides.select("side", "documents").rows()}
    return compare(
        found.differences,
        a,
        b,
        distance=found.distance,
        basis=found.interval_basis,
        years=(years["a"], years["b"]),
        note=note,
        half=asked.half,
        lang=lang,
    )


def _similarity(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import similarity

    style = asked.style or STYLES["similarity"][0]
    return similarity(model.similar(), style=style, measure=asked.measure, lang=lang)


def _ledger(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import ledger

    return ledger(model.ledger(asked.district, asked.year), model.themes, lang=lang)


def _targets(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import targets

    (indicator,) = asked.what
    return targets(model.targets(asked.district, asked.year, indicator), indicator, lang=lang)


def _rank(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import rank

    (name,) = asked.what
    level, row = model.find(name)
    by = asked.by or ("district",)
    found = model.rank(name, by, half=asked.half, year=asked.year)
    note = found.note_zh if lang == "zh" else found.note
    code = row[level.removesuffix("s")]
    only = _only(model, asked, lang, years="year" not in by)
    return rank(found.ranks, model.names(level), code, note=note, half=asked.half, only=only, lang=lang)


def _map(model: FittedModel, asked: Question, lang: str) -> Drawing:
    from topics.show.charts import passage_map

    code = "theme" if asked.level == "themes" else "topic"
    rows = model.segments(district=asked.district, year=asked.year, half=asked.half)
    rows = rows.join(passage_places(model), on="segment", how="left", maintain_order="left")
    columns = ["segment", "document", "outline", "text", "n_characters", code, "x", "y"]
    names = model.names(asked.level)
    only, seed = _only(model, asked, lang), model.manifest["seed"]
    return passage_map(rows.select(columns), names, seed=seed, half=asked.half, only=only, lang=lang)


def _only(model: FittedModel, asked: Question, lang: str, *, years: bool = True) -> list[str]:
    """Say of which district and years the plans are that were asked for."""
    from topics.analyse.choices import narrow
    from topics.show.titles import Wording

    plans = narrow(model.documents, district=asked.district, year=asked.year)
    where = None if asked.district is None else str(plans["district"].fill_null("?")[0])
    return Wording(lang).only(plans["year"] if years else [], where)


def passage_places(model: FittedModel) -> pl.DataFrame:
    """Lay all passages of a model out on a map, or find them laid out before.

    Returns
    -------
    DataFrame
        ``segment, document, x, y``, in the order of the segments; the same whatever is then drawn of it.
    """
    import polars as pl

    from topics.embed.arrays import kept

    places = kept(_key(model), lambda: _laid_out(model))
    return model.items.select("segment", "document", "n_characters").with_columns(
        pl.Series("x", places[:, 0]), pl.Series("y", places[:, 1])
    )


def _laid_out(model: FittedModel) -> NDArray[np.float32]:
    from topics.model.plane import plane

    return plane(model.vectors, model.manifest["seed"])


def _key(model: FittedModel) -> str:
    """Give what coordinates depend on: the vectors, the seed, and the versions of what computes them."""
    from importlib.metadata import version

    from topics.model.plane import METHOD

    made_by = [METHOD, str(model.manifest["seed"]), version("umap-learn"), version("numba"), version("numpy")]
    digest = hashlib.sha256("\n".join(made_by).encode())
    digest.update(model.vectors.tobytes())
    return digest.hexdigest()[:32]
