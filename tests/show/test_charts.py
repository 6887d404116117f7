"""What each kind of chart draws and says: data, marks, channels, titles, what is left out."""

from __future__ import annotations

import polars as pl
import pytest

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
)
from topics.errors import OptionError
from topics.show import charts
from topics.show.palette import GREY, SAFE, SIDES

FEW, MANY = ["东城街道", LONG], [f"区{i:02d}" for i in range(12)]


def test_few_districts_have_a_panel_a_theme_and_a_line_a_district() -> None:
    drawing = charts.over_time(share_frame(FEW, [2018, 2022]))
    spec = drawing.spec()
    assert drawing.title == "2 个地区 2018—2022 年各主题占比"
    assert spec["facet"]["field"] == "head"
    assert spec["facet"]["sort"] == ["产业升级与科技创新", "城市更新与城市建设管理", "未归类"]
    colour = encodings(spec, "color")[0]
    assert (colour["field"], colour["scale"]["domain"]) == ("place", FEW)
    assert marks(spec) == ["line"]
    assert len(rows_drawn(drawing)) == 2 * 2 * 3
    assert "各格纵轴相同" in subtitle(drawing)


def test_years_stand_at_their_distance_in_time() -> None:
    spec = charts.over_time(share_frame(FEW, [2018, 2019, 2022])).spec()
    x = encodings(spec, "x")[0]
    assert (x["field"], x["type"], x["scale"]["domain"]) == ("year", "quantitative", [2018, 2022])
    assert x["axis"]["values"] == [2018, 2019, 2022]
    long = charts.over_time(share_frame(FEW, range(2000, 2020))).spec()
    assert encodings(long, "x")[0]["axis"]["values"] == [2000, 2019]


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
    assert "共 50 组，只画字数最多的 40 组" in subtitle(drawing)
    english = charts.over_time(share_frame(list(sizes), [2025, 2026], characters=sizes), lang="en")
    assert "40 of 50 groups drawn, those with the most text" in subtitle(english)


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
    assert "No sampling intervals: fewer than 3 plans in every group" in subtitle(drawing)
    assert "12 plans, 12,000 characters" in subtitle(drawing)


def test_districts_of_a_year_each_are_drawn_as_bars_named_with_their_year() -> None:
    frame = pl.concat([share_frame(MANY, [2024]), share_frame(["区00"], [2023])])
    drawing = charts.over_time(frame)
    assert marks(drawing.spec()) == ["bar", "text"]
    assert {y["field"] for y in encodings(drawing.spec(), "y")} == {"group"}
    assert drawing.title == "12 个地区 2023—2024 年各主题占比"
    assert "多数地区只有一个年份，画柱而不画线" in subtitle(drawing)
    few = charts.over_time(pl.concat([share_frame(FEW, [2024]), share_frame(FEW[:1], [2023])]))
    assert marks(few.spec()) == ["line"]


def test_intervals_are_drawn_where_they_are_and_said_where_not() -> None:
    alone, several = share_frame(["甲"], [2018, 2019]), share_frame(["乙"], [2018, 2019], plans=5)
    drawing = charts.over_time(pl.concat([alone, several]))
    assert marks(drawing.spec()) == ["area", "rule", "line"]
    assert "细线和浅色带为 95% 区间，以整份文件为抽样单位；2 组文件不足 3 份，没有区间" in subtitle(drawing)
    assert "12 份文件，共 4,000 字" in subtitle(drawing)
    whole = charts.over_time(several, lang="en")
    assert "Thin lines and pale bands: 95 % intervals, whole plans as the unit of sampling " in subtitle(whole)


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
    assert encodings(alone.spec(), "color")[0]["scale"]["range"][9:] == [SAFE[1], SAFE[2], GREY]


def test_shares_are_a_heat_map_of_groups_and_themes() -> None:
    drawing = charts.shares(share_frame(FEW, [2018, 2022]))
    spec = drawing.spec()
    assert drawing.title == "按地区、年份的主题占比"
    assert marks(spec) == ["rect", "text"]
    assert encodings(spec, "color")[0]["scale"]["domain"] == [0, 0.5]
    assert drawing.data["group"].unique(maintain_order=True).to_list() == [
        "东城街道 2018",
        "东城街道 2022",
        f"{LONG} 2018",
        f"{LONG} 2022",
    ]
    assert drawing.data.filter(pl.col("group") == "东城街道 2018")["share"].to_list() == [0.5, 0.3, 0.2]


def test_shares_with_intervals_are_bars_with_them() -> None:
    drawing = charts.shares(share_frame(FEW, [2018], plans=4), lang="en")
    assert drawing.title == "Theme shares by district and year"
    assert marks(drawing.spec()) == ["bar", "text", "rule"]
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


def test_compare_without_a_test_draws_filled_dots_and_says_whose_difference_it_is() -> None:
    drawing = charts.compare(difference_frame(), "东城街道", LONG, distance=0.25, note="无法推论。")
    assert drawing.title == f"东城街道 与 {LONG} 的主题差异"
    said = subtitle(drawing)
    assert f"东城街道：2 份文件；{LONG}：6 份文件 Jensen–Shannon 距离 0.250" in said
    assert f"无法推论。 数字为 东城街道 减 {LONG}，单位：百分点" in said
    assert "实心" not in said
    assert drawing.data["decided"].to_list() == [True] * 3
    stroke = encodings(drawing.spec(), "stroke")[0]
    assert (stroke["scale"]["domain"], stroke["scale"]["range"]) == (["东城街道", LONG], list(SIDES))


def test_compare_with_a_test_leaves_hollow_what_cannot_be_told_from_chance() -> None:
    drawing = charts.compare(difference_frame([0.01, 0.05, 0.06]), "2018", "2022", distance=0.25, lang="en")
    assert drawing.data["decided"].to_list() == [True, True, False]
    assert drawing.title == "How the themes of 2018 and 2022 differ"
    assert "2018: 2 plans; 2022: 6 plans" in subtitle(drawing)
    assert "Filled: told from chance (false discovery rate 5 %); hollow: not told from it" in subtitle(drawing)
    assert marks(drawing.spec()) == ["rule", "point", "point", "point", "text"]


def test_compare_draws_the_intervals_of_the_differences_beside() -> None:
    drawing = charts.compare(difference_frame([0.01] * 3, intervals=True), "2018", "2022", distance=0.25, lang="en")
    spec = drawing.spec()
    left, right = spec["hconcat"]
    assert marks(left) == ["rule", "point", "point", "point", "text"]
    assert marks(right) == ["rule", "rule", "point"]
    points = next(rows for rows in spec["datasets"].values() if "pp_low" in rows[0])
    assert [round(row["pp_low"]) for row in points] == [25, -25, -15]
    assert "on the right the differences with 95 % intervals, each for itself" in subtitle(drawing)


def test_compare_says_what_it_has_no_room_for() -> None:
    frame = pl.concat([difference_frame()] * 9).with_columns(
        pl.format("t{}", pl.int_range(pl.len())).alias("theme"),
        pl.format("主题{}", pl.int_range(pl.len())).alias("name_zh"),
    )
    drawing = charts.compare(frame, "a", "b", distance=0)
    assert drawing.data.height == 22
    assert "另有差异较小的 5 项未画" in subtitle(drawing)


def test_similarity_is_two_squares_in_one_clustered_order() -> None:
    near = {("甲@2018", "丁@2018"): 0.9, ("乙@2018", "丙@2018"): 0.8}
    others = dict.fromkeys([("甲@2018", "乙@2018"), ("甲@2018", "丙@2018")], -0.5)
    names = ["甲@2018", "乙@2018", "丙@2018", "丁@2018"]
    far = {("乙@2018", "丁@2018"): -0.5, ("丙@2018", "丁@2018"): -0.5}
    drawing = charts.similarity(similarity_frame(names, near | others | far))
    spec = drawing.spec()
    assert [panel["title"]["text"] for panel in spec["hconcat"]] == ["结构相似度", "内容相似度"]
    orders = {tuple(y["sort"]) for y in encodings(spec, "y")}
    assert len(orders) == 1
    order: list[str] = list(next(iter(orders)))
    assert abs(order.index("甲@2018") - order.index("丁@2018")) == 1
    assert abs(order.index("乙@2018") - order.index("丙@2018")) == 1
    assert drawing.data.height == 12
    assert "各对平均约 −0.05，负值只表示不及平均相似，不表示相反" in subtitle(drawing)
    assert "按内容相似度聚类排序" in subtitle(drawing)


def test_similarity_of_two_plans_leaves_content_out_and_says_why() -> None:
    drawing = charts.similarity(similarity_frame(["甲@2018", "乙@2018"]), lang="en")
    assert [panel["title"]["text"] for panel in drawing.spec()["hconcat"]] == ["Profile"]
    assert "Two plans only: content is measured from the mean of all plans and cannot be given" in subtitle(drawing)
    assert "clustering" not in subtitle(drawing)


@pytest.mark.parametrize(("n", "kind"), [(5, "text"), (31, "rect"), (62, "rect"), (140, "circle")])
def test_similarity_finds_room_for_any_number_of_plans(n: int, kind: str) -> None:
    drawing = charts.similarity(similarity_frame([f"省{i:03d}@2025" for i in range(n)]), lang="en")
    assert marks(drawing.spec())[-1] == kind
    assert f"{n} plans in pairs" in subtitle(drawing)


def test_of_many_plans_the_nearest_pairs_are_drawn() -> None:
    drawing = charts.similarity(similarity_frame([f"省{i:03d}@2025" for i in range(140)]))
    assert drawing.data["pair"][0] == "省000@2025 – 省001@2025"
    assert drawing.data.height == 40
    assert "只画内容最相近的 40 对（共 9,730 对）" in subtitle(drawing)


@pytest.mark.parametrize("lang", ["de", "", "ZH"])
def test_another_language_is_refused(lang: str) -> None:
    with pytest.raises(OptionError, match=f"--lang: '{lang}' is not there; allowed: zh, en"):
        charts.over_time(share_frame(FEW, [2018]), lang=lang)


def test_the_same_frame_gives_the_same_chart_whatever_was_drawn_before() -> None:
    frame = share_frame(MANY, [2018, 2019])
    first = charts.over_time(frame).spec()
    charts.similarity(similarity_frame(["甲", "乙", "丙"])).spec()
    assert charts.over_time(frame).spec() == first
