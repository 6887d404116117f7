"""Which text the bytes of a file hold.

Every encoding that decodes the bytes without a fault is tried, and the one whose characters Chinese is really
written with wins: a wrong decoding gives rare characters, a right one gives 的, 是, 一, 发, 展. What no encoding makes
readable is refused, never guessed.
"""

from __future__ import annotations

import codecs
import re

_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物应战向头文体政相见被利什二等产或新制身果加斯月话合回特代内信表"
    "化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打变四神总何电数安少报才结"
    "反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展司科五基眼书非则听却界达光放强即像难"
    "且权思完设式色路记南品住告类求据程北边死张该交规万取拉格望术领共确传师观清今切院让识候带导争运街镇村县委府党划增推"
    "划化健康环境卫育创项目企城乡农园社区服务深入落实加快推进完善提升坚持稳促"
    "國來時們會說對這個過發後裡當沒動還進樣經學現開從無與長機關點業將兩間問應戰頭體見產變電數報結場計據張該規萬覺術領確"
    "傳師觀讓識帶導爭運區務員實種幹縣黨劃環衛創項農園落實質環設總"
)
_SIGNS = frozenset("，。、；：！？“”‘’（）《》〈〉【】—…·％　０１２３４５６７８９「」『』")
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"Rar!": "a packed file",
    b"\x7fELF": "a program",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE = 0.35
"""Least share of common characters; real Chinese prose has 0.6 and more, a wrong decoding below 0.15."""
_SAMPLE = 40_000
"""Bytes looked at to compare encodings, from the middle of the file."""


class UndecodableError(ValueError):
    """The bytes hold no text that can be read; `kind` is a kind of `topics.read.problems`."""

    def __init__(self, kind: str, found: str) -> None:
        super().__init__(found)
        self.kind = kind


def decode(data: bytes) -> str:
    """Decode a text file; the byte-order mark is not part of the text, line ends stay as they are.

    Raises
    ------
    UndecodableError
        The bytes are no text (kind ``binary``), fit no encoding (``encoding``), or are text that a wrong decoding
        has already spoilt (``damaged``).

    Examples
    --------
    >>> decode("一、工作安排".encode("gb18030"))
    '一、工作安排'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _sound(_strictly(data[len(bom) :], name))
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UndecodableError("binary", f"the bytes are those of {what}, not of a text")
    if b"\x00" in data:
        return _sound(_best(data, ["utf-16-le", "utf-16-be"], "binary"))
    try:
        text = _strictly(data, "utf-8")
        return _sound(_best(data, ["gb18030"], "encoding") if _is_chance_utf8(text, data) else text)
    except UndecodableError as error:
        if error.kind != "encoding":
            raise
    return _sound(_best(data, ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be"], "encoding"))


def _is_chance_utf8(text: str, data: bytes) -> bool:
    """Whether bytes are sound UTF-8 by chance: without Chinese as UTF-8, all Chinese as GB18030."""
    if text.isascii() or re.search(r"[\u2e80-\uffef]", text):
        return False
    try:
        return _likeness(_strictly(data, "gb18030")) >= _PLAUSIBLE
    except UndecodableError:
        return False


def _strictly(data: bytes, name: str) -> str:
    """Decode without a fault; a last character cut in two by the end of the file is dropped."""
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode(name)
        except UnicodeDecodeError as error:
            if error.start < len(data) - cut - 4:
                break
    raise UndecodableError("encoding", f"the bytes are no sound {name.upper()}")


def _best(data: bytes, names: list[str], kind: str) -> str:
    """Give the decoding that looks most like Chinese, or, failing that, like a text in Latin letters."""
    texts = {}
    for name in names:
        try:
            texts[name] = _strictly(data, name)
        except UndecodableError:
            continue
    best = max(texts, key=lambda name: (_likeness(texts[name]), -names.index(name)), default="")
    if best and _likeness(texts[best]) >= _PLAUSIBLE:
        return texts[best]
    if kind == "binary":
        for text in texts.values():
            if text and sum(c.isascii() and (c.isprintable() or c.isspace()) for c in text) > 0.9 * len(text):
                return text
        raise UndecodableError(kind, "the bytes are those of no text file")
    return _foreign(data)


def _likeness(text: str) -> float:
    """Share of the characters outside ASCII that Chinese prose is made of, in ``[0, 1]``."""
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    beyond = [c for c in text[middle : middle + _SAMPLE] if not c.isascii()]
    return sum(c in _COMMON or c in _SIGNS for c in beyond) / len(beyond) if beyond else 0.0


def _foreign(data: bytes) -> str:
    """Decode a text of another language, on the word of charset-normalizer and of its letters."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE], cp_exclusion=["gb18030", "big5", "big5hkscs", "gbk", "gb2312"])
    best = found.best()
    if best is not None and best.chaos < 0.1:
        western = {"cp1252", "latin_1", "cp1250", "cp1254", "cp1257"} & {match.encoding for match in found}
        text = _strictly(data, "cp1252" if western else best.encoding)
        plain = sum(c.isascii() and (c.isalnum() or c.isspace()) for c in text)
        if plain > 0.7 * len(text):
            return text
    raise UndecodableError("encoding", "neither UTF-8, GB18030, UTF-16 nor Big5 gives readable text")


def _sound(text: str) -> str:
    """Give the text back unless it is spoilt: replacement characters, or UTF-8 read as something else and saved."""
    text = text.removeprefix("\ufeff")
    debris = text.count("\ufffd") + 3 * text.count("锟斤拷") + 2 * text.count("烫烫烫")
    if debris > max(2, len(text) // 500):
        raise UndecodableError("damaged", f"{debris} characters are the debris of a wrong decoding")
    control = len(re.findall(r"[\x00-\x08\x0e-\x1b\x7f]", text))
    if control > max(2, len(text) // 100):
        raise UndecodableError("binary", f"{control} control characters stand in it")
    if not re.search(r"[\u2e80-\uffef]", text) and len(re.findall(r"[^\x00-\x7f]", text[:_SAMPLE])) > 20:
        for name in ("cp1252", "latin-1"):
            try:
                again = text[:_SAMPLE].encode(name).decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            if _likeness(again) >= _PLAUSIBLE:
                raise UndecodableError("damaged", "Chinese in UTF-8 was read as Western letters and saved so")
    return text
