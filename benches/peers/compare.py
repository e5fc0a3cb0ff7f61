"""Runs the same work in every program, checks that results are equal within chance, then prints times and ratios.

    compare.py --simulate target/release/simulate

First each peer runs the check: small populations through the whole scenario, several replicates. Then all programs are timed
in turn, round by round, and the timed results are compared as well. A ratio is printed only where nothing is different.
"""

import argparse
import csv
import json
import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from scipy.stats import t as student

HERE = Path(__file__).resolve().parent
PEERS = ("numba", "jax", "numpy", "mesa")
# Equivalence margins and verdicts of tests/reference.rs.
MARGIN, RELATIVE_MARGIN = 0.02, 0.03
RELATIVE = ("mean_iq", "mean_schooling_years", "record_tail_exponent")
YEARS_AVERAGED = 10
EQUAL, CANNOT_TELL, DIFFERENT = "equal", "cannot tell", "different"


class Work(NamedTuple):
    """What a program is asked to do."""

    agents: int
    years: int
    burn_in: int

    def agent_years(self):
        return self.agents * (self.burn_in + self.years + 1)


class Run(NamedTuple):
    seconds: float
    years: list  # metrics by name, with "year"


# ----------------------------------------------------------------------------------------------------------- Programs


class Programs:
    """How each program is started. All meet the same AI: the scenario is run without breakthroughs, as in `reference/`."""

    def __init__(self, simulate, scenario, folder):
        self.simulate, self.scenario, self.folder = simulate, scenario, Path(folder)

    def settings(self, work):
        values = (f"run.years={work.years}", f"run.burn_in_years={work.burn_in}", "ai.progress.breakthrough_rate=0")
        return [word for value in values for word in ("--set", value)]

    def run(self, name, work, seed, replicates=1, warm_up=False):
        return (self.iqsim if name == "iqsim" else self.peer)(name, work, seed, replicates, warm_up)

    def iqsim(self, _, work, seed, replicates, __):
        folder = self.folder / "iqsim"
        sizes = ["--agents", work.agents, "--reps", replicates, "--seed", seed, "--quiet", "--out", folder]
        call([self.simulate, self.scenario, *sizes, *self.settings(work)])
        seconds = json.loads((folder / "manifest.json").read_text())["wall_seconds"]
        runs = [Run(seconds, []) for _ in range(replicates)]
        with open(folder / "yearly.csv", newline="") as file:
            for row in csv.DictReader(file):
                numbers = {name: float(value) if value else math.nan for name, value in row.items()}
                runs[int(numbers["replicate"])].years.append(numbers)
        return runs

    def peer(self, name, work, seed, replicates, warm_up):
        resolved, out = self.folder / "resolved.toml", self.folder / "peer.json"
        resolved.write_text(call([self.simulate, "check", self.scenario, "--no-comments", *self.settings(work)]))
        sizes = ["--agents", work.agents, "--replicates", replicates, "--seed", seed, "--out", out]
        call([sys.executable, HERE / f"{name}_peer.py", resolved, *sizes, *["--warm-up"][: warm_up]])
        return [Run(**run) for run in json.loads(out.read_text())]


def call(words):
    """Runs a program and gives what it printed; fails with what it complained of."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}\nfailed:\n{done.stderr}")
    return done.stdout


# ------------------------------------------------------------------------------------------------------------ Verdicts


def decades(runs):
    """Means over ten years of every metric, one number a replicate: {(first year, metric): [numbers]}."""
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
    return means


def verdict(metric, ours, theirs, comparisons):
    """Equal where the 95 % interval of the difference lies inside the margin; different where the interval, widened for the
    number of comparisons, lies outside it."""
    if len(ours) < 2 or len(theirs) < 2:
        return CANNOT_TELL
    mean = statistics.fmean(theirs)
    margin = RELATIVE_MARGIN * abs(mean) if abs(mean) > 2.0 or metric in RELATIVE else MARGIN
    error = math.sqrt(statistics.variance(ours) / len(ours) + statistics.variance(theirs) / len(theirs))
    freedom = len(ours) + len(theirs) - 2
    difference = abs(statistics.fmean(ours) - mean)
    if difference + student.ppf(0.975, freedom) * error < margin:
        return EQUAL
    if difference - student.ppf(1.0 - 0.005 / comparisons, freedom) * error > margin:
        return DIFFERENT
    return CANNOT_TELL


def verdicts(ours, theirs):
    """[(first year, metric, verdict, mean here, mean there)] of all metrics that both programs define."""
    ours, theirs = decades(ours), decades(theirs)
    shared = [key for key in theirs if key in ours]
    return [
        (first, metric, verdict(metric, ours[first, metric], theirs[first, metric], len(shared)))
        + (statistics.fmean(ours[first, metric]), statistics.fmean(theirs[first, metric]))
        for first, metric in shared
    ]


def told(name, kind, rows):
    """Prints how many comparisons came out how; gives the verdict on all: equal if none is different and most are equal."""
    count = {kind: sum(row[2] == kind for row in rows) for kind in (EQUAL, CANNOT_TELL, DIFFERENT)}
    print(f"{name:6} {kind:28} {count[EQUAL]:5} equal {count[CANNOT_TELL]:5} cannot tell {count[DIFFERENT]:5} different")
    for metric in sorted({row[1] for row in rows if row[2] != EQUAL}):
        of_metric = [row for row in rows if row[1] == metric]
        undecided = sum(row[2] == CANNOT_TELL for row in of_metric)
        other = [row for row in of_metric if row[2] == DIFFERENT]
        if other:
            first, _, _, here, there = other[0]
            print(f"         different: {metric} from {first}: {here:.5g} by iqsim, {there:.5g} by {name}")
        elif undecided:
            print(f"         cannot tell: {metric} in {undecided} of {len(of_metric)} decades")
    if count[DIFFERENT]:
        return DIFFERENT
    return EQUAL if count[EQUAL] > count[CANNOT_TELL] else CANNOT_TELL


# ---------------------------------------------------------------------------------------------------------------- Table


def check(programs, names, arguments, saved):
    """The whole scenario on small populations: {name: verdict}."""
    found, ours = {}, {}
    for name in names:
        if name == "mesa":  # slow: fewer years, and the same population as is timed
            work, replicates = Work(arguments.small_agents, arguments.years, arguments.burn_in), arguments.small_replicates
        else:
            work = Work(arguments.check_agents, arguments.check_years, arguments.check_burn_in)
            replicates = arguments.check_replicates
        if work not in ours:
            ours[work] = programs.run("iqsim", work, 1, replicates)
        rows = verdicts(ours[work], programs.run(name, work, 2, replicates))
        saved += [(name, "check", *row) for row in rows]
        found[name] = told(name, f"{replicates} × {work.agents:,} people", rows)
    return found


def measure(programs, names, work, rounds):
    """Every program in turn, round by round, so that a busy machine slows all alike: {name: [runs]}."""
    runs = {name: [] for name in names}
    for seed in range(1, rounds + 1):
        for name in names:
            runs[name] += programs.run(name, work, seed, warm_up=name not in ("numpy", "mesa"))
            print(f"  round {seed}: {name} {runs[name][-1].seconds:.3f} s", file=sys.stderr)
    return runs


def rows_of_table(runs, work, found):
    for name, of_name in runs.items():
        seconds = [run.seconds for run in of_name]
        median = statistics.median(seconds)
        ratios = [run.seconds / ours.seconds for run, ours in zip(of_name, runs["iqsim"])]
        ratio = f"{statistics.median(ratios):.1f}" if found.get(name) == EQUAL else found.get(name, "")
        spread = f"{min(seconds):.3g} to {max(seconds):.3g}"
        speed = f"{work.agent_years() / median / 1e6:.3g}"
        years = f"{work.burn_in} + {work.years + 1}"
        yield name, f"{work.agents:,}", years, f"{median:.3g}", spread, speed, ratio


def show(rows):
    header = ("program", "people", "years", "seconds", "lowest to highest", "million agent-years/s", "iqsim is faster by")
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    line = lambda row: "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
    print("\n".join([line(header), line(["-" * width for width in widths]), *map(line, rows)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulate", required=True, help="the program")
    parser.add_argument("--scenario", default="ai_century")
    parser.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS)
    parser.add_argument("--agents", type=int, default=1_000_000)
    parser.add_argument("--years", type=int, default=19)
    parser.add_argument("--burn-in", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small-agents", type=int, default=5_000, help="population of Mesa")
    parser.add_argument("--small-replicates", type=int, default=16)
    parser.add_argument("--check-agents", type=int, default=20_000)
    parser.add_argument("--check-years", type=int, default=99)
    parser.add_argument("--check-burn-in", type=int, default=90)
    parser.add_argument("--check-replicates", type=int, default=8)
    parser.add_argument("--verdicts", help="CSV for every verdict")
    arguments = parser.parse_args()
    large = [name for name in PEERS if name in arguments.peers and name != "mesa"]
    small = [name for name in PEERS if name in arguments.peers and name == "mesa"]
    saved, table = [], []
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(arguments.simulate, arguments.scenario, folder)
        found = check(programs, [*large, *small], arguments, saved)
        for names, agents in ((large, arguments.agents), (small, arguments.small_agents)):
            if names:
                work = Work(agents, arguments.years, arguments.burn_in)
                runs = measure(programs, ["iqsim", *names], work, arguments.rounds)
                for name in names:
                    rows = verdicts(runs["iqsim"], runs[name])
                    saved += [(name, "timed", *row) for row in rows]
                    # Few rounds may decide little; a difference counts all the same.
                    if told(name, f"timed, {arguments.rounds} × {agents:,} people", rows) == DIFFERENT:
                        found[name] = DIFFERENT
                table += rows_of_table(runs, work, found)
    if arguments.verdicts:
        with open(arguments.verdicts, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["program", "runs", "from_year", "metric", "verdict", "mean_iqsim", "mean_program"])
            writer.writerows(saved)
    print()
    show(table)
    if DIFFERENT in found.values():
        raise SystemExit("results differ: " + ", ".join(name for name in found if found[name] == DIFFERENT))


if __name__ == "__main__":
    main()
