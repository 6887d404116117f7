"""A fitted model as Python sees it: questions in, polars frames out.

``topics.load("models/plans")`` gives a `FittedModel`. What lies in its folder (`topics.folder.ModelFolder`) goes to the
function that answers, whose documentation says what the columns mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from topics.folder import ModelFolder
from topics.progress import silent
from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from topics.analyse.choices import Level
    from topics.analyse.difference.comparison import Comparison
    from topics.analyse.difference.ranking import Ranking
    from topics.analyse.quality.evaluation import Evaluation
    from topics.analyse.quality.intrusion import Judgement
    from topics.analyse.quality.measures import Assessment, Quality
    from topics.analyse.quality.stability import Stability
    from topics.progress import Progress
    from topics.show.drawing import Drawing


Half = Literal["all", "review", "plan", "neither"]
Weights = Literal["characters", "segments", "figures"]
YearOf = Literal["plan", "content"]


class FittedModel(ModelFolder):
    """A model folder and the questions that can be put to it.

    Parameters
    ----------
    folder
        Folder of the model, with its manifest.

    Raises
    ------
    ModelError
        There is no model in the folder, or one of another version.

    Notes
    -----
    What several questions take:

    by
        Columns of `documents`, whose values make the groups of plans.
    half
        The text that counts: what reports (``review``), what announces (``plan``), what does ``neither``, or ``all``.
    level
        The themes named beforehand, or the topics found in the corpus.
    district, year
        Only plans of these.
    weights
        What a segment counts for: its characters, itself as one, or the figures it states.
    year_of
        The year a plan is for, or that of its content (a report of a year reviews the year before).
    background
        Folder or file of texts from upstream, whose wording counts for nothing.
    progress
        Called with a step's name, the units done and the units in all.
    """

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

        return shares(
            *self._tables,
            self.names(level),
            by=by,
            half=half,
            level=level,
            district=district,
            year=year,
            weights=weights,
            year_of=year_of,
            soft=soft,
        )

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

        seeded = level == "topics" and self.manifest["settings"]["model"].get("clusterer") != "anchored"
        return decompose(
            *self._tables,
            self.names(level),
            by=by,
            half=half,
            level=level,
            district=district,
            year=year,
            weights=weights,
            year_of=year_of,
            soft=soft,
            seeded=seeded,
        )

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
        """Give the likeness of plans, all or those of one; see `topics.analyse.likeness.similarity.similar`."""
        from threadpoolctl import threadpool_limits

        from topics.analyse.likeness.similarity import similar

        upstream = self._upstream(background)
        with threadpool_limits(limits=1):  # thousands of small products: threads would only wait for each other
            return similar(*self._tables, self.vectors, plan=plan, background=upstream, progress=progress)

    def borrowing(
        self, district: str | None = None, *, background: str | Path | None = None, own: bool = False
    ) -> pl.DataFrame:
        """Find passages with a likely source in an earlier plan; see `topics.analyse.likeness.borrowing.borrowings`.

        `district` may name a plan or a year too; with `own`, sources are earlier plans of the same district.
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
        topic: str | int | None = None,
        district: str | None = None,
        year: int | None = None,
        half: Half = "all",
        group: str | None = None,
        year_of: YearOf = "plan",
    ) -> pl.DataFrame:
        """Give the passages with their place, half, theme and topic; see `topics.analyse.selection.select`."""
        from topics.analyse.selection import select

        return select(
            *self._tables,
            theme=None if theme is None else self.find(theme, "themes")[1]["theme"],
            topic=None if topic is None else self.find(topic, "topics")[1]["topic"],
            district=district,
            year=year,
            half=half,
            group=group,
            year_of=year_of,
        )

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

    def _upstream(self, background: str | Path | None) -> list[str]:
        """Read the texts of a folder or file of background."""
        from pathlib import Path

        from topics.read.corpus import read_corpus
        from topics.settings import ReadSettings

        if background is None:
            return []
        return read_corpus(Path(background), ReadSettings()).segments["text"].to_list()
