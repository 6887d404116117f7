"""What maps, ledgers, targets and ranks draw and say."""

from __future__ import annotations

import json
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.show.frames import CODES, Figure, ledger_frame, passage_frame, rank_frame, target_frame, theme_names
from tests.show.made import encodings, marks, rows_drawn, subtitle, topic_shares
from topics.errors import OptionError
from topics.show import charts
from topics.show.drawing import HOVER, content
from topics.show.flows import HEIGHT, SLOT, _nodes, _ribbons, counted_flows
from topics.show.landscape import LETTERS, MOST_DOTS
from topics.show.layout import coloured
from topics.show.palette import GREY, SAFE
from topics.show.ranges import _reach
from topics.show.titles import Wording
from topics.tables import NO_TOPIC, TOPICS

NAMES = theme_names()


def test_a_map_has_a_dot_a_passage_in_the_colours_of_the_themes() -> None:
    drawing = charts.passage_map(passage_frame(30), NAMES, seed=7, half="plan", lang="en")
    assert drawing.title == "A map of the passages, coloured by theme (plan half)"
    assert drawing.crowded
    assert drawing.data.height == 30
    assert marks(drawing.spec()) == ["circle"]
    colour = encodings(drawing.spec(), "color")[0]
    assert colour["scale"]["domain"] == [CODES["industry"][1], CODES["urban"][1], "Unassigned"]
    assert colour["scale"]["range"] == [SAFE[0], SAFE[2], GREY]
    said = subtitle(drawing)
    assert "A dot is a passage: 30 passages of 2 plans, 300 characters" in said
    assert "seed 7" in said
    assert "large distances mean nothing, and there are no intervals" in said
    assert "drawn, the same part" not in said


def test_a_passage_is_shown_under_the_pointer_and_left_out_of_pictures() -> None:
    drawing = charts.passage_map(passage_frame(6, text="甲" * 500), NAMES, seed=0)
    row = rows_drawn(drawing)[0]
    assert row[HOVER] == "甲" * LETTERS + "…"
    assert row["outline"] == "（一）城市"
    assert f'"field": "{HOVER}"' in json.dumps(encodings(drawing.spec(), "tooltip"))
    assert drawing.data["text"].to_list() == ["甲" * 500] * 6
    assert "甲甲" in content(drawing, ".html").decode()
    assert "甲甲" not in content(drawing, ".svg").decode()


def test_of_too_many_passages_the_same_part_of_every_theme_is_drawn() -> None:
    n = 2 * MOST_DOTS
    drawing = charts.passage_map(passage_frame(n), NAMES, seed=0, lang="en")
    sizes = dict(drawing.data.group_by("theme").len().iter_rows())
    assert sizes == {"industry": MOST_DOTS // 3, "urban": MOST_DOTS // 3, "unassigned": MOST_DOTS // 3}
    assert f"{MOST_DOTS:,} of {n:,} passages drawn, the same part of every theme" in subtitle(drawing)
    again = charts.passage_map(passage_frame(n).reverse(), NAMES, seed=0)
    assert drawing.data["segment"].to_list() == again.data["segment"].to_list()


def test_of_many_topics_the_largest_have_a_colour_and_the_rest_are_pale() -> None:
    n = 40
    frame = passage_frame(n).drop("theme").with_columns(topic=pl.Series([i % 20 - 1 for i in range(n)]))
    frame = frame.with_columns(n_characters=pl.when(pl.col("topic") >= 15).then(50).otherwise(10).cast(pl.Int64))
    names = pl.DataFrame(
        {
            "topic": [*range(19), NO_TOPIC],
            "theme": ["urban"] * 20,
            "name": [f"话题{i}" for i in range(20)],
            "words": [[""]] * 20,
            "n_segments": [2] * 20,
            "n_characters": [20] * 20,
        },
        schema=TOPICS.schema,
    )
    drawing = charts.passage_map(frame, names, seed=0)
    colour = encodings(drawing.spec(), "color")[0]["scale"]
    assert colour["domain"][-2:] == ["无话题", "其他话题"]
    assert len(colour["domain"]) == 11 + 2
    assert {f"{i} 话题{i}" for i in (15, 16, 17, 18)} <= set(colour["domain"])
    assert len(set(colour["range"])) == 13
    assert "共 19 个话题，占比最大的 11 个各有颜色，其余合为浅灰" in subtitle(drawing)


def _ledger() -> pl.DataFrame:
    return ledger_frame(
        {
            ("甲", "industry", "review", 2018): {"done": 3, "not mentioned": 1, "unplanned": 2},
            ("甲", "urban", "review", 2019): {"partly": 4},
            ("甲", "industry", "plan", 2018): {"kept": 2, "dropped": 2, "new": 5},
        }
    )


def test_a_ledger_counts_what_became_of_what_was_planned() -> None:
    drawing = charts.ledger(_ledger(), NAMES, lang="en")
    shown = drawing.data.select("against", "theme", "status", "n", "part").rows()
    assert shown == [
        ("review", "industry", "done", 3, 0.75),
        ("review", "industry", "not mentioned", 1, 0.25),
        ("review", "urban", "partly", 4, 1.0),
        ("plan", "industry", "kept", 2, 0.5),
        ("plan", "industry", "dropped", 2, 0.5),
    ]
    assert drawing.title == "What became of what was planned: 甲, 2018–2019"
    said = subtitle(drawing)
    assert "8 planned statements, pairs of years: 2" in said
    assert "Not in the flow: 2 statements of the review of the year after that no plan had named" in said
    assert "Not in the flow: 5 statements of the plan of the year after that no plan had named" in said
    assert "not mentioned does not mean not done" in said
    assert "no sampling intervals" in said
    texts = {row["text"] for rows in drawing.spec()["datasets"].values() for row in rows if "text" in row}
    assert {"Industry and innovation  4", "done  3 (38%)", "partly  4 (50%)", "kept  2 (50%)"} <= texts


def test_a_ledger_of_many_districts_names_their_number() -> None:
    both = pl.concat([_ledger(), _ledger().with_columns(district=pl.lit("乙"))])
    drawing = charts.ledger(both, NAMES)
    assert drawing.title == "2 个地区 2018—2019 年计划的去向"
    assert "计划中的 16 句，4 组相邻年份，2 个地区" in subtitle(drawing)


def test_a_ledger_without_a_planned_item_says_what_it_needs() -> None:
    only = ledger_frame({("甲", "industry", "review", 2018): {"unplanned": 2}})
    with pytest.raises(OptionError, match="plans of one district in two successive years"):
        charts.ledger(only, NAMES)


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(list(CODES)), st.sampled_from(["done", "partly", "not mentioned"])),
        st.integers(1, 12),
        min_size=1,
    )
)
def test_the_ribbons_of_a_flow_fill_both_its_sides(counts: dict[tuple[str, str], int]) -> None:
    by_theme: dict[str, dict[str, int]] = {}
    for (theme, status), n in counts.items():
        by_theme.setdefault(theme, {})[status] = n
    frame = ledger_frame({("甲", theme, "review", 2018): statuses for theme, statuses in by_theme.items()})
    called = coloured(NAMES, "zh").rename({"code": "theme"}).with_row_index("at")
    flows = counted_flows(frame, called)
    assert {(row["theme"], row["status"]): row["n"] for row in flows.to_dicts()} == counts
    scale = HEIGHT / sum(counts.values())
    left, right = _nodes(flows, "label", scale), _nodes(flows, "status", scale)
    ribbons = _ribbons(flows, left, right, scale, Wording("en"))
    for x, nodes in ((ribbons["x"].min(), left), (ribbons["x"].max(), right)):
        side = ribbons.filter(pl.col("x") == x).sort("top")
        tall = (side["bottom"] - side["top"]).to_list()
        assert tall == pytest.approx((side["n"] * scale).to_list(), abs=0.02)
        assert sum(tall) == pytest.approx(HEIGHT, abs=0.02 * len(tall))
        covered = [
            any(n["top"] - 0.02 <= top and end <= n["bottom"] + 0.02 for n in nodes.to_dicts())
            for top, end in side.select("top", "bottom").iter_rows()
        ]
        assert all(covered)
        assert all(end <= top + 0.02 for end, top in zip(side["bottom"][:-1], side["top"][1:], strict=True))
    for nodes in (left, right):
        assert all(
            b - a >= SLOT - 0.01 for a, b in pairwise(nodes.select((pl.col("top") + pl.col("bottom")) / 2).to_series())
        )


FIGURES: list[Figure] = [
    ("甲", 2018, "target", 8.0, 8.5, "range"),
    ("甲", 2018, "result", 8.2, 8.2, "eq"),
    ("甲", 2019, "target", 7.5, 7.5, "ge"),
    ("乙", 2018, "target", 6.0, 6.0, "le"),
    ("乙", 2019, "target", 6.5, 6.5, "about"),
]


def test_targets_are_ranges_over_the_years_by_district() -> None:
    drawing = charts.targets(target_frame(FIGURES), "地区生产总值", lang="en")
    spec = drawing.spec()
    assert drawing.title == "地区生产总值: targets and results, 2 districts, 2018–2019"
    assert spec["facet"]["sort"] == ["乙", "甲"]
    assert "Figures: 5, stated in 4 plans; unit: %" in subtitle(drawing)
    assert "The figures are changes (growth), not levels" in subtitle(drawing)
    named = {(row["low"], row["named"]) for row in rows_drawn(drawing)}
    assert named == {
        (8.0, "target"),
        (8.2, "result"),
        (7.5, "target, at least"),
        (6.0, "target, at most"),
        (6.5, "target"),
    }
    assert drawing.data.select("place", "year", "kind", "low", "high").rows() == [
        ("乙", 2018, "target", 6.0, 6.0),
        ("乙", 2019, "target", 6.5, 6.5),
        ("甲", 2018, "target", 8.0, 8.5),
        ("甲", 2018, "result", 8.2, 8.2),
        ("甲", 2019, "target", 7.5, 7.5),
    ]


@pytest.mark.parametrize("years", [[2018, 2019], [2018, 2019, 2020, 2021]])
@settings(deadline=None, max_examples=8)
@given(st.sets(st.sampled_from([("target", "eq"), ("target", "ge"), ("target", "le"), ("result", "ge")]), min_size=1))
def test_the_legend_of_targets_shows_the_marks_there_are_and_no_others(
    years: list[int], stated: set[tuple[str, str]]
) -> None:
    figures: list[Figure] = [
        (f"区{place}", year, kind, 5.0, 5.0, comparison)
        for place in range(5)
        for year in years
        for kind, comparison in sorted(stated)
    ]
    drawing = charts.targets(target_frame(figures), "地区生产总值", lang="en")
    shape, colour = (encodings(drawing.spec(), channel)[0] for channel in ("shape", "color"))
    assert set(shape["scale"]["domain"]) == {row["named"] for row in rows_drawn(drawing)}
    assert shape["scale"]["domain"] == colour["scale"]["domain"] == colour["sort"]
    assert shape["legend"] == colour["legend"]  # one legend of both
    assert "symbolType" not in shape["legend"]
    looks = dict(zip(shape["scale"]["domain"], shape["scale"]["range"], strict=True))
    assert len(set(looks.values())) == len(looks)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(1, 5))
@settings(deadline=None, max_examples=20)
def test_figures_that_lie_close_together_do_not_fill_the_axis(low: float, more: float, years: int) -> None:
    figures: list[Figure] = [
        ("甲", 2018 + year, "target", low + year * more, low + year * more, "eq") for year in range(years)
    ]
    ends = _reach(target_frame(figures))
    top = low + (years - 1) * more
    assert ends[0] <= low <= top <= ends[1]
    assert ends[1] - ends[0] >= 0.2 * max(abs(low), abs(top)) * (1 - 1e-9)
    assert _reach(target_frame([("甲", 2018, "target", 5.5, 5.6, "range")])) == pytest.approx([4.99, 6.11])


def test_what_has_another_unit_no_figure_or_no_year_is_counted_not_drawn() -> None:
    other = target_frame([("丙", 2018, "target", 500.0, 500.0, "eq")], unit="亿元", change=False)
    none = target_frame([("丁", 2018, "target", None, None, "flat"), ("丁", None, "target", 5.0, 5.0, "eq")])
    drawing = charts.targets(pl.concat([target_frame(FIGURES), other, none]), "地区生产总值", lang="en")
    assert set(drawing.data["place"]) == {"甲", "乙"}
    assert "Not drawn, in other units or of the other kind (level or change): 1" in subtitle(drawing)
    assert "or not of one year (such as a mean of five): 2" in subtitle(drawing)
    with pytest.raises(OptionError, match="no figure of '地区生产总值' with a year; `topics targets` lists"):
        charts.targets(none, "地区生产总值")


def test_figures_that_contradict_one_another_are_all_drawn_and_counted() -> None:
    again: Figure = ("甲", 2018, "target", 9.0, 9.0, "eq")
    same: Figure = ("甲", 2018, "result", 8.2, 8.2, "eq")
    drawing = charts.targets(target_frame([*FIGURES, again, same]), "地区生产总值", lang="en")
    assert drawing.data.filter((pl.col("place") == "甲") & (pl.col("year") == 2018)).height == 3
    assert "Years for which a district states different figures, all drawn: 1" in subtitle(drawing)


def test_of_140_districts_every_one_has_a_row() -> None:
    figures: list[Figure] = [(f"市{i:03d}", 2024, "target", 5 + i / 100, 5 + i / 100, "ge") for i in range(140)]
    drawing = charts.targets(target_frame(figures), "地区生产总值")
    y = encodings(drawing.spec(), "y")[0]
    assert len(y["sort"]) == 140
    assert y["sort"][0] == "市139"
    many: list[Figure] = [
        (f"市{i:03d}", year, "target", 5.0, 5.0, "eq") for i in range(60) for year in range(2018, 2023)
    ]
    drawing = charts.targets(target_frame(many), "地区生产总值", lang="en")
    assert drawing.data["place"].n_unique() == 40
    assert "40 of 60 districts drawn, those with the most figures" in subtitle(drawing)


def test_ranks_stand_in_tiers_with_their_intervals_in_the_colour_of_the_theme() -> None:
    frame = rank_frame([("甲", 1, 0.3, 0.28, 0.33), ("乙", 2, 0.2, 0.15, 0.25), ("丙", 2, 0.19, None, None)])
    drawing = charts.rank(frame, NAMES, "urban", note="Two pairs are told apart. One is not.", half="plan", lang="en")
    assert drawing.title == "Urban renewal and city management: share by district, in tiers (plan half)"
    assert marks(drawing.spec()) == ["rect", "rule", "point", "text", "text"]
    point = next(layer["mark"] for layer in drawing.spec()["layer"] if layer["mark"]["type"] == "point")
    assert point["color"] == SAFE[2]
    assert [(row["group"], row["shaded"], row["opens"]) for row in rows_drawn(drawing)] == [
        ("甲", False, True),
        ("乙", True, True),
        ("丙", True, False),
    ]
    said = subtitle(drawing)
    assert "Fraction of all characters of the plan half" in said
    assert "3 groups, 12 plans, 3,000 characters" in said
    assert "Lines: 95 % intervals, studentised bootstrap over whole plans; groups without: 1" in said
    assert "Groups of one tier cannot be told apart Two pairs are told apart. One is not." in said


def test_one_tier_says_that_nothing_is_told_apart_and_of_many_groups_the_ends_are_drawn() -> None:
    frame = rank_frame([(f"县{i:03d}", 1, 0.3 - i / 1000, None, None) for i in range(200)])
    drawing = charts.rank(frame, NAMES, "urban", lang="en")
    assert "No groups can be told apart" in subtitle(drawing)
    noted = charts.rank(frame, NAMES, "urban", note="No two groups differ.", lang="en")
    assert "No groups can be told apart" not in subtitle(noted)
    assert "No intervals: no text" in subtitle(drawing)
    assert "160 of 200 groups drawn: the highest and the lowest" in subtitle(drawing)
    assert drawing.data["group"].to_list()[79:81] == ["县079", "县120"]


def test_topics_of_shares_and_maps_are_called_alike() -> None:
    names = topic_shares().select("topic", "theme", "name").unique("topic", maintain_order=True)
    assert coloured(names, "zh")["label"].to_list() == ["0 城市管理", "7 安全生产", "无话题"]
