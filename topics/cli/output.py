"""What the commands say: tables to the terminal or a file, progress and notices to stderr.

Only presentation: which stream, which format, which line first.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from topics.cli.options import Format
from topics.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from topics.fitted import FittedModel
    from topics.progress import Progress

ENDINGS = {".csv": Format.csv, ".json": Format.json, ".md": Format.markdown, ".xlsx": Format.xlsx, ".txt": Format.table}
SHOW_AFTER = 2.0
"""Seconds a step may take before it gets a progress bar."""


def say(text: str) -> None:
    """Tell the user something that is no result, on stderr."""
    typer.echo(text, err=True)


@contextmanager
def bars() -> Iterator[Progress]:
    """Progress bars with the time left, on stderr, for steps of over two seconds; silent where no one watches."""
    from topics.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    started: dict[str, float] = {}
    tasks: dict[str, Any] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def report(step: str, done: int, total: int) -> None:
            began = started.setdefault(step, time.monotonic())
            if step not in tasks and time.monotonic() - began >= SHOW_AFTER:
                tasks[step] = shown.add_task(step, total=total)
            if step in tasks:
                shown.update(tasks[step], completed=done, total=total, visible=done < total)

        yield report


def open_model(folder: Path | None, *, quiet: bool = False) -> FittedModel:
    """Open the named model, or the newest under models/; a bare name is looked for under models/ too."""
    from topics.fitted import FittedModel
    from topics.store import MANIFEST, newest

    models = Path("models")
    if folder is None:
        return FittedModel(newest(models))
    if not folder.exists() and (models / folder / MANIFEST).is_file():
        folder = models / folder
    if not folder.exists():
        raise ModelError(f"{folder}: no such folder", remedy="name the folder of a fitted model with -m")
    del quiet
    return FittedModel(folder)
