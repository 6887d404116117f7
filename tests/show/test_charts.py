"""What charts of shares, differences and similarities draw and say: data, marks, channels, titles, what is left out."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.show.made import (
    LONG,
    difference_frame,
    encodings,
    many_themes,
    marks,
    rows_drawn,
    share_frame,
    similarity_frame,
    subtitle,
    topic_shares,
    years_named,
)
from topics.analyse.difference.comparison import ASSIGNED, NONE
from topics.errors import OptionError
from topics.show import charts
from topics.show.canvas import DIM
from topics.show.drawing import save
from topics.show.dumbbells import SHAPES
from topics.show.palette import GREY, PALE, SAFE, SIDES
from topics.show.panels import years_axis

FEW, MANY = ["东城街道", LONG], [f"区{i:02d}" for i in range(12)]


def test_few_districts_have_a_column_each_and_a_row_a_theme() -> None:
    drawing = charts.over_time(share_frame(FEW, [2018, 2022]))
    spec = drawing.spec()
    assert drawing.title == "2 个地区 2018—2022 年各主题占比"
    assert spec["facet"]["row"]["sort"] == ["产业升级与科技创新", "城市更新与城市建设管理", "未归类"]
    assert spec["facet"]["column"]["sort"] == FEW
    colour = encodings(spec, "color")[0]
    assert (colour["field"], colour["scale"]["range"]) == ("label", [SAFE[0], SAFE[1], GREY])
    assert marks(spec) == ["line", "text", "text"]
    assert len(rows_drawn(drawing)) == 2 * 2 * 3
    assert "各格纵轴相同" in subtitle(drawing)


def test_years_stand_at_their_distance_in_time() -> None:
    spec = charts.over_time(share_frame(FEW, [2018, 2019, 2022])).spec()
    x = encodings(spec, "x")[0]
    assert (x["field"], x["type"], x["scale"]["domain"]) == ("year", "quantitative", [2018, 2022])
    assert x["axis"]["values"] == years_named(x["axis"]) == [2018, 2019, 2022]
    long = charts.over_time(share_frame(FEW, range(2000, 2020))).spec()
    axis = encodings(long, "x")[0]["axis"]
    assert axis["values"] == list(range(2000, 2020))
    assert years_named(axis) == [2000, 2005, 2010, 2015, 2019]


def test_one_district_is_named_in_the_title_and_has_the_colours_of_the_themes() -> None:
    drawing = charts.over_time(share_frame([LONG], [2018, 2022]), half="plan", lang="en")
    assert drawing.title == f"Theme shares in {LONG}, 2018–2022 (plan half)"
    colour = encodings(drawing.spec(), "color")[0]
    assert colour["scale"]["range"] == [SAFE[0], SAFE[1], GREY]
    assert marks(drawing.spec()) == ["line", "text", "text"]


def test_many_districts_have_a_row_each_and_a_column_a_theme() -> None:
    drawing = charts.over_time(share_frame(MANY, range(2005, 2025)))
    spec = drawing.spec()
    assert spec["facet"]["row"]["sort"] == MANY
    assert [head.replace("\n", "") for head in spec["facet"]["column"]["sort"]] == [
        "产业升级与科技创新",
        "城市更新与城市建设管理",
        "未归类",
    ]
    assert encodings(spec, "y")[0]["scale"]["domain"] == [0, 0.5]
    assert marks(spec) == ["line", "text", "text"]
    assert len(rows_drawn(drawing)) == 12 * 20 * 3


def test_all_of_31_provinces_are_drawn_and_of_50_districts_the_40_with_most_text() -> None:
    provinces = [f"省{i:02d}" for i in range(31)]
    drawing = charts.over_time(share_frame(provinces, [2025, 2026]))
    assert drawing.data["place"].n_unique() == 31
    assert "只画" not in subtitle(drawing)
    sizes: dict[str | None, int] = {f"县{i:02d}": 1000 + i for i in range(50)}
    drawing = charts.over_time(share_frame(list(sizes), [2025, 2026], characters=sizes))
    assert set(drawing.data["place"]) == {f"县{i:02d}" for i in range(10, 50)}
    assert "共 50 个地区，只画字数最多的 40 个" in subtitle(drawing)
    english = charts.over_time(share_frame(list(sizes), [2025, 2026], characters=sizes), lang="en")
    assert "40 of 50 districts drawn, those with the most text" in subtitle(english)


def test_more_rows_than_altair_takes_by_default_are_drawn() -> None:
    drawing = charts.over_time(share_frame(MANY, range(1980, 2020), codes=many_themes(11)))
    assert len(rows_drawn(drawing)) == 12 * 40 * 12


def test_one_year_is_drawn_as_bars_in_one_row_a_district() -> None:
    drawing = charts.over_time(share_frame(MANY, [2024]), lang="en")
    spec = drawing.spec()
    assert drawing.title == "Theme shares in 12 districts, 2024"
    assert marks(spec) == ["bar", "text"]
    assert {y["field"] for y in encodings(spec, "y")} == {"place"}
    assert "One year only: bars, not lines" in subtitle(drawing)
    assert "No intervals: no plan has it, or all alike: no sampling interval" in subtitle(drawing)
    assert "12 plans, 12,000 characters" in subtitle(drawing)


def test_districts_of_a_year_each_are_drawn_as_bars_named_with_their_year() -> None:
    frame = pl.concat([share_frame(MANY, [2024]), share_frame(["区00"], [2023])])
    drawing = charts.over_time(frame)
    assert marks(drawing.spec()) == ["bar", "text"]
    assert {y["field"] for y in encodings(drawing.spec(), "y")} == {"group"}
    assert drawing.title == "12 个地区 2023—2024 年各主题占比"
    assert "多数地区只有一个年份，画柱而不画线" in subtitle(drawing)
    few = charts.over_time(pl.concat([share_frame(FEW, [2024]), share_frame(FEW[:1], [2023])]))
    assert marks(few.spec()) == ["line", "text", "text"]


def test_intervals_are_drawn_where_they_are_and_said_where_not() -> None:
    alone, several = share_frame(["甲"], [2018, 2019]), share_frame(["乙"], [2018, 2019], plans=5)
    drawing = charts.over_time(pl.concat([alone, several]))
    assert marks(drawing.spec()) == ["area", "rule", "line", "text", "text"]
    assert "细线和浅色带为 95% 区间：以整份文件为单位的学生化自助法；另有 2 组没有区间" in subtitle(drawing)
    assert "12 份文件，共 4,000 字" in subtitle(drawing)
    whole = charts.over_time(several, lang="en")
    assert "Thin lines and pale bands: 95 % intervals, studentised bootstrap over whole plans " in subtitle(whole)


def test_every_basis_is_named_with_the_groups_it_holds_for() -> None:
    one = share_frame(["甲"], [2018, 2019], plans=5)
    error = "95 % interval: error of assignment only; one plan has no sampling interval"
    other = share_frame(["乙"], [2018], plans=5).with_columns(basis=pl.lit(error))
    said = subtitle(charts.over_time(pl.concat([one, other]), lang="en"))
    assert "studentised bootstrap over whole plans (groups: 2); error of assignment only, one plan" in said
    assert "no sampling interval (groups: 1)" in said
    odd = pl.when(pl.col("share") == 0.2).then(pl.lit("95 % interval: of no width")).otherwise("basis")
    assert "of no width" not in subtitle(charts.over_time(one.with_columns(basis=odd), lang="en"))  # one cell of three
    chinese = subtitle(charts.over_time(pl.concat([one, other])))
    assert "2 组以整份文件为单位的学生化自助法；1 组仅归类误差，单份文件无抽样区间" in chinese


@pytest.mark.parametrize("style", ["area", "bump"])
def test_where_intervals_are_not_drawn_it_is_said(style: str) -> None:
    frame = pl.concat([share_frame(["甲"], [2018, 2019], plans=5), share_frame(["乙"], [2018])])
    drawing = charts.over_time(frame, style=style, lang="en")
    assert "Intervals are not drawn here: 2 of 3 groups have 95 % intervals" in subtitle(drawing)
    assert not encodings(drawing.spec(), "y2")
    assert "see the style of lines and the table" in subtitle(drawing)
    heat = charts.shares(frame, lang="en")
    assert "Intervals are not drawn here: 2 of 3 groups have 95 % intervals, see the style of bars" in subtitle(heat)
    every = subtitle(charts.shares(share_frame(["甲"], [2018, 2019], plans=5)))
    assert "本图不画区间；各组都有 95% 区间，见柱图（bars）和表格" in every


def test_areas_pile_up_a_districts_shares_and_a_single_year_is_a_bar() -> None:
    frame = pl.concat([share_frame(FEW, [2018, 2020]), share_frame(["丙"], [2019])])
    drawing = charts.over_time(frame, style="area")
    spec = drawing.spec()
    assert spec["facet"]["sort"] == [*FEW, "丙"]
    assert marks(spec) == ["area", "rule", "bar"]
    y = encodings(spec, "y")[0]
    assert (y["stack"], y["scale"]["domain"]) == ("zero", [0, 1])
    assert {row["place"] for row in rows_drawn(drawing) if row["alone"]} == {"丙"}
    assert encodings(spec, "color")[0]["scale"]["range"] == [SAFE[0], SAFE[1], GREY]
    assert "每年各项占比自上而下叠成 100%" in subtitle(drawing)


def test_where_topics_are_left_out_an_area_still_makes_a_whole() -> None:
    frame = share_frame(FEW, [2018, 2020], codes=many_themes(14))
    drawing = charts.over_time(frame, style="area", lang="en")
    whole = drawing.data.group_by("place", "year").agg(pl.col("share").sum())["share"]
    assert whole.to_list() == pytest.approx([1.0] * 4)
    assert drawing.data.filter(pl.col("code") == "others")["share"].to_list() == pytest.approx([3 / 15] * 4)
    colour = encodings(drawing.spec(), "color")[0]["scale"]
    assert (colour["domain"][-1], colour["range"][-1]) == ("Other themes", PALE)
    assert "The 11 largest of 14 themes have a colour of their own, the rest are pale grey" in subtitle(drawing)


@pytest.mark.parametrize("places", [[LONG], FEW, MANY])
def test_numbers_at_the_ends_of_lines_stand_beside_their_dot_but_clear_of_the_line_at_nothing(
    places: list[str],
) -> None:
    frame = share_frame(places, [2018, 2022])
    frame = frame.with_columns(share=pl.when(pl.col("theme") == "unassigned").then(0.0).otherwise("share"))
    rows = rows_drawn(charts.over_time(frame))
    assert {row["at"] - row["share"] for row in rows if row["share"] > 0} == {0}
    lifted = {row["at"] for row in rows if row["share"] == 0}
    assert len(lifted) == 1
    assert 0.02 < lifted.pop() / 0.5 < 0.2


def test_bumps_rank_the_themes_of_a_year_and_not_what_belongs_to_none() -> None:
    frame = share_frame(FEW, [2018, 2020]).with_columns(
        share=pl.when((pl.col("year") == 2020) & (pl.col("theme") == "urban")).then(0.6).otherwise(pl.col("share"))
    )
    drawing = charts.over_time(frame, style="bump", lang="en")
    assert drawing.title == "Themes by rank of their shares in 2 districts, 2018–2020"
    rows = drawing.data.filter(pl.col("district") == LONG).select("year", "theme", "rank").rows()
    assert rows == [(2018, "industry", 1), (2018, "urban", 2), (2020, "industry", 2), (2020, "urban", 1)]
    assert "unassigned without rank" in subtitle(drawing)
    assert marks(drawing.spec()) == ["line", "circle", "text"]


def test_equal_shares_rank_in_the_order_of_the_themes() -> None:
    frame = share_frame(["甲"], [2018, 2019], codes=many_themes(4))
    drawing = charts.over_time(frame, style="bump")
    assert drawing.data["rank"].to_list() == [1, 2, 3, 4] * 2


def test_of_50_districts_40_areas_and_24_bumps_are_drawn() -> None:
    sizes: dict[str | None, int] = {f"县{i:02d}": 1000 + i for i in range(50)}
    frame = share_frame(list(sizes), [2025, 2026], characters=sizes)
    for style, most in (("area", 40), ("bump", 24)):
        drawing = charts.over_time(frame, style=style, lang="en")
        assert drawing.data["place"].n_unique() == most
        assert f"{most} of 50 districts drawn, those with the most text" in subtitle(drawing)


@pytest.mark.parametrize("style", ["area", "bump"])
def test_every_panel_has_its_years_where_the_last_row_is_not_full(style: str) -> None:
    for n, own in ((5, {"axis": {"x": "independent"}}), (2, None)):
        frame = share_frame([f"县{i}" for i in range(n)], [2018, 2020])
        assert charts.over_time(frame, style=style).spec().get("resolve") == own


def test_groups_without_text_are_not_counted_among_those_there_are() -> None:
    frame = share_frame(["甲", "乙", "丙"], [2018, 2020])
    gone = (pl.col("district") == "丙") & (pl.col("year") == 2018)
    empty = [pl.when(gone).then(None).otherwise(pl.col(name)).alias(name) for name in ("share", "low", "high")]
    none = [pl.when(gone).then(0).otherwise(pl.col(name)).alias(name) for name in ("n_documents", "n_characters")]
    said = subtitle(charts.shares(frame.with_columns(*empty, *none), lang="en"))
    assert "in 5 groups by district and year" in said
    assert "Groups not drawn, as they have no text of this half: 1" in said


@pytest.mark.parametrize("style", ["lines", "area", "bump"])
def test_one_year_is_drawn_as_bars_in_every_style(style: str) -> None:
    drawing = charts.over_time(share_frame(MANY, [2024], plans=4), style=style, lang="en")
    assert marks(drawing.spec()) == ["bar", "text", "rule", "tick", "tick"]
    assert "One year only: bars, not lines" in subtitle(drawing)
    assert "Lines: 95 % intervals" in subtitle(drawing)


@given(
    years=st.sets(st.integers(1990, 2030), min_size=1, max_size=30),
    room=st.integers(40, 300),
)
def test_years_named_on_an_axis_stand_apart_with_the_first_and_the_last(years: set[int], room: int) -> None:
    ordered = sorted(years)
    frame = pl.DataFrame({"year": ordered})
    axis = years_axis(frame, room, 10).to_dict()
    shown = years_named(axis)
    assert axis["values"] == ordered
    assert (shown[0], shown[-1]) == (ordered[0], ordered[-1])
    assert set(shown) <= years
    if len(shown) > 2:
        least = min(b - a for a, b in pairwise(shown)) / (ordered[-1] - ordered[0]) * room
        assert least >= 4 * 10 * 0.56  # four figures of ten points


def test_a_title_says_of_which_district_years_and_half() -> None:
    frame = share_frame(FEW, [2018]).drop("year")
    assert charts.shares(frame, half="plan", only=["2018 年"]).title == "按地区划分的主题占比（2018 年，计划部分）"
    assert charts.shares(frame, only=["甲", "2018–2022"], lang="en").title == "Theme shares by district (甲, 2018–2022)"
    assert charts.shares(frame, lang="en").title == "Theme shares by district"


def test_the_subtitle_says_what_the_shares_are_fractions_of() -> None:
    frame = share_frame(FEW, [2018])
    assert "占文件全部字数的比例，未归类的字数计入分母" in subtitle(charts.shares(frame))
    assert "占计划部分全部字数的比例" in subtitle(charts.shares(frame, half="plan"))
    said = subtitle(charts.shares(frame, half="review", lang="en"))
    assert said.startswith("Fraction of all characters of the review half, unassigned included 2 plans, ")


def test_plans_without_year_or_text_are_not_drawn_and_counted() -> None:
    empty = share_frame(["丙"], [2018]).with_columns(
        share=pl.lit(None, pl.Float64), n_documents=pl.lit(0, pl.Int64), n_characters=pl.lit(0, pl.Int64)
    )
    frame = pl.concat([share_frame(["甲", None], [2018, 2019, None]), empty])
    drawing = charts.over_time(frame)
    assert set(drawing.data["place"]) == {"甲", "?"}
    assert "另有 3 组没有年份或没有这部分文本，未画" in subtitle(drawing)
    assert "另有 1 组没有这部分文本，未画" in subtitle(charts.shares(frame))


def test_without_a_year_there_is_nothing_to_draw_over_time() -> None:
    with pytest.raises(OptionError, match=r"no plan with text has a year; give the years in plans\.csv and fit again"):
        charts.over_time(share_frame(FEW, [None]))


def test_of_many_themes_the_largest_are_drawn_with_their_own_colours_and_the_unassigned() -> None:
    codes = many_themes(14)
    frame = share_frame(FEW, [2018, 2019], codes=codes)
    large = pl.col("theme").is_in(["t12", "t13"])
    frame = frame.with_columns(share=pl.when(large).then(0.2).otherwise(0.6 / 13))
    drawing = charts.over_time(frame)
    assert drawing.data["code"].unique(maintain_order=True).to_list() == [
        *(f"t{i}" for i in range(9)),
        "t12",
        "t13",
        "unassigned",
    ]
    assert "共 14 项，只画占比最大的 11 项" in subtitle(drawing)
    alone = charts.over_time(frame.filter(pl.col("district") == LONG))
    assert encodings(alone.spec(), "color")[0]["scale"]["range"][9:] == [SAFE[9], SAFE[10], GREY]


def test_shares_are_a_heat_map_of_groups_and_themes() -> None:
    drawing = charts.shares(share_frame(FEW, [2018, 2022]))
    spec = drawing.spec()
    assert drawing.title == "按地区、年份划分的主题占比"
    assert marks(spec) == ["rect", "text"]
    assert encodings(spec, "color")[0]["scale"]["domain"] == [0, 0.5]
    assert drawing.data["group"].unique(maintain_order=True).to_list() == [
        "东城街道 2018",
        "东城街道 2022",
        f"{LONG} 2018",
        f"{LONG} 2022",
    ]
    assert drawing.data.filter(pl.col("group") == "东城街道 2018")["share"].to_list() == [0.5, 0.3, 0.2]


@pytest.mark.parametrize("style", ["heat", "bars"])
def test_a_share_above_zero_is_never_written_as_zero(style: str, tmp_path: Path) -> None:
    shares = pl.Series("share", [0.996, 0.004, 0.0])
    drawing = charts.shares(share_frame(FEW[:1], [2018]).with_columns(shares), style=style)
    save(drawing, tmp_path / "shares.svg")
    root = ET.fromstring((tmp_path / "shares.svg").read_text(encoding="utf-8"))
    texts = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"100%", "<1%", "0%"} <= texts


def test_bars_carry_the_intervals() -> None:
    drawing = charts.shares(share_frame(FEW, [2018], plans=4), style="bars", lang="en")
    assert drawing.title == "Theme shares by district and year"
    assert marks(drawing.spec()) == ["bar", "text", "rule", "tick", "tick"]
    assert "One scale for all columns, from 0" in subtitle(drawing)
    assert encodings(drawing.spec(), "x2")[0]["field"] == "high"


def test_shares_of_the_whole_corpus_and_of_a_column_of_ones_own() -> None:
    whole = share_frame(["甲"], [2018]).drop("district", "year")
    assert charts.shares(whole, lang="en").title == "Theme shares of all plans"
    assert charts.shares(whole).data["group"].unique().to_list() == [""]
    own = share_frame(["甲"], [2018]).drop("year").rename({"district": "GDP_group"})
    assert charts.shares(own, lang="en").title == "Theme shares by GDP_group"


def test_of_200_groups_160_are_drawn() -> None:
    sizes: dict[str | None, int] = {f"县{i:03d}": 1000 + i for i in range(200)}
    drawing = charts.shares(share_frame(list(sizes), [2024], characters=sizes), lang="en")
    assert drawing.data["group"].n_unique() == 160
    assert "160 of 200 groups drawn, those with the most text" in subtitle(drawing)


def test_topics_are_called_by_number_and_name() -> None:
    drawing = charts.shares(topic_shares(), lang="en")
    assert drawing.title == "Topic shares by district and year"
    assert drawing.data["label"].to_list() == ["0 城市管理", "7 安全生产", "No topic"]
    assert charts.shares(topic_shares()).data["label"].to_list()[-1] == "无话题"


def test_compare_without_a_test_says_so_and_whose_difference_it_is() -> None:
    drawing = charts.compare(difference_frame(), "东城街道", LONG, distance=0.25, note="无法推论。")
    assert drawing.title == f"东城街道 与 {LONG} 的主题差异"
    said = subtitle(drawing)
    assert f"东城街道：2 份文件；{LONG}：6 份文件 Jensen–Shannon 距离 0.250" in said
    assert f"无法推论。 文件太少，未作检验：颜色只表示哪一方 数字为 东城街道 减 {LONG}，单位：百分点" in said
    assert drawing.data["decided"].to_list() == [True] * 3
    colour = next(one for one in encodings(drawing.spec(), "color") if one.get("field") == "side")
    assert (colour["scale"]["domain"], colour["scale"]["range"]) == (["东城街道", LONG], list(SIDES))


def test_compare_with_a_test_greys_what_cannot_be_told_from_chance() -> None:
    drawing = charts.compare(difference_frame([0.01, 0.05, 0.06]), "2018", "2022", distance=0.25, lang="en")
    assert drawing.data.select("theme", "decided").rows() == [
        ("industry", True),
        ("unassigned", False),
        ("urban", True),
    ]  # by difference: +0.3, -0.1, -0.2
    assert drawing.title == "How the themes of 2018 and 2022 differ"
    assert "2018: 2 plans; 2022: 6 plans" in subtitle(drawing)
    assert "In colour: told from chance (false discovery rate 5 %); grey: not told from it" in subtitle(drawing)
    assert marks(drawing.spec()) == ["rule", "point", "point", "text"]
    drawn = [layer["mark"].get("color") for layer in drawing.spec()["layer"] if layer["mark"]["type"] == "point"]
    assert drawn == [DIM, None]


@pytest.mark.parametrize("q", [None, [0.01, 0.5, 0.9], [0.5, 0.5, 0.9]])
def test_the_legend_of_a_comparison_shows_the_marks_as_they_are_drawn(q: list[float] | None) -> None:
    drawing = charts.compare(difference_frame(q), "甲", "乙", distance=0.25, lang="en")
    spec = drawing.spec()
    colour = next(one for one in encodings(spec, "color") if one.get("field") == "side")
    shapes = [one for one in encodings(spec, "shape") if one.get("field") == "side"]
    assert {tuple(one["scale"]["range"]) for one in shapes} == {SHAPES}
    assert colour["legend"] == shapes[0]["legend"]  # one legend of both
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert all(layer["mark"]["filled"] for layer in points)
    assert len(points) == (2 if q is not None and min(q) <= 0.05 < max(q) else 1)  # no layer without a mark
    none = q is not None and min(q) > 0.05
    assert colour["scale"]["range"] == ([DIM, DIM] if none else list(SIDES))
    assert ("Grey: no difference can be told from chance" in subtitle(drawing)) == none


def test_a_difference_of_nothing_has_no_sign() -> None:
    frame = difference_frame().with_columns(difference=pl.Series([0.3, -0.0001, -0.2]))
    texts = next(
        rows for rows in charts.compare(frame, "a", "b", distance=0).spec()["datasets"].values() if "pp" in rows[0]
    )
    assert [row["pp"] for row in texts] == ["+30.0", "0.0", "−20.0"]


def test_compare_draws_the_intervals_of_the_differences_beside() -> None:
    frame = difference_frame([0.01] * 3, intervals=True)
    drawing = charts.compare(
        frame, "2018", "2022", distance=0.25, basis=ASSIGNED, years=([2018, 2018], [2020, None, 2022]), lang="en"
    )
    spec = drawing.spec()
    left, right = spec["hconcat"]
    assert marks(left) == ["rule", "point", "text"]
    assert marks(right) == ["rule", "rule", "point"]
    points = next(rows for rows in spec["datasets"].values() if "pp_low" in rows[0])
    assert [round(row["pp_low"]) for row in points] == [25, -15, -25]
    said = subtitle(drawing)
    assert "2018: 2 plans (2018); 2022: 6 plans (2020–2022)" in said
    assert "95 % intervals: error of assignment only, there are too few plans to say more; each for itself" in said
    without = charts.compare(difference_frame(), "甲", "乙", distance=0, basis=NONE)
    assert "没有区间：文件过少，且归类误差未知" in subtitle(without)


def test_compare_says_what_it_has_no_room_for() -> None:
    frame = pl.concat([difference_frame()] * 9).with_columns(
        pl.format("t{}", pl.int_range(pl.len())).alias("theme"),
        pl.format("主题{}", pl.int_range(pl.len())).alias("name_zh"),
    )
    drawing = charts.compare(frame, "a", "b", distance=0)
    assert drawing.data.height == 22
    assert "另有差异较小的 5 项未画" in subtitle(drawing)


def test_similarity_is_a_square_of_one_measure() -> None:
    names = ["甲@2018", "乙@2018", "丙@2018", "丁@2018"]
    drawing = charts.similarity(similarity_frame(names))
    spec = drawing.spec()
    assert drawing.title == "文件两两之间的内容相似度"
    (order,) = {tuple(y["sort"]) for y in encodings(spec, "y")}
    assert sorted(order) == sorted(names)
    assert drawing.data.height == 12
    assert marks(spec) == ["rect", "text"]
    assert "4 份文件，6 对；最低 0.500，平均 0.500，最高 0.500" in subtitle(drawing)
    assert "每对只有一个数值，没有区间" in subtitle(drawing)
    profile = charts.similarity(similarity_frame(names), measure="profile", lang="en")
    assert profile.title == "How similar the plans are in their theme shares"
    assert "Profile: 1 less the Jensen–Shannon distance of the two plans' theme shares" in subtitle(profile)
    wording = charts.similarity(similarity_frame(names), measure="wording", lang="en")
    assert set(wording.data["similarity"]) == {0.1}
    assert "Wording: fraction of the shorter plan's characters" in subtitle(wording)


def test_similarity_of_two_plans_falls_back_on_what_is_known() -> None:
    frame = similarity_frame(["甲@2018", "乙@2018"])
    drawing = charts.similarity(frame, lang="en")
    assert drawing.title == "How similar the plans are in their theme shares"
    assert "clustering" not in subtitle(drawing)
    with pytest.raises(OptionError, match="content is not known of these plans; allowed: profile, wording"):
        charts.similarity(frame, measure="content")


@pytest.mark.parametrize(("n", "drawn"), [(5, ["rect", "text"]), (62, ["rect"]), (140, ["rect"])])
def test_similarity_finds_room_for_any_number_of_plans(n: int, drawn: list[str]) -> None:
    drawing = charts.similarity(similarity_frame([f"省{i:03d}@2025" for i in range(n)]), lang="en")
    assert marks(drawing.spec()) == drawn
    assert f"{n} plans, {n * (n - 1) // 2:,} pairs" in subtitle(drawing)
    assert drawing.data.height == n * (n - 1)
    assert drawing.crowded == (n > 70)


def test_of_150_plans_140_are_in_the_square() -> None:
    drawing = charts.similarity(similarity_frame([f"省{i:03d}@2025" for i in range(150)]), lang="en")
    assert drawing.data["a"].n_unique() == 140
    assert "140 of 150 plans drawn, those that lie nearest to another" in subtitle(drawing)


def test_neighbours_are_named_from_near_to_far() -> None:
    near = {("甲", "乙"): 0.2, ("甲", "丙"): 0.9, ("乙", "丙"): 0.5}
    drawing = charts.similarity(similarity_frame([*"甲乙丙"], near), style="neighbours", lang="en")
    assert drawing.title == "The plans nearest to each plan in content"
    shown = [(row["a"], row["rank"], row["named"]) for row in rows_drawn(drawing)]
    assert shown == [
        ("丙", 1, "甲  0.90"),
        ("丙", 2, "乙  0.50"),
        ("乙", 1, "丙  0.50"),
        ("乙", 2, "甲  0.20"),
        ("甲", 1, "丙  0.90"),
        ("甲", 2, "乙  0.20"),
    ]
    assert "A row a plan with the 2 plans nearest to it" in subtitle(drawing)


@pytest.mark.parametrize("lang", ["de", "", "ZH"])
def test_another_language_is_refused(lang: str) -> None:
    with pytest.raises(OptionError, match=f"--lang: '{lang}' is not there; allowed: zh, en"):
        charts.over_time(share_frame(FEW, [2018]), lang=lang)


def test_the_same_frame_gives_the_same_chart_whatever_was_drawn_before() -> None:
    frame = share_frame(MANY, [2018, 2019])
    first = charts.over_time(frame).spec()
    charts.similarity(similarity_frame(["甲", "乙", "丙"])).spec()
    assert charts.over_time(frame).spec() == first
