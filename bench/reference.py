"""The same work with NumPy: trials (or boxes) are one array axis. Same arguments and output as reference.c."""

import sys
import time

import numpy as np


def cell(method, m, n, trials, steps, alpha, folder):
    m, n, trials, steps, alpha = int(m), int(n), int(trials), int(steps), float(alpha)
    c = np.fromfile(f"{folder}/starts.f64").reshape(trials, n)
    rows = np.arange(trials)
    if method != "gd":
        order = np.ascontiguousarray(np.fromfile(f"{folder}/indices.i32", dtype=np.int32).reshape(trials, steps).T)
    start = time.perf_counter()
    if method == "gd":
        eta = alpha / m
        for _ in range(steps):
            squares = c * c
            on = c > 0
            on[:, m:] = False
            active = np.einsum("ij,ij->i", squares, on)
            idle = squares.sum(1) - active
            grow = 1 + eta * (2 - 2 * active - idle)
            c *= np.where(on, grow[:, None], (1 - eta * active)[:, None])
    else:
        for t in range(steps):
            i = order[t]
            ci = c[rows, i]
            u = np.where(ci > 0, ci * ci, 0.0)
            norm = np.einsum("ij,ij->i", c, c)
            c *= (1 - alpha * u)[:, None]
            c[rows, i] = np.where(ci > 0, ci * (1 + alpha * (2 - norm - u)), ci)
    print(f"{1e3 * (time.perf_counter() - start):.6f}")
    print("\n".join(f"{x:.17g}" for x in c[:, :m].max(1)))


def out(lo, hi):
    return np.nextafter(lo, -np.inf), np.nextafter(hi, np.inf)


def mul(a, b):
    p = np.stack([a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]])
    return out(p.min(0), p.max(0))


def powers(a, degree):
    result = [None, a]
    for _ in range(2, degree + 1):
        result.append(mul(result[-1], a))
    return result


def prop27(repeats, folder):
    with open(f"{folder}/terms.txt") as file:
        region = [float(x) for x in file.readline().split()]
        terms = [(float(c), int(i), int(j)) for c, i, j in (line.split() for line in file)]
    degree = [max(t[k] for t in terms) for k in (1, 2)]
    width = (region[1] - region[0], region[3] - region[2])
    repeats = int(repeats)
    start = time.perf_counter()
    for _ in range(repeats):
        level = np.array([region]).T
        boxes, margin = 0, np.inf
        while level.shape[1] > 0:
            boxes += level.shape[1]
            x, y = powers((level[0], level[1]), degree[0]), powers((level[2], level[3]), degree[1])
            lo, hi = np.zeros(level.shape[1]), np.zeros(level.shape[1])
            for c, i, j in terms:
                v = (np.full(level.shape[1], c),) * 2
                if i:
                    v = mul(v, x[i])
                if j:
                    v = mul(v, y[j])
                lo, hi = out(lo + v[0], hi + v[1])
            done = lo > 0
            margin = min(margin, lo[done].min(initial=np.inf))
            rest = level[:, ~done]
            first = (rest[1] - rest[0]) / width[0] >= (rest[3] - rest[2]) / width[1]
            low, high = rest.copy(), rest.copy()
            mx, my = 0.5 * (rest[0] + rest[1]), 0.5 * (rest[2] + rest[3])
            low[1], high[0] = np.where(first, mx, rest[1]), np.where(first, mx, rest[0])
            low[3], high[2] = np.where(first, rest[3], my), np.where(first, rest[2], my)
            level = np.concatenate([low, high], axis=1)
    print(f"{1e3 * (time.perf_counter() - start) / repeats:.6f}\n{boxes}\n{margin:.17g}")


{"cell": cell, "prop27": prop27}[sys.argv[1]](*sys.argv[2:])
