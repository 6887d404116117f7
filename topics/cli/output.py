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

from topics.cli.options import Format, Language
from topics.errors import ModelError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from topics.fitted import FittedModel
    from topics.progress import Progress

SHOW_AFTER = 2.0
"""Seconds a step may take before it gets a progress bar."""


WRITTEN = {Language.zh: "已写入：{}", Language.en: "written: {}"}
_MODEL = {Language.zh: "模型：{}（{}）", Language.en: "model: {} ({})"}


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


def model_line(fitted: FittedModel, lang: Language) -> str:
    """Say which model answers, and when it was fitted."""
    return _MODEL[lang].format(fitted.folder, fitted.manifest.get("fitted", "")[:10])


def open_model(folder: Path | None) -> FittedModel:
    """Open the named model, or the newest under models/; a bare name is looked for under models/ too.

    Raises
    ------
    ModelError
        There is none, or one of another version.
    """
    from topics.fitted import FittedModel
    from topics.store import MANIFEST, newest

    models = Path("models")
    if folder is None:
        return FittedModel(newest(models))
    if not folder.exists() and (models / folder / MANIFEST).is_file():
        folder = models / folder
    if not folder.exists():
        raise ModelError(f"{folder}: no such folder", remedy="name the folder of a fitted model with -m")
    return FittedModel(folder)


def for_eyes(table_format: Format | None, output: Path | None) -> bool:
    """Tell whether the result will be read by a person rather than opened by a program."""
    if table_format is not None:
        return table_format in {Format.table, Format.markdown}
    return output is None or output.suffix.lower() in {".txt", ".md", ".markdown"}


def evidence_of(
    by: Sequence[str],
    *,
    half: str,
    level: str = "themes",
    code: str | int | None = None,
    district: str | None = None,
    year: int | None = None,
    year_of: str = "plan",
) -> str:
    """Give the command that shows the segments behind a row, with the row's own columns in braces.

    A null in a row is written ``?``.
    """
    key = level.removesuffix("s")
    group = ",".join(f"{column}={{{column}}}" for column in by)
    options = {
        key: f"{{{key}}}" if code is None else code,
        "group": f"'{group}'" if group else None,
        "district": district,
        "year": year,
        "half": None if half == "all" else half,
        "year-of": None if year_of == "plan" else year_of,
    }
    return " ".join(["topics segments", *(f"--{name} {value}" for name, value in options.items() if value is not None)])


def emit(
    frame: pl.DataFrame,
    fitted: FittedModel,
    query: Mapping[str, Any],
    table_format: Format | None,
    output: Path | None,
    lang: Language,
    *,
    above: str = "",
    below: str = "",
    further: Mapping[str, pl.DataFrame] | None = None,
) -> None:
    """Show one table: which model first, then what stands above it, the table, and what stands below.

    Formats that programs read get the table alone on stdout or in the file, and the words on stderr.
    """
    title = model_line(fitted, lang)
    emit_tables(
        {"": frame, **(further or {})},
        title,
        str(fitted.folder),
        query,
        table_format,
        output,
        lang,
        above=above,
        below=below,
    )


def emit_tables(
    frames: Mapping[str, pl.DataFrame],
    first: str,
    model: str | None,
    query: Mapping[str, Any],
    table_format: Format | None,
    output: Path | None,
    lang: Language,
    *,
    above: str = "",
    below: str = "",
) -> None:
    """Show one or more tables under one heading; CSV has room for the first only.

    Raises
    ------
    OptionError
        The ending of the file names no format, and none was asked for.
    OutputError
        The file cannot be written.
    """
    from topics.show.formats import ENDINGS, render, save_bytes
    from topics.show.wording import for_reading

    by_ending = ENDINGS.get(output.suffix.lower()) if output else None
    if output and not table_format and not by_ending:
        raise OptionError(
            f"{output}: the ending names no format", allowed=", ".join(ENDINGS), remedy="or name one with --format"
        )
    chosen = table_format.value if table_format else by_ending or "table"
    words = [part for part in (first, above, below) if part]
    if chosen in {"table", "markdown"}:
        frames = {name: for_reading(one, lang.value) for name, one in frames.items() if one.height or not name}
        if chosen == "table" and not output and sys.stdout.isatty():
            _to_terminal(frames, first, above, below, lang)
            return
    (name, frame), *others = frames.items()
    more, notes = dict(others), "\n".join(words)
    content = render(frame, chosen, lang=lang.value, title=name, query=query, model=model, further=more, notes=notes)
    if isinstance(content, str) and chosen in {"table", "markdown"}:
        parts = (first, above, content.rstrip("\n"), below)
        content = "\n\n".join(part for part in parts if part) + "\n"
        words = [first] if output else []
    if isinstance(content, str):
        content = content.encode("utf-8-sig" if chosen == "csv" and output else "utf-8")
    if output:
        save_bytes(content, output)
        words.append(WRITTEN[lang].format(output))
    if words:
        say("\n".join(words))
    if not output:
        _to_stdout(content, chosen)


def _to_stdout(content: bytes, chosen: str) -> None:
    if chosen == "xlsx" and sys.stdout.isatty():
        raise OptionError("--format xlsx: a workbook cannot be shown on a terminal", remedy="name a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _to_terminal(frames: Mapping[str, pl.DataFrame], first: str, above: str, below: str, lang: Language) -> None:
    from rich.console import Console
    from rich.text import Text

    from topics.show.terminal import fitted_to, rich_table
    from topics.show.wording import titled

    console = Console(highlight=False)
    console.print(Text(first, style="dim"))
    if above:
        console.print(Text(above))
    for name, frame in frames.items():
        shown, left_out = fitted_to(frame, console.width, lang=lang.value)
        console.print()
        console.print(rich_table(shown, lang=lang.value, title=titled(name, lang.value)))
        console.print()
        if left_out:
            console.print(Text(left_out, style="dim"))
    if below:
        console.print(Text(below))
