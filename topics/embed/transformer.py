"""How any sentence-transformers model encodes.

Prompt and token limit are the model's own; where a model of the E5 family states no prompt, the one it was trained with
is used. The fingerprint is taken from the weights themselves, so it does not matter where the model came from.
"""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from topics.errors import EncoderError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

E5_PROMPT = "query: "
_NO_LIMIT = 8192
"""Tokens to hand over at most where a model states no limit."""
_BATCH = {"cpu": 8}
"""Texts computed together, by device; small ones waste least on a processor."""
_BATCH_ELSEWHERE = 64
_HUB_TIMEOUT = 10.0
"""Seconds for the hub to say whether it knows a model."""
_CLASSIC = "BAAI/bge-m3, Qwen/Qwen3-Embedding-0.6B, intfloat/multilingual-e5-large, or a folder of such a model"


class Transformer:
    """A sentence-transformers model, loaded; see `topics.embed.encoders.Encoder`."""

    def __init__(self, model: SentenceTransformer, source: str, device: str) -> None:
        self._model = model
        self._batch = _BATCH.get(device, _BATCH_ELSEWHERE)
        self.prompt = model.prompts.get(model.default_prompt_name or "", "") or _known_prompt(source)
        self.dimension = _dimension(model)
        limit = int(model.max_seq_length or _NO_LIMIT)
        bare, prompted = (len(model.tokenizer(text)["input_ids"]) for text in ("", self.prompt))
        self.max_tokens = limit - max(bare, prompted)
        self.name = f"{source} (sentence-transformers, prompt {self.prompt!r}, {limit} tokens)"
        self.fingerprint = f"transformer-{_digest(model, self.prompt, limit)}"

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one row a text; see `topics.embed.encoders.Encoder`."""
        parts = [np.empty((0, self.dimension), np.float32)]
        for first in range(0, len(texts), self._batch):
            batch = list(texts[first : first + self._batch])
            vectors = self._model.encode(
                batch,
                prompt=self.prompt,
                batch_size=self._batch,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            parts.append(np.asarray(vectors, np.float32))
            progress("embed", first + len(batch), len(texts))
        return np.concatenate(parts)


def open_transformer(source: str, device: str = "cpu", threads: int = 0) -> Transformer:
    """Load a model by its folder or, over the network where it is not at hand yet, by its name.

    Raises
    ------
    EncoderError
        The library is missing, the folder or name is unknown, the hub or the device cannot be reached.
    """
    folder = Path(source).expanduser()
    if (source.startswith((".", "~")) or folder.is_absolute()) and not folder.is_dir():
        raise EncoderError(f"encoder {source!r}: no such folder", allowed=f"bundled, {_CLASSIC}")
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        remedy = "run: pip install sentence-transformers, or leave --embedder out"
        raise EncoderError(
            f"encoder {source!r} needs a package that is missing: {error.name}", remedy=remedy
        ) from error
    if threads:
        torch.set_num_threads(threads)
    where = str(folder) if folder.is_dir() else source
    try:
        with _quiet():
            at_hand = folder.is_dir() or _is_at_hand(source)
            if not at_hand:
                _ask_hub(source)
            return Transformer(SentenceTransformer(where, device=device, local_files_only=at_hand), source, device)
    except (OSError, ValueError, RuntimeError, AssertionError, KeyError) as error:
        raise _unusable(source, device, error) from error


def _is_at_hand(source: str) -> bool:
    """Whether a model of this name was fetched before."""
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(source, "config.json"), str)


def _ask_hub(source: str) -> None:
    """Fail at once, and not after minutes of tries, where the hub is out of reach or does not know the name."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    from topics.remote import faults

    lost: tuple[type[Exception], ...] = (*faults(), HfHubHTTPError, OfflineModeIsEnabled)
    try:
        HfApi().model_info(source, timeout=_HUB_TIMEOUT)
    except lost as error:
        raise OSError(str(error)) from error


def _is_there(device: str) -> bool:
    """Whether a tensor can be made on a device: builds of torch differ in what they say where it cannot."""
    import torch

    try:
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError):
        return False
    return True


def _unusable(source: str, device: str, error: Exception) -> EncoderError:
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if device != "cpu" and not _is_there(device):
        return EncoderError(f"device {device!r} cannot be used: {first}", allowed="cpu, or a device this machine has")
    if Path(source).expanduser().is_dir():
        return EncoderError(f"encoder {source!r}: not a sentence-transformers folder ({first})")
    return EncoderError(
        f"encoder {source!r} is neither a folder nor a model that can be fetched: {first}",
        allowed=f"bundled, {_CLASSIC}",
        remedy="check the name and the network; HF_HUB_OFFLINE=1 forbids fetching",
    )


def _known_prompt(source: str) -> str:
    """Give the prompt of a model that was trained with one and does not say so."""
    return E5_PROMPT if "e5" in Path(source).name.lower().split("-") else ""


def _dimension(model: SentenceTransformer) -> int:
    ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(ask() or len(model.encode("topics", show_progress_bar=False)))


def _digest(model: SentenceTransformer, prompt: str, limit: int) -> str:
    """Hash weights, pieces, steps from tokens to a vector, prompt and limit."""
    digest = hashlib.sha256(json.dumps([prompt, limit, [repr(part) for part in model]]).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(_bytes(tensor))
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    digest.update((backend.to_str() if backend else repr(model.tokenizer)).encode())
    return digest.hexdigest()[:16]


def _bytes(tensor: Tensor) -> memoryview:
    import torch

    return tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().data


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries below from drawing bars and talking of their own while a model loads."""
    from transformers.utils import logging as bars

    talkers = [logging.getLogger(name) for name in ("sentence_transformers", "huggingface_hub", "transformers")]
    levels = [talker.level for talker in talkers]
    was_on = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    for talker in talkers:
        talker.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for talker, level in zip(talkers, levels, strict=True):
            talker.setLevel(level)
        if was_on:
            bars.enable_progress_bar()
