"""Runs the same work in every program, checks that results are equal within chance, then prints times and ratios.

    compare.py --simulate target/release/simulate

First the compiled peers and the program are compared with the committed results of the reference, on whole scenarios.
Then all programs are timed in turn, round by round, and the statistics of the timed runs are compared. A ratio is printed
only where both comparisons come out equal.
"""

import argparse
import csv
import math
import os
import statistics
import sys
import tempfile
from pathlib import Path

import verdicts
from programs import COMPILED, IQSIM, PEERS, Programs, Work, all_cores

RESULTS = Path(__file__).resolve().parents[2] / "reference" / "results"
# Size and seed of `reference/update.sh`; other chance.
REFERENCE_SCENARIOS = ("nordic_baseline", "twentieth_century", "ai_century_leveller")
REFERENCE_AGENTS, REFERENCE_REPLICATES, REFERENCE_SEED = 20_000, 16, 2
ONE_THREAD = ("numpy", "mesa")  # more cores make no difference: timed once a round
QUIET = 0.9  # of the clock's seconds a program of one thread computed, if nobody else used its core


class Findings:
    """Verdicts so far, told as they come in."""

    def __init__(self):
        self.verdicts, self.rows = {}, []

    def add(self, name, against, comparisons):
        """A later verdict replaces an earlier one only if it is worse."""
        of_all = verdicts.overall(comparisons)
        if self.verdicts.get(name, verdicts.EQUAL) == verdicts.EQUAL or of_all == verdicts.DIFFERENT:
            self.verdicts[name] = of_all
        first, *more = verdicts.sentences(comparisons)
        print(f"{name:6}{against:42}{first}", *more, sep="\n      ", flush=True)
        self.rows += [(name, against, *comparison) for comparison in comparisons]

    def save(self, path):
        with open(path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["program", "against", "from_year", "metric", "verdict", "mean_here", "mean_there"])
            for *start, ours, theirs in self.rows:
                writer.writerow([*start, "" if ours is None else ours.mean, theirs.mean])


def check_with_reference(programs, peers, findings):
    """Whole scenarios, as `cargo test --test reference` does for the program."""
    for name in (IQSIM, *(peer for peer in peers if peer in COMPILED)):
        for scenario in REFERENCE_SCENARIOS:
            work = Work(REFERENCE_AGENTS)
            runs = programs.run(name, scenario, work, REFERENCE_SEED, all_cores(), REFERENCE_REPLICATES)
            theirs = verdicts.committed(RESULTS / f"{scenario}.csv")
            findings.add(name, f"reference, {scenario}", verdicts.compare(verdicts.decades(runs), theirs))


def measure(programs, names, scenario, work, arguments):
    """Every program in turn, round by round, so that a busy machine slows all alike: {(name, threads): [runs]}.

    Which cores a program is held to changes from round to round; seeds differ, for results do not depend on threads.
    """
    runs, cores = {}, all_cores()
    for round_number in range(arguments.rounds):
        for threads in arguments.threads:
            held = [cores[(round_number + core) % len(cores)] for core in range(threads)]
            seed = 1 + len(arguments.threads) * round_number + arguments.threads.index(threads)
            for name in names:
                if name in ONE_THREAD and threads != arguments.threads[0]:
                    continue
                run = programs.run(name, scenario, work, seed, held, warm_up=name in COMPILED)
                runs.setdefault((name, threads), []).extend(run)
                print(f"  round {round_number + 1}: {name}, {threads} threads, {run[0].seconds:.3f} s", file=sys.stderr)
    return runs


def of_program(runs, name):
    """The runs of a program with any number of threads."""
    return [run for (program, _), of_threads in runs.items() if program == name for run in of_threads]


def compare_timed(runs, names, work, findings):
    """The statistics of the very runs that are timed."""
    ours = verdicts.decades(of_program(runs, IQSIM))
    for name in names:
        theirs = of_program(runs, name)
        against = f"{IQSIM}, timed runs of {work.agents:,} people"
        findings.add(name, against, verdicts.compare(verdicts.decades(theirs), ours_named_as(ours, theirs)))


def ours_named_as(ours, theirs):
    """The program's metrics but those that no peer has (levels of schooling, standard errors)."""
    names = theirs[0].years[0].keys()
    return {key: mean for key, mean in ours.items() if key[1] in names}


# ---------------------------------------------------------------------------------------------------------------- Table

HEADER = (
    "program",
    "threads",
    "people",
    "years",
    "seconds (range)",
    "M agent-years/s",
    f"{IQSIM} faster by",
    "processor seconds",
    "M agent-years/processor s",
    f"{IQSIM} faster by, processor time",
)


def share_of_core(runs):
    """Part of its core that a program on one core got, in the median run."""
    shares = [run.processor_seconds / run.seconds for (_, threads), some in runs.items() if threads == 1 for run in some]
    return statistics.median(shares) if shares else math.nan


def rows_of_table(runs, names, work, verdict_of, threads_tried):
    """A row for each program and number of threads; programs of one thread against the program with any."""
    burn_in, observed = work.burn_in, len(runs[IQSIM, threads_tried[0]][0].years)
    doubtful = "" if share_of_core(runs) >= QUIET else "?"
    for threads in threads_tried:
        ours = runs[IQSIM, threads]
        for name in (IQSIM, *names):
            of_name = runs.get((name, threads)) or runs[name, threads_tried[0]]
            seconds = [run.seconds for run in of_name]
            processor = statistics.median(run.processor_seconds for run in of_name)
            median, agent_years = statistics.median(seconds), work.agents * (burn_in + observed)
            by_clock, by_processor = ratios(name, of_name, ours, verdict_of)
            yield (
                name,
                f"{threads_tried[0]} of {threads}" if name in ONE_THREAD and threads > 1 else str(threads),
                f"{work.agents:,}",
                f"{burn_in} + {observed}",
                f"{median:.3g} ({min(seconds):.3g} to {max(seconds):.3g})",
                f"{agent_years / median / 1e6:.3g}{doubtful}",
                by_clock + doubtful * bool(by_clock),
                f"{processor:.3g}",
                f"{agent_years / processor / 1e6:.3g}",
                by_processor,
            )


def ratios(name, theirs, ours, verdict_of):
    """Median over rounds of the ratio of seconds, by the clock and of the processor; nothing but a verdict if not equal."""
    if name == IQSIM:
        return "", ""
    if verdict_of.get(name) != verdicts.EQUAL:
        return "", verdict_of.get(name, "")
    pairs = list(zip(theirs, ours))
    by_clock = statistics.median(their.seconds / our.seconds for their, our in pairs)
    by_processor = statistics.median(their.processor_seconds / our.processor_seconds for their, our in pairs)
    two_digits = lambda ratio: f"{float(f'{ratio:.2g}'):g}"
    return two_digits(by_clock), two_digits(by_processor)


def show(rows):
    """Prints the table as Markdown."""
    widths = [max(len(row[column]) for row in (HEADER, *rows)) for column in range(len(HEADER))]
    for row in (HEADER, ["-" * width for width in widths], *rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def arguments_given():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulate", required=True, help="the program")
    parser.add_argument("--scenario", default="ai_century")
    parser.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS)
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2], help="the first is that of NumPy and Mesa")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--agents", type=int, default=200_000)
    parser.add_argument("--years", type=int, default=99, help="after the first")
    parser.add_argument("--burn-in", type=int, default=90)
    parser.add_argument("--mesa-agents", type=int, default=100_000)
    parser.add_argument("--mesa-years", type=int, default=2)
    parser.add_argument("--mesa-burn-in", type=int, default=22, help="from 22 years on all records are complete")
    parser.add_argument("--no-reference", action="store_true", help="skip the comparison with reference/results")
    parser.add_argument("--verdicts", help="CSV for every verdict")
    arguments = parser.parse_args()
    if max(arguments.threads) > len(all_cores()):
        parser.error(f"there are {len(all_cores())} cores: choose --threads from 1 to that")
    return arguments


def main():
    arguments = arguments_given()
    large = [name for name in arguments.peers if name != "mesa"]
    small = [name for name in arguments.peers if name == "mesa"]
    large_work = Work(arguments.agents, arguments.years, arguments.burn_in)
    small_work = Work(arguments.mesa_agents, arguments.mesa_years, arguments.mesa_burn_in)
    findings, table, shares, load = Findings(), [], [], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(arguments.simulate, folder)
        if not arguments.no_reference:
            check_with_reference(programs, large, findings)
        for names, work in ((large, large_work), (small, small_work)):
            if names:
                runs = measure(programs, [IQSIM, *names], arguments.scenario, work, arguments)
                compare_timed(runs, names, work, findings)
                shares.append(share_of_core(runs))
                table += rows_of_table(runs, names, work, findings.verdicts, arguments.threads)
    if arguments.verdicts:
        findings.save(arguments.verdicts)
    print(f"\n{len(all_cores())} cores, load {load:.1f} at the beginning.")
    if shares and not min(shares) >= QUIET:
        print(f"? Busy: programs on one core had {min(shares):.0%} of it. Short runs suffer less: go by processor time.")
    print()
    show(table)
    different = [name for name, verdict in findings.verdicts.items() if verdict == verdicts.DIFFERENT]
    if different:
        raise SystemExit(f"results differ: {', '.join(different)}")


if __name__ == "__main__":
    main()
