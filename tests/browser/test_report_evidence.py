"""Every number and every mark of a report leads to its passages: some tried by hand, all by a rule."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Locator, Page, expect

import topics
from tests.browser.conftest import Opened
from tests.conftest import ROOT, FakeEncoder
from tests.small import write_corpus
from topics.analyse.quality.evaluation import Evaluation
from topics.fitted import FittedModel

Written = dict[str, Path]
# What a number may stand in: what leads on; names, words and places taken from plans; sentences that explain; the
# scale of a drawing; counts of rows; settings. Of what is not there (0) nothing can be shown.
ALONE = r"""() => {
  for (const one of document.querySelectorAll("main details")) one.open = true;
  const leads = "a[href], button, summary, select, option, label, caption, thead";
  const explains = "h1, h2, h3, pre, code, figcaption, legend, .about, .note, .verdict, .record, .more, .failed, .year";
  const quotes = "blockquote, .place, .outline, tbody th, tbody td:not(.right), .wordlist";
  return new Promise(done => setTimeout(() => {
    const alone = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const holder = node.parentElement;
      if (!/[0-9]/.test(node.data) || node.data === "0" || holder.closest(`${leads}, ${explains}, ${quotes}`)) continue;
      if (holder.closest(".ranges") && holder.tagName === "text") continue;
      alone.push(`${holder.closest("section")?.id}: ${holder.outerHTML.slice(0, 120)}`);
    }
    const marks = ":is(.mark, .whisker, .dot, .reach, .middle, .less, .more, .range)";
    for (const mark of document.querySelectorAll(`main svg ${marks}`)) {
      if (!mark.closest("a[href], button, summary")) alone.push(`mark: ${mark.outerHTML}`);
    }
    done(alone);
  }, 300));
}"""


@pytest.fixture(scope="module")
def found(model: FittedModel) -> Evaluation:
    return model.evaluate(ROOT / "seeds" / "gold.csv")


def cell(page: Page, table: str, row: str, column: str) -> Locator:
    """The cell of the first row that holds a text, by the key of its column."""
    heads = page.locator(f"{table} thead th")
    keys = [heads.nth(i).get_attribute("data-key") for i in range(heads.count())]
    return page.locator(f"{table} tbody tr", has_text=row).first.locator("th, td").nth(keys.index(column))


def told(page: Page) -> int:
    """How many coded passages the panel says there are."""
    number = re.search(r"([\d,]+) coded passages", page.locator("#told").inner_text())
    assert number
    return int(number[1].replace(",", ""))


def test_each_figure_of_agreement_opens_the_coded_passages_it_counts(
    opened: Opened, written: Written, found: Evaluation
) -> None:
    page = opened(written["en"], "#trust")
    coded = found.passages
    counts = {"right": coded["accept"].sum(), "wrong": (~coded["accept"]).sum(), "n": coded.height}
    for column, n in counts.items():
        link = cell(page, "#trust-agreement", "first or accepted", column).locator("a")
        assert link.inner_text() == f"{n:,}"
        link.click()
        assert told(page) == n
    cell(page, "#trust-agreement", "half the same", "wrong").locator("a").click()
    assert told(page) == (~coded["same_half"].drop_nulls()).sum()
    expect(page.locator("#found .judged").first).to_contain_text("half: coded")
    cell(page, "#trust-agreement", "mean error of a share", "n").locator("a").click()
    assert told(page) == coded.filter(pl.col("document").is_in(found.shares["document"].implode())).height


def test_a_cell_of_the_confusion_table_opens_its_passages_in_their_place(
    opened: Opened, written: Written, found: Evaluation, model: FittedModel
) -> None:
    page = opened(written["en"], "#trust")
    row = found.confusion.row(0, named=True)
    names = dict(model.themes.select("theme", "name_en").iter_rows())
    line = page.locator("#trust-agreement .table", has_text="What was taken for what").locator("tbody tr").first
    assert line.locator("th").inner_text() == names[row["theme"]]
    line.locator("td").last.locator("a").click()
    assert told(page) == row["n"]
    there = found.passages.filter(
        ~pl.col("accept"), pl.col("coded").str.split("|").list.first() == row["theme"], pl.col("found") == row["found"]
    )
    expected = model.segments().filter(pl.col("segment").is_in(there["segments"].explode().implode()))
    assert page.locator("#found .passage").count() == min(expected.height, 30)
    assert page.locator("#found .text").first.inner_text() == expected["text"][0]
    expect(page.locator("#found .judged").first).to_contain_text(f"found as {names[row['found']]} · otherwise than")
    page.locator("#found .unfold").first.click()
    assert page.locator("#found [aria-current=true]").first.inner_text() == expected["text"][0]


def test_coded_text_that_was_left_out_is_shown_where_it_stood(
    opened: Opened, written: Written, found: Evaluation
) -> None:
    page = opened(written["en"], "#trust?p.judged=all&p.coded=none")
    absent = found.passages.filter(pl.col("coded") == "none", pl.col("segments").list.len() == 0)
    expect(page.locator("#told")).to_contain_text(f"{absent.height} of them stand in text that was left out")
    links = page.locator("#told a")
    assert links.count() == min(absent.height, 30)
    links.first.click()
    assert page.locator("#found [aria-current=true]").count() == 1


def test_a_distance_leads_to_both_sides_and_its_parts_to_their_themes(
    opened: Opened, written: Written, model: FittedModel
) -> None:
    page = opened(written["en"], "#differences")
    chosen = page.locator("[name=pair] option:checked").inner_text()
    a, b = (side.split(" ")[-1] for side in chosen.split(" and "))
    texts = model.documents.select(pl.all().cast(pl.String))
    column = next(name for name in ("year", "level", "district", "region") if a in texts[name].to_list())
    sides = texts.filter(pl.col(column).is_in([a, b]))["document"]
    inside = model.items.filter(pl.col("document").is_in(sides.implode()))
    distance = model.compare(f"{column}={a}", f"{column}={b}").distance
    line = page.locator("#differences-pair p", has_text="Jensen–Shannon distance")
    for link in (line.get_by_role("link", name=f"{distance:.3f}", exact=True), line.locator("a").nth(2)):
        link.click()
        expect(page.locator("#count")).to_contain_text(f"{inside.height:,} passages")
    parts = page.locator("#differences-pair tbody tr").first.locator("td a", has_text="%")
    theme = page.locator("#differences-pair tbody tr").first.locator("th").inner_text()
    code = dict(model.themes.select("name_en", "theme").iter_rows())[theme]
    parts.last.click()
    of_theme = inside.join(model.assignments, on="segment").filter(pl.col("theme") == code)
    expect(page.locator("#count")).to_contain_text(f"{of_theme.height:,} passages")


@pytest.mark.parametrize("view", ["#trust", "#targets?indicator=地区生产总值", "#shares?by=year&half=plan"])
def test_no_number_and_no_mark_stands_alone(opened: Opened, written: Written, view: str) -> None:
    page = opened(written["en"], view)
    assert page.evaluate(ALONE) == []


def test_the_page_says_whether_topics_come_back(
    opened: Opened, written: Written, tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    page = opened(written["en"])
    expect(page.locator("#trust-stability")).to_contain_text("topics stability models/sample")
    plans = write_corpus(tmp_path / "plans", ("甲山区", "乙水区", "丙林县", "丁石县"), (2019, 2020, 2021, 2022))
    model = topics.fit(plans, tmp_path / "model", encoder=fake_encoder)
    stable = model.stability(seeds=1, plans=2)
    model.keep(stable)
    (tmp_path / "report.html").write_text(model.report(lang="en"), encoding="utf-8")
    page = opened(tmp_path / "report.html", "#trust")
    mean = stable.summary.filter(pl.col("what") == "plan")["agreement"][0]
    figure = cell(page, "#trust-stability", "without a plan", "agreement")
    assert figure.inner_text() == f"{mean:.3f}"
    figure.locator("a").click()
    left = stable.fits.filter(pl.col("what") == "plan")["which"]
    n = model.items.filter(pl.col("document").is_in(left.implode())).height
    expect(page.locator("#count")).to_contain_text(f"{n} passages")
    first = page.locator("#of-topics tbody tr").first.locator("td").last
    assert first.inner_text() == f"{100 * stable.topics['came_back'][0]:.1f} %"
    assert page.evaluate(ALONE) == []


def test_chinese_is_set_on_a_machine_without_its_letters(opened: Opened, written: Written) -> None:
    page = opened(written["zh"])
    page.wait_for_timeout(500)
    widths = page.evaluate("""() => ["h1", "nav a", ".lead"].map(where => {
      const node = document.querySelector(where).firstChild, range = document.createRange();
      range.setStart(node, 0);
      range.setEnd(node, 2);
      return range.getBoundingClientRect().width / parseFloat(getComputedStyle(node.parentElement).fontSize) / 2;
    })""")
    assert widths == pytest.approx([1, 1, 1], abs=0.02)  # a letter fills its square; an empty box is narrower
