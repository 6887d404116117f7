"""From a corpus to a fitted model, and from a fitted model to new plans: the stages in order.

This is the table of contents of the program. Every line hands tables to one stage and takes tables back; what a stage
does is written in its own room.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topics.characters import in_simplified
from topics.errors import CorpusError, ModelError, typed
from topics.progress import silent
from topics.settings import Settings, from_dict
from topics.store import Parts, read_manifest, read_rule, read_table
from topics.tables import LABELS

if TYPE_CHECKING:
    from topics.embed.encoders import Encoder
    from topics.progress import Progress
    from topics.read.corpus import Corpus

RECORDED = ("plan-topics", "bertopic", "umap-learn", "scikit-learn", "numpy", "polars", "onnxruntime", "rjieba")
"""Libraries whose versions stand in the manifest, since another version may give another answer."""


def fit(
    corpus_path: Path,
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    allow_unknown: bool = False,
    progress: Progress = silent,
) -> Parts:
    """Fit themes and topics to a corpus.

    Parameters
    ----------
    corpus_path
        Folder, file or table of plans.
    settings
        Settings of every stage.
    encoder
        An encoder of the caller's own; None for the one the settings name.
    allow_unknown
        Fit plans whose district or year is not known too; they are named ``?``.
    progress
        Told how far each stage is.

    Returns
    -------
    Parts
        Everything the model folder holds; the same for the same texts, whatever the order of the files.

    Raises
    ------
    TopicsError
        The corpus, the themes file or the encoder cannot be used.
    """
    from topics.embed.encoders import open_encoder
    from topics.embed.given import segment_vectors
    from topics.embed.vectors import embed
    from topics.model.assignment import assign
    from topics.model.discovery import require_clusterer
    from topics.model.fit import fit_model
    from topics.model.keywords import describe
    from topics.model.kinship import known_texts, recognise
    from topics.model.labels import check_themes, place
    from topics.model.themes import load_themes
    from topics.model.words import lexicon_hashes
    from topics.naming import open_namer
    from topics.read.labels import read_labels
    from topics.refitting import kept_arrays

    themes = load_themes(Path(settings.model.themes) if settings.model.themes else None)
    labels = read_labels(Path(settings.model.labels)) if settings.model.labels else LABELS.empty()
    check_themes(labels, themes, settings.model.labels)
    require_clusterer(settings.model.clusterer)
    namer = open_namer(settings.model.namer)
    encoder = encoder or open_encoder(settings.embed)
    corpus = _read(corpus_path, settings, encoder, allow_unknown=allow_unknown, progress=progress)
    segments = corpus.segments
    as_read = in_simplified(segments)
    vectors = segment_vectors(as_read, encoder, settings.embed, progress)
    headings = embed(as_read["outline"].to_list(), encoder, progress)
    known = embed(known_texts(themes), encoder, progress)
    themes = recognise(themes, embed(themes.texts(), encoder, progress), known)
    theme_vectors = embed(themes.texts(), encoder, progress)
    taught = place(labels, segments, themes)
    given = themes, theme_vectors, corpus.documents, segments, vectors, headings, settings.model
    rule, seen = fit_model(*given, progress, taught, encoder=encoder.fingerprint)
    assignments = assign(rule, segments, vectors, headings, seen)
    del seen  # it is as large as all vectors twice
    described = describe(rule, segments, assignments)
    named = namer(described.topics, segments, assignments, vectors, progress)

    arrays, parameters = rule.to_parts()
    tables = {**corpus._asdict(), "themes": described.themes, "topics": named.topics, "assignments": assignments}
    tables |= {"labels": labels}
    arrays = {f"rule.{name}": array for name, array in arrays.items()}
    arrays |= {"vectors": vectors, **kept_arrays(segments, headings, theme_vectors)}
    parameters = {**parameters, "themes": themes.to_plain(), "wholes": dict(described.wholes)}
    made_by = _manifest(corpus_path, settings, encoder)
    made_by |= {"themes": themes.origin(), "labels": taught.origin(rule.label_gain), "lexicon": lexicon_hashes()}
    return Parts(tables, arrays, parameters, made_by, named.record)


def apply(
    corpus_path: Path,
    model: Path,
    *,
    encoder: Encoder | None = None,
    allow_unknown: bool = False,
    progress: Progress = silent,
) -> Parts:
    """Give new plans the themes and topics of a fitted model; its own plans come out as they were fitted.

    Raises
    ------
    ModelError
        The model is damaged, or the encoder it was fitted with is not the one at hand.
    """
    from topics.embed.encoders import open_encoder
    from topics.embed.vectors import embed
    from topics.model.assignment import assign
    from topics.model.keywords import recount
    from topics.model.rule import Rule

    manifest = read_manifest(model)
    settings = from_dict(manifest["settings"], str(model))
    rule_arrays, parameters = read_rule(model)
    encoder = encoder or open_encoder(settings.embed)
    if encoder.fingerprint != manifest["encoder"]["fingerprint"]:
        raise ModelError(
            f"{model}: fitted with encoder {manifest['encoder']['name']!r}, whose vectors are not those of "
            f"{encoder.name!r} on this machine",
            remedy="make that encoder available again, or fit a new model",
        )
    corpus = _read(corpus_path, settings, encoder, allow_unknown=allow_unknown, progress=progress)
    as_read = in_simplified(corpus.segments)
    vectors = embed(as_read["text"].to_list(), encoder, progress)
    headings = embed(as_read["outline"].to_list(), encoder, progress)
    assignments = assign(Rule.from_parts(rule_arrays, parameters), corpus.segments, vectors, headings)
    described = recount(read_table(model, "themes"), read_table(model, "topics"), corpus.segments, assignments)

    tables = {**corpus._asdict(), "themes": described.themes, "topics": described.topics, "assignments": assignments}
    arrays = {"vectors": vectors, **{f"rule.{name}": array for name, array in rule_arrays.items()}}
    made_by = _manifest(corpus_path, settings, encoder)
    return Parts(tables, arrays, parameters, {**made_by, "applied_from": {"model": str(model), **_origin(manifest)}})


def _read(path: Path, settings: Settings, encoder: Encoder, *, allow_unknown: bool, progress: Progress) -> Corpus:
    from topics.read.corpus import read_corpus

    limit = min(settings.read.max_tokens, encoder.max_tokens)
    corpus = read_corpus(path, replace(settings.read, max_tokens=limit), progress)
    require_plans(corpus, path, allow_unknown=allow_unknown)
    return corpus


def require_plans(corpus: Corpus, path: Path, *, allow_unknown: bool) -> None:
    """Refuse a corpus without segments, and one with unknown districts or years unless they are allowed.

    Raises
    ------
    CorpusError
        With the first of the files concerned and the ways to mend it.
    """
    if corpus.segments.is_empty():
        first = "; ".join(corpus.problems["found"].head(3).to_list())
        raise CorpusError(
            f"{path}: no plan could be read" + (f" ({first})" if first else ""),
            remedy=f"run `topics check {typed(path)}` to see why, file by file",
        )
    documents = corpus.documents
    unknown = documents.filter(documents["district"].is_null() | documents["year"].is_null())
    if len(unknown) and not allow_unknown:
        raise CorpusError(
            f"{path}: district or year is not known for {len(unknown)} of {len(documents)} plans, the first "
            f"{unknown['file'][0]!r}",
            remedy=f"{_fill_in(path)} and fit again; or fit them as '?' with --allow-unknown",
        )


def _fill_in(path: Path) -> str:
    from topics.read.spreadsheets import TABLE_SUFFIXES

    if path.suffix.lower() in TABLE_SUFFIXES:
        return "fill in the columns district (地区) and year (年份) of the table"
    if (path / "plans.csv").exists():
        return f"complete {path / 'plans.csv'}"
    return f"run `topics check {typed(path)} --write-metadata`, fill in plans.csv,"


def _manifest(path: Path, settings: Settings, encoder: Encoder) -> dict[str, Any]:
    from datetime import UTC, datetime

    versions = {name: metadata.version(name) for name in RECORDED}
    return {
        "fitted": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": str(path),
        "settings": settings.as_dict(),
        "seed": settings.model.seed,
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint, "dimension": encoder.dimension},
        "versions": versions,
    }


def _origin(manifest: dict[str, Any]) -> dict[str, Any]:
    return {key: manifest.get(key) for key in ("fitted", "corpus", "themes", "labels", "lexicon", "versions")}
