"""What the compiled peers share: the rules of a year as plain numbers, founders, standards, the yearly loop, the command.

Rules, AI path and founders are those of `reference/model.py`; nothing here is timed but the yearly loop. A peer is a class
derived from `World` that lives through one year at a time.
"""

import argparse
import json
import math
import sys
import time
import tomllib
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "reference"))
import model  # noqa: E402

import tables as table  # noqa: E402

F = np.float32
BLOCK = model.BLOCK
# Recorded earnings of parents: bin 0 holds zero, then 32 bins a log point from e^−6 to e^10.
PARENT_BINS, PARENT_BINS_PER_LOG_POINT, LOWEST_PARENT_LOG = 513, 32, -6.0
LOWEST_IQ, HIGHEST_IQ = 36, 163


class Year(NamedTuple):
    """The rules of one year as numbers in single precision; arrays over classes end with an entry for people without a place."""

    # §2
    youngest_parent: int
    oldest_parent: int
    ability_inheritance: F
    ability_chance: F
    noncognitive_inheritance: F
    noncognitive_chance: F
    correlation: F  # c
    independent: F  # √(1−c²)
    score_ability: F
    score_chance: F
    stanine: bool
    status_of: np.ndarray  # (levels, PARENT_BINS): s of the child of such a parent
    school_ability: F
    school_noncognitive: F
    school_status: F
    school_chance: F
    level_shares: np.ndarray
    # §3
    speed_spread: F
    entry_opportunity: np.ndarray  # by level
    taught: np.ndarray  # o'_j·δ by class
    slowing: np.ndarray  # e^(−decay·x) by years of experience
    # §4
    mobility: F
    places: np.ndarray
    gate: np.ndarray  # (classes, 6): weights of k̂, ê, s, n, x̂, ε
    schooling_standard: np.ndarray  # ê by level
    skill_mean: F
    skill_per_sd: F  # 1/sd
    # §5 and §7.1
    mean_skill: F  # k̄
    pass_through: np.ndarray
    boost: np.ndarray
    out_of_work: np.ndarray  # base, persistence, a_k, a_n
    base_log_pay: np.ndarray
    learning_return: np.ndarray
    experience_pay: np.ndarray  # β₁·x + β₂·x²
    noncognitive_return: F
    transitory_sd: F
    part_year_share: F
    # §6
    loss_rate: F
    jump_rate: F
    merit: F
    jump_mean: np.ndarray
    income_share: float
    drawdown: F
    saving_rate: F
    bequest_share: F
    # §9
    oldest_record_age: int
    per_base_median: F  # 1/median, of observed years


class Remembered(NamedTuple):
    """What next year needs to know of this one."""

    skill_sum: float
    skill_squares: float
    levels: np.ndarray  # people by level
    parents: np.ndarray  # (levels, PARENT_BINS): people of next year's parents' ages


class State(NamedTuple):
    """People by column, one entry per slot."""

    age: np.ndarray
    ability: np.ndarray
    noncognitive_part: np.ndarray
    noncognitive: np.ndarray
    status: np.ndarray
    category: np.ndarray  # of the test score, from 0
    level: np.ndarray
    skill: np.ndarray
    job: np.ndarray  # as many as there are classes: without a place
    experience: np.ndarray
    luck: np.ndarray
    wealth: np.ndarray
    earnings: np.ndarray
    income: np.ndarray
    out: np.ndarray  # out of work last year
    record_sum: np.ndarray
    record_years: np.ndarray
    parent_bin: np.ndarray  # mobility bin of the parent's record at entry, or NO_PARENT


def standards_of(remembered, years_of_level):
    """§0 Standards from sums."""
    people = remembered.levels.sum()
    mean = remembered.skill_sum / people
    schooling = remembered.levels @ years_of_level / people
    variance = remembered.levels @ (years_of_level - schooling) ** 2 / people
    skill_variance = max(remembered.skill_squares / people - mean**2, 0.0)
    return model.Standards(mean, math.sqrt(skill_variance), schooling, math.sqrt(variance))


def status_table(parents, weight):
    """§2: standardised status by level and bin of recorded earnings, from the counts of people of a parent's age."""

    def normal_scores(counts):
        ranks = (np.cumsum(counts) - counts / 2.0) / max(counts.sum(), 1)
        return np.array([model.NORMAL.inv_cdf(rank) if count else 0.0 for rank, count in zip(ranks, counts)])

    sums = weight * normal_scores(parents.sum(1))[:, None] + (1.0 - weight) * normal_scores(parents.sum(0))
    people = max(parents.sum(), 1)
    mean = (parents * sums).sum() / people
    spread = math.sqrt((parents * (sums - mean) ** 2).sum() / people)
    return ((sums - mean) / spread if spread > 1e-9 else np.zeros_like(sums)).astype(F)


def numbers(scenario, rules, standards, mean_skill, parents, agents, base_median):
    """The rules of one year, as numbers."""
    family, schooling, learning, pay, luck = (scenario[key] for key in ("family", "schooling", "learning", "pay", "luck"))
    capital, observation, jobs = scenario["capital"], scenario["observation"], list(scenario["jobs"].values())
    o, floats = rules.openness, lambda values: np.asarray(values, F)
    per_class = lambda values, without: floats([*values, without])
    years = np.array([float(level["years"]) for level in schooling["levels"].values()])
    x = np.arange(64.0)
    r_g, r_n, c = (
        family[key] for key in ("ability_inheritance", "noncognitive_inheritance", "ability_noncognitive_correlation")
    )
    reliability = observation["test_reliability"]
    gate = [
        [
            job["gate"]["skill"] * rules.pass_through[index],
            job["gate"]["schooling"] * rules.credential_weight[index],
            job["gate"]["background"],
            job["gate"]["noncognitive"],
            job["gate"]["experience"],
            job["gate"]["noise"] * scenario["hiring"]["noise_scale"],
        ]
        for index, job in enumerate(jobs)
    ]
    own = np.array([float(job["learning_opportunity"]) for job in jobs])
    out = pay["out_of_work"]
    return Year(
        youngest_parent=family["parent_age_youngest"],
        oldest_parent=family["parent_age_oldest"],
        ability_inheritance=F(r_g),
        ability_chance=F(math.sqrt(1.0 - r_g**2)),
        noncognitive_inheritance=F(r_n),
        noncognitive_chance=F(math.sqrt(1.0 - r_n**2)),
        correlation=F(c),
        independent=F(math.sqrt(1.0 - c**2)),
        score_ability=F(model.RAW_SCORE_SD * math.sqrt(reliability)),
        score_chance=F(model.RAW_SCORE_SD * math.sqrt(1.0 - reliability)),
        stanine=observation["stanine"],
        status_of=status_table(parents, family["status_schooling_weight"]),
        school_ability=F(o * schooling["ability_weight"]),
        school_noncognitive=F(o * schooling["noncognitive_weight"]),
        school_status=F(o * schooling["status_weight"] + (1.0 - o) * schooling["inherited_weight"]),
        school_chance=F(schooling["noise"]),
        level_shares=rules.level_shares,
        speed_spread=F(rules.speed_spread),
        entry_opportunity=floats(model.opportunity(years / model.FULL_SCHOOLING, rules.opportunity_floor)),
        taught=per_class(model.opportunity(own, rules.opportunity_floor) * learning["on_the_job"], 0.0),
        slowing=floats(np.exp(-learning["decay"] * x)),
        mobility=F(rules.mobility),
        places=model.places_of_classes(rules, agents),
        gate=floats(gate),
        schooling_standard=floats(standards.of_schooling(years)),
        skill_mean=F(standards.skill_mean),
        skill_per_sd=F(1.0 / standards.skill_sd if standards.skill_sd > 0 else 0.0),
        mean_skill=F(mean_skill),
        pass_through=per_class(rules.pass_through, 1.0),
        boost=per_class(rules.skill_boost, 0.0),
        out_of_work=floats([out["base"], out["persistence"], out["skill"], out["noncognitive"]]),
        base_log_pay=per_class(rules.base_log_pay, 0.0),
        learning_return=per_class(rules.learning_return, 0.0),
        experience_pay=floats(pay["experience_return"] * x + pay["experience_curvature"] * x**2),
        noncognitive_return=F(pay["noncognitive_return"]),
        transitory_sd=F(pay["transitory_sd"]),
        part_year_share=F(pay["part_year_share"]),
        loss_rate=F(luck["loss_rate"]),
        jump_rate=F(luck["jump_rate"]),
        merit=F(luck["merit"]),
        jump_mean=per_class(rules.jump_mean, 0.0),
        income_share=float(rules.income_share),
        drawdown=F(capital["drawdown"]),
        saving_rate=F(capital["saving_rate"]),
        bequest_share=F(capital["bequest_share"]),
        oldest_record_age=observation["record_oldest_age"],
        per_base_median=F(1.0 / base_median),
    )


class World:
    """One replicate of a compiled peer. A peer defines `begin(state, random)` and `live(year, observing)`, which gives what
    is remembered and, of observed years, the tables; and `positive_earnings()`."""

    def __init__(self, scenario, agents, seed):
        self.scenario, self.agents, run = scenario, agents, scenario["run"]
        self.start_year, self.last_year = run["start_year"], run["start_year"] + run["years"]
        self.first_year = run["start_year"] - run["burn_in_years"]
        random = np.random.default_rng([seed, 0])
        self.ai_path = model.ai_path(scenario, np.random.default_rng([seed, 1]), self.last_year)
        self.years_of_level = np.array([float(level["years"]) for level in scenario["schooling"]["levels"].values()])
        self.classes = len(scenario["jobs"])
        self.iq = self.iq_of_categories()
        people = model.founders(scenario, model.rules_of_year(scenario, self.start_year, None), agents, random)
        self.remembered = self.of_founders(people)
        self.begin(self.state(people), random)

    def iq_of_categories(self):
        if self.scenario["observation"]["stanine"]:
            return 100.0 + 15.0 * (np.arange(1.0, 10.0) - model.RAW_SCORE_MEAN) / model.RAW_SCORE_SD
        return np.arange(LOWEST_IQ, HIGHEST_IQ + 1.0)

    def of_founders(self, people):
        parents = np.zeros((len(self.years_of_level), PARENT_BINS), np.int64)
        family = self.scenario["family"]
        of_age = (people.age >= family["parent_age_youngest"] - 1) & (people.age <= family["parent_age_oldest"] - 1)
        levels = np.searchsorted(self.years_of_level, people.schooling)
        parents[:, 0] = np.bincount(levels[of_age], minlength=len(parents))
        count = np.bincount(levels, minlength=len(parents))
        return Remembered(people.skill.sum(), (people.skill**2).sum(), count, parents)

    def state(self, people):
        """The founders in small types."""
        real = lambda values: values.astype(F)
        whole = lambda values: values.astype(np.uint8)
        agents = people.count()
        return State(
            age=whole(people.age),
            ability=real(people.ability),
            noncognitive_part=real(people.noncognitive_part),
            noncognitive=real(people.noncognitive),
            status=real(people.status),
            category=whole(np.searchsorted(self.iq, people.iq - 1e-6)),
            level=whole(np.searchsorted(self.years_of_level, people.schooling)),
            skill=real(people.skill),
            job=np.full(agents, self.classes, np.uint8),
            experience=np.zeros(agents, np.uint8),
            luck=np.zeros(agents, F),
            wealth=real(people.wealth),
            earnings=np.zeros(agents, F),
            income=np.zeros(agents, F),
            out=np.zeros(agents, np.uint8),
            record_sum=np.zeros(agents, F),
            record_years=np.zeros(agents, np.uint8),
            parent_bin=np.full(agents, table.NO_PARENT, np.uint8),
        )

    def run(self):
        """Lives through all years; gives the metrics of each year after the burn-in. This is what is timed."""
        scenario, fixed = self.scenario, None
        if not scenario["standards"]["from_base_year"]:
            fixed = model.Standards(**{k: v for k, v in scenario["standards"].items() if k != "from_base_year"})
        standards = fixed or standards_of(self.remembered, self.years_of_level)
        base_median = math.nan
        for calendar_year in range(self.first_year, self.last_year + 1):
            burning_in = calendar_year < self.start_year
            ai = None if burning_in else self.ai_path.get(calendar_year)
            rules = model.rules_of_year(scenario, max(calendar_year, self.start_year), ai)
            mean_skill = standards.of_skill(np.array(self.remembered.skill_sum / self.agents))
            parents = self.remembered.parents
            year = numbers(scenario, rules, standards, mean_skill, parents, self.agents, base_median)
            self.remembered, tables = self.live(year, not burning_in)
            if burning_in:
                standards = fixed or standards_of(self.remembered, self.years_of_level)
                if calendar_year == self.start_year - 1:
                    base_median = float(np.median(self.positive_earnings()))
            else:
                measured = table.metrics(tables, self.iq, self.years_of_level)
                yield calendar_year, measured | of_ai(rules, list(scenario["jobs"]), tables.jobs)


def of_ai(rules, classes, jobs):
    """Quantities of the scenario and shares of classes."""
    ai, held = rules.ai, jobs.sum(1) / jobs.sum()
    quantities = {
        "ai_capability": ai.capability if ai else math.nan,
        "ai_price": ai.price if ai else math.nan,
        "human_involvement": ai.human_involvement if ai else 1.0,
        "research_speed": ai.research_speed if ai else math.nan,
        "automated_share": rules.mean_automated,
        "labour_share": 1.0 - rules.income_share,
    }
    automated = {f"automated_{name}": float(rules.automated[index]) for index, name in enumerate(classes)}
    return quantities | automated | {f"share_{name}": float(held[index]) for index, name in enumerate(classes)}


def timed(world):
    """Seconds of the yearly loop by the clock and of the processor, and the metrics of the observed years."""
    begin, processor = time.perf_counter(), time.process_time()
    observed = list(world.run())
    return time.perf_counter() - begin, time.process_time() - processor, observed


def command(make):
    """The command of every peer: runs replicates, each timed on its own, and writes seconds and metrics as JSON.

    `make(scenario, agents, seed)` gives a world. With `--warm-up` a whole run that is not timed comes first: it compiles.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", help="resolved scenario: simulate check NAME --no-comments")
    parser.add_argument("--agents", type=int, required=True)
    parser.add_argument("--replicates", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warm-up", action="store_true")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    scenario = tomllib.loads(Path(arguments.scenario).read_text())
    if arguments.warm_up:
        timed(make(scenario, arguments.agents, 0))
    runs = []
    for replicate in range(arguments.replicates):
        seconds, processor_seconds, observed = timed(make(scenario, arguments.agents, arguments.seed * 1000 + replicate))
        years = [{"year": year} | metrics for year, metrics in observed]
        runs.append({"seconds": seconds, "processor_seconds": processor_seconds, "years": years})
    Path(arguments.out).write_text(json.dumps(runs))
