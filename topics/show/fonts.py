"""Chinese in charts on a machine that has no Chinese font: the one that ships as a dependency.

A picture, a page and an SVG are set in the few hundred letters they show, cut out of that font: a file carries them
itself, and setting a text takes a tenth of the time it takes in the whole font of 65,000 letters.

text → `face()` → CSS with the letters inside; text → `installed()` → the name a renderer knows them by
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import io
import shutil
import tempfile
from contextlib import ExitStack
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FAMILY = "Noto Sans CJK SC"
STACK = f"{FAMILY}, Noto Sans SC, PingFang SC, Microsoft YaHei, Source Han Sans SC, sans-serif"
"""Families to try in order; a browser takes the reader's own where the first is not there."""
_FACES = 10
"""Fonts in the collection: a language and width each."""
_ALWAYS = "".join(map(chr, range(32, 127))) + "−–—…×±"
"""Letters of the numbers and marks that a chart may add to its texts."""
_NAMES = (1, 3, 4, 6, 16)
"""Where a font states what it is called."""


def face(text: str, family: str = FAMILY) -> str:
    """Give the CSS that brings the font with the letters of a text, and those of numbers, inside the file itself.

    Parameters
    ----------
    text
        Everything that is to be shown; letters that the font lacks are left to the reader's own.
    family
        What the font is to be called in the page.

    Returns
    -------
    str
        A rule ``@font-face`` with the font as data; the same letters give the same rule.
    """
    data = base64.b64encode(_cut(_letters(text))).decode()
    return f'@font-face{{font-family:"{family}";src:url(data:font/otf;base64,{data}) format("opentype")}}'


def installed(text: str) -> str:
    """Make the letters of a text known to the renderer of pictures, and give the family they are found under."""
    letters = _letters(text)
    _install(letters)
    return _called(letters)


def _letters(text: str) -> str:
    return "".join(sorted({*text, *_ALWAYS}))


def _called(letters: str) -> str:
    return f"Plan Sans x{hashlib.sha256(letters.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


@cache
def _install(letters: str) -> None:
    import vl_convert

    folder = Path(tempfile.mkdtemp(dir=_folder()))
    (folder / "letters.otf").write_bytes(_cut(letters))
    vl_convert.register_font_directory(str(folder))


@cache
def _folder() -> Path:
    """Make the folder of this process's fonts; the renderer reads them again and again, so it stays until the end."""
    folder = Path(tempfile.mkdtemp(prefix="topics-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache(maxsize=8)
def _cut(letters: str) -> bytes:
    """Give the font with these letters alone, without hints and features, as OpenType."""
    from fontTools import subset

    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    with ExitStack() as opened:
        font = _whole(opened)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in _NAMES:
                record.string = _called(letters).replace(" ", "") if record.nameID == 6 else _called(letters)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def _whole(opened: ExitStack) -> Any:  # noqa: ANN401 - fontTools has no types
    from fontTools.ttLib import TTFont

    quick = {"lazy": True, "recalcTimestamp": False, "recalcBBoxes": False}
    faces = (opened.enter_context(TTFont(_path(), fontNumber=at, **quick)) for at in range(_FACES))
    return next(one for one in faces if one["name"].getDebugName(1) == FAMILY)


def _path() -> Path:
    import noto_cjk_sans_otc

    return Path(str(noto_cjk_sans_otc.FONT_PATH))
