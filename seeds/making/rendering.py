"""How does a plan look as a file? Writes its plain text as .txt, .docx, .html or .pdf, the same bytes every time.

Each writer returns the pieces in the order they stand in the file: the words, and what stands between them that the
plain text does not have (page numbers of the PDF). Words are characters without white space with their offsets.
"""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from making.source import Plan

PDF_COLUMNS = 36
"""Characters in a line of the PDF."""
PDF_LINES = 27
"""Lines on a page of the PDF."""
_WHEN = datetime(2020, 3, 30, tzinfo=UTC)
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<div class="article">
{body}
</div>
</body>
</html>
"""


@dataclass(frozen=True)
class Piece:
    """A run of characters of the file: `offsets` into the plain text, or none for what the plain text does not have."""

    text: str
    offsets: tuple[int, ...]
    optional: bool
    """True where a reader may rightly leave the piece out."""


def write(plan: Plan, path: Path, encoding: str) -> list[Piece]:
    """Write the file that the suffix of `path` asks for."""
    writers = {".docx": _write_docx, ".html": _write_html, ".pdf": _write_pdf}
    if path.suffix in writers:
        return writers[path.suffix](plan, path)
    path.write_bytes((plan.text + "\n").encode(encoding))
    return _by_segment(plan)


def _by_segment(plan: Plan) -> list[Piece]:
    pieces = []
    for segment in plan.segments:
        offsets = tuple(i for i in range(segment.start, segment.end) if not plan.text[i].isspace())
        optional = segment.theme == "none"
        pieces.append(Piece("".join(plan.text[i] for i in offsets), offsets, optional))
    return pieces


def _write_html(plan: Plan, path: Path) -> list[Piece]:
    lines = plan.text.split("\n")
    title = next((s.text for s in plan.segments if s.kind == "title"), lines[0])
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    path.write_text(_PAGE.format(title=html.escape(title), body=body), encoding="utf-8", newline="\n")
    return _by_segment(plan)


def _write_docx(plan: Plan, path: Path) -> list[Piece]:
    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = _WHEN.replace(tzinfo=None)
    document.core_properties.author = ""
    for line in plan.text.split("\n"):
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, _WHEN.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return _by_segment(plan)


def _write_pdf(plan: Plan, path: Path) -> list[Piece]:
    import noto_cjk_sans_otc
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_creation_date(_WHEN)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(24)
    pdf.add_font("cjk", fname=noto_cjk_sans_otc.FONT_PATH, collection_font_number=2)
    pdf.set_font("cjk", size=12)
    lines = [span for line in _line_spans(plan.text) for span in _wrapped(plan.text, *line)]
    pieces = []
    for page, first in enumerate(range(0, len(lines), PDF_LINES), 1):
        pdf.add_page()
        for start, end, indent in lines[first : first + PDF_LINES]:
            pdf.set_x(24 + (8.5 if indent else 0))
            pdf.cell(0, 9, plan.text[start:end], new_x="LMARGIN", new_y="NEXT")
            offsets = tuple(i for i in range(start, end) if not plan.text[i].isspace())
            pieces.append(Piece("".join(plan.text[i] for i in offsets), offsets, optional=False))
        footer = f"— {page} —"
        pdf.set_xy(24, 278)
        pdf.cell(0, 6, footer, align="C")
        pieces.append(Piece(footer.replace(" ", ""), (), optional=True))
    path.write_bytes(bytes(pdf.output()))
    return pieces


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return [(start, end) for start, end in spans if end > start]


def _wrapped(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Cut a paragraph into lines of at most `PDF_COLUMNS` full widths; no line starts with a closing mark."""
    lines, at = [], start
    while at < end:
        room: float = PDF_COLUMNS - (2 if at == start else 0)
        stop = at
        while stop < end and room > 0:
            room -= 1 if ord(text[stop]) > 0x2000 else 0.5
            stop += 1
        while stop < end and text[stop] in "，。；：、？！）”》%":
            stop += 1
        lines.append((at, stop, at == start))
        at = stop
    return lines
