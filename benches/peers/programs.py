"""How the programs are started: same scenario, same AI path, same cores."""

import csv
import json
import math
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
IQSIM = "iqsim"
COMPILED = ("numba", "jax")  # while they run: a run that is not timed comes first
PEERS = (*COMPILED, "numpy", "mesa")
FEW = 1000
# Waiting threads of Numba sleep: spinning gains nothing on a quiet machine, and slows it several times on a busy one.
ENVIRONMENT = os.environ | {"OMP_WAIT_POLICY": "passive"}


class Work(NamedTuple):
    """What a program is asked to do; the years after the first and of burn-in are the scenario's own where they are None."""

    agents: int
    years: int | None = None
    burn_in: int | None = None

    def settings(self):
        """Without breakthroughs all programs meet the same AI, as in `reference/update.sh`."""
        settings = {"ai.progress.breakthrough_rate": 0, "run.years": self.years, "run.burn_in_years": self.burn_in}
        given = [f"{key}={value}" for key, value in settings.items() if value is not None]
        return [word for setting in given for word in ("--set", setting)]


class Run(NamedTuple):
    """One replicate: seconds by the clock and of processor time, and the metrics of each year by name, with "year"."""

    seconds: float
    processor_seconds: float
    years: list


class Programs:
    """Runs programs on some cores."""

    def __init__(self, simulate, folder):
        self.simulate, self.folder = simulate, Path(folder)

    def run(self, name, scenario, work, seed, cores, replicates=1, warm_up=False):
        """Gives a `Run` for each replicate."""
        if name == IQSIM:
            return self.iqsim(scenario, work, seed, cores, replicates)
        return self.peer(name, scenario, work, seed, cores, replicates, warm_up)

    def iqsim(self, scenario, work, seed, cores, replicates):
        """Clock: from drawing founders to the last year's statistics. Processor: the same, see `outside_the_run`."""
        seconds, processor, years = self.process(scenario, work, seed, cores, replicates)
        processor -= self.outside_the_run(scenario, work, seed, cores)
        runs = [Run(seconds / replicates, processor / replicates, []) for _ in range(replicates)]
        for numbers in years:
            runs[int(numbers["replicate"])].years.append(numbers)
        return runs

    def outside_the_run(self, scenario, work, seed, cores):
        """Processor time of start, charts and files, which peers have not: what a run of few people needs beyond its seconds.

        The clock shows no less than the processor on one core, so this is rather too little, to the peers' advantage.
        """
        seconds, processor, _ = self.process(scenario, work._replace(agents=FEW), seed, cores[:1], 1)
        return max(processor - seconds, 0.0)

    def process(self, scenario, work, seed, cores, replicates):
        """Seconds of the run by the clock, processor time of the whole process, rows of yearly.csv."""
        folder = self.folder / IQSIM
        sizes = ["--agents", work.agents, "--reps", replicates, "--seed", seed, "--threads", len(cores)]
        before = children_seconds()
        call([self.simulate, scenario, *sizes, "--quiet", "--out", folder, *work.settings()], cores)
        processor = children_seconds() - before
        seconds = json.loads((folder / "manifest.json").read_text())["wall_seconds"]
        with open(folder / "yearly.csv", newline="") as file:
            number = lambda text: float(text) if text else math.nan
            rows = [{name: number(text) for name, text in row.items()} for row in csv.DictReader(file)]
        return seconds, processor, rows

    def peer(self, name, scenario, work, seed, cores, replicates, warm_up):
        """Both clocks: the yearly loop alone, without imports, compiling and founders."""
        resolved, out = self.folder / "resolved.toml", self.folder / "peer.json"
        resolved.write_text(call([self.simulate, "check", scenario, "--no-comments", *work.settings()], cores))
        sizes = ["--agents", work.agents, "--replicates", replicates, "--seed", seed, "--out", out]
        call([sys.executable, HERE / f"{name}_peer.py", resolved, *sizes, *["--warm-up"][: warm_up]], cores)
        return [Run(**run) for run in json.loads(out.read_text())]


def all_cores():
    """The processor cores this process may use; Linux tells."""
    if not hasattr(os, "sched_getaffinity"):
        raise SystemExit("this comparison holds programs to cores, which needs Linux")
    return sorted(os.sched_getaffinity(0))


def children_seconds():
    """Processor time of all programs that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def call(words, cores):
    """Runs a program on some cores and gives what it printed; fails with what it complained of."""
    words = [str(word) for word in words]
    hold = lambda: os.sched_setaffinity(0, cores)
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=hold, env=ENVIRONMENT)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}\nfailed:\n{done.stderr}")
    return done.stdout
