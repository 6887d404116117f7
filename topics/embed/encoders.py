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

BUNDLED = "bundled"
"""The name of the model that needs no network."""
ENDPOINT = "openai:"
"""What the name of an endpoint begins with."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1, each from its own text alone.

    Attributes
    ----------
    name
        What a reader of a manifest calls it: the model, its prompt, how it is computed.
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

    Parameters
    ----------
    settings
        Its `embedder` is ``bundled``, ``openai:MODEL@URL``, or the name or folder of a sentence-transformers model.

    Raises
    ------
    EncoderError
        It cannot be built, found or reached.
    """
    if settings.embedder == BUNDLED:
        from topics.embed.bundled import open_bundled

        return open_bundled(settings.threads)
    if settings.embedder.startswith(ENDPOINT):
        from topics.embed.endpoint import open_endpoint

        return open_endpoint(settings.embedder.removeprefix(ENDPOINT))
    from topics.embed.transformer import open_transformer

    return open_transformer(settings.embedder, settings.device, settings.threads)
