"""Mesa: the same rules person by person, each person an agent; statistics with the reference's NumPy (`measures.py`)."""

import math
from types import SimpleNamespace

import mesa
import numpy as np
from world import BLOCK, model

NO_PLACE = model.NO_PLACE
measures = model.measures
COLUMNS = (
    "age ability noncognitive status iq schooling skill job experience wealth earnings income log_wage out_of_work "
    "record_sum record_years parent_rank"
).split()


class Person(mesa.Agent):
    """Somebody between 20 and 64. `slot` is the place in the population, which tells the block that families live in."""

    def __init__(self, society, slot, age, ability, noncognitive_part, status, wealth, parent_rank=math.nan):
        super().__init__(society)
        self.slot, self.age, self.status, self.wealth = slot, age, status, wealth
        self.ability, self.noncognitive_part, self.parent_rank = ability, noncognitive_part, parent_rank
        self.noncognitive = model.noncognitive_skill(ability, noncognitive_part, society.scenario["family"])
        self.iq = self.measured_iq()
        self.job, self.experience, self.luck, self.log_wage, self.out_of_work = NO_PLACE, 0, 0.0, math.nan, False
        self.schooling = self.skill = self.earnings = self.income = self.record_sum = self.record_years = 0

    def measured_iq(self):
        observation = self.model.scenario["observation"]
        reliability = observation["test_reliability"]
        noise = self.random.gauss()
        raw = 5.45 + 1.98 * (math.sqrt(reliability) * self.ability + math.sqrt(1.0 - reliability) * noise)
        if observation["stanine"]:
            return 100.0 + 15.0 * (min(max(math.floor(raw + 0.5), 1), 9) - 5.45) / 1.98
        return min(max(math.floor(100.0 + 15.0 * (raw - 5.45) / 1.98 + 0.5), 36), 163)

    def grow_older(self):
        self.age += 1

    def child(self, slot, status, parent_rank):
        """A child of 20 who takes over a slot."""
        family, society = self.model.scenario["family"], self.model
        r_g, r_n = family["ability_inheritance"], family["noncognitive_inheritance"]
        ability = r_g * self.ability + math.sqrt(1.0 - r_g**2) * self.random.gauss()
        part = r_n * self.noncognitive_part + math.sqrt(1.0 - r_n**2) * self.random.gauss()
        wealth = society.scenario["capital"]["bequest_share"] * self.wealth
        return Person(society, slot, model.ENTRY_AGE, ability, part, status, wealth, parent_rank)

    def schooling_score(self):
        rule, o = self.model.scenario["schooling"], self.model.rules.openness
        talent = rule["ability_weight"] * self.ability + rule["noncognitive_weight"] * self.noncognitive
        talent += rule["status_weight"] * self.status
        return o * talent + (1.0 - o) * rule["inherited_weight"] * self.status + rule["noise"] * self.random.gauss()

    def leave_school(self, years):
        rules = self.model.rules
        self.schooling = years
        own = years / model.FULL_SCHOOLING
        self.skill = with_tutor(own, rules) * math.exp(rules.speed_spread * self.ability)

    def learn(self):
        if self.earnings > 0:
            learning, rules = self.model.scenario["learning"], self.model.rules
            taught = with_tutor(self.model.jobs[self.job]["learning_opportunity"], rules)
            speed = math.exp(rules.speed_spread * self.ability)
            self.skill += taught * speed * learning["on_the_job"] * math.exp(-learning["decay"] * self.experience)
            self.experience += 1

    def move(self):
        if self.random.random() < self.model.rules.mobility:
            self.job = NO_PLACE

    def gate_score(self, index):
        society, rules = self.model, self.model.rules
        gate, standards = society.jobs[index]["gate"], society.standards
        return (
            gate["skill"] * rules.pass_through[index] * self.standard_skill()
            + gate["schooling"] * rules.credential_weight[index] * in_sd(
                self.schooling, standards.schooling_mean, standards.schooling_sd
            )
            + gate["background"] * self.status
            + gate["noncognitive"] * self.noncognitive
            + gate["experience"] * (self.experience - model.MEAN_EXPERIENCE) / model.SD_EXPERIENCE
            + gate["noise"] * society.scenario["hiring"]["noise_scale"] * self.random.gauss()
        )

    def standard_skill(self):
        return in_sd(self.skill, self.model.standards.skill_mean, self.model.standards.skill_sd)

    def effective_skill(self):
        own, mean, rules = self.standard_skill(), self.model.mean_skill, self.model.rules
        if self.job == NO_PLACE:
            return own
        return mean + rules.pass_through[self.job] * (own - mean) + rules.skill_boost[self.job]

    def work(self):
        """Luck moves, this person is out of work or not, and is paid."""
        society, rules, effective = self.model, self.model.rules, self.effective_skill()
        luck, chance = society.scenario["luck"], self.random.random()
        if chance < luck["loss_rate"]:
            self.luck = 0.0
        elif self.job != NO_PLACE:
            jump = min(luck["jump_rate"] * math.exp(luck["merit"] * effective), 1.0 - luck["loss_rate"])
            if chance < luck["loss_rate"] + jump:
                self.luck += rules.jump_mean[self.job] * self.random.expovariate(1.0)
        rule = society.scenario["pay"]
        out = rule["out_of_work"]
        threshold = out["base"] + out["persistence"] * self.out_of_work + out["skill"] * effective
        threshold += out["noncognitive"] * self.noncognitive
        self.out_of_work = self.job != NO_PLACE and self.random.gauss() < threshold
        self.log_wage, self.earnings = math.nan, 0.0
        if self.job != NO_PLACE and not self.out_of_work:
            self.log_wage = (
                rules.base_log_pay[self.job]
                + rules.learning_return[self.job] * effective
                + rule["experience_return"] * self.experience
                + rule["experience_curvature"] * self.experience**2
                + rule["noncognitive_return"] * self.noncognitive
                + self.luck
                + rule["transitory_sd"] * self.random.gauss()
            )
            in_part = self.random.random() < rule["part_year_share"]
            self.earnings = math.exp(self.log_wage) * (self.random.random() if in_part else 1.0)

    def save(self, rate):
        """Capital income, wealth, and the record of ages 35 to 45."""
        rule = self.model.scenario["capital"]
        self.income = self.earnings + rate * self.wealth
        self.wealth = (1.0 - rule["drawdown"]) * self.wealth + rule["saving_rate"] * self.income
        if model.RECORD_AGES[0] <= self.age <= model.RECORD_AGES[1]:
            self.record_sum += self.earnings
            self.record_years = self.age - model.RECORD_AGES[0] + 1


def with_tutor(own, rules):
    return own + rules.opportunity_floor * (1.0 - own) if own < 1.0 else own


def in_sd(value, mean, sd):
    return (value - mean) / sd if sd > 0 else 0.0


class Society(mesa.Model):
    """One replicate."""

    def __init__(self, scenario, agents, seed):
        super().__init__(seed=seed)
        run = scenario["run"]
        self.scenario, self.jobs, self.size = scenario, list(scenario["jobs"].values()), agents
        self.start_year, self.last_year = run["start_year"], run["start_year"] + run["years"]
        self.first_year = run["start_year"] - run["burn_in_years"]
        self.ai_path = model.ai_path(scenario, np.random.default_rng([seed, 1]), self.last_year)
        self.rules = model.rules_of_year(scenario, self.start_year, None)
        draw = self.random
        people = [
            Person(self, slot, 20 + 28 * (slot // 16) % 45, draw.gauss(), draw.gauss(), draw.gauss(), 1.0)
            for slot in range(agents)
        ]
        self.fill_schools(people)
        self.seen = self.columns()
        self.base_median = math.nan

    def columns(self):
        """All people as columns, for the statistics."""
        values = zip(*self.agents.get(COLUMNS))
        seen = SimpleNamespace(**{name: np.array(column) for name, column in zip(COLUMNS, values)})
        seen.slot = self.agents.get("slot")
        seen.count = lambda: self.size
        seen.record = lambda: seen.record_sum / np.maximum(seen.record_years, 1)
        return seen

    def run(self):
        fixed = None
        if not self.scenario["standards"]["from_base_year"]:
            numbers = {key: value for key, value in self.scenario["standards"].items() if key != "from_base_year"}
            fixed = model.Standards(**numbers)
        self.standards = fixed or model.Standards.of(self.seen)
        for year in range(self.first_year, self.last_year + 1):
            burning_in = year < self.start_year
            ai = None if burning_in else self.ai_path.get(year)
            self.rules = model.rules_of_year(self.scenario, max(year, self.start_year), ai)
            self.step()
            if burning_in:
                self.standards = fixed or model.Standards.of(self.seen)
                self.base_median = np.median(self.seen.earnings[self.seen.earnings > 0])
            else:
                yield year, measures.observe(self.scenario, self.seen, self.rules, self.standards, self.base_median)

    def step(self):
        """One year."""
        self.mean_skill = float(self.standards.of_skill(self.seen.skill).mean())
        entrants = self.retire()
        self.fill_schools(entrants)
        self.agents.do("learn")
        self.agents.do("move")
        self.fill_places()
        wealth = self.agents.agg("wealth", sum)
        self.agents.do("work")
        c = self.rules.income_share
        rate = self.agents.agg("earnings", sum) * c / ((1.0 - c) * wealth) if wealth > 0 else 0.0
        self.agents.do("save", rate)
        self.seen = self.columns()

    def retire(self):
        family = self.scenario["family"]
        status, rank = model.parents_status(self.seen, family)
        of_slot = {slot: (s, r) for slot, s, r in zip(self.seen.slot, status, rank)}
        self.agents.do("grow_older")
        youngest, oldest = family["parent_age_youngest"], family["parent_age_oldest"]
        candidates = {}
        for person in self.agents.select(lambda person: youngest <= person.age <= oldest):
            candidates.setdefault(person.slot // BLOCK, []).append(person)
        everybody = [person for of_block in candidates.values() for person in of_block]
        entrants = []
        for old in self.agents.select(lambda person: person.age >= model.RETIREMENT_AGE):
            parent = self.random.choice(candidates.get(old.slot // BLOCK, everybody))
            entrants.append(parent.child(old.slot, *of_slot[parent.slot]))
            old.remove()
        return entrants

    def fill_schools(self, entrants):
        rule = self.scenario["schooling"]
        places = model.largest_remainders(self.rules.level_shares, len(entrants))
        years = [float(level["years"]) for level in rule["levels"].values()]
        scores = {person: person.schooling_score() for person in entrants}
        from_the_top = iter(sorted(entrants, key=lambda person: (-scores[person], person.slot)))
        for level in reversed(range(len(places))):
            for _ in range(places[level]):
                next(from_the_top).leave_school(years[level])

    def fill_places(self):
        places = model.places_of_classes(self.rules, self.size)
        holders = [[] for _ in places]
        competing = []
        for person in self.agents:
            (competing if person.job == NO_PLACE else holders[person.job]).append(person)
        for index, most in enumerate(places):
            if len(holders[index]) > most:
                ranked = self.ranked(holders[index], index)
                for person in ranked[most:]:
                    person.job = NO_PLACE
                competing += ranked[most:]
                holders[index] = ranked[:most]
        for index, most in enumerate(places):
            ranked = self.ranked(competing, index)
            free = most - len(holders[index])
            for person in ranked[:free]:
                person.job = index
            competing = ranked[free:]

    def ranked(self, people, index):
        scores = {person: person.gate_score(index) for person in people}
        return sorted(people, key=lambda person: (-scores[person], person.slot))


if __name__ == "__main__":
    import world

    world.command(Society)
