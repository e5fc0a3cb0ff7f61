"""Writes salib.json: values of two test functions and the indices SALib finds in them.

    pip install SALib && python tests/sensitivity/salib.py

A test gives the same values to the program's estimators and compares.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from SALib.analyze import morris as morris_analyze
from SALib.analyze import sobol as sobol_analyze
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G


def unit(names, low, high):
    return {"num_vars": len(names), "names": names, "bounds": [[low, high]] * len(names)}


def sobol():
    problem = unit(["x1", "x2", "x3"], -np.pi, np.pi)
    x = sobol_sample.sample(problem, 128, calc_second_order=True, seed=7)
    y = Ishigami.evaluate(x)
    found = sobol_analyze.analyze(problem, y, calc_second_order=True, seed=7)
    # Order of the rows: A, A with a column of B by axis, B with a column of A by axis, B.
    return {
        "y": y.reshape(128, 8).tolist(),
        "first": found["S1"].tolist(),
        "total": found["ST"].tolist(),
        "second": [found["S2"][i, j] for i, j in [(0, 1), (0, 2), (1, 2)]],
    }


def morris():
    problem = unit([f"x{i}" for i in range(1, 7)], 0.0, 1.0)
    x = morris_sample.sample(problem, 30, num_levels=4, seed=7)
    y = Sobol_G.evaluate(x, a=np.array([0, 1, 4.5, 9, 99, 99]))
    found = morris_analyze.analyze(problem, x, y, num_levels=4, seed=7)
    return {
        "x": x.reshape(30, 7, 6).tolist(),
        "y": y.reshape(30, 7).tolist(),
        "mu": found["mu"].tolist(),
        "mu_star": found["mu_star"].tolist(),
        "sigma": found["sigma"].tolist(),
    }


if __name__ == "__main__":
    content = {"salib": version("SALib"), "ishigami": sobol(), "sobol_g": morris()}
    Path(__file__).with_name("salib.json").write_text(json.dumps(content) + "\n")
