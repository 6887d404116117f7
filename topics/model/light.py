"""BERTopic, without the libraries it takes in for work that is not asked of it here.

Its own import brings in torch, transformers, UMAP and more for embedding, drawing and talking to language models:
three quarters of the time. BERTopic does without each of them where it is not installed, as its documentation says of
light installations; here it is imported as if they were not.

light_bertopic() → the class BERTopic
"""

from __future__ import annotations

import sys
from functools import lru_cache
from threading import Lock, get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

OPTIONAL = frozenset(
    {
        *("torch", "transformers", "sentence_transformers", "huggingface_hub", "model2vec", "fastembed", "spacy"),
        *("umap", "hdbscan", "datamapplot"),
        *("openai", "cohere", "litellm", "llama_cpp", "langchain", "langchain_core", "langchain_community"),
    }
)
"""Libraries whose absence BERTopic allows for, and nothing else that it imports asks for."""
_ONE_AT_A_TIME = Lock()


def light_bertopic() -> Any:  # noqa: ANN401 - BERTopic has no types
    """Give the class BERTopic: that of the program around if it has imported it, else one imported light.

    The light one stays private: who imports ``bertopic`` elsewhere in the program gets it whole. Only the thread that
    imports it here does without the libraries, and only meanwhile.
    """
    with _ONE_AT_A_TIME:
        return _imported()


@lru_cache(maxsize=1)
def _imported() -> Any:  # noqa: ANN401 - BERTopic has no types
    there, absent = "bertopic" in sys.modules, _Absent()
    if not there:
        sys.meta_path.insert(0, absent)
    try:
        from bertopic import BERTopic

        return BERTopic
    finally:
        if not there:
            sys.meta_path.remove(absent)
            for name in [name for name in sys.modules if name.partition(".")[0] == "bertopic"]:
                del sys.modules[name]


class _Absent:
    """Tells one thread that the optional libraries are not installed; those that are loaded stay so."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> None:
        if name in OPTIONAL and get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
