"""Topics and themes of government work plans and reports, compared between districts and years.

import topics

model = topics.fit("plans/")            # or topics.load("models/plans")
model.shares(by=("district", "year"))   # polars frames, every share with its denominator
model.compare("东城街道@2018", "东城街道@2022")
model.segments(theme="environment")     # the words behind a number
topics.apply("new/", "models/plans", "models/new")  # new plans under the same themes and topics
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from topics.embed.encoders import Encoder
    from topics.fitted import FittedModel
    from topics.progress import Progress
    from topics.settings import Settings

    __version__: str

__all__ = ["__version__", "apply", "fit", "load"]


def __getattr__(name: str) -> str:
    """Give `__version__`, as it is installed; looked up only when asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("plan-topics")
    raise AttributeError(f"module 'topics' has no attribute {name!r}")


def fit(
    corpus: str | Path,
    model: str | Path | None = None,
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    allow_unknown: bool = False,
    progress: Progress | None = None,
) -> FittedModel:
    """Fit themes and topics to a corpus, save the model, and open it.

    Parameters
    ----------
    corpus
        Folder, file or table of plans.
    model
        Folder to write; by default ``models/`` and the name of the corpus. A model that is there is replaced.
    settings
        Settings of every stage; the defaults if left out.
    encoder
        An encoder of your own (`topics.embed.encoders.Encoder`); by default the one the settings name.
    allow_unknown
        Fit plans whose district or year is not known too.
    progress
        Called with a step's name, the units done and the units in all.

    Returns
    -------
    FittedModel
        Its tables (`documents`, `items`, `assignments`, `themes`, `topics`, … as `topics.tables` states them) and the
        questions that can be put to it; the same corpus and settings give the same.

    Raises
    ------
    TopicsError
        The corpus, the settings, the encoder or the folder cannot be used; the message says what to do.
    """
    from pathlib import Path

    from topics import pipeline, store
    from topics.fitted import FittedModel
    from topics.progress import silent
    from topics.settings import Settings

    corpus = Path(corpus)
    folder = store.place(None if model is None else Path(model), corpus)
    parts = pipeline.fit(
        corpus, settings or Settings(), encoder=encoder, allow_unknown=allow_unknown, progress=progress or silent
    )
    store.save(folder, parts)
    return FittedModel(folder)


def apply(
    corpus: str | Path,
    model: str | Path,
    folder: str | Path,
    *,
    encoder: Encoder | None = None,
    allow_unknown: bool = False,
    progress: Progress | None = None,
) -> FittedModel:
    """Give new plans the themes and topics of a fitted model, save that as a model of its own, and open it.

    Parameters
    ----------
    corpus
        Folder, file or table of new plans.
    model
        Folder of the fitted model.
    folder
        Folder to write; a model that is there is replaced.
    encoder, allow_unknown, progress
        As in `fit`; the encoder must be the one the model was fitted with.

    Returns
    -------
    FittedModel
        Themes and topics of `model`, with the sizes they have in the new plans.

    Raises
    ------
    TopicsError
        The corpus, the model, the encoder or the folder cannot be used; the message says what to do.
    """
    from pathlib import Path

    from topics import pipeline, store
    from topics.fitted import FittedModel
    from topics.progress import silent

    corpus, folder = Path(corpus), store.place(Path(folder), Path(corpus))
    parts = pipeline.apply(
        corpus, Path(model), encoder=encoder, allow_unknown=allow_unknown, progress=progress or silent
    )
    store.save(folder, parts)
    return FittedModel(folder)


def load(model: str | Path) -> FittedModel:
    """Open a fitted model; its tables are read when first asked for.

    Parameters
    ----------
    model
        Folder of the model.

    Raises
    ------
    ModelError
        There is no model in the folder, or one of another version.
    """
    from pathlib import Path

    from topics.fitted import FittedModel

    return FittedModel(Path(model))
