"""What a Word, PDF or web document says, paragraph by paragraph.

Each reader gives one text with a line a paragraph; that text is the document's decoded source, the one all offsets
count in.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement
    from lxml.etree import _Element

_MOST_XML = 60_000_000
"""Bytes the text of a Word file may unpack to."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = ("script", "style", "noscript", "template", "head", "iframe", "svg", "button", "select", "option", "input")


class FormatError(ValueError):
    """A document is broken, locked or holds no text; `kind` is a kind of `topics.read.problems`."""

    def __init__(self, kind: str, found: str) -> None:
        super().__init__(found)
        self.kind = kind


def docx_text(data: bytes) -> str:
    """Read a Word document: paragraphs and tables in reading order, a table row a line.

    Automatic numbers of headings are not text in Word and do not appear.

    Raises
    ------
    FormatError
        The file is broken or locked, or unpacks to more than any plan.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FormatError("encrypted", "the Word file is locked by a password")
        raise FormatError("format", "a Word file of the old .doc kind under another name")
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml"))
        if size > _MOST_XML:
            raise FormatError("too long", f"the Word file unpacks to {size / 1e6:,.0f} MB of text and marks")
        body = Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, EOFError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError("unreadable", "the Word file is broken") from error
    text = "\n".join(line for line in _docx_lines(body) if line.strip())
    if not text:
        raise FormatError("empty", "no text in the Word file")
    return text


def _docx_lines(element: _Element) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}p":
            yield _docx_paragraph(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = [" ".join(filter(None, _docx_lines(cell))) for cell in row.iterchildren(f"{_W}tc")]
                yield "\t".join(cells)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _docx_lines(child)


def _docx_paragraph(paragraph: _Element) -> str:
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        else:
            parts.append({"tab": "\t", "noBreakHyphen": "-"}.get(node.tag.removeprefix(_W), "\n"))
    return "".join(parts)


def pdf_text(data: bytes) -> str:
    """Read a PDF: the text of its pages in order, the lines as they stand on the page.

    Raises
    ------
    FormatError
        The file is broken, asks for a password, or its pages are pictures.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        kind = "encrypted" if "assword" in str(error) else "unreadable"
        raise FormatError(
            kind, "the PDF asks for a password" if kind == "encrypted" else "the PDF is broken"
        ) from error
    try:
        pages = []
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            pages.append(words.get_text_bounded())
            words.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise FormatError("unreadable", f"page {len(pages) + 1} of the PDF is broken") from error
    finally:
        document.close()
    text = "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "").replace("\x00", "")
    n_words = len(re.findall(r"\w", text))
    if n_words < 10 * len(pages):
        raise FormatError("scan", f"{len(pages)} pages with {n_words} characters: the pages are pictures")
    return text


def html_text(page: str) -> str:
    """Read a web page: the text of its blocks, a line each, scripts and forms left out."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PreformattedString, Tag

    soup = BeautifulSoup(page, "lxml")
    for tag in soup(list(_SKIPPED)):
        tag.decompose()
    parts: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            parts.append("\n" if node.name in _BLOCKS or node.name == "br" else "")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            parts.append(re.sub(r"[^\S\n]*\n\s*", " " if node.strip() else "", str(node)))
            parts.append("\n" if _ends_block(node) else "")
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _ends_block(node: PageElement) -> bool:
    """Whether a piece of text is the last of a block, so that what follows is another paragraph."""
    while node.next_sibling is None and node.parent is not None:
        node = node.parent
        if node.name in _BLOCKS:
            return True
    return False
