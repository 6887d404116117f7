"""Plans in Traditional characters, all or every other one, are analysed as the same plans in Simplified ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from tests.conftest import FakeEncoder
from topics.analyse.choices import narrow, resolve
from topics.analyse.difference.comparison import compare
from topics.analyse.following.alignment import align
from topics.analyse.following.ledger import ledger
from topics.analyse.likeness.borrowing import borrowings
from topics.analyse.likeness.shingles import letters
from topics.analyse.likeness.similarity import similar
from topics.analyse.stated.targets import by_year, targets
from topics.analyse.stated.words import lexicon
from topics.analyse.wordcounts import Lexicon, count_words
from topics.characters import in_simplified, simplify
from topics.errors import OptionError
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings
from topics.tables import ASSIGNMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "plans"
DISTRICTS = ("启衡新区", "望澜区", "栖云县")
N_CITIES = 4
CODES = ("one", "two", "three")


def plain(figures: pl.DataFrame) -> pl.DataFrame:
    """Give stated figures with names and passages in Simplified characters."""
    return figures.with_columns(pl.col("indicator", "text").map_elements(simplify, pl.String))


@dataclass(frozen=True)
class Plans:
    """What a model of some plans would hold; vectors and themes are of the matter, not of the script."""

    documents: pl.DataFrame
    segments: pl.DataFrame
    removals: pl.DataFrame
    assignments: pl.DataFrame
    vectors: NDArray[np.float32]

    @property
    def core(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.documents, self.segments, self.assignments

    def figures(self, indicator: str | None = None) -> pl.DataFrame:
        return targets(self.documents, self.segments, self.removals, indicator=indicator)


@pytest.fixture(scope="module")
def convert() -> Callable[[str], str]:
    """Write as in Taiwan."""
    write: Callable[[str], str] = pytest.importorskip("opencc").OpenCC("s2tw").convert
    return write


@pytest.fixture(scope="module")
def simple(fake_encoder: FakeEncoder) -> Plans:
    """The plans as they stand."""
    corpus = read_corpus(SEEDS, ReadSettings())
    documents = corpus.documents.filter(pl.col("district").is_in(DISTRICTS))
    segments = corpus.segments.filter(pl.col("document").is_in(documents["document"].implode()))
    n = segments.height
    assignments = pl.DataFrame(
        {
            "segment": segments["segment"],
            "theme": [CODES[i % 3] for i in range(n)],
            "topic": [i % 3 for i in range(n)],
        }
    ).with_columns(
        pl.lit(0.0 if column.dtype.is_numeric() else "", column.dtype).alias(column.name)
        for column in ASSIGNMENTS.columns
        if column.name not in ("segment", "theme", "topic")
    )
    vectors = fake_encoder.encode(in_simplified(segments)["text"].to_list())
    return Plans(documents, segments, corpus.removals, assignments, vectors)


@pytest.fixture(scope="module", params=[1, 2], ids=["all", "every other"])
def other(request: pytest.FixtureRequest, simple: Plans, convert: Callable[[str], str]) -> Plans:
    """The same, with the text of every plan, or of every other, in Traditional characters."""
    chosen = set(simple.documents["document"].sort()[:: request.param])
    columns = [
        pl.Series(
            name,
            [
                convert(text) if document in chosen else text
                for document, text in simple.segments.select("document", name).iter_rows()
            ],
        )
        for name in ("text", "outline")
    ]
    segments = simple.segments.with_columns(columns)
    assert (segments["text"] != simple.segments["text"]).mean() > 0.9 / request.param
    return Plans(simple.documents, segments, simple.removals, simple.assignments, simple.vectors)


def test_the_same_figures_are_stated(simple: Plans, other: Plans) -> None:
    expected, found = simple.figures(), other.figures()
    assert expected.height > 500
    assert plain(found).equals(expected)
    assert set(lexicon().usual) & set(expected["indicator"]) == set(lexicon().usual) & set(found["indicator"])
    names = found["indicator"].unique().to_list()
    assert len({simplify(name) for name in names}) == len(names), "each is written in one way"
    assert sum(simplify(name) != name for name in names) > len(names) / 5
    written = dict(other.segments.select("segment", "text").iter_rows())
    assert all(text in written[segment] for segment, text in found.select("segment", "text").iter_rows())


def test_an_indicator_is_asked_for_in_either_script_and_has_one_row_a_district(simple: Plans, other: Plans) -> None:
    for typed in ("地區生產總值", "地区生产总值", "GDP"):
        found = other.figures(typed)
        assert found["indicator"].unique().to_list() == ["地区生产总值"]
        assert by_year(found).equals(by_year(simple.figures("地区生产总值")))
    assert plain(other.figures("學位")).equals(simple.figures("学位"))
    with pytest.raises(OptionError, match=r"'地區生産總植'.*did you mean 地区生产总值"):
        other.figures("地區生産總植")


def test_a_ledger_has_the_same_rows_and_shows_what_was_written(simple: Plans, other: Plans) -> None:
    expected, found = (ledger(*plans.core, plans.vectors) for plans in (simple, other))
    shown = ["text_planned", "text_later", "signs", "shared"]
    assert expected["status"].n_unique() == 8
    assert found.drop(shown).equals(expected.drop(shown))
    written = dict(other.segments.select("segment", "text").iter_rows())
    for one, same in zip(found.to_dicts(), expected.to_dicts(), strict=True):
        for side in ("planned", "later"):
            assert one[side] is None or one[f"text_{side}"] in written[one[side]]
        assert [simplify(sign) for sign in one["signs"]] == same["signs"]
        assert sorted(map(simplify, one["shared"])) == sorted(same["shared"])


def test_signs_and_words_in_common_are_shown_as_both_plans_write_them(
    simple: Plans, convert: Callable[[str], str]
) -> None:
    segments = simple.segments.with_columns(pl.Series("text", [convert(text) for text in simple.segments["text"]]))
    found = ledger(simple.documents, segments, simple.assignments, simple.vectors)
    rows = found.filter(pl.col("signs").list.len() > 0)
    assert rows.height > 100
    for signs, planned, later in rows.select("signs", "text_planned", "text_later").iter_rows():
        parts = [part for sign in signs for part in sign.replace(" → ", " / ").split(" / ")]
        assert all(part in planned or part in later for part in parts)
    words = [word for own in found["shared"] for word in own]
    assert sum(simplify(word) != word for word in words) > len(words) / 2


def test_two_plans_are_put_side_by_side_alike(simple: Plans, other: Plans) -> None:
    a, b = simple.documents["document"].sort()[:2]
    expected, found = (align(*plans.core, plans.vectors, a, b) for plans in (simple, other))
    shown = ["text_a", "text_b", "shared"]
    assert expected.filter(relation="both").height > 5
    assert found.drop(shown).equals(expected.drop(shown))


def test_plans_are_as_like_and_have_borrowed_as_much(simple: Plans, other: Plans) -> None:
    expected, found = (similar(*plans.core, plans.vectors) for plans in (simple, other))
    assert found.equals(expected)
    shown = ["text", "source_text"]
    expected, found = (borrowings(plans.documents, plans.segments) for plans in (simple, other))
    assert expected.height >= 5
    assert found.drop(shown).equals(expected.drop(shown))
    written = dict(other.segments.select("segment", "text").iter_rows())
    assert all(text in written[segment] for segment, text in found.select("segment", "text").iter_rows())
    assert all(text in written[source] for source, text in found.select("source", "source_text").iter_rows())


def test_a_comparison_says_the_same_words(simple: Plans, other: Plans) -> None:
    words = Lexicon(
        ("项目", "企业", "改造", "学校", "产业", "环境"), frozenset({"项目", "企业", "改造", "学校", "产业", "环境"})
    )
    counted = count_words(simple.segments, words)
    assert counted["word"].n_unique() == 6
    assert count_words(other.segments, words).equals(counted)
    names = pl.DataFrame({"theme": CODES, "name_zh": CODES, "name_en": CODES})
    a, b = simple.documents["district"].unique().sort()[:2]
    expected, found = (compare(*plans.core, names, a, b, lexicon=words) for plans in (simple, other))
    assert found.differences.equals(expected.differences)
    assert found.words.equals(expected.words)


def test_letters_are_compared_in_simplified_characters_at_their_places() -> None:
    one, other = letters(["推進「老舊」小區著力改造"]), letters(["推进「老旧」小区着力改造"])
    assert "".join(map(chr, one.codes)) == "推进老旧小区着力改造"
    assert one.at.tolist() == other.at.tolist()


def test_plans_are_named_in_either_script(simple: Plans) -> None:
    documents = simple.documents
    assert narrow(documents, district="棲雲縣").equals(narrow(documents, district="栖云县"))
    for typed, name in (
        ("棲雲", "栖云县"),
        ("棲雲縣@2020", "栖云县@2020"),
        ("district=棲雲縣,year=2020", "栖云县@2020"),
    ):
        assert resolve(documents, typed, "A").equals(resolve(documents, name, "A"))
    both = documents.with_columns(district=pl.Series(["東區", "东区", *documents["district"][2:]]))
    for typed in ("東區", "东区"):
        assert narrow(both, district=typed)["district"].to_list() == [typed]


def test_city_reports_state_the_same_figures(shared: Path, tmp_path: Path, convert: Callable[[str], str]) -> None:
    folders = [tmp_path / name for name in ("simple", "traditional")]
    writings: tuple[Callable[[str], str], ...] = (str, convert)
    for folder, write in zip(folders, writings, strict=True):
        folder.mkdir()
        paths = sorted((shared / "corpora" / "cities-2024").glob("*.txt"))[:N_CITIES]
        for path in paths:
            (folder / path.name).write_bytes(write(path.read_bytes().decode("utf-8")).encode("utf-8"))
    found = []
    for folder in folders:
        corpus = read_corpus(folder, ReadSettings())
        found.append(targets(corpus.documents, corpus.segments, corpus.removals))
    expected, other = (plain(one).sort("document", "start", maintain_order=True) for one in found)
    assert expected.height > 500
    assert other.drop("indicator", "text").equals(expected.drop("indicator", "text"))
    assert (other["indicator"] != expected["indicator"]).sum() <= 1, "钜 in a firm's name stays, 鉅 is 巨"
