"""Reference implementation of the model described in docs/model.md: plain NumPy, written from that document alone.

    python reference/model.py RESOLVED_SCENARIO.toml --agents 20000 --replicates 4 --seed 1 --out results.csv

Sections, order and symbols are those of the document. Arrays have one entry per slot; a slot holds one person at a time.
Random numbers are NumPy's, so results agree with the program's in distribution, never digit by digit.
"""

import argparse
import csv
import math
import sys
import tomllib
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

import measures

ENTRY_AGE = 20
RETIREMENT_AGE = 65
RECORD_AGES = (35, 45)
BLOCK = 4096
STRIP = 16  # neighbours of the same age
AGE_STEP = 28  # years between the founders of neighbouring strips
RAW_SCORE_MEAN = 5.45
RAW_SCORE_SD = 1.98
MEAN_EXPERIENCE = 22.5
SD_EXPERIENCE = 12.99
FULL_SCHOOLING = 18.0
EARNINGS_BINS_PER_LOG_POINT = 32
NO_PLACE = -1
YEARS_AVERAGED = 10  # results are means over this many years, so that chance blurs them less

NORMAL = NormalDist()


def schedule_at(schedule, year):
    """Value of a schedule in a year: a number, years with values joined by straight lines, or a logistic curve."""
    if not isinstance(schedule, dict):
        return float(schedule)
    if "from" in schedule:
        steps = (year - schedule["midpoint"]) / schedule["width"]
        return schedule["from"] + (schedule["to"] - schedule["from"]) / (1.0 + math.exp(-steps))
    years = sorted(schedule, key=int)
    return float(np.interp(year, [int(y) for y in years], [schedule[y] for y in years]))


def largest_remainders(shares, total):
    """Whole numbers that sum to `total` in proportion to shares; what rounding down leaves goes to the largest remainders."""
    shares = np.maximum(np.asarray(shares, float), 0.0)
    exact = shares / shares.sum() * total
    whole = np.floor(exact + 1e-9).astype(int)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return whole


# ---------------------------------------------------------------------------------------------- §0 The order of a year


@dataclass
class Rules:
    """What holds in one year: schedules read, AI's channels applied."""

    year: int
    openness: float
    level_shares: np.ndarray
    mobility: float
    place_shares: np.ndarray  # after displacement; the rest of 1 are people without a place
    base_log_pay: np.ndarray  # b', after assistance
    learning_return: np.ndarray
    pass_through: np.ndarray  # q
    skill_boost: np.ndarray  # φ·B₀
    credential_weight: np.ndarray  # 1 + follow·(q − 1)
    jump_mean: np.ndarray
    income_share: float
    opportunity_floor: float
    speed_spread: float
    automated: np.ndarray  # φ
    mean_automated: float  # φ̄
    ai: object


@dataclass
class Standards:
    """§0 Standards: what one standard deviation of skill and schooling is."""

    skill_mean: float
    skill_sd: float
    schooling_mean: float
    schooling_sd: float

    @staticmethod
    def of(people):
        skill, schooling = people.skill, people.schooling
        return Standards(skill.mean(), skill.std(), schooling.mean(), schooling.std())

    def of_skill(self, skill):
        return (skill - self.skill_mean) / self.skill_sd if self.skill_sd > 0 else np.zeros_like(skill)

    def of_schooling(self, schooling):
        return (schooling - self.schooling_mean) / self.schooling_sd if self.schooling_sd > 0 else np.zeros_like(schooling)


class World:
    """One replicate: people, standards and chance."""

    def __init__(self, scenario, agents, seed, replicate):
        self.scenario = scenario
        self.random = np.random.default_rng([seed, replicate, 0])
        run = scenario["run"]
        self.start_year = run["start_year"]
        self.last_year = run["start_year"] + run["years"]
        self.first_year = run["start_year"] - run["burn_in_years"]
        self.ai_path = ai_path(scenario, np.random.default_rng([seed, replicate, 1]), self.last_year)
        self.people = founders(scenario, rules_of_year(scenario, self.start_year, None), agents, self.random)
        self.fixed_standards = None
        if not scenario["standards"]["from_base_year"]:
            numbers = {key: value for key, value in scenario["standards"].items() if key != "from_base_year"}
            self.fixed_standards = Standards(**numbers)
        self.base_median = math.nan

    def run(self):
        """Lives through all years; gives the metrics of each year after the burn-in."""
        standards = self.fixed_standards or Standards.of(self.people)
        for year in range(self.first_year, self.last_year + 1):
            burning_in = year < self.start_year
            # Burn-in: the first year's rules, without AI.
            rules = rules_of_year(
                self.scenario, max(year, self.start_year), None if burning_in else self.ai_path.get(year)
            )
            self.live(rules, standards)
            if burning_in:
                standards = self.fixed_standards or Standards.of(self.people)
                earnings = self.people.earnings
                self.base_median = np.median(earnings[earnings > 0]) if (earnings > 0).any() else math.nan
            else:
                yield year, measures.observe(self.scenario, self.people, rules, standards, self.base_median)

    def live(self, rules, standards):
        """Phases 1 to 7 of a year, in the order of §0."""
        people, scenario, random = self.people, self.scenario, self.random
        mean_skill = standards.of_skill(people.skill).mean()  # k̄: last year's mean
        entrants = retire(people, scenario, random)
        fill_schools(people, entrants, scenario, rules, random)
        skill_at_entry(people, entrants, rules)
        learn_on_the_job(people, scenario, rules)
        move(people, rules, random)
        fill_places(people, scenario, rules, standards, random)
        effective = effective_skill(people, rules, standards, mean_skill)
        luck_moves(people, scenario, rules, effective, random)
        pay(people, scenario, rules, effective, random)
        pay_capital(people, scenario, rules)
        extend_record(people)


def rules_of_year(scenario, year, ai):
    """The schedules of a year and what AI changes (§7, the five channels)."""
    jobs = list(scenario["jobs"].values())
    at = lambda key: np.array([schedule_at(job[key], year) for job in jobs])
    shares, base_log_pay = at("share"), at("base_log_pay")
    shares = shares / shares.sum()
    jump_mean = scenario["luck"]["jump_mean"] * np.array([job["luck_exposure"] for job in jobs])
    income_share = schedule_at(scenario["capital"]["income_share"], year)
    work, channels, tutoring = (scenario["ai"][key] for key in ("work", "channels", "tutoring"))

    automated = ai.automated if ai else np.zeros(len(jobs))
    mean_automated = float(shares @ automated)
    pass_through, boost = np.ones(len(jobs)), np.zeros(len(jobs))
    place_shares = shares
    floor, speed_spread = 0.0, scenario["learning"]["speed_spread"]
    if ai and channels["assistance"]:
        pass_through = np.maximum(0.0, 1.0 + automated * (work["skill_pass_through"] - 1.0))
        boost = automated * work["boost"]
        mean_pay = shares @ base_log_pay
        scarce = work["premium_skill_share"]
        base_log_pay = mean_pay + (base_log_pay - mean_pay) * (1.0 - scarce + scarce * pass_through)
    if ai and channels["displacement"]:
        removed = shares * work["displacement"] * automated
        # New tasks arise in every class, a hundredth as many where AI does everything.
        room = shares * (1.0 - 0.99 * automated)
        place_shares = shares - removed + work["reinstatement"] * removed.sum() * room / room.sum()
    if ai and channels["access"]:
        floor = schedule_at(tutoring["opportunity_floor"], year)
        speed_spread *= 1.0 - schedule_at(tutoring["flattening"], year)
    if ai and channels["ownership"]:
        income_share += work["ownership"] * mean_automated * (1.0 - income_share)
    if ai and channels["luck"]:
        jump_mean = jump_mean * (1.0 + work["superstar"] * mean_automated)

    return Rules(
        year=year,
        openness=schedule_at(scenario["schooling"]["openness"], year),
        level_shares=np.array([schedule_at(level["share"], year) for level in scenario["schooling"]["levels"].values()]),
        mobility=schedule_at(scenario["hiring"]["mobility"], year),
        place_shares=place_shares,
        base_log_pay=base_log_pay,
        learning_return=at("learning_return"),
        pass_through=pass_through,
        skill_boost=boost,
        credential_weight=1.0 + work["credential_follow"] * (pass_through - 1.0),
        jump_mean=jump_mean,
        income_share=income_share,
        opportunity_floor=floor,
        speed_spread=speed_spread,
        automated=automated,
        mean_automated=mean_automated,
        ai=ai,
    )


# ------------------------------------------------------------------------------------------------------------ §1 People


class People:
    """The state of every slot (§1)."""

    def __init__(self, agents):
        zeros = lambda: np.zeros(agents)
        self.age = np.zeros(agents, int)
        self.ability = zeros()
        self.noncognitive = zeros()
        self.noncognitive_part = zeros()  # m, the part of n that is independent of g
        self.status = zeros()
        self.iq = zeros()
        self.schooling = zeros()
        self.skill = zeros()
        self.job = np.full(agents, NO_PLACE)
        self.experience = zeros()
        self.luck = zeros()
        self.wealth = zeros()
        self.earnings = zeros()
        self.income = zeros()
        self.log_wage = np.full(agents, math.nan)  # for a full year, of those who worked
        self.out_of_work = np.zeros(agents, bool)
        self.record_sum = zeros()
        self.record_years = np.zeros(agents, int)
        self.parent_rank = np.full(agents, math.nan)  # of the parent's recorded earnings, when this person entered

    def count(self):
        return len(self.age)

    def record(self):
        """Mean of the recorded earnings so far, zero before any is recorded."""
        return self.record_sum / np.maximum(self.record_years, 1)


def measured_iq(ability, observation, random):
    """§1: test score and IQ, drawn once in a life."""
    reliability = observation["test_reliability"]
    noise = random.standard_normal(len(ability))
    raw = RAW_SCORE_MEAN + RAW_SCORE_SD * (math.sqrt(reliability) * ability + math.sqrt(1.0 - reliability) * noise)
    if observation["stanine"]:
        score = np.clip(np.floor(raw + 0.5), 1, 9)
        return 100.0 + 15.0 * (score - RAW_SCORE_MEAN) / RAW_SCORE_SD
    points = 100.0 + 15.0 * (raw - RAW_SCORE_MEAN) / RAW_SCORE_SD
    return np.clip(np.floor(points + 0.5), 36, 163)


def founders(scenario, rules, agents, random):
    """§0: independent talents and status, strips of one age, wealth 1, no place, schooling by the quotas of §2."""
    people = People(agents)
    strips = np.arange(agents) // STRIP
    people.age = ENTRY_AGE + AGE_STEP * strips % (RETIREMENT_AGE - ENTRY_AGE)
    people.ability = random.standard_normal(agents)
    people.noncognitive_part = random.standard_normal(agents)
    people.noncognitive = noncognitive_skill(people.ability, people.noncognitive_part, scenario["family"])
    people.status = random.standard_normal(agents)
    people.iq = measured_iq(people.ability, scenario["observation"], random)
    people.wealth = np.ones(agents)
    everybody = np.arange(agents)
    fill_schools(people, everybody, scenario, rules, random)
    skill_at_entry(people, everybody, rules)
    return people


# ------------------------------------------------------------------------------ §2 Families and access to education


def noncognitive_skill(ability, part, family):
    """n = c·g + √(1−c²)·m."""
    c = family["ability_noncognitive_correlation"]
    return c * ability + math.sqrt(1.0 - c * c) * part


def normal_scores(values):
    """q: Φ⁻¹ of the middle rank of each value among all; and the middle ranks."""
    ranks = measures.middle_ranks(values)
    unique, index = np.unique(ranks, return_inverse=True)
    return np.array([NORMAL.inv_cdf(rank) for rank in unique])[index], ranks


def earnings_bins(earnings):
    """Earnings in bins of 1/32 log point, with a bin of their own for zero."""
    bins = np.full(len(earnings), -np.inf)
    positive = earnings > 0
    bins[positive] = np.floor(EARNINGS_BINS_PER_LOG_POINT * np.log(earnings[positive]))
    return bins


def parents_status(people, family):
    """Status and earnings rank of everybody of a parent's age, before anybody grows older; NaN for all others."""
    status, earnings_rank = np.full((2, people.count()), math.nan)
    youngest, oldest = family["parent_age_youngest"] - 1, family["parent_age_oldest"] - 1
    members = np.flatnonzero((people.age >= youngest) & (people.age <= oldest))
    if len(members) == 0:
        return status, earnings_rank
    of_schooling, _ = normal_scores(people.schooling[members])
    of_earnings, earnings_rank[members] = normal_scores(earnings_bins(people.record()[members]))
    w = family["status_schooling_weight"]
    sums = w * of_schooling + (1.0 - w) * of_earnings
    spread = sums.std()
    status[members] = (sums - sums.mean()) / spread if spread > 0 else 0.0
    return status, earnings_rank


def draw_parents(people, entrants, family, random):
    """One parent per entrant among the people of a parent's age in the same block, each equally likely."""
    old_enough = (people.age >= family["parent_age_youngest"]) & (people.age <= family["parent_age_oldest"])
    parents = np.empty(len(entrants), int)
    blocks = entrants // BLOCK
    for block in np.unique(blocks):
        suitable = old_enough[block * BLOCK : (block + 1) * BLOCK]
        candidates = block * BLOCK + np.flatnonzero(suitable)
        children = blocks == block
        if len(candidates) > 0:
            parents[children] = random.choice(candidates, children.sum())
        else:  # only in tiny blocks: anybody else there, alone the retiring person
            others = random.integers(1, max(len(suitable), 2), children.sum())
            parents[children] = block * BLOCK + (entrants[children] - block * BLOCK + others) % len(suitable)
    return parents


def retire(people, scenario, random):
    """§0.1 and §2: everybody grows a year older; who turns 65 is replaced by a child of somebody in the block."""
    family = scenario["family"]
    status, earnings_rank = parents_status(people, family)
    people.age += 1
    entrants = np.flatnonzero(people.age >= RETIREMENT_AGE)
    if len(entrants) == 0:
        return entrants
    parents = draw_parents(people, entrants, family, random)

    def inherit(trait, correlation):
        chance = random.standard_normal(len(entrants))
        return correlation * trait[parents] + math.sqrt(1.0 - correlation**2) * chance

    ability = inherit(people.ability, family["ability_inheritance"])
    part = inherit(people.noncognitive_part, family["noncognitive_inheritance"])
    wealth = scenario["capital"]["bequest_share"] * people.wealth[parents]
    people.age[entrants] = ENTRY_AGE
    people.ability[entrants] = ability
    people.noncognitive_part[entrants] = part
    people.noncognitive[entrants] = noncognitive_skill(ability, part, family)
    people.status[entrants] = status[parents]
    people.parent_rank[entrants] = earnings_rank[parents]
    people.iq[entrants] = measured_iq(ability, scenario["observation"], random)
    people.wealth[entrants] = wealth
    people.job[entrants] = NO_PLACE
    for zero in (people.experience, people.luck, people.earnings, people.record_sum, people.record_years):
        zero[entrants] = 0
    people.out_of_work[entrants] = False
    return entrants


def fill_schools(people, entrants, scenario, rules, random):
    """§2: the cohort fills the levels from the top of the score down, exactly."""
    rule, o = scenario["schooling"], rules.openness
    g, n, s = (trait[entrants] for trait in (people.ability, people.noncognitive, people.status))
    talent = rule["ability_weight"] * g + rule["noncognitive_weight"] * n + rule["status_weight"] * s
    score = o * talent + (1.0 - o) * rule["inherited_weight"] * s + rule["noise"] * random.standard_normal(len(entrants))
    places = largest_remainders(rules.level_shares, len(entrants))
    years = [float(level["years"]) for level in rule["levels"].values()]
    from_the_top = np.argsort(-score, kind="stable")
    people.schooling[entrants[from_the_top]] = np.repeat(years[::-1], places[::-1])


# -------------------------------------------------------------------------------------------------------- §3 Learning


def opportunity(own, floor):
    """o' = o + floor·(1 − o) where o < 1, else o."""
    return np.where(own < 1.0, own + floor * (1.0 - own), own)


def learning_speed(ability, rules):
    """e^(v·g)."""
    return np.exp(rules.speed_spread * ability)


def skill_at_entry(people, entrants, rules):
    """k = o'(schooling/18)·e^(v·g)."""
    share = opportunity(people.schooling[entrants] / FULL_SCHOOLING, rules.opportunity_floor)
    people.skill[entrants] = share * learning_speed(people.ability[entrants], rules)


def learn_on_the_job(people, scenario, rules):
    """Who had earnings last year: Δk = o'_j·e^(v·g)·δ·e^(−decay·x), then x grows by one."""
    worked = np.flatnonzero(people.earnings > 0)
    learning = scenario["learning"]
    of_class = np.array([float(job["learning_opportunity"]) for job in scenario["jobs"].values()])
    taught = opportunity(of_class, rules.opportunity_floor)[people.job[worked]]
    slower = np.exp(-learning["decay"] * people.experience[worked])
    people.skill[worked] += taught * learning_speed(people.ability[worked], rules) * learning["on_the_job"] * slower
    people.experience[worked] += 1


# ------------------------------------------------------------------------------------------------------------ §4 Jobs


def move(people, rules, random):
    """§0.4: with probability mobility a person gives up the job class."""
    people.job[random.random(people.count()) < rules.mobility] = NO_PLACE


def gate_scores(people, who, index, scenario, rules, standards, random):
    """Gate score of some people at one class."""
    weights = list(scenario["jobs"].values())[index]["gate"]
    return (
        weights["skill"] * rules.pass_through[index] * standards.of_skill(people.skill[who])
        + weights["schooling"] * rules.credential_weight[index] * standards.of_schooling(people.schooling[who])
        + weights["background"] * people.status[who]
        + weights["noncognitive"] * people.noncognitive[who]
        + weights["experience"] * (people.experience[who] - MEAN_EXPERIENCE) / SD_EXPERIENCE
        + weights["noise"] * scenario["hiring"]["noise_scale"] * random.standard_normal(len(who))
    )


def places_of_classes(rules, people):
    """Whole places; people without a place are the last share."""
    without = max(0.0, 1.0 - rules.place_shares.sum())
    return largest_remainders([*rules.place_shares, without if without > 1e-12 else 0.0], people)[:-1]


def fill_places(people, scenario, rules, standards, random):
    """Classes with too many holders lay off; then, class by class, the free places go to the highest gate scores."""
    places = places_of_classes(rules, people.count())
    for index, most in enumerate(places):
        holders = np.flatnonzero(people.job == index)
        if len(holders) > most:
            score = gate_scores(people, holders, index, scenario, rules, standards, random)
            lowest = np.argsort(-score, kind="stable")[most:]
            people.job[holders[lowest]] = NO_PLACE
    held = [np.count_nonzero(people.job == index) for index in range(len(places))]
    competing = np.flatnonzero(people.job == NO_PLACE)
    for index, free in enumerate(places - held):
        score = gate_scores(people, competing, index, scenario, rules, standards, random)
        winners = np.argsort(-score, kind="stable")[:free]
        people.job[competing[winners]] = index
        competing = np.delete(competing, winners)


# ------------------------------------------------------------------------------------------------------------- §5 Pay


def effective_skill(people, rules, standards, mean_skill):
    """κ = k̄ + q_j·(k̂ − k̄) + φ_j·B₀ (§7.1); without AI, and for people without a place, κ = k̂."""
    own = standards.of_skill(people.skill)
    placed = people.job != NO_PLACE
    q = np.where(placed, rules.pass_through[people.job], 1.0)
    boost = np.where(placed, rules.skill_boost[people.job], 0.0)
    return mean_skill + q * (own - mean_skill) + boost


def pay(people, scenario, rules, effective, random):
    """Who is out of work, full-year log wages, earnings."""
    rule, count = scenario["pay"], people.count()
    placed = people.job != NO_PLACE
    out = rule["out_of_work"]
    threshold = (
        out["base"]
        + out["persistence"] * people.out_of_work
        + out["skill"] * effective
        + out["noncognitive"] * people.noncognitive
    )
    people.out_of_work = placed & (random.standard_normal(count) < threshold)
    log_wage = (
        rules.base_log_pay[people.job]
        + rules.learning_return[people.job] * effective
        + rule["experience_return"] * people.experience
        + rule["experience_curvature"] * people.experience**2
        + rule["noncognitive_return"] * people.noncognitive
        + people.luck
        + rule["transitory_sd"] * random.standard_normal(count)
    )
    in_part = random.random(count) < rule["part_year_share"]
    part = np.where(in_part, random.random(count), 1.0)
    works = placed & ~people.out_of_work
    people.log_wage = np.where(works, log_wage, math.nan)
    people.earnings = np.where(works, np.exp(log_wage) * part, 0.0)


# ------------------------------------------------------------------------------------------------ §6 Luck and capital


def luck_moves(people, scenario, rules, effective, random):
    """Luck is lost with probability d, else jumps with probability min(h·e^(χ·κ), 1−d), else stays."""
    rule, count = scenario["luck"], people.count()
    lost = rule["loss_rate"]
    jump = np.minimum(rule["jump_rate"] * np.exp(rule["merit"] * effective), 1.0 - lost)
    jump[people.job == NO_PLACE] = 0.0
    chance = random.random(count)
    size = random.standard_exponential(count) * rules.jump_mean[people.job]
    people.luck = np.where(chance < lost, 0.0, people.luck + np.where(chance < lost + jump, size, 0.0))


def pay_capital(people, scenario, rules):
    """r = L·c/((1−c)·W); wealth' = (1 − drawdown)·wealth + saving·income."""
    rule, c = scenario["capital"], rules.income_share
    wealth = people.wealth.sum()
    rate = people.earnings.sum() * c / ((1.0 - c) * wealth) if wealth > 0 else 0.0
    people.income = people.earnings + rate * people.wealth
    people.wealth = (1.0 - rule["drawdown"]) * people.wealth + rule["saving_rate"] * people.income


def extend_record(people):
    """§0.7: the record of ages 35 to 45. What founders earned before the first year counts as zero."""
    recorded = (people.age >= RECORD_AGES[0]) & (people.age <= RECORD_AGES[1])
    people.record_sum[recorded] += people.earnings[recorded]
    people.record_years[recorded] = people.age[recorded] - RECORD_AGES[0] + 1


# -------------------------------------------------------------------------------------------------------------- §7 AI


@dataclass
class Ai:
    """AI in one year."""

    capability: float
    price: float
    human_involvement: float
    research_speed: float
    automated: np.ndarray


def ai_path(scenario, random, last_year):
    """Progress and adoption from AI's start year on, whatever year the scenario begins in: {year: Ai}."""
    if not scenario["ai"]["enabled"]:
        return {}
    progress, involvement, work = (scenario["ai"][key] for key in ("progress", "involvement", "work"))
    jobs = list(scenario["jobs"].values())
    capability, adoption, path = progress["start_capability"], np.zeros(len(jobs)), {}
    for year in range(progress["start_year"], last_year + 1):
        slowdown = progress["price_slowdown_years"]
        elapsed = year - progress["start_year"]
        price = math.exp(-math.log(progress["price_fall_5_years"]) / 5 * slowdown * -math.expm1(-elapsed / slowdown))
        if year > progress["start_year"]:
            base_log_pay = np.array([schedule_at(job["base_log_pay"], year) for job in jobs])
            pace = 1.0 / (1.0 + work["start_cost"] * price / np.exp(base_log_pay))
            adoption = adoption + pace * (work["innovation"] + work["imitation"] * adoption) * (1.0 - adoption)
            adoption = np.clip(adoption, 0.0, 1.0)
        done = lambda part: NORMAL.cdf((capability - part["difficulty"]) / part["spread"])
        human = sum(
            involvement[name]["weight"] * (1.0 - done(involvement[name])) for name in ("research", "feedback", "operation")
        )
        machines = done(involvement["research"])
        speed = 1.0 / ((1.0 - machines) + machines / involvement["machine_speedup"])
        feasible = np.array([NORMAL.cdf((capability - job["ai_difficulty"]) / job["ai_spread"]) for job in jobs])
        path[year] = Ai(capability, price, human, speed, feasible * adoption)

        breakthroughs = random.poisson(progress["breakthrough_rate"] * speed)
        capability += progress["steady_gain"] * speed
        capability += progress["breakthrough_mean"] * random.standard_exponential(breakthroughs).sum()
    return path


def d_day(world):
    """First year of the scenario with human involvement at or below the threshold; None if it does not come."""
    threshold = world.scenario["ai"]["involvement"]["d_day_threshold"]
    for year in range(world.start_year, world.last_year + 1):
        if year in world.ai_path and world.ai_path[year].human_involvement <= threshold:
            return year
    return None


# ------------------------------------------------------------------------------------------------------------ Program


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario")
    parser.add_argument("--agents", type=int, help="people in each replicate; the scenario's number if left out")
    parser.add_argument("--replicates", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--out", default="results.csv")
    arguments = parser.parse_args()
    with open(arguments.scenario, "rb") as file:
        scenario = tomllib.load(file)
    for name in ("agents", "replicates", "seed"):
        if getattr(arguments, name) is not None:
            scenario["run"][name] = getattr(arguments, name)
    run = scenario["run"]

    values, d_days = {}, []
    for replicate in range(run["replicates"]):
        world = World(scenario, run["agents"], run["seed"], replicate)
        d_days.append(d_day(world))
        decades = {}
        for year, observed in world.run():
            decade = run["start_year"] + (year - run["start_year"]) // YEARS_AVERAGED * YEARS_AVERAGED
            for metric, value in observed.items():
                decades.setdefault((decade, metric), []).append(value)
        for key, of_years in decades.items():
            known = [value for value in of_years if not math.isnan(value)]
            values.setdefault(key, []).append(np.mean(known) if known else math.nan)
    if scenario["ai"]["enabled"]:
        print("D-day of each replicate:", d_days, file=sys.stderr)

    with open(arguments.out, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["from_year", "metric", "mean", "sd", "replicates"])
        for (decade, metric), list_of_values in values.items():
            known = [value for value in list_of_values if not math.isnan(value)]
            mean = repr(float(np.mean(known))) if known else ""
            sd = repr(float(np.std(known, ddof=1))) if len(known) > 1 else ""
            writer.writerow([decade, metric, mean, sd, len(known)])


if __name__ == "__main__":
    main()
