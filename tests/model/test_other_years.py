"""Plans of other years, of streets, towns and departments: themes agree with codes given before the model saw them."""

from __future__ import annotations

import csv
from collections import Counter

import numpy as np
import polars as pl
import pytest

from tests.conftest import ROOT
from topics.embed.encoders import open_encoder
from topics.embed.vectors import embed
from topics.model.assignment import assign
from topics.model.experience import load_experience
from topics.model.fit import learn_from, theme_rule
from topics.model.themes import load_themes
from topics.model.views import lay_ground, look, read_words
from topics.model.words import terms
from topics.settings import EmbedSettings

pytestmark = pytest.mark.real


def test_themes_of_other_years_agree_with_their_codes():
    """Every other row, which nothing was mended on; see benchmarks/otheryears.py."""
    with (ROOT / "benchmarks" / "otheryears.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[1::2]
    encoder, themes = open_encoder(EmbedSettings()), load_themes()
    names = [{"segment": f"a{i}#0", "document": f"a{i}", "start": 0} for i in range(len(rows))]
    segments = pl.DataFrame([name | row for name, row in zip(names, rows, strict=True)])
    vectors, headings = (embed(segments[column].to_list(), encoder) for column in ("text", "outline"))
    headings *= (segments["outline"] != "").to_numpy().astype(np.float32)[:, None]
    reading = read_words(segments, terms())
    experience = load_experience(encoder.fingerprint)
    ground = lay_ground(themes, embed(themes.texts(), encoder), reading, vectors, headings, experience)
    view = look(ground, reading, vectors, headings)
    rule = theme_rule(themes, ground, view, *learn_from(view), pl.DataFrame({"district": ["某市"]}))
    found = assign(rule, segments, vectors, headings)["theme"]
    right = [theme in (row["theme"], row["second"]) for theme, row in zip(found, rows, strict=True)]
    assert len(rows) > 180
    assert np.mean(right) >= 0.95
    assert np.mean([theme == row["theme"] for theme, row in zip(found, rows, strict=True)]) >= 0.93
    of = Counter(row["theme"] for row in rows)
    accepted = Counter(row["theme"] for row, ok in zip(rows, right, strict=True) if ok)
    assert min(of.values()) >= 15
    assert min(accepted[code] / of[code] for code in of) >= 0.85
