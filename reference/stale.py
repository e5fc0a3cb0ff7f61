"""Are the committed results of the reference stale?

    stale.py inputs RESOLVED.toml          prints a fingerprint of everything that the results follow from
    stale.py compare COMMITTED FRESH       fails if fingerprints differ, or means differ by more than chance

Means are not compared digit by digit: NumPy's exp and log round differently on different processors, and one other rounding is
enough to give another person a place.
"""

import csv
import hashlib
import math
import sys
from pathlib import Path

SOURCES = ("model.py", "measures.py", "requirements.txt")
# Standard errors of a difference between two runs with other chance; beyond this one of them follows from something else.
CHANCE = 5.0
# What hangs on no chance has no spread; there the last digits of a number may differ between processors.
ROUNDING = 1e-12


def inputs(resolved):
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in (Path(resolved), *(here / name for name in SOURCES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def means(path):
    with open(path, newline="") as file:
        return {(row["from_year"], row["metric"]): row for row in csv.DictReader(file)}


def differences(committed, fresh):
    """Rows of one scenario that chance does not explain."""
    old, new = means(committed), means(fresh)
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key), new.get(key)
        if a is None or b is None or (a["mean"] == "") != (b["mean"] == ""):
            yield f"{key}: only in one of both"
        elif a["mean"] != b["mean"]:
            spread = math.hypot(float(a["sd"]), float(b["sd"])) / math.sqrt(int(a["replicates"]))
            size = max(abs(float(a["mean"])), abs(float(b["mean"])))
            if abs(float(a["mean"]) - float(b["mean"])) > CHANCE * spread + ROUNDING * size:
                yield f"{key}: {a['mean']} committed, {b['mean']} now"


def compare(committed, fresh):
    wrong = []
    for path in sorted(Path(fresh).iterdir()):
        other = Path(committed) / path.name
        if not other.exists():
            wrong.append(f"{other} is missing")
        elif path.suffix == ".inputs" and other.read_text() != path.read_text():
            wrong.append(f"{path.stem}: the scenario or the reference has changed since the results were made")
        elif path.suffix == ".csv":
            wrong += [f"{path.stem} {line}" for line in differences(other, path)]
    if wrong:
        raise SystemExit("\n".join([*wrong, "run reference/update.sh and commit reference/results"]))
    print("the committed results of the reference are up to date")


if __name__ == "__main__":
    command, *words = sys.argv[1:]
    print(inputs(*words)) if command == "inputs" else compare(*words)
