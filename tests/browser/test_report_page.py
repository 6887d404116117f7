"""The report of the sample plans as a reader uses it: from number to passage, by hand, by keyboard and in print."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

import topics
from tests.browser.conftest import NARROW, WIDE, Opened
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics.fitted import FittedModel

Written = dict[str, Path]


def shown(page: Page) -> int:
    """How many passages the page says it has found."""
    found = re.match(r"([\d,]+)", page.locator("#count").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def exported(page: Page, name: str, tmp_path: Path) -> tuple[bytes, list[dict[str, str]]]:
    """Press a table's CSV button; give the file and its rows."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    waiting.value.save_as(tmp_path / "table.csv")
    content = (tmp_path / "table.csv").read_bytes()
    return content, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_says_what_was_read(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"])
    expect(page.locator("h1")).to_contain_text("sample")
    figures = page.locator(".figures").inner_text()
    assert f"{model.items.height:,}" in figures
    assert f"{model.items['n_characters'].sum():,}" in figures
    assert page.locator("#failed").is_hidden()
    for section in page.locator("main > section").all():
        assert len(section.inner_text()) > 100, section.get_attribute("id")


def test_a_share_leads_to_its_passages(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"], "#shares?by=district&half=plan")
    row = page.locator("#shares-matrix tbody tr", has_text="栖云县")
    row.locator("a.heat.t4").click()
    expected = model.segments(district="栖云县", theme=model.themes["theme"][4], half="plan")
    assert shown(page) == expected.height
    share = model.shares(("district",), half="plan", district="栖云县")["share"][4]
    assert f"{100 * share:.1f} %" in page.locator("#count").inner_text()
    assert row.locator("a.heat.t4").inner_text() == f"{100 * share:.1f}"
    texts = page.locator("#found .text").all_inner_texts()
    assert texts == expected["text"].head(len(texts)).to_list()
    assert "half=plan" in page.url


def test_a_mark_and_a_year_lead_to_their_passages(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"], "#shares")
    page.locator("#shares-years .small").nth(4).locator("a .hit").last.click()
    assert shown(page) == model.segments(year=2022, theme=model.themes["theme"][4]).height
    page.locator("#shares-theme tbody tr").first.locator("td.chart a").click()
    first = page.locator("#shares-theme tbody tr").first.locator("th").inner_text()
    assert shown(page) == model.segments(district=first, theme=model.themes["theme"][0]).height


def test_a_passage_stands_in_its_place(opened: Opened, written: Written, model: FittedModel) -> None:
    rows = model.items.filter(pl.col("document") == "砺江区@2020")
    row = rows.row(9, named=True)
    page = opened(written["en"], f"#glance?p.segment={row['segment'].replace('#', '%23').replace('@', '%40')}")
    place = page.locator("#found .place")
    assert place.locator("[aria-current=true]").inner_text() == row["text"]
    around = place.locator("p:not(.above)").all_inner_texts()
    assert around == rows["text"][7:12].to_list()
    for part in row["outline"].split(" › "):
        expect(place.locator(".above")).to_contain_text(part)
    place.get_by_role("button", name="Earlier").click()
    assert place.locator("p:not(.above)").all_inner_texts() == rows["text"][2:12].to_list()


def test_search_as_you_type_needs_no_word_boundaries(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["zh"])
    page.locator("#q").press_sequentially("商环")
    expect(page.locator("#panel")).to_be_visible()
    within = pl.col("text").str.contains("商环", literal=True) | pl.col("outline").str.contains("商环", literal=True)
    expect(page.locator("#count")).to_contain_text(f"{model.items.filter(within).height} 段")
    assert set(page.locator("#found mark").all_inner_texts()) == {"商环"}
    page.locator("#q").fill("ｐｄｆ没有的词")
    expect(page.locator("#count")).to_contain_text("0 段")
    page.locator("#q").fill("企业 培育")
    both = pl.all_horizontal(
        (pl.col("text") + "\n" + pl.col("outline")).str.contains(word, literal=True) for word in ("企业", "培育")
    )
    expect(page.locator("#count")).to_contain_text(f"{model.items.filter(both).height} 段")


def test_filters_narrow_by_district_year_half_and_theme(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"], "#glance?p.all=1")
    assert shown(page) == model.items.height
    panel = page.locator("#panel")
    panel.get_by_label("District", exact=True).select_option("望澜区")
    panel.get_by_label("Year").select_option("2022")
    panel.get_by_label("Half").select_option("review")
    assert shown(page) == model.segments(district="望澜区", year=2022, half="review").height
    panel.get_by_label("Theme").select_option("livelihood")
    expected = model.segments(district="望澜区", year=2022, half="review", theme="livelihood")
    assert shown(page) == expected.height
    panel.get_by_text("Where they are").click()
    panel.get_by_role("button", name="Clear all").click()
    assert shown(page) == model.items.height


def test_two_districts_are_compared_in_the_page(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"], "#compare")
    section = page.locator("#compare")
    section.get_by_label("District A").select_option("望澜区")
    section.get_by_label("District B").select_option("启衡新区")
    section.get_by_role("radio", name="review").check()
    expected = model.compare("望澜区", "启衡新区", half="review").differences
    names = dict(model.themes.select("theme", "name_en").iter_rows())
    rows = [row.split("\t") for row in section.locator("tbody tr").all_inner_texts()]
    assert [row[0] for row in rows][:5] == [names[code] for code in expected["theme"].head(5)]
    assert [row[1] for row in rows][:5] == [f"{100 * share:.1f} %" for share in expected["share_a"].head(5)]
    expect(section).to_contain_text("topics compare 望澜区 启衡新区 --half review")
    assert "a=%E6%9C%9B" in page.url


def test_figures_lie_over_the_years_and_lead_to_their_clauses(
    opened: Opened, written: Written, model: FittedModel
) -> None:
    page = opened(written["en"], "#targets?indicator=地区生产总值&district=栖云县")
    expected = model.targets("栖云县").filter(pl.col("indicator") == "地区生产总值")
    expect(page.locator("#targets caption")).to_have_text(f"{expected.height} figures")
    growth = expected.filter(pl.col("change"), pl.col("unit") == "%", pl.col("low").is_not_null())
    drawn = page.locator("#targets .ranges", has_text="change, %")
    expect(drawn.locator(".dot")).to_have_count(growth.height)
    drawn.locator(".dot").first.click()
    assert page.locator("#found [aria-current=true]").inner_text() in model.items["text"].to_list()
    assert growth["text"][0] in page.locator("#found [aria-current=true]").inner_text()
    page.locator("[name=targets-words]").fill("学位")
    page.locator("[name=indicator], [name=targets-indicator]").first.select_option("")
    words = pl.col("indicator").str.contains("学位") | pl.col("text").str.contains("学位")
    figures = model.targets("栖云县").filter(words).height
    expect(page.locator("#targets caption")).to_have_text(f"{figures} figures")


def test_a_ledger_leads_to_both_passages(opened: Opened, written: Written, model: FittedModel) -> None:
    page = opened(written["en"], "#ledger?district=砺江区&year=2020&against=review&status=done")
    expected = model.ledger("砺江区", 2020).filter(pl.col("against") == "review", pl.col("status") == "done")
    expect(page.locator("#ledger caption")).to_have_text(f"{expected.height} items")
    row = expected.row(0, named=True)
    page.locator("#ledger tbody tr").first.locator("td").first.locator("a").click()
    assert row["text_planned"] in page.locator("#found [aria-current=true]").inner_text()
    page.locator("#ledger tbody tr").first.locator("th a").click()
    assert shown(page) == 2 + len(row["also"])


def test_tables_sort_and_say_so(opened: Opened, written: Written) -> None:
    page = opened(written["en"], "#trust")
    table = page.locator("#trust-sureness table")
    head = table.locator("th[data-key=n]")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    numbers = [int(text.replace(",", "")) for text in table.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert table.locator("th[aria-sort]").count() == 1
    expect(page.locator("#live")).to_contain_text("ascending")


def test_tables_give_all_their_numbers_as_csv(
    opened: Opened, written: Written, model: FittedModel, tmp_path: Path
) -> None:
    page = opened(written["en"], "#shares?by=district,year&half=review")
    content, rows = exported(page, "Export as CSV: Shares of themes", tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    expected = model.shares(half="review")
    assert [row["theme"] for row in rows] == expected["theme"].to_list()
    assert [row["district"] for row in rows] == expected["district"].to_list()
    shares = [float(row["share"]) if row["share"] else None for row in rows]
    assert shares == [None if share is None else pytest.approx(share, abs=1e-6) for share in expected["share"]]


def test_every_view_has_an_address(opened: Opened, written: Written) -> None:
    page = opened(written["zh"], "#shares?by=year&half=review&theme=rural&p.theme=rural&p.year=2021&p.q=%E5%86%9C")
    assert page.locator("#shares input[name=by]:checked").input_value() == "year"
    assert page.locator("select[name=shares-theme]").input_value() == "rural"
    assert page.locator("#q").input_value() == "农"
    before, address = shown(page), page.url
    page.locator("#close").click()
    expect(page.locator("#panel")).to_be_hidden()
    assert "p." not in page.url
    page.go_back()
    expect(page.locator("#panel")).to_be_visible()
    assert (shown(page), page.url) == (before, address)
    page.evaluate("location.hash = '#compare?a=栖云县&b=砺江区&half=plan'")
    expect(page.locator("#compare caption")).to_have_text("栖云县 与 砺江区")
    expect(page.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize("fragment", ["#nowhere", "#shares?by=nothing", "#differences?pair=999", "#glance?p.theme=none",
                                      "#ledger?district=?&year=x", "#compare?a=%00&b=<b>", "#%E0%A4%A"])  # fmt: skip
def test_an_address_that_leads_nowhere_breaks_nothing(opened: Opened, written: Written, fragment: str) -> None:
    page = opened(written["en"], fragment)
    assert page.locator("#failed").is_hidden()
    expect(page.locator("#glance-bars li")).to_have_count(12)


def test_the_keyboard_alone_is_enough(opened: Opened, written: Written) -> None:
    page = opened(written["en"])
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keys.press("Tab")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    keys.type("河道")
    expect(page.locator("#panel")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
    keys.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#shares-matrix tbody a[tabindex='0']").focus()
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    place = page.evaluate(
        "[document.activeElement.closest('tr').rowIndex, document.activeElement.closest('td').cellIndex]"
    )
    assert place == [2, 2]
    keys.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "panel-title"
    for _ in range(12):
        keys.press("Tab")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    keys.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('heat')")


def test_it_prints(opened: Opened, written: Written, tmp_path: Path) -> None:
    import pypdfium2

    page = opened(written["en"], "#shares?p.theme=rural")
    (tmp_path / "report.pdf").write_bytes(page.pdf(format="A4"))
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        texts = [printed[i].get_textpage().get_text_range() for i in range(len(printed))]
    whole = "\n".join(texts)
    assert 3 <= len(texts) <= 30
    assert "How far to trust it" in whole
    assert "Search" not in whole
    assert "characters in this scope" not in whole  # the passages beside it stay out


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_runs_over_the_side(opened: Opened, written: Written, size: dict[str, int]) -> None:
    page = opened(written["zh"], "#themes?theme=industry", size=size)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.locator("#glance-bars a.figure").first.click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box = page.locator("#panel").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= size["width"]


def test_a_corpus_of_one_plan_says_what_it_cannot_show(
    opened: Opened, tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    model = topics.fit(write_corpus(tmp_path / "plans", ("甲山区",), (2021,)), tmp_path / "model", encoder=fake_encoder)
    (tmp_path / "report.html").write_text(model.report(lang="en"), encoding="utf-8")
    page = opened(tmp_path / "report.html")
    assert page.locator("#failed").is_hidden()
    expect(page.locator("#nearest")).to_contain_text("one plan only")
    expect(page.locator("#compare")).to_contain_text("one district only")
    expect(page.locator("#ledger")).to_contain_text("No district has plans of two consecutive years")
    expect(page.locator("#shares-years")).to_contain_text("one year only")
    expect(page.locator("#trust-agreement")).to_contain_text("No coded passages were given")
    assert shown(opened(tmp_path / "report.html", "#glance?p.all=1")) == model.items.height
