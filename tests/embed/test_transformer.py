"""Names and folders of sentence-transformers models: what is said when they cannot be used."""

from __future__ import annotations

import builtins

import pytest

from topics.embed.encoders import open_encoder
from topics.embed.transformer import E5_PROMPT, _known_prompt
from topics.errors import EncoderError
from topics.settings import EmbedSettings


@pytest.mark.parametrize("name", ["./none", "/none/such", "~/none-such-folder"])
def test_a_folder_that_is_not_there(name):
    with pytest.raises(EncoderError, match="no such folder"):
        open_encoder(EmbedSettings(embedder=name))


def test_a_missing_package_is_named_with_the_command(monkeypatch):
    original = builtins.__import__

    def without(name, *arguments, **named):
        if name.startswith("sentence_transformers"):
            raise ImportError("gone", name="sentence_transformers")
        return original(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EncoderError, match=r"missing: sentence_transformers; run: pip install sentence-transformers"):
        open_encoder(EmbedSettings(embedder="some/model"))


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("intfloat/multilingual-e5-large", E5_PROMPT),
        ("/models/e5-small", E5_PROMPT),
        ("BAAI/bge-m3", ""),
        ("Qwen/Qwen3-Embedding-0.6B", ""),
    ],
)
def test_only_the_e5_family_has_a_prompt_it_does_not_state(name, prompt):
    assert _known_prompt(name) == prompt


@pytest.mark.real
def test_a_hub_that_may_not_be_asked_is_one_line(monkeypatch):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(
        EncoderError, match=r"neither a folder nor a model that can be fetched.*check the name"
    ) as caught:
        open_encoder(EmbedSettings(embedder="no-such-owner/no-such-model"))
    assert "\n" not in str(caught.value)


@pytest.mark.real
def test_a_folder_of_something_else(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match="not a sentence-transformers folder"):
        open_encoder(EmbedSettings(embedder=str(tmp_path)))
