"""The clusterers others use: UMAP with HDBSCAN, as BERTopic has them by default, and EVoC.

vectors, least size, seed → labels by BERTopic
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.cluster import HDBSCAN
    from umap import UMAP

    Reals = NDArray[np.float64]
    Labels = NDArray[np.int64]

NEIGHBOURS = 15


class Unreduced:
    """BERTopic's step of reducing vectors, left out: the clusterer holds what it works on."""

    def fit_transform(self, vectors: Reals, y: None = None) -> Reals:
        """Give a row a vector and no columns: BERTopic would make a copy of them."""
        return vectors[:, :0]


class Evoc:
    """BERTopic's step of clustering, by EVoC (McInnes, 2024): the finest of its layers.

    Parameters
    ----------
    vectors
        Unit rows, shape (n, dimension).
    least
        Fewest segments of a cluster.
    seed
        Of its random numbers.
    """

    def __init__(self, vectors: Reals, least: int, seed: int) -> None:
        import evoc

        self._vectors = vectors
        self._clusterer = evoc.EVoC(base_min_cluster_size=least, n_neighbors=NEIGHBOURS, random_state=seed)
        self.labels_: Labels = np.zeros(0, dtype=np.int64)

    def fit(self, reduced: Reals, y: None = None) -> Evoc:
        """Cluster on one thread: on two it gives other clusters than on one; `labels_` then holds them, -1 for none."""
        import numba

        before = numba.get_num_threads()
        numba.set_num_threads(1)
        try:
            self._clusterer.fit_predict(self._vectors.astype(np.float32))
            self.labels_ = np.asarray(self._clusterer.cluster_layers_[0], dtype=np.int64)
        finally:
            numba.set_num_threads(before)
        return self


def umap(vectors: Reals, seed: int) -> UMAP:
    """Give BERTopic's usual reduction to five dimensions, with exact neighbours instead of approximate ones."""
    with warnings.catch_warnings():  # it says what else could be installed
        warnings.simplefilter("ignore")
        from umap import UMAP

    return UMAP(
        n_neighbors=NEIGHBOURS,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=seed,
        precomputed_knn=exact_neighbours(vectors, NEIGHBOURS),
    )


def hdbscan(least: int) -> HDBSCAN:
    """Give BERTopic's usual clusterer, in the implementation that needs no compiling."""
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(min_cluster_size=least, min_samples=5, copy=True)


def exact_neighbours(vectors: Reals, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Give the k nearest rows of each row, itself among them, by blocks of matrix products.

    Parameters
    ----------
    vectors
        Unit rows, shape (n, dimension).

    Returns
    -------
    places : ndarray of int64, shape (n, k)
        Nearest first; of equally near ones the first in order.
    distances : ndarray of float32, shape (n, k)
        1 less the cosine.
    """
    places, distances = [], []
    for begin in range(0, len(vectors), 1024):
        far = (1.0 - vectors[begin : begin + 1024] @ vectors.T).round(6)
        nearest = np.argsort(far, axis=1, kind="stable")[:, :k] if len(vectors) <= 2048 else _smallest(far, k)
        places.append(nearest)
        distances.append(np.take_along_axis(far, nearest, axis=1))
    return np.vstack(places).astype(np.int64), np.maximum(np.vstack(distances), 0.0).astype(np.float32)


def _smallest(far: Reals, k: int) -> NDArray[np.int64]:
    """Give the columns of the k smallest values of each row, by value, then by column."""
    some = np.sort(np.argpartition(far, k + k, axis=1)[:, : k + k], axis=1)
    order = np.argsort(np.take_along_axis(far, some, axis=1), axis=1, kind="stable")[:, :k]
    nearest: NDArray[np.int64] = np.take_along_axis(some, order, axis=1)
    return nearest
