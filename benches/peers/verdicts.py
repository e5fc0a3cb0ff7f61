"""Are two programs' results equal within chance? The verdicts of `tests/reference.rs`, on means over ten years.

*Equal* where the 95 % interval of the difference lies inside the margin; *different* where the interval, widened for the
number of comparisons, lies outside it; *cannot tell* otherwise. Programs agree if nothing is different and few comparisons
are undecided.
"""

import csv
import math
import statistics
from typing import NamedTuple

from scipy.stats import t as student

# Differences below this do not matter: correlations, shares and slopes by 0.02; other numbers by 3 %.
MARGIN, RELATIVE_MARGIN = 0.02, 0.03
# Metrics whose unit is not of order one.
RELATIVE = ("mean_iq", "mean_schooling_years", "record_tail_exponent")
YEARS_AVERAGED = 10
MOST_UNDECIDED = 0.1  # of all comparisons
EQUAL, CANNOT_TELL, DIFFERENT = "equal", "cannot tell", "different"


class Mean(NamedTuple):
    """A metric's mean over ten years: mean and standard deviation over replicates."""

    mean: float
    sd: float
    replicates: int


class Comparison(NamedTuple):
    """One metric in one decade; `ours` is None where only the other program defines it."""

    from_year: int
    metric: str
    verdict: str
    ours: Mean | None
    theirs: Mean


def decades(runs):
    """Means over ten years of every metric that is defined: {(first year, metric): Mean}."""
    means = {}
    for run in runs:
        start, values = run.years[0]["year"], {}
        for year in run.years:
            first = int(start + (year["year"] - start) // YEARS_AVERAGED * YEARS_AVERAGED)
            for metric, value in year.items():
                if metric not in ("year", "replicate") and not math.isnan(value):
                    values.setdefault((first, metric), []).append(value)
        for key, of_years in values.items():
            means.setdefault(key, []).append(statistics.fmean(of_years))
    return {key: mean_of(values) for key, values in means.items()}


def mean_of(values):
    sd = statistics.stdev(values) if len(values) > 1 else math.nan
    return Mean(statistics.fmean(values), sd, len(values))


def committed(path):
    """What the reference implementation gave, from `reference/results`."""
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mean"] and row["sd"]]
    return {
        (int(row["from_year"]), row["metric"]): Mean(float(row["mean"]), float(row["sd"]), int(row["replicates"]))
        for row in rows
    }


def verdict(metric, ours, theirs, comparisons):
    """Equal, different or cannot tell."""
    if ours is None:
        return DIFFERENT
    if ours.replicates < 2 or theirs.replicates < 2:
        return CANNOT_TELL
    relative = abs(theirs.mean) > 2.0 or metric in RELATIVE
    margin = RELATIVE_MARGIN * abs(theirs.mean) if relative else MARGIN
    error = math.sqrt(ours.sd**2 / ours.replicates + theirs.sd**2 / theirs.replicates)
    freedom = ours.replicates + theirs.replicates - 2
    difference = abs(ours.mean - theirs.mean)
    if difference + student.ppf(0.975, freedom) * error < margin:
        return EQUAL
    if difference - student.ppf(1.0 - 0.005 / comparisons, freedom) * error > margin:
        return DIFFERENT
    return CANNOT_TELL


def compare(ours, theirs):
    """A comparison for every metric and decade that the other program defines."""
    return [
        Comparison(key[0], key[1], verdict(key[1], ours.get(key), mean, len(theirs)), ours.get(key), mean)
        for key, mean in theirs.items()
    ]


def count(comparisons, kind):
    return sum(comparison.verdict == kind for comparison in comparisons)


def overall(comparisons):
    """The verdict on all comparisons together."""
    if count(comparisons, DIFFERENT):
        return DIFFERENT
    decided = count(comparisons, CANNOT_TELL) <= MOST_UNDECIDED * len(comparisons)
    return EQUAL if comparisons and decided else CANNOT_TELL


def sentences(comparisons):
    """How many comparisons came out how; then everything different, and which metrics are undecided."""
    counts = ", ".join(f"{count(comparisons, kind)} {kind}" for kind in (EQUAL, CANNOT_TELL, DIFFERENT))
    lines = [f"{overall(comparisons)} ({counts})"]
    for from_year, metric, of_both, ours, theirs in comparisons:
        if of_both == DIFFERENT:
            here = "undefined" if ours is None else f"{ours.mean:.5g}"
            lines.append(f"different: {metric} from {from_year}, {here} against {theirs.mean:.5g}")
    undecided = sorted({row.metric for row in comparisons if row.verdict == CANNOT_TELL})
    if undecided:
        more = f" and {len(undecided) - 5} more" if len(undecided) > 5 else ""
        lines.append(f"cannot tell: {', '.join(undecided[:5])}{more}")
    return lines
