"""Lines that were wrapped at a width come together again, paragraph by paragraph."""

from __future__ import annotations

from topics.read.cleaning import clean
from topics.read.joining import Wrapping, paragraphs, width_of, wrapping_of

WIDE = 36


def page(*texts: str) -> str:
    """Lay paragraphs out as a page does: 36 characters a line, the first line of each two shorter."""
    lines = []
    for text in texts:
        first = WIDE - 2
        lines += [text[:first], *(text[at : at + WIDE] for at in range(first, len(text), WIDE))]
    return "\n".join(lines)


def sentence(n_characters: int, seed: str) -> str:
    return (seed * n_characters)[: n_characters - 1] + "。"


def two_and_three_lines() -> list[str]:
    return [sentence(50 + 45 * (n % 2) + n, f"第{word}段写一件事没有停顿") for n, word in enumerate("一二三四五六七八")]


def test_paragraphs_of_two_lines_show_their_indent() -> None:
    texts = [
        sentence(50 + 45 * (n % 2) + n, f"第{word}段写一件事没有停顿") for n, word in enumerate("一二三四五六七八")
    ]
    source = page(*texts)
    lines = clean(source).lines
    assert wrapping_of(lines) == Wrapping(2 * WIDE, 4)
    assert [passage.text for passage in paragraphs(source, lines, [])] == texts


def test_a_paragraph_whose_last_line_is_full_ends_there() -> None:
    texts = [
        sentence(50 + 45 * (n % 2) + n, f"第{word}段写一件事没有停顿") for n, word in enumerate("一二三四五六七八")
    ]
    texts[3] = sentence(2 * WIDE - 2, "总的要求是稳住基本盘把失去的时间抢回来")
    source = page(*texts)
    assert 2 * WIDE in [width_of(line) for line in source.split("\n") if line.endswith("。")]
    assert [passage.text for passage in paragraphs(source, clean(source).lines, [])] == texts


def test_lines_that_are_paragraphs_stay_apart() -> None:
    texts = [sentence(30 + n, f"第{n}段写一件事没有停顿") for n in range(14)]
    source = "\n".join(texts)
    lines = clean(source).lines
    assert wrapping_of(lines) is None
    assert [passage.text for passage in paragraphs(source, lines, [])] == texts
