"""A report as one HTML file that a colleague opens offline: facts in, page out.

A policy in the head forbids every request and every script and style but the page's own, named by their hashes. The
data stand in the page as packed text (`topics.show.payload`); what they say is only ever shown as text. Chinese letters
stand in it too, for machines that have none.

name, manifest, tables → page() → HTML
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topics.errors import OutputError
from topics.show.bundle import bundle
from topics.show.fonts import face
from topics.show.palette import colours
from topics.show.payload import columns, packed, written
from topics.show.prose import prose
from topics.show.wording import check_language, heading, phrase
from topics.tables import COMMITMENTS, COMPARISONS, HALVES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import jinja2
    import polars as pl

TEMPLATES = Path(__file__).parent / "templates"
GENERATOR = "topics report"
"""What a report names as its maker, so that it can be told from other pages."""
SECTIONS = (
    "glance", "corpus", "themes", "shares", "differences", "compare", "nearest", "ledger", "targets", "trust",
)  # fmt: skip
LETTERS = "Report Letters"
"""What the page calls the font it brings, which is used where the reader's machine has no letter of its own."""
_STYLES = ("base", "parts", "passages", "print")
_STATIC = (
    "measure", "source", "status", "kind", "comparison", "reason", "half", "basis", "interval_basis", "problem",
    "found", "remedy",
)  # fmt: skip
"""Columns whose values are the program's own words."""
_FURTHER = {"document", "topic", "theme", "half", "n_removals", "interval", "text"}
"""Columns of the page that may be in no table."""
_NOT_GROUPS = ("district_from", "year_from", "notes")


def page(name: str, manifest: Mapping[str, Any], tables: Mapping[str, pl.DataFrame], lang: str = "zh") -> str:
    """Give the page of a report.

    Parameters
    ----------
    name, manifest
        Name of the model, and what made it.
    tables
        As `topics.reporting.Facts` has them; a table that is missing or empty leaves its section with a sentence.
    lang
        ``zh`` or ``en``.

    Raises
    ------
    OptionError
        The language is not known.
    """
    check_language(lang)
    words = prose("words", lang)
    style, script = _style(colours(tables["themes"]["theme"].to_list())), _script()
    data = written({"name": name, **_data(tables, words, lang)})
    letters = face(f"{data}{manifest}", LETTERS)
    return str(
        _template().render(
            lang=lang,
            say=lambda key, **values: words[key].format(**values),
            policy=_policy((letters, style), script),
            style=style,
            letters=letters,
            script=script,
            generator=GENERATOR,
            sections=SECTIONS,
            name=name,
            manifest=manifest,
            head=_head(tables),
            tables=tables,
            settings=_flat(manifest.get("settings", {})),
            data=packed(data),
        )
    )


def newest(folder: Path) -> Path:
    """Find the report written last in a folder.

    Raises
    ------
    OutputError
        There is none.
    """
    found = [path for path in folder.glob("*.html") if _is_report(path)] if folder.is_dir() else []
    if not found:
        raise OutputError(f"{folder}: no report here", remedy="make one with `topics report`, or name its file")
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _is_report(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return f'name="generator" content="{GENERATOR}"' in file.read(4000)


@cache
def _template() -> jinja2.Template:
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    surroundings = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return surroundings.get_template("report.html")


@cache
def _script() -> str:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "script").glob("*.js"))}
    return bundle(modules, "main")


def _style(palette: list[str]) -> str:
    own = "".join(
        f".t{i} {{ --k: color-mix(in oklab, {colour} var(--pure), white); }}\n" for i, colour in enumerate(palette)
    )
    return "".join((TEMPLATES / "style" / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES) + own


def _policy(styles: Sequence[str], script: str) -> str:
    """Forbid everything but this very script and these styles, and pictures and letters that stand in the page."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {' '.join(map(_hash, styles))}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """Give the figures that stand first, counted from the tables themselves."""
    documents, passages = tables["documents"], tables["passages"]
    years = documents["year"].drop_nulls().unique().sort().to_list()
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return {
        "plans": documents.height,
        "districts": documents["district"].n_unique(),
        "years": span,
        "segments": passages.height,
        "characters": int(passages["n_characters"].sum()),
        "topics": int((tables["topics"]["topic"] >= 0).sum()),
        "removed": tables["removals"].height,
    }


def _flat(settings: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(f"{stage}.{name}", str(value)) for stage, values in settings.items() for name, value in values.items()]


def _data(tables: Mapping[str, pl.DataFrame], words: Mapping[str, str], lang: str) -> dict[str, Any]:
    named = {name for frame in tables.values() for name in frame.columns} | _FURTHER
    values = {
        value
        for frame in tables.values()
        for name in _STATIC
        if name in frame.columns and str(frame[name].dtype) == "String"
        for value in frame[name].unique().drop_nulls()
    } | {*HALVES, *STATUSES, *COMMITMENTS, *COMPARISONS}
    return {
        "lang": lang,
        "words": dict(words),
        "headings": {name: heading(name, lang) for name in sorted(named)} | prose("headings", lang),
        "phrases": {value: phrase(value, lang) for value in sorted(values)} | prose("phrases", lang),
        "own": _own(tables["documents"]),
        "tables": {name: columns(frame) for name, frame in tables.items()},
    }


def _own(documents: pl.DataFrame) -> list[str]:
    """Give the corpus's own columns of few values, to filter by."""
    past = documents.columns[documents.columns.index("n_characters") + 1 :]
    return [name for name in past if name not in _NOT_GROUPS and 2 <= documents[name].drop_nulls().n_unique() <= 12]
