"""Connected components without a loop over edges: hook to the smaller label, jump, repeat."""

import numpy as np
import numpy.typing as npt


def components(
    nodes: int, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """Name each node's component by the smallest node in it.

    Args:
        nodes: how many nodes there are, numbered from 0.
        left: n nodes.
        right: n nodes; `left[i]` and `right[i]` belong together.

    Returns:
        The label of each node. Memory: a few arrays of the size of the input.
    """
    labels = np.arange(nodes, dtype=np.int32)
    while len(left):
        left, right = labels[left], labels[right]
        apart = left != right
        left, right = left[apart], right[apart]
        # All labels are roots here, so hooking the larger root under the smaller makes no cycle.
        np.minimum.at(labels, np.maximum(left, right), np.minimum(left, right))
        labels = _flattened(labels)
    return labels


def _flattened(labels: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    while True:
        jumped = labels[labels]
        if np.array_equal(jumped, labels):
            return labels
        labels = jumped
