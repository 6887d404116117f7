"""Letters of charts, measured with the font that sets them: none stands on another, none leaves the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl
import pytest

from tests.show.boxes import boxes, canvas, outside, overlapping, width
from tests.show.frames import CODES, Figure, ledger_frame, passage_frame, rank_frame, target_frame, theme_names
from tests.show.made import LONG, RESAMPLED, difference_frame, share_frame, similarity_frame
from topics.show import charts
from topics.show.drawing import Drawing, content
from topics.tables import STATUSES

PLACES = ["东城街道", LONG, "高新技术产业开发区", *(f"第{i:02d}街道" for i in range(9))]
WRITTEN = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">{"{}"}</svg>'


def shares(places: list[str], years: list[int], plans: int = 1) -> pl.DataFrame:
    """Shares of eleven themes that lead by turns, some large, some nothing, with wide and narrow intervals."""
    frame = share_frame(places, years, plans=plans, codes=CODES)
    weight = (pl.int_range(pl.len()) * 7919 % 97 + 1) * pl.when(pl.int_range(pl.len()) % 5 == 0).then(0).otherwise(1)
    share = (weight / weight.sum().over("district", "year")).alias("share")
    frame = frame.with_columns(share)
    if plans >= 3:
        low, high = (pl.col("share") - 0.03).clip(0, 1), (pl.col("share") + 0.05).clip(0, 1)
        frame = frame.with_columns(low.alias("low"), high.alias("high"), basis=pl.lit(RESAMPLED))
    return frame


def differences() -> pl.DataFrame:
    frame = difference_frame([0.01, 0.2, 0.9], intervals=True)
    return pl.concat([frame] * 5).with_columns(
        pl.format("t{}", pl.int_range(pl.len())).alias("theme"),
        pl.format("{}{}", "name_zh", pl.int_range(pl.len())).alias("name_zh"),
        pl.format("{} {}", "name_en", pl.int_range(pl.len())).alias("name_en"),
        share_a=(pl.int_range(pl.len()) * 13 % 29) / 60,
        share_b=(pl.int_range(pl.len()) * 5 % 31) / 60,
    )


def flows() -> pl.DataFrame:
    """A ledger with large themes and some of one statement."""
    outcomes = {"review": STATUSES[:3], "plan": STATUSES[4:7]}
    return ledger_frame(
        {
            (place, code, against, 2018): {
                status: 1 + (at * 7 + i * 3) % 9 * (at % 3) for i, status in enumerate(statuses)
            }
            for against, statuses in outcomes.items()
            for at, code in enumerate(CODES)
            for place in ("甲", "乙")
        }
    )


def figures(places: int, years: int) -> pl.DataFrame:
    made: list[Figure] = [
        (f"第{place:03d}自治州", 2005 + year, kind, 4 + (place * year) % 7, 5 + (place * year) % 7, comparison)
        for place in range(places)
        for year in range(years)
        for kind, comparison in (("target", "ge"), ("result", "eq"))
    ]
    return target_frame(made)


RANKS = [(f"第{i:03d}自治州", 1 + i // 9, 0.4 - i / 500, 0.35 - i / 500, 0.45 - i / 500) for i in range(140)]
NAMES = [f"{LONG}@{2000 + i}" if i % 5 == 0 else f"第{i:03d}市@2024" for i in range(140)]
YEARS = list(range(2005, 2025))

Drawn = Callable[..., Drawing]
SMALL: dict[str, Drawn] = {
    "one district over time": lambda lang: charts.over_time(shares([LONG], YEARS, 4), lang=lang),
    "a few districts over time": lambda lang: charts.over_time(shares(PLACES[:4], [2018, 2019, 2022], 4), lang=lang),
    "two years of ranks": lambda lang: charts.over_time(shares(PLACES[:5], [2018, 2024]), style="bump", lang=lang),
    "shares": lambda lang: charts.shares(shares(PLACES, [2024]).drop("year"), lang=lang),
    "shares with intervals": lambda lang: charts.shares(shares(PLACES, [2024], 5), style="bars", lang=lang),
    "compare": lambda lang: charts.compare(differences(), LONG, "高新技术产业开发区", distance=0.2, lang=lang),
    "similarity": lambda lang: charts.similarity(similarity_frame(NAMES[:16]), lang=lang),
    "neighbours": lambda lang: charts.similarity(similarity_frame(NAMES[:16]), style="neighbours", lang=lang),
    "map": lambda lang: charts.passage_map(passage_frame(100, list(CODES)), theme_names(), seed=0, lang=lang),
    "ledger": lambda lang: charts.ledger(flows(), theme_names(), lang=lang),
    "targets": lambda lang: charts.targets(figures(4, 8), "居民人均可支配收入", lang=lang),
    "rank": lambda lang: charts.rank(rank_frame(RANKS[:31]), theme_names(), "reform", lang=lang),
}
LARGE: dict[str, Drawn] = {
    "12 districts × 20 years × 11 themes": lambda lang: charts.over_time(shares(PLACES, YEARS, 4), lang=lang),
    "12 districts × 20 years, areas": lambda lang: charts.over_time(shares(PLACES, YEARS), style="area", lang=lang),
    "12 districts × 20 years, bumps": lambda lang: charts.over_time(shares(PLACES, YEARS), style="bump", lang=lang),
    "140 districts": lambda lang: charts.shares(shares(NAMES, [2024]).drop("year"), lang=lang),
    "140 districts over two years": lambda lang: charts.over_time(shares(NAMES, [2023, 2024]), lang=lang),
    "140 plans": lambda lang: charts.similarity(similarity_frame(NAMES), lang=lang),
    "neighbours of 140 plans": lambda lang: charts.similarity(similarity_frame(NAMES), style="neighbours", lang=lang),
    "targets of 140 districts": lambda lang: charts.targets(figures(140, 2), "地区生产总值", lang=lang),
    "targets over 20 years": lambda lang: charts.targets(figures(12, 20), "地区生产总值", lang=lang),
    "ranks of 140 districts": lambda lang: charts.rank(rank_frame(RANKS), theme_names(), "urban", lang=lang),
}


def fault(drawing: Drawing) -> tuple[int, list[tuple[str, str]], list[str]]:
    """How many texts there are, which stand on one another, and which leave the canvas."""
    svg = content(drawing, ".svg").decode()
    found = boxes(svg)
    return len(found), overlapping(found), outside(found, canvas(svg))


@pytest.mark.parametrize(("kind", "lang"), [(kind, ("en", "zh")[at % 2]) for at, kind in enumerate(SMALL)])
def test_letters_stand_clear_of_one_another(kind: str, lang: str) -> None:
    n, on, out = fault(SMALL[kind](lang))
    assert n >= 10
    assert (on, out) == ([], [])


@pytest.mark.parametrize(("kind", "lang"), [(kind, ("zh", "en")[at % 2]) for at, kind in enumerate(LARGE)])
def test_letters_of_large_charts_stand_clear_of_one_another(kind: str, lang: str) -> None:
    n, on, out = fault(LARGE[kind](lang))
    assert n >= 50
    assert (on, out) == ([], [])


def text(words: str, x: float, y: float, more: str = "") -> str:
    return f'<text transform="translate({x},{y}) {more}" font-size="10px">{words}</text>'


def test_the_measure_finds_what_stands_on_another_or_leaves_the_canvas() -> None:
    apart = WRITTEN.format(text("甲乙", 10, 20) + text("丙丁", 30, 20) + text("戊", 10, 30))
    assert (overlapping(boxes(apart)), outside(boxes(apart), canvas(apart))) == ([], [])
    on = WRITTEN.format(text("甲乙", 10, 20) + text("丙丁", 28, 20))
    assert overlapping(boxes(on)) == [("甲乙", "丙丁")]
    above = WRITTEN.format(text("甲乙", 10, 20) + text("丙丁", 10, 13))
    assert overlapping(boxes(above)) == [("甲乙", "丙丁")]
    out = WRITTEN.format(text("甲乙", 85, 20) + text("丙", 50, 5) + text("丁", 50, 39.9))
    assert outside(boxes(out), canvas(out)) == ["甲乙", "丙", "丁"]
    moved = WRITTEN.format(f'<g transform="translate(50,0)">{text("甲乙", 40, 20)}</g>')
    assert outside(boxes(moved), canvas(moved)) == ["甲乙"]


def test_the_measure_knows_turned_ended_and_many_lined_texts() -> None:
    beside = partial(text, "甲乙丙丁")
    turned = WRITTEN.format(beside(10, 30, "rotate(-45)") + beside(24, 30, "rotate(-45)"))
    assert overlapping(boxes(turned)) == []  # their upright frames meet, they do not
    assert overlapping(boxes(turned.replace("translate(24", "translate(14"))) == [("甲乙丙丁", "甲乙丙丁")]
    ended = WRITTEN.format('<text transform="translate(50,20)" text-anchor="end" font-size="10px">甲乙</text>')
    assert boxes(ended)[0].corners[:, 0].tolist() == [30, 50, 50, 30]
    lines = WRITTEN.format('<text font-size="10px"><tspan x="0">甲</tspan><tspan x="0" dy="14">乙</tspan></text>')
    assert [box.text for box in boxes(lines)] == ["甲", "乙"]
    assert boxes(lines)[1].corners[:, 1].min() == pytest.approx(14 - 7.8)
    assert width("甲A", 10) > width("甲", 10) == 10
