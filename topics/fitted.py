"""A fitted model as Python sees it: questions in, polars frames out.

``topics.load("models/plans")`` gives a `FittedModel`. Tables are read from its folder when first asked for, so opening
a model costs nothing and no question loads more than it needs.
"""

from __future__ import annotations

import difflib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from topics.characters import simplify
from topics.errors import OptionError
from topics.progress import silent
from topics.store import add_record, read_array, read_manifest, read_record, read_table, read_words
from topics.tables import NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from topics.analyse.difference.comparison import Comparison
    from topics.analyse.difference.ranking import Ranking
    from topics.analyse.quality.evaluation import Evaluation
    from topics.analyse.quality.intrusion import Judgement
    from topics.analyse.quality.measures import Assessment, Quality
    from topics.analyse.quality.stability import Stability
    from topics.analyse.wordcounts import Lexicon
    from topics.progress import Progress
    from topics.show.drawing import Drawing


Level = Literal["themes", "topics"]
Half = Literal["all", "review", "plan", "neither"]
Weights = Literal["characters", "segments", "figures"]
YearOf = Literal["plan", "content"]


class FittedModel:
    """A model folder and the questions that can be put to it.

    Parameters
    ----------
    folder
        Folder of the model, with its manifest.

    Raises
    ------
    ModelError
        There is no model in the folder, or one of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)

    def __repr__(self) -> str:
        return f"FittedModel({str(self.folder)!r}, fitted {self.manifest.get('fitted')})"

    @cached_property
    def documents(self) -> pl.DataFrame:
        """One row a plan (`topics.tables.DOCUMENTS`)."""
        return read_table(self.folder, "documents")

    @cached_property
    def items(self) -> pl.DataFrame:
        """One row a segment (`topics.tables.SEGMENTS`), without its theme; `segments()` joins all."""
        return read_table(self.folder, "segments")

    @cached_property
    def assignments(self) -> pl.DataFrame:
        """Theme and topic of each segment (`topics.tables.ASSIGNMENTS`)."""
        return read_table(self.folder, "assignments")

    @cached_property
    def themes(self) -> pl.DataFrame:
        """One row a theme (`topics.tables.THEMES`)."""
        return read_table(self.folder, "themes")

    @cached_property
    def topics(self) -> pl.DataFrame:
        """One row a topic (`topics.tables.TOPICS`)."""
        return read_table(self.folder, "topics")

    @cached_property
    def removals(self) -> pl.DataFrame:
        """What cleaning left out (`topics.tables.REMOVALS`)."""
        return read_table(self.folder, "removals")

    @cached_property
    def problems(self) -> pl.DataFrame:
        """What is wrong with the corpus (`topics.tables.PROBLEMS`)."""
        return read_table(self.folder, "problems")

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """Vectors of the segments, float32 of shape (n_segments, dimension), unit rows."""
        import numpy as np

        return read_array(self.folder, "vectors").astype(np.float32, copy=False)

    @property
    def has_topics(self) -> bool:
        """False where there was too little text for topics of its own."""
        return bool((self.topics["topic"] != NO_TOPIC).any())

    def names(self, level: Level = "themes") -> pl.DataFrame:
        """The themes or the topics, with their names."""
        return self.themes if level == "themes" else self.topics

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words the model knows (`topics.analyse.wordcounts.Lexicon`)."""
        from topics.analyse.wordcounts import Lexicon

        return Lexicon(*read_words(self.folder))

    def shares(
        self,
        by: Sequence[str] = ("district", "year"),
        *,
        half: Half = "all",
        level: Level = "themes",
        district: str | None = None,
        year: int | None = None,
        weights: Weights = "characters",
        year_of: YearOf = "plan",
        soft: bool = False,
    ) -> pl.DataFrame:
        """Give the share of the text that each theme or topic takes; see `topics.analyse.share.shares.shares`."""
        from topics.analyse.share.shares import shares

        asked: dict[str, Any] = {"half": half, "level": level, "district": district, "year": year, "weights": weights}
        return shares(*self._tables, self.names(level), by=by, year_of=year_of, soft=soft, **asked)

    def decompose(
        self,
        by: Sequence[str] = ("district",),
        *,
        half: Half = "all",
        level: Level = "themes",
        district: str | None = None,
        year: int | None = None,
        weights: Weights = "characters",
        year_of: YearOf = "plan",
        soft: bool = False,
    ) -> pl.DataFrame:
        """Split the uncertainty of each share into its sources; see `topics.analyse.share.decomposition.decompose`."""
        from topics.analyse.share.decomposition import decompose

        asked: dict[str, Any] = {"half": half, "level": level, "district": district, "year": year, "weights": weights}
        seeded = level == "topics" and self.manifest["settings"]["model"].get("clusterer") != "anchored"
        tables = (*self._tables, self.names(level))
        return decompose(*tables, by=by, year_of=year_of, soft=soft, seeded=seeded, **asked)

    def compare(self, a: str, b: str, *, half: Half = "all", level: Level = "themes") -> Comparison:
        """Compare two districts, plans, years or groups; see `topics.analyse.difference.comparison.compare`."""
        from topics.analyse.difference.comparison import compare

        return compare(*self._tables, self.names(level), a, b, half=half, level=level, lexicon=self.lexicon.whole())

    def rank(
        self,
        name: str | int,
        by: Sequence[str] = ("district",),
        *,
        half: Half = "all",
        year: int | None = None,
        weights: Weights = "characters",
        year_of: YearOf = "plan",
    ) -> Ranking:
        """Rank districts by a theme or topic, in tiers; see `topics.analyse.difference.ranking.rank`."""
        from topics.analyse.difference.ranking import rank

        level, row = self.find(name)
        code, tables = row[level.removesuffix("s")], (*self._tables, self.names(level))
        return rank(*tables, code, by=by, half=half, level=level, year=year, weights=weights, year_of=year_of)

    def ranks(self, by: Sequence[str] = ("district",), *, half: Half = "all") -> dict[str, Ranking]:
        """Rank districts by every theme, by its code, as `rank` does by one."""
        from topics.analyse.difference.ranking import ranks
        from topics.analyse.grouping import Question

        codes = [code for code in self.themes["theme"].to_list() if code != UNASSIGNED]
        found = ranks(*self._tables, self.themes, codes, Question(by, half))
        return dict(zip(codes, found, strict=True))

    def similar(
        self, plan: str | None = None, *, background: str | Path | None = None, progress: Progress = silent
    ) -> pl.DataFrame:
        """Give the likeness of all pairs of plans, or of one with the rest; see `topics.analyse.likeness.similarity`.

        `background` is a folder or file of texts from upstream, whose wording counts for nothing.
        """
        from threadpoolctl import threadpool_limits

        from topics.analyse.likeness.similarity import similar

        upstream = self._upstream(background)
        with threadpool_limits(limits=1):  # thousands of small products: threads would only wait for each other
            return similar(*self._tables, self.vectors, plan=plan, background=upstream, progress=progress)

    def borrowing(
        self, district: str | None = None, *, background: str | Path | None = None, own: bool = False
    ) -> pl.DataFrame:
        """Find passages with a likely source in an earlier plan; see `topics.analyse.likeness.borrowing.borrowings`.

        `district` may name a plan or a year too; `background` is as in `similar`; with `own`, sources are earlier
        plans of the same district.
        """
        from topics.analyse.likeness.borrowing import borrowings

        upstream = self._upstream(background)
        return borrowings(self.documents, self.items, asked=district, background=upstream, own=own)

    def align(self, a: str, b: str, *, half: Half = "all") -> pl.DataFrame:
        """Put the segments of two plans side by side; see `topics.analyse.following.alignment.align`."""
        from topics.analyse.following.alignment import align

        return align(*self._tables, self.vectors, a, b, half=half)

    def ledger(self, district: str | None = None, year: int | None = None) -> pl.DataFrame:
        """Hold what was planned against the year after; see `topics.analyse.following.ledger`. Without names, all."""
        from topics.analyse.following.ledger import ledger

        return ledger(*self._tables, self.vectors, district, year)

    def ledger_counts(self, ledger: pl.DataFrame) -> pl.DataFrame:
        """Count a ledger by status and theme; see `topics.analyse.following.ledger.counts`."""
        from topics.analyse.following.ledger import counts

        return counts(ledger)

    def ledger_shares(self, ledger: pl.DataFrame) -> pl.DataFrame:
        """Give a ledger's statuses plan by plan; see `topics.analyse.following.ledger.shares`."""
        from topics.analyse.following.ledger import shares

        return shares(ledger)

    def targets(
        self,
        district: str | None = None,
        year: int | None = None,
        indicator: str | None = None,
        kind: Literal["target", "result"] | None = None,
    ) -> pl.DataFrame:
        """Give the figures that plans commit to and report; see `topics.analyse.stated.targets`."""
        from topics.analyse.stated.targets import targets

        tables = self.documents, self.items, self.removals
        return targets(*tables, district=district, year=year, indicator=indicator, kind=kind)

    def targets_by_year(self, figures: pl.DataFrame) -> pl.DataFrame:
        """Lay what `targets` gives out over districts and years; see `topics.analyse.stated.targets.by_year`."""
        from topics.analyse.stated.targets import by_year

        return by_year(figures)

    def segments(
        self,
        *,
        theme: str | None = None,
        topic: int | None = None,
        district: str | None = None,
        year: int | None = None,
        half: Half = "all",
        group: str | None = None,
        year_of: YearOf = "plan",
    ) -> pl.DataFrame:
        """Give the passages with their place, half, theme and topic; see `topics.analyse.selection.select`."""
        from topics.analyse.selection import select

        code = None if theme is None else self.find(theme, "themes")[1]["theme"]
        asked: dict[str, Any] = {"district": district, "year": year, "half": half, "group": group}
        return select(*self._tables, theme=code, topic=topic, year_of=year_of, **asked)

    def typical(self, name: str | int, n: int = 5) -> pl.DataFrame:
        """Give the passages most typical of a theme or topic, by code, name or number (`topics.analyse.selection`)."""
        from topics.analyse.selection import typical

        level, row = self.find(name)
        chosen = {"theme": row["theme"]} if level == "themes" else {"topic": row["topic"]}
        return typical(*self._tables, self.vectors, **chosen, n=n)

    def label(self, n: int = 100) -> pl.DataFrame:
        """Choose the segments most worth coding by hand; see `topics.analyse.quality.labelling.label_sheet`."""
        from topics.analyse.quality.labelling import label_sheet

        codes = [code for code in self.themes["theme"].to_list() if code != UNASSIGNED]
        return label_sheet(*self._tables, self.vectors, codes, n)

    def evaluate(self, gold: Path) -> Evaluation:
        """Compare with coded passages; see `topics.analyse.quality.evaluation.evaluate`."""
        from topics.analyse.quality.evaluation import evaluate, read_gold

        return evaluate(*self._tables, read_gold(gold))

    def quality(self) -> Quality:
        """Measure the topics without coded passages; see `topics.analyse.quality.measures.quality`."""
        from topics.analyse.quality.measures import quality

        return quality(self.topics, self.items, self.assignments, self.vectors, self.lexicon)

    def assess(self, gold: Path | None = None, *, stability: bool = False, progress: Progress = silent) -> Assessment:
        """Measure all that can be measured of the model in one table; see `topics.analyse.quality.measures.assess`."""
        from topics.analyse.quality.measures import assess

        agreement = self.evaluate(gold) if gold else None
        stable = self.stability(progress=progress) if stability else None
        return assess(self.quality(), agreement, stable, self.manifest.get("labels"))

    def emerging(self) -> pl.DataFrame:
        """Find matters that no theme names; see `topics.analyse.quality.emerging.emerging`."""
        from topics.analyse.quality.emerging import emerging

        return emerging(*self._tables, self.vectors, self.lexicon.whole())

    def stability(self, *, seeds: int = 10, plans: int = 10, progress: Progress = silent) -> Stability:
        """Fit again with other seeds and without some plans; see `topics.analyse.quality.stability`."""
        from topics.analyse.quality.stability import stability
        from topics.refitting import refits

        return stability(self.topics, self.assignments["topic"].to_numpy(), refits(self.folder, seeds, plans, progress))

    def keep(self, found: Stability) -> None:
        """Keep in the model's folder what `stability` gave, for reports; what was kept before is replaced."""
        add_record(self.folder, "stability", found.as_plain())

    @property
    def kept_stability(self) -> Stability | None:
        """What was kept of `stability`; None where nothing was."""
        from topics.analyse.quality.stability import Stability

        kept = read_record(self.folder, "stability")
        return None if kept is None else Stability.from_plain(kept)

    def intrusion(self) -> pl.DataFrame:
        """Write a sheet in which people look for what does not belong; see `topics.analyse.quality.intrusion`."""
        from topics.analyse.quality.intrusion import questions, sheet

        return sheet(questions(self.topics, self.items, self.assignments, self.vectors))

    def judge(self, answers: Sequence[Path]) -> Judgement:
        """Judge the topics by sheets that people filled in; see `topics.analyse.quality.intrusion.judged`."""
        from topics.analyse.quality.intrusion import judged, questions
        from topics.read.answers import read_answers

        asked = questions(self.topics, self.items, self.assignments, self.vectors)
        return judged(asked, {str(path): read_answers(path) for path in answers}, self.topics)

    def report(self, gold: Path | None = None, *, lang: Literal["zh", "en"] = "zh") -> str:
        """Give a report of all this as one HTML page; see `topics.reporting` and `topics.show.report`.

        Parameters
        ----------
        gold
            Coded passages of the same corpus, to say how far the model agrees with people.
        lang
            Language of the page.
        """
        from topics.reporting import collect
        from topics.show.report import page

        facts = collect(self, gold)
        return page(facts.name, facts.manifest, facts.tables, lang)

    def methods(self, gold: Path | None = None, *, lang: Literal["zh", "en"] = "zh") -> str:
        """Say how the figures were made, as Markdown for a paper or a file note; see `topics.show.methods`.

        Parameters
        ----------
        gold
            Coded passages of the same corpus, to say how far the model agrees with people.
        lang
            Language of the statement.
        """
        from topics.methods import collect
        from topics.show.methods import statement

        return statement(collect(self, gold), lang)

    def chart(
        self,
        kind: str,
        what: Sequence[str] = (),
        *,
        style: str = "",
        measure: str = "",
        by: Sequence[str] = (),
        half: Half = "all",
        level: Level = "themes",
        district: str | None = None,
        year: int | None = None,
        lang: Literal["zh", "en"] = "zh",
    ) -> Drawing:
        """Draw the answer to a question; `topics.show.drawing.save` writes it.

        Parameters
        ----------
        kind
            One of `topics.drawings.KINDS`.
        what
            What the chart is about where that has to be named (`topics.drawings.NAMED`), as the two sides of
            ``compare``; nothing for the others.
        style, measure
            One of those of the kind (`topics.drawings.STYLES`, `MEASURES`); empty for the first.
        by, half, level, district, year
            As in `shares`.
        lang
            Language of titles and labels.

        Raises
        ------
        OptionError
            The kind is not known, or something is asked that it has not.
        """
        from topics.drawings import Question, draw

        question = Question(tuple(what), style, measure, tuple(by), half, level, district, year)
        return draw(self, kind, question, lang)

    def overview(self, lang: Literal["zh", "en"] = "zh") -> pl.DataFrame:
        """List every theme with its topics, sizes, shares and words; see `topics.analyse.overview.overview`."""
        from topics.analyse.overview import overview

        return overview(self.themes, self.topics, lang)

    def find(self, name: str | int, level: Level | None = None) -> tuple[Level, dict[str, Any]]:
        """Find a theme by its code or name in either language, or a topic by its number or name; in either script.

        The beginning of a theme's name is enough where only one begins so (产业 for 产业升级与科技创新).

        Raises
        ------
        OptionError
            Nothing is called so.
        """
        asked = str(name).strip()
        wanted = simplify(asked.casefold())
        rows: list[tuple[Level, str, dict[str, Any]]] = []
        if level != "topics":
            keys = ("theme", "name_zh", "name_en")
            rows += [("themes", str(row[key]), row) for key in keys for row in self.themes.to_dicts()]
        if level != "themes":
            rows += [("topics", str(row[key]), row) for key in ("topic", "name") for row in self.topics.to_dicts()]
        for where, called, row in rows:
            if simplify(called.casefold()) == wanted:
                return where, row
        named = [(called, row) for where, called, row in rows if where == "themes" and len(wanted) > 1]
        begun = {row["theme"]: row for called, row in named if simplify(called.casefold()).startswith(wanted)}
        if len(begun) == 1:
            return "themes", next(iter(begun.values()))
        inside = [called for called, _ in named if wanted in simplify(called.casefold())]
        near = inside[:3] or difflib.get_close_matches(asked, [called for _, called, _ in rows], 3)
        raise OptionError(
            f"no theme or topic is called {asked!r}",
            allowed=", ".join(self.themes["theme"].to_list()) + ("" if level == "themes" else ", or a topic's number"),
            remedy=f"did you mean {' or '.join(near)}?" if near else "`topics show` lists them",
        )

    def _upstream(self, background: str | Path | None) -> list[str]:
        """Read the texts of a folder or file of background."""
        from pathlib import Path

        from topics.read.corpus import read_corpus
        from topics.settings import ReadSettings

        if background is None:
            return []
        return read_corpus(Path(background), ReadSettings()).segments["text"].to_list()

    @property
    def _tables(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.documents, self.items, self.assignments
