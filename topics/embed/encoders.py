"""Who turns texts into vectors.

An encoder is anything that keeps the promise of `Encoder`. `open_encoder` gives the one the settings name; only a name
other than `bundled` may touch the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from topics.settings import EmbedSettings


class Encoder(Protocol):
    """Turns texts into vectors of length 1, each from its own text alone.

    Attributes
    ----------
    name
        What a reader of a manifest calls it.
    fingerprint
        Differs wherever the vectors may differ: model, revision, pooling, prompt, token limit.
    dimension
        Components of a vector.
    max_tokens
        The most tokens of a text that one pass of the encoder takes in.
    """

    name: str
    fingerprint: str
    dimension: int
    max_tokens: int

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one row a text, float32 of shape (texts, dimension), in the order of the texts."""
        ...


def open_encoder(settings: EmbedSettings) -> Encoder:
    """Open the encoder that the settings name.

    Raises
    ------
    EncoderError
        It cannot be built, found or reached.
    """
    from topics.embed.bundled import open_bundled

    return open_bundled(settings.threads)
