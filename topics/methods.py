"""What a section on data and methods says of a model: every fact as a plain value, so that only words are left to add.

FittedModel, coded passages → collect() → facts
"""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from topics.analyse.following.ledger import LINKED
from topics.analyse.share.intervals import CONFIDENCE, FEWEST_PLANS, FEWEST_RESAMPLED, RESAMPLES
from topics.settings import Settings
from topics.tables import HALVES, NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from topics.analyse.quality.evaluation import Evaluation
    from topics.fitted import FittedModel

_CHOICES = {
    "read": ("pattern",),
    "embed": ("embedder", "vectors", "ids"),
    "model": ("themes", "labels", "seed", "clusterer", "namer"),
}
"""Settings that an option of `topics fit` names, by stage; those that change nothing in the answer are left out."""
_FEWEST_CODED = 5
"""Coded passages a theme needs to be named as the one that agrees least."""


def collect(fitted: FittedModel, gold: Path | None = None) -> dict[str, Any]:
    """Give the facts behind a statement of methods.

    Parameters
    ----------
    fitted
        The model.
    gold
        Coded passages of the same corpus, to say how far the model agrees with people.

    Returns
    -------
    dict
        Counts; fractions in 0 to 1; hashes in hexadecimal; None, an empty list or an empty text for what is not there.

    Raises
    ------
    OptionError
        The coded passages cannot be read, or none lies in a file of the model.
    """
    manifest = fitted.manifest
    fitted_as = manifest.get("applied_from", manifest)
    facts = {
        "name": fitted.folder.resolve().name,
        "applied_from": fitted_as.get("model", ""),
        "date": manifest.get("fitted", "")[:10],
        "versions": manifest.get("versions", {}),
        "seed": manifest.get("seed", 0),
        "encoder": manifest.get("encoder", {}),
        "bundled": manifest.get("encoder", {}).get("fingerprint", "").startswith("bundled-"),
        "options": _options(manifest.get("settings", {})),
        "labels": fitted_as.get("labels") or {},
        "confidence": CONFIDENCE,
        "resamples": RESAMPLES,
        "fewest": FEWEST_PLANS,
        "fewest_resampled": FEWEST_RESAMPLED,
        "linked": LINKED,
    }
    facts |= _of_corpus(fitted) | _of_themes(fitted) | _of_topics(fitted)
    facts["agreement"] = _agreement(fitted.evaluate(gold), fitted) if gold else None
    return facts


def _options(settings: dict[str, dict[str, Any]]) -> str:
    """Give what was chosen at the fit as options of the command line."""
    usual = Settings().as_dict()
    chosen = [
        (name, settings.get(stage, {}).get(name, usual[stage][name]))
        for stage, names in _CHOICES.items()
        for name in names
        if settings.get(stage, {}).get(name, usual[stage][name]) != usual[stage][name]
    ]
    return "".join(f" --{name} {shlex.quote(str(value))}" for name, value in chosen)


def _of_corpus(fitted: FittedModel) -> dict[str, Any]:
    documents, items = fitted.documents, fitted.items
    characters = int(items["n_characters"].sum())
    halves = dict(items.group_by("half").agg(pl.col("n_characters").sum()).iter_rows())
    left_out = fitted.problems.filter("left_out")
    return {
        "plans": documents.height,
        "districts": documents["district"].n_unique(),
        "years": sorted(documents["year"].drop_nulls().unique().to_list()),
        "unknown": documents.filter(pl.col("district").is_null() | pl.col("year").is_null()).height,
        "fewest_plans": min(documents["district"].value_counts()["count"].to_list(), default=0),
        "read": int(documents["n_characters"].sum()),
        "kept": characters,
        "segments": items.height,
        "halves": {half: halves.get(half, 0) / max(characters, 1) for half in HALVES},
        "removals": _counted(fitted.removals["reason"]),
        "removed": int((fitted.removals["end"] - fitted.removals["start"]).sum()),
        "left_out": left_out["file"].n_unique(),
        "problems": _counted(left_out["problem"]),
        "corpus_hash": hashlib.sha256("\n".join(sorted(documents["sha256"].to_list())).encode()).hexdigest(),
    }


def _counted(names: pl.Series) -> list[tuple[str, int]]:
    """Count values, the most frequent first."""
    counts = names.value_counts().rows()
    return sorted(((str(name), int(n)) for name, n in counts), key=lambda pair: (-pair[1], pair[0]))


def _of_themes(fitted: FittedModel) -> dict[str, Any]:
    given = fitted.assignments.filter(pl.col("theme") != UNASSIGNED)
    file = fitted.manifest.get("applied_from", fitted.manifest).get("themes") or {}
    own = fitted.manifest.get("settings", {}).get("model", {}).get("themes", "")
    return {
        "themes": fitted.themes.filter(pl.col("theme") != UNASSIGNED).select("name_zh", "name_en").to_dicts(),
        "themes_file": Path(own).name,
        "themes_hash": file.get("sha256", ""),
        "unassigned": 1 - given.height / max(fitted.assignments.height, 1),
        "probability": given["probability"].mean(),
        "unseen": len(file.get("missing", [])) if "rest" in fitted.assignments.columns else 0,
    }


def _of_topics(fitted: FittedModel) -> dict[str, Any]:
    found = fitted.topics.filter(pl.col("topic") != NO_TOPIC)
    settings = fitted.manifest.get("settings", {}).get("model", {})
    facts = {"topics": found.height, "clusterer": settings.get("clusterer", ""), "namer": settings.get("namer", "")}
    if not found.height:
        return facts
    quality, stable = dict(fitted.quality().summary.select("measure", "value").iter_rows()), fitted.kept_stability
    return facts | {
        "coarse": found["coarse"].n_unique(),
        "smallest": found["n_segments"].min(),
        "no_topic": (fitted.assignments["topic"] == NO_TOPIC).mean(),
        "npmi": quality["npmi"],
        "diversity": quality["diversity"],
        "stability": [] if stable is None else stable.summary.to_dicts(),
    }


def _agreement(found: Evaluation, fitted: FittedModel) -> dict[str, Any]:
    summary = {row["measure"]: row for row in found.summary.iter_rows(named=True)}
    enough = found.per_theme.filter((pl.col("n") >= _FEWEST_CODED) & pl.col("theme").is_in(fitted.themes["theme"]))
    least = enough.join(fitted.themes.select("theme", "name_zh", "name_en"), on="theme").sort("accept", "theme")
    values = {name: summary[name]["value"] for name in ("accept", "strict", "half", "share_error")}
    return values | {
        "n": summary["accept"]["n"],
        "n_half": summary["half"]["n"],
        "n_plans": summary["share_error"]["n"],
        "least": least.row(0, named=True) if least.height else None,
    }
