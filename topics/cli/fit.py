"""topics fit: from a corpus to a fitted model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import AllowUnknownOption


def fit(
    corpus: Annotated[Path, typer.Argument(help="Folder, file or table of plans.")],
    model: Annotated[
        Path | None, typer.Option("--model", "-m", help="Folder to write; default: models/ and the corpus's name.")
    ] = None,
    themes: Annotated[Path | None, typer.Option("--themes", help="Themes file; default: the eleven built in.")] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Passages coded by hand to learn from (see `topics label`).")
    ] = None,
    embedder: Annotated[
        str | None,
        typer.Option(
            "--embedder",
            help="bundled; folder or name of a sentence-transformers model (BAAI/bge-m3, Qwen/Qwen3-Embedding-0.6B, "
            "intfloat/multilingual-e5-large: fetched once); or openai:MODEL@URL.",
        ),
    ] = None,
    device: Annotated[str | None, typer.Option("--device", help="Device of a sentence-transformers model.")] = None,
    vectors: Annotated[
        Path | None, typer.Option("--vectors", help="Vectors of the segments made elsewhere by that embedder (.npy).")
    ] = None,
    ids: Annotated[Path | None, typer.Option("--ids", help="The segment of each vector, one a line.")] = None,
    threads: Annotated[int | None, typer.Option("--threads", help="Threads for the embedder; default: all.")] = None,
    clusterer: Annotated[
        str | None, typer.Option("--clusterer", help="How topics are found: anchored (default), hdbscan or evoc.")
    ] = None,
    namer: Annotated[
        str | None, typer.Option("--namer", help="Language model that names topics: openai:MODEL@URL.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Seed of everything stochastic.")] = None,
    config: Annotated[Path | None, typer.Option("--config", help="Settings file (TOML); options win over it.")] = None,
    pattern: Annotated[
        str | None,
        typer.Option("--pattern", help="Regular expression for file names with the groups district and year."),
    ] = None,
    *,
    allow_unknown: AllowUnknownOption = False,
) -> None:
    """Fit themes and topics to a corpus and save the model.

    Example: topics fit plans/ -m models/plans
    """
    from topics.cli.output import bars, say
    from topics.cli.summary import summarise_fit
    from topics.pipeline import fit as run
    from topics.settings import Settings, load_settings, override
    from topics.store import place, save

    settings = override(
        load_settings(config) if config else Settings(),
        read={"pattern": pattern},
        embed={
            "embedder": embedder,
            "device": device,
            "threads": threads,
            "vectors": None if vectors is None else str(vectors),
            "ids": None if ids is None else str(ids),
        },
        model={
            "themes": None if themes is None else str(themes),
            "labels": None if labels is None else str(labels),
            "seed": seed,
            "clusterer": clusterer,
            "namer": namer,
        },
    )
    folder = place(model, corpus)
    with bars() as progress:
        parts = run(corpus, settings, allow_unknown=allow_unknown, progress=progress)
    save(folder, parts)
    say(summarise_fit(folder, parts))
