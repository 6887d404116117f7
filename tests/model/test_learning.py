"""The classifier on probable classes: agreement with scikit-learn, and words weighed by hand."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from topics.model.evidence import log_softmax
from topics.model.learning import LEAST_TEXTS, Features, Vocabulary, fit_softmax, learn_vocabulary
from topics.model.tokens import Tokens


def test_words_are_weighed_by_log_count_and_rarity_at_unit_length():
    vocabulary = Vocabulary(("河", "湖"), np.array([1.0, 2.0]))
    weighed = vocabulary.weigh(Tokens.of([["湖", "河", "河", "海"], []])).todense()
    river, lake = 1 + np.log(2), 2.0
    np.testing.assert_allclose(np.asarray(weighed)[0], np.array([river, lake]) / np.hypot(river, lake))
    np.testing.assert_allclose(np.asarray(weighed)[1], [0.0, 0.0])


def test_rare_words_are_no_words():
    texts = [["甲", "甲"]] * LEAST_TEXTS + [["乙"]] * (LEAST_TEXTS - 1)
    vocabulary = learn_vocabulary(Tokens.of(texts))
    assert vocabulary.words == ("甲",)
    np.testing.assert_allclose(vocabulary.rarity, [np.log((1 + len(texts)) / (1 + LEAST_TEXTS)) + 1])


def test_it_agrees_with_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(0)
    dense, sparse = rng.standard_normal((120, 4)), csr_matrix(rng.poisson(0.3, (120, 5)).astype(float))
    labels = np.argmax(dense[:, :3] + rng.standard_normal((120, 3)), axis=1)
    weights, bias = fit_softmax(Features(dense, sparse), np.eye(3)[labels], 1.0)
    ours = np.exp(log_softmax(Features(dense, sparse).times(weights) + bias))
    both = np.hstack([dense, sparse.toarray()])
    theirs = LogisticRegression(C=1.0, max_iter=1000).fit(both, labels).predict_proba(both)
    np.testing.assert_allclose(ours, theirs, atol=0.01)


def test_half_sure_examples_give_half_sure_answers():
    features = Features(np.ones((40, 1)), csr_matrix((40, 0)))
    weights, bias = fit_softmax(features, np.tile([0.75, 0.25], (40, 1)), 10.0)
    share = np.exp(log_softmax(features.times(weights) + bias))[0]
    np.testing.assert_allclose(share, [0.75, 0.25], atol=0.01)


def test_the_transpose_is_the_transpose():
    rng = np.random.default_rng(1)
    features = Features(rng.standard_normal((6, 2)), csr_matrix(rng.standard_normal((6, 3))))
    errors, weights = rng.standard_normal((6, 4)), rng.standard_normal((5, 4))
    np.testing.assert_allclose((features.times(weights) * errors).sum(), (weights * features.back(errors)).sum())
