"""Which words a text holds, and which of them can name a topic.

Text is cut with a dictionary of Chinese plus the policy terms of `lexicon/terms.txt`, which stay whole (专精特新 is
one word). What every plan says (`lexicon/formulas.txt`), numbers, punctuation, masks, single characters and place
names are no words of a topic.

text → cut() → tokens → content() → the tokens that can name a topic
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from topics.characters import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEXICON = Path(__file__).with_name("lexicon")
_WORD = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z0-9.+-]*[a-z0-9+]|[0-9]+[a-z]+[a-z0-9]*")
_MASK = re.compile(r"[0-9]*x+[a-z]{0,2}")
_PLACE_KIND = re.compile(r"(?:省|市|区|县|旗|州|盟|镇|乡|村|街道|自治区|自治州|自治县|开发区)$")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"[0-9一二三四五六七八九十百千万亿两零〇几多余.]+[年月日个项家件名人次亿万元户处座条批场倍届期级类大]*|[万亿].{1,3}"
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Bring a text into the one form in which words are compared.

    Full width to half, capitals to small, Traditional characters to Simplified.

    Examples
    --------
    >>> fold("ＡＩ＋製造")
    'ai+制造'
    """
    return simplify(unicodedata.normalize("NFKC", text).lower())


def _listed(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def read_list(path: Path) -> tuple[str, ...]:
    """Read a lexicon file: words separated by white space, lines that begin with # left out; each once, in order."""
    return tuple(dict.fromkeys(map(fold, _listed(path))))


def lexicon_hashes() -> dict[str, str]:
    """Give the SHA-256 of each lexicon file, which its user may edit: other words, other topics."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(LEXICON.glob("*.txt"))}


@lru_cache(maxsize=1)
def terms() -> tuple[str, ...]:
    """Policy terms that are one word."""
    return read_list(LEXICON / "terms.txt")


@lru_cache(maxsize=1)
def formulas() -> frozenset[str]:
    """Words every plan uses."""
    return frozenset(read_list(LEXICON / "formulas.txt"))


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Words that name no matter by themselves."""
    return frozenset(read_list(LEXICON / "plain.txt"))


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Place names that the dictionary does not know."""
    return frozenset(read_list(LEXICON / "places.txt"))


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Words that look like place names and are none."""
    return frozenset(read_list(LEXICON / "not_places.txt"))


def never_cut(own: Sequence[str]) -> tuple[str, ...]:
    """Give the expressions that stay one word: the policy terms, then the user's own, folded."""
    return tuple(dict.fromkeys((*terms(), *map(fold, own))))


@lru_cache(maxsize=4)
def cutter(whole: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Make a function that cuts a folded text into words, the terms in `whole` never cut."""
    import rjieba

    jieba = rjieba.Jieba()
    for term in sorted(whole):
        jieba.add_word(term, 2_000_000, "n")
    return lambda text: list(jieba.cut(text))


def cut(texts: Sequence[str], whole: tuple[str, ...]) -> list[list[str]]:
    """Cut texts into words: Chinese words and Latin words, no punctuation, no bare numbers.

    Parameters
    ----------
    texts
        As they stand; they are folded here.
    whole
        Terms that stay whole.

    Returns
    -------
    list of list of str
        The words of each text in order, repeats kept.
    """
    return [list(filter(None, run)) for run in _runs(tuple(texts), whole)]


def runs(texts: Sequence[str], whole: tuple[str, ...]) -> list[list[str]]:
    """Cut texts into words as `cut` does, with "" for each mark and bare number: words between two stand together."""
    return list(_runs(tuple(texts), whole))


@lru_cache(maxsize=6)
def _runs(texts: tuple[str, ...], whole: tuple[str, ...]) -> list[list[str]]:
    """Do what `runs` does; kept, since fitting, assigning and describing cut the same texts one after the other."""
    split = cutter(whole)
    known: dict[str, str] = {}  # each word once in memory; empty for what is none
    cuts: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        words = split(fold(text))
        for word in words:
            if word not in known:
                known[word] = word if _WORD.fullmatch(word) and not _MASK.fullmatch(word) else ""
        cuts[text] = [known[word] for word in words if word != " "]
    return [cuts[text] for text in texts]


def is_content(word: str, names: frozenset[str] = frozenset()) -> bool:
    """Tell whether a word can stand among the words of a topic.

    Parameters
    ----------
    word
        Folded.
    names
        Place names of the corpus, folded, that are no content.

    Examples
    --------
    >>> [is_content(word) for word in ("营商环境", "推进", "三年", "东城街道", "路", "ai", "pm2.5")]
    [True, False, False, False, False, True, False]
    """
    if len(word) < 2 or word in formulas() or word in names:
        return False
    return not (_DIGIT.search(word) or _NUMBER.fullmatch(word) or is_place(word))


@lru_cache(maxsize=65536)
def is_place(word: str) -> bool:
    """Tell whether a word is or begins with a place name of the dictionary, and is no policy term.

    Examples
    --------
    >>> [is_place(word) for word in ("湖南", "东城街道", "农村", "长三角")]
    [True, True, False, False]
    """
    if word in places():
        return True
    if word in terms() or word in not_places():
        return False
    (first, kind), *rest = _dictionary().tag(word)
    return kind == "ns" and (not rest or (first not in not_places() and bool(_PLACE_KIND.search(word))))


def in_dictionary(word: str) -> bool:
    """Tell whether the dictionary knows a word, policy terms aside."""
    return _dictionary().has_word(word)


@lru_cache(maxsize=65536)
def kind_of_word(word: str) -> str:
    """Give the part of speech of a word in the dictionary's letters; n, a noun, where it falls apart.

    Examples
    --------
    >>> [kind_of_word(word) for word in ("医院", "倡导", "以及")]
    ['n', 'v', 'c']
    """
    (_, kind), *rest = _dictionary().tag(word)
    return "n" if rest else kind


class _Dictionary(Protocol):
    def has_word(self, word: str) -> bool: ...

    def tag(self, text: str) -> list[tuple[str, str]]: ...


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    import rjieba

    dictionary: _Dictionary = rjieba.Jieba()
    return dictionary


def place_names(districts: Sequence[str | None]) -> frozenset[str]:
    """Give the names of the corpus's own places, with and without their kind (东城街道, 东城)."""
    full = {fold(name) for name in districts if name}
    bare = {_PLACE_KIND.sub("", name) for name in full}
    return frozenset(name for name in full | bare if len(name) > 1)
