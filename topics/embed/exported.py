"""How the bundled model looks as a folder of float32 weights that other programs read.

The folder is what sentence-transformers loads by name. It serves to check the fast encoder against the plain network,
and anyone who wants the model elsewhere.

In: a folder that is empty or does not exist → `export_bundled()` → the folder, 490 MB.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.embed import datafile, pieces
from topics.embed.folders import made

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from topics.embed.datafile import E5

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def export_bundled(folder: Path) -> None:
    """Write the bundled model as a sentence-transformers folder.

    Raises
    ------
    EncoderError
        The data file is not installed or is another version's, or the folder cannot be written.
    """
    from safetensors.numpy import save_file

    model = datafile.parse(datafile.read_data_file())
    made(folder)
    save_file(weights(model), folder / "model.safetensors", metadata={"format": "pt"})
    pieces.build_tokenizer(pieces.vocabulary(model)).save(str(folder / "tokenizer.json"))
    for name, values in _descriptions(model).items():
        made((folder / name).parent)
        (folder / name).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def weights(model: E5) -> dict[str, NDArray[np.float32]]:
    """Give every weight under the name that transformers knows it by, float32."""
    named = {
        "embeddings.word_embeddings.weight": datafile.dequantised(model.words),
        "embeddings.position_embeddings.weight": model.tensors["emb.pos"].reshape(-1, model.hidden),
        "embeddings.token_type_embeddings.weight": model.tensors["emb.type"].reshape(-1, model.hidden),
        "embeddings.LayerNorm.weight": model.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": model.tensors["emb.ln.b"],
        # Not used by the mean of the tokens, but asked for when the weights are loaded.
        "pooler.dense.weight": np.zeros((model.hidden, model.hidden), np.float32),
        "pooler.dense.bias": np.zeros(model.hidden, np.float32),
    }
    for i in range(model.layers):
        for short, long in _PARTS.items():
            named[f"encoder.layer.{i}.{long}.weight"] = model.matrix(f"l{i}.{short}")
            named[f"encoder.layer.{i}.{long}.bias"] = model.tensors[f"l{i}.{short}.b"]
        for short, long in _NORMS.items():
            named[f"encoder.layer.{i}.{long}.weight"] = model.tensors[f"l{i}.{short}.w"]
            named[f"encoder.layer.{i}.{long}.bias"] = model.tensors[f"l{i}.{short}.b"]
    return {name: np.ascontiguousarray(array, np.float32) for name, array in named.items()}


def _descriptions(model: E5) -> dict[str, Any]:
    """Give the small files beside the weights: sizes, tokenizer class, the steps from tokens to a vector, prompts."""
    n_words = len(model.words)
    steps = {"0": ("", "Transformer"), "1": ("1_Pooling", "Pooling"), "2": ("2_Normalize", "Normalize")}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": n_words,
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.feed_forward,
            "hidden_act": "gelu",
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.tensors["emb.type"].size // model.hidden,
            "layer_norm_eps": 1e-12,
            "pad_token_id": model.specials["padding"],
            "dtype": "float32",
            "transformers_version": "5.0.0",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": model.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": int(i), "name": i, "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in steps.items()
        ],
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": model.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
    }
