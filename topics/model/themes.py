"""What the themes are that a segment can have, and in which words they are described.

Themes are named beforehand, in a TOML file that its user may edit: add, merge, drop, rename, in any language. A theme
is known by its code; what decides what falls under it are its description, its example phrases and its seed words.

TOML file → load_themes() → Themes
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from topics.characters import simplify
from topics.errors import OptionError
from topics.settings import read_toml
from topics.tables import UNASSIGNED

DEFAULT = Path(__file__).with_name("themes.toml")
RESERVED = (UNASSIGNED, "none", "all")
_CODE = re.compile(r"\w[\w-]*")


@dataclass(frozen=True)
class Theme:
    """One theme.

    Parameters
    ----------
    code
        Short name in tables and commands; unique.
    name_zh, name_en
        Names for reports; at least one is given in the file, the other is then the same.
    description_zh, description_en
        What belongs to it, in a sentence or two; at least one is not empty.
    phrases
        Wordings as they stand in plans.
    words
        Seed words: where a text or its headings hold one, it speaks for the theme.
    like
        Codes of the package's own themes whose experience with coded plans it takes over; None for the one of the
        same code, empty for none.
    """

    code: str
    name_zh: str
    name_en: str
    description_zh: str = ""
    description_en: str = ""
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    like: tuple[str, ...] | None = None

    @property
    def description(self) -> str:
        """Name and description in the first language they are given in."""
        if self.description_zh:
            return f"{self.name_zh}：{self.description_zh}"
        return f"{self.name_en}: {self.description_en}"


@dataclass(frozen=True)
class Themes:
    """The themes of a fit, in the order of the file.

    Parameters
    ----------
    themes
        Two or more.
    terms, formulas
        Expressions of the user's that stay one word, and words that say nothing of a matter, beside those of the
        package's lexicon.
    rest
        Those of the package's own themes that none of these is like: they compete unseen, and a segment that is likest
        to one of them is unassigned (`topics.model.kinship.recognise` finds them).
    source, sha256
        The file they were read from and the hash of its bytes; empty where there is none.
    """

    themes: tuple[Theme, ...]
    terms: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    rest: tuple[Theme, ...] = ()
    source: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    @property
    def codes(self) -> list[str]:
        """The codes, in order."""
        return [theme.code for theme in self.themes]

    @property
    def every(self) -> tuple[Theme, ...]:
        """The themes, then the rest."""
        return self.themes + self.rest

    def texts(self) -> list[str]:
        """Give the texts whose vectors describe `every` theme: of each its description, then its phrases."""
        return [simplify(text) for theme in self.every for text in (theme.description, *theme.phrases)]

    def origin(self) -> dict[str, Any]:
        """Say which file they come from, which of the package's own themes each is taken to be like, and which none is.

        What is about a missing one is unassigned.
        """
        likes = {theme.code: list(theme.like or ()) for theme in self.themes}
        missing = [theme.code for theme in self.rest]
        return {"file": self.source, "sha256": self.sha256, "like": likes, "missing": missing}

    def to_plain(self) -> dict[str, Any]:
        """Give the themes and words as values JSON can hold; `from_plain` builds them again."""
        plain = {
            "themes": [asdict(theme) for theme in self.themes],
            "terms": list(self.terms),
            "formulas": list(self.formulas),
        }
        return plain | ({"rest": [asdict(theme) for theme in self.rest]} if self.rest else {})

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Themes:
        """Build themes from what `to_plain` gave, also after a way through JSON."""
        themes, rest = (tuple(map(_from_plain, plain.get(name, []))) for name in ("themes", "rest"))
        return cls(themes, tuple(plain["terms"]), tuple(plain["formulas"]), rest)

    def owners(self) -> list[int]:
        """Give, for each of `texts`, the position of the theme it describes, among `every`."""
        return [i for i, theme in enumerate(self.every) for _ in range(1 + len(theme.phrases))]


def _from_plain(row: dict[str, Any]) -> Theme:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Theme(**values)


def load_themes(path: Path | None = None) -> Themes:
    """Read a themes file; without a path, the one that ships with the package.

    Raises
    ------
    OptionError
        The file cannot be read or is no TOML; it holds no theme, an unknown key or a value of another type; a theme
        has no code, no name or no description; a code or name stands twice or is reserved.
    """
    place = path or DEFAULT
    raw, content = read_toml(place, "themes")
    themes = parse_themes(raw, str(place))
    _refuse_unknown_likes(themes.themes, str(place))
    return replace(themes, sha256=hashlib.sha256(content).hexdigest())


def parse_themes(raw: dict[str, Any], where: str = "themes") -> Themes:
    """Check what a themes file holds and give it as `Themes`.

    Raises
    ------
    OptionError
        Something in it is not known, missing or there twice; the message says where.

    Examples
    --------
    >>> water = {"code": "water", "name_en": "Water", "description_en": "Rivers and lakes."}
    >>> parse_themes({"theme": [water, {**water, "code": "air", "name_en": "Air"}]}).codes
    ['water', 'air']
    """
    _refuse_unknown(list(raw), ["theme", "lexicon"], where)
    rows = raw.get("theme", [])
    if not isinstance(rows, list) or not rows:
        raise OptionError(
            f"{where}: no theme in it",
            allowed="one [[theme]] table a theme",
            remedy="see the file that ships as topics/model/themes.toml",
        )
    themes = tuple(_theme(row, f"{where}: theme {number}") for number, row in enumerate(rows, 1))
    _refuse_namesakes(themes, where)
    if len(themes) < 2:
        raise OptionError(f"{where}: one theme only", allowed="two or more", remedy="add another theme")
    return Themes(themes, *_lexicon(raw.get("lexicon", {}), f"{where}: [lexicon]"), source=where)


def _refuse_namesakes(themes: tuple[Theme, ...], where: str) -> None:
    """Refuse two themes that go by one code or name, however it is written: a sheet of labels could not tell them."""
    owners = dict.fromkeys(RESERVED, -1)
    for number, theme in enumerate(themes):
        for kind, name in (("code", theme.code), ("name", theme.name_zh), ("name", theme.name_en)):
            owner = owners.setdefault(simplify(name).casefold(), number)
            if owner != number:
                raise OptionError(
                    f"{where}: theme {number + 1}: {kind} {name!r} {'stands twice' if owner >= 0 else 'is reserved'}",
                    remedy="give every theme a code and names of its own",
                )


def _refuse_unknown_likes(themes: tuple[Theme, ...], where: str) -> None:
    asked = [(theme.code, like) for theme in themes for like in theme.like or ()]
    known = load_themes().codes if asked else []
    for code, like in asked:
        if like not in known:
            raise OptionError(f"{where}: theme {code!r} is like {like!r}", allowed=", ".join(known))


def _lexicon(table: object, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(table, dict):
        raise OptionError(f"{where}: not a table", allowed="terms and formulas under the heading [lexicon]")
    _refuse_unknown(list(table), ["terms", "formulas"], where)
    return _texts(table, "terms", where), _texts(table, "formulas", where)


def _theme(row: object, where: str) -> Theme:
    if not isinstance(row, dict):
        raise OptionError(f"{where}: not a table", allowed="a [[theme]] table")
    _refuse_unknown(list(row), [f.name for f in fields(Theme)], where)
    code = _text(row, "code", where)
    where = f"{where} ({code})" if code else where
    if not _CODE.fullmatch(code) or code.lower() in RESERVED:
        raise OptionError(f"{where}: code {code!r}", allowed=f"one word without punctuation; not {', '.join(RESERVED)}")
    texts = {key: _text(row, key, where) for key in ("name_zh", "name_en", "description_zh", "description_en")}
    name = texts["name_zh"] or texts["name_en"]
    if not name:
        raise OptionError(f"{where}: no name", allowed="name_zh or name_en", remedy="give it one of the two")
    if not (texts["description_zh"] or texts["description_en"]):
        raise OptionError(
            f"{where}: no description",
            allowed="description_zh or description_en",
            remedy="say in a sentence what belongs to the theme",
        )
    texts["name_zh"], texts["name_en"] = name, texts["name_en"] or name
    like = tuple(_texts(row, "like", where)) if "like" in row else None
    return Theme(code, **texts, phrases=_texts(row, "phrases", where), words=_texts(row, "words", where), like=like)


def _text(row: dict[str, Any], key: str, where: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise OptionError(f"{where}: {key} = {value!r}", allowed="a text in quotation marks")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())


def _texts(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise OptionError(f"{where}: {key} = {values!r}", allowed='a list of texts, as in ["…", "…"]')
    return tuple(dict.fromkeys(text for value in values if (text := " ".join(value.split()))))


def _refuse_unknown(found: list[str], allowed: list[str], where: str) -> None:
    for name in found:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else "remove it"
            raise OptionError(f"{where}: unknown key {name!r}", allowed=", ".join(allowed), remedy=hint)
