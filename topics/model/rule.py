"""What a fit has learnt, whole: all that decides which theme and topic a segment has.

Rule → to_parts() → arrays, values JSON can hold → Rule.from_parts() → the same Rule
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.model.experience import Experience, Sight
from topics.model.learning import Vocabulary
from topics.model.topicspace import Centres
from topics.model.views import Ground

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

_SIGHT = ("mean", "heading_mean", "weights", "bias")
_ARRAYS = ("mean", "heading_mean", "prototypes", "owners", "seed_owners", "seed_weights", "means", "spreads")


@dataclass(frozen=True)
class Rule:
    """All that was learnt at a fit.

    Parameters
    ----------
    codes, names_zh, names_en
        Of the themes, in the order of the themes file. Where the file leaves some of the package's own themes out, all
        that has a place a theme has places for these after them.
    ground
        What the view of a segment rests on.
    weights, bias
        Of the classifier learnt from the corpus, shapes (n_features, n_themes) and (n_themes,); both of no rows where
        the corpus was too small to learn from.
    temperature
        By which log-probabilities are divided so that probabilities are neither too bold nor too timid.
    content
        The columns of the ground's words that can be words of a topic.
    topics
        The centres of the topics, the largest first; no rows where there was too little text for topics.
    coarse
        The coarse topic of each topic, shape (n_topics,).
    least_similarity
        A segment less similar than this to every topic has none.
    least_likeness
        A segment whose vector is less like than this to every theme is far from them.
    places
        Place names of the corpus, and what the themes file calls formulas: no words of a topic.
    label_weights
        The correction that the user's labels taught, as `weights`; of no rows without labels.
    label_gain
        How much it helps (`topics.model.labels.cross_validate`); empty without labels.
    """

    codes: tuple[str, ...]
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    ground: Ground
    weights: Reals
    bias: Reals
    temperature: float
    content: NDArray[np.int64]
    topics: Centres
    coarse: NDArray[np.int64]
    least_similarity: float
    least_likeness: float
    places: tuple[str, ...] = ()
    label_weights: Reals = field(default_factory=lambda: np.zeros((0, 0)))
    label_gain: dict[str, Any] = field(default_factory=dict)

    def to_parts(self) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """Give the rule as arrays and as values JSON can hold."""
        ground = self.ground
        arrays: dict[str, NDArray[Any]] = {name: getattr(ground, name) for name in _ARRAYS}
        arrays |= {"word_rarity": ground.words.rarity, "heading_word_rarity": ground.heading_words.rarity}
        arrays |= {"weights": self.weights, "bias": self.bias, "content": self.content, "coarse": self.coarse}
        arrays |= {"like": ground.like, "label_weights": self.label_weights}
        if ground.experience:
            known = ground.experience
            arrays |= {"experience_weights": known.weights, "experience_bias": known.bias}
            arrays |= {"experience_rarity": known.words.rarity, "experience_heading_rarity": known.heading_words.rarity}
            if known.sight:
                arrays |= {f"sight_{name}": getattr(known.sight, name) for name in _SIGHT}
        words = self.topics.words
        arrays |= {"topic_vectors": self.topics.vectors, "topic_themes": self.topics.themes}
        arrays |= {"topic_words": words.data, "topic_columns": words.indices, "topic_ends": words.indptr}
        parameters = {
            "codes": list(self.codes),
            "names_zh": list(self.names_zh),
            "names_en": list(self.names_en),
            "temperature": self.temperature,
            "least_similarity": self.least_similarity,
            "least_likeness": self.least_likeness,
            "places": list(self.places),
            "label_gain": self.label_gain,
            "seeds": list(ground.seeds),
            "terms": list(ground.terms),
            "words": list(ground.words.words),
            "heading_words": list(ground.heading_words.words),
        }
        if ground.experience:
            known = ground.experience
            parameters["experience"] = {
                "codes": list(known.codes),
                "words": list(known.words.words),
                "heading_words": list(known.heading_words.words),
            }
        return arrays, parameters

    @classmethod
    def from_parts(cls, arrays: dict[str, NDArray[Any]], parameters: dict[str, Any]) -> Rule:
        """Build a rule from what `to_parts` gave."""
        from scipy.sparse import csr_matrix

        sparse = (arrays["topic_words"], arrays["topic_columns"], arrays["topic_ends"])
        topic_words = csr_matrix(sparse, shape=(len(arrays["topic_vectors"]), len(arrays["content"])))
        ground = Ground(
            **{name: arrays[name] for name in _ARRAYS},
            seeds=tuple(parameters["seeds"]),
            terms=tuple(parameters["terms"]),
            words=Vocabulary(tuple(parameters["words"]), arrays["word_rarity"]),
            heading_words=Vocabulary(tuple(parameters["heading_words"]), arrays["heading_word_rarity"]),
            experience=_experience(arrays, parameters),
            like=arrays["like"],
        )
        return cls(
            codes=tuple(parameters["codes"]),
            names_zh=tuple(parameters["names_zh"]),
            names_en=tuple(parameters["names_en"]),
            ground=ground,
            weights=arrays["weights"],
            bias=arrays["bias"],
            temperature=float(parameters["temperature"]),
            content=arrays["content"],
            topics=Centres(arrays["topic_vectors"], topic_words, arrays["topic_themes"]),
            coarse=arrays["coarse"],
            least_similarity=float(parameters["least_similarity"]),
            least_likeness=float(parameters["least_likeness"]),
            places=tuple(parameters["places"]),
            label_weights=arrays["label_weights"],
            label_gain=dict(parameters["label_gain"]),
        )


def _experience(arrays: dict[str, NDArray[Any]], parameters: dict[str, Any]) -> Experience | None:
    known = parameters.get("experience")
    if known is None:
        return None
    return Experience(
        tuple(known["codes"]),
        Vocabulary(tuple(known["words"]), arrays["experience_rarity"]),
        Vocabulary(tuple(known["heading_words"]), arrays["experience_heading_rarity"]),
        arrays["experience_weights"],
        arrays["experience_bias"],
        Sight(**{name: arrays[f"sight_{name}"] for name in _SIGHT}) if "sight_weights" in arrays else None,
    )
