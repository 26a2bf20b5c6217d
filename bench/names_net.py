"""The names tagger's network for training: forward, backward and Adam in NumPy."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amanat.detect import names_tokens as nt
from amanat.detect.names_model import REACH

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
WIDTH, HIDDEN, LAST, KINDS, LISTS = 48, 64, 64, 6, 8
STEPS = 2 * REACH + 1


@dataclass(slots=True)
class Batch:
    """Distinct types and the tokens over them; `label` -1 is not learnt."""

    shape: Ints
    groups: Ints
    first: Ints
    flags: Floats
    vector: Ints
    codes: Ints
    lines: Ints
    label: Ints


def parameters(rng: np.random.Generator, vectors: int) -> dict[str, Floats]:
    """Return fresh parameters; `vectors` is the width of the given word vectors."""

    def normal(*shape: int, scale: float) -> Floats:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    return {
        "groups": normal(nt.ROWS, WIDTH, scale=0.1),
        "shapes": normal(nt.SHAPES, WIDTH, scale=0.2),
        "lists": normal(LISTS, WIDTH, scale=0.2),
        "project": normal(vectors, WIDTH, scale=0.6),
        "inner": normal(WIDTH, WIDTH, scale=(2 / WIDTH) ** 0.5),
        "inner_bias": np.zeros(WIDTH, np.float32),
        "near": normal(WIDTH, STEPS * HIDDEN, scale=(2 / (WIDTH * STEPS)) ** 0.5),
        "lines": np.zeros((5, HIDDEN), np.float32),
        "wide": normal(3 * HIDDEN, LAST, scale=(2 / (3 * HIDDEN)) ** 0.5),
        "wide_bias": np.zeros(LAST, np.float32),
        "last": normal(LAST, KINDS, scale=(1 / LAST) ** 0.5),
        "last_bias": np.zeros(KINDS, np.float32),
    }


def _scatter(values: Floats, rows: Ints) -> tuple[Ints, Floats]:
    """Sum values by row: distinct rows and their sums."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return ordered[first], np.add.reduceat(values[order], first, axis=0)


def step(
    p: dict[str, Floats],
    batch: Batch,
    vectors: Floats,
    rng: np.random.Generator,
    drop: float,
) -> tuple[float, dict[str, Floats], tuple[Ints, Floats]]:
    """Return loss, gradients, and the gradient of the rows of `groups` that were used."""
    count = len(batch.shape)
    bounds = np.append(batch.first, len(batch.groups))
    size = np.diff(bounds)
    owner = np.repeat(np.arange(count), size)
    # now and then a type is known by its letters alone, or without them
    with_vector = (rng.random(count) > 0.15)[:, None].astype(np.float32)
    with_lists = (rng.random(count) > 0.3)[:, None].astype(np.float32)
    kept = (rng.random(len(batch.groups)) > 0.1).astype(np.float32)[:, None]
    scale = (1 / np.sqrt(size)).astype(np.float32)[:, None]
    z = np.add.reduceat(p["groups"][batch.groups] * kept, batch.first, axis=0) * scale
    given = np.where(batch.vector[:, None] >= 0, vectors[batch.vector], 0) * with_vector
    flags = batch.flags * with_lists
    z += p["shapes"][batch.shape] + flags @ p["lists"] + given @ p["project"]
    inner = z @ p["inner"] + p["inner_bias"]
    y = np.maximum(inner, 0)
    y_mask = (rng.random(y.shape) > drop * 0.5).astype(np.float32) / (1 - drop * 0.5)
    y *= y_mask
    n = len(batch.codes)
    at = np.arange(REACH, n - REACH)
    token = y[batch.codes]
    window = np.concatenate([token[at + k - REACH] for k in range(STEPS)], axis=1)
    near_w = p["near"].reshape(WIDTH, STEPS, HIDDEN).transpose(1, 0, 2).reshape(-1, HIDDEN)
    near = np.maximum(window @ near_w + p["lines"][batch.lines[at]], 0)
    near_mask = (rng.random(near.shape) > drop).astype(np.float32) / (1 - drop)
    near *= near_mask
    wide_in = np.concatenate([near[:-2], near[1:-1], near[2:]], axis=1)
    wide = np.maximum(wide_in @ p["wide"] + p["wide_bias"], 0)
    wide_mask = (rng.random(wide.shape) > drop).astype(np.float32) / (1 - drop)
    wide *= wide_mask
    scores = wide @ p["last"] + p["last_bias"]
    label = batch.label[REACH + 1 : n - REACH - 1]
    scores -= scores.max(1, keepdims=True)
    chance = np.exp(scores)
    chance /= chance.sum(1, keepdims=True)
    learnt = np.flatnonzero(label >= 0)
    picked = chance[learnt, label[learnt]]
    loss = float(-np.log(picked + 1e-9).mean())
    d = np.zeros_like(chance)
    d[learnt] = chance[learnt]
    d[learnt, label[learnt]] -= 1
    d /= max(1, len(learnt))
    g: dict[str, Floats] = {"last": wide.T @ d, "last_bias": d.sum(0)}
    d = (d @ p["last"].T) * wide_mask * (wide > 0)
    g["wide"], g["wide_bias"] = wide_in.T @ d, d.sum(0)
    d = d @ p["wide"].T
    d_near = np.zeros_like(near)
    for k in range(3):
        d_near[k : len(near) - 2 + k] += d[:, k * HIDDEN : (k + 1) * HIDDEN]
    d_near *= near_mask * (near > 0)
    g["lines"] = np.zeros_like(p["lines"])
    for kind in range(5):
        g["lines"][kind] = d_near[batch.lines[at] == kind].sum(0)
    d_near_w = window.T @ d_near
    g["near"] = d_near_w.reshape(STEPS, WIDTH, HIDDEN).transpose(1, 0, 2).reshape(WIDTH, -1)
    d_window = d_near @ near_w.T
    d_token = np.zeros_like(token)
    for k in range(STEPS):
        d_token[k : n - 2 * REACH + k] += d_window[:, k * WIDTH : (k + 1) * WIDTH]
    rows, sums = _scatter(d_token, batch.codes)
    d_y = np.zeros_like(y)
    d_y[rows] = sums
    d_y *= y_mask * (inner > 0)
    g["inner"], g["inner_bias"] = z.T @ d_y, d_y.sum(0)
    d_z = d_y @ p["inner"].T
    g["lists"], g["project"] = flags.T @ d_z, given.T @ d_z
    g["shapes"] = np.zeros_like(p["shapes"])
    rows, sums = _scatter(d_z, batch.shape)
    g["shapes"][rows] = sums
    return loss, g, _scatter((d_z * scale)[owner] * kept, batch.groups)


class Adam:
    """Adam; the rows of `groups` move only when they were used."""

    def __init__(self, p: dict[str, Floats]) -> None:
        self.p, self.t = p, 0
        self.m = {name: np.zeros_like(value) for name, value in p.items()}
        self.v = {name: np.zeros_like(value) for name, value in p.items()}

    def update(
        self, grads: dict[str, Floats], rows: tuple[Ints, Floats], rate: float, decay: float
    ) -> None:
        """Take one step."""
        self.t += 1
        step_rate = rate * (1 - 0.999**self.t) ** 0.5 / (1 - 0.9**self.t)
        for name, grad in grads.items():
            m, v = self.m[name], self.v[name]
            m *= 0.9
            m += 0.1 * grad
            v *= 0.999
            v += 0.001 * grad * grad
            self.p[name] *= 1 - rate * decay
            self.p[name] -= step_rate * m / (np.sqrt(v) + 1e-8)
        at, grad = rows
        m = self.m["groups"][at] * np.float32(0.9) + np.float32(0.1) * grad
        v = self.v["groups"][at] * np.float32(0.999) + np.float32(0.001) * grad * grad
        self.m["groups"][at], self.v["groups"][at] = m, v
        self.p["groups"][at] -= np.float32(step_rate) * m / (np.sqrt(v) + np.float32(1e-8))
