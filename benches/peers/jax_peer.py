"""JAX on CPU: the model as compiled functions of whole columns, single precision.

What XLA does well is compiled: every rule, all chance, the tables of counts (scatter-add). What it does slowly on a CPU, because
shapes must not change, is left to NumPy on the same memory: lists of slots (who enters, who competes) and partial sorts; the
lists are padded to a few lengths. Equal scores go to the lower slot, as everywhere.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

import tables as table
import world
from world import BLOCK, HIGHEST_IQ, LOWEST_IQ, PARENT_BINS, PARENT_BINS_PER_LOG_POINT, Remembered

LIST_LENGTHS = 32  # lists of slots are padded to a multiple of people / 32: few lengths are compiled


# --------------------------------------------------------------------------------------------------------------- Bins


def log_bin(amount, lowest_log, per_log_point, bins):
    """Bin 0 holds zero; what lies beyond the ends counts in the outermost bins."""
    position = ((jnp.log(jnp.maximum(amount, 1e-30)) - lowest_log) * per_log_point).astype(jnp.int32)
    return jnp.where(amount > 0, 1 + jnp.clip(position, 0, bins - 2), 0)


income_row = partial(
    log_bin, lowest_log=table.LOWEST_LOG, per_log_point=table.ROWS_PER_LOG_POINT, bins=table.ROWS
)
mobility_bin = partial(
    log_bin,
    lowest_log=table.LOWEST_MOBILITY_LOG,
    per_log_point=table.MOBILITY_PER_LOG_POINT,
    bins=table.MOBILITY_BINS,
)
parent_bin = partial(
    log_bin, lowest_log=world.LOWEST_PARENT_LOG, per_log_point=PARENT_BINS_PER_LOG_POINT, bins=PARENT_BINS
)


def counts(shape, *cells, weights=1, where=None):
    """A table with one more in every person's cell, or a weight; people for whom `where` is false are dropped."""
    table_of = jnp.zeros(shape, jnp.int32 if isinstance(weights, int) else jnp.float32)
    if where is not None:
        cells = (jnp.where(where, cells[0], shape[0]), *cells[1:])  # outside: dropped
    return table_of.at[cells].add(weights, mode="drop")


def record_of(people):
    return people.record_sum / jnp.maximum(people.record_years, 1)


# ------------------------------------------------------------------------------------------------------------- Phases


@jax.jit
def enter(people, year, key, entrants, parents):
    """Children of the parents take over the entrants' slots; gives their schooling scores. Slots beyond the last are padding."""
    chance = jax.random.normal(key, (4, len(entrants)))
    of_parent = jax.tree.map(lambda column: column[parents], people)
    record = record_of(of_parent)
    g = year.ability_inheritance * of_parent.ability + year.ability_chance * chance[0]
    part = year.noncognitive_inheritance * of_parent.noncognitive_part + year.noncognitive_chance * chance[1]
    noncognitive = year.correlation * g + year.independent * part
    status = year.status_of[of_parent.level, parent_bin(record)]
    raw = year.score_ability * g + year.score_chance * chance[2]
    stanine = jnp.clip(jnp.floor(raw + (5.45 + 0.5)), 1, 9) - 1
    points = jnp.clip(jnp.floor(100.0 + 15.0 / 1.98 * raw + 0.5), LOWEST_IQ, HIGHEST_IQ) - LOWEST_IQ
    new = dict(
        age=20,
        ability=g,
        noncognitive_part=part,
        noncognitive=noncognitive,
        status=status,
        category=jnp.where(year.stanine, stanine, points).astype(jnp.uint8),
        parent_bin=mobility_bin(record).astype(jnp.uint8),
        wealth=year.bequest_share * of_parent.wealth,
        job=len(year.taught) - 1,
        experience=0,
        luck=0.0,
        earnings=0.0,
        out=0,
        record_sum=0.0,
        record_years=0,
    )
    columns = {name: getattr(people, name).at[entrants].set(value, mode="drop") for name, value in new.items()}
    score = (
        year.school_ability * g
        + year.school_noncognitive * noncognitive
        + year.school_status * status
        + year.school_chance * chance[3]
    )
    return people._replace(**columns), score


@jax.jit
def school_learn_move(people, year, key, entrants, levels):
    """Entrants get level and skill, workers learn, some give up their class; also counts holders and wealth."""
    level = people.level.at[entrants].set(levels, mode="drop")
    speed = jnp.exp(year.speed_spread * people.ability)
    at_entry = year.entry_opportunity[levels] * speed.at[entrants].get(mode="clip")
    skill = people.skill.at[entrants].set(at_entry, mode="drop")
    worked = people.earnings > 0
    skill += jnp.where(worked, year.taught[people.job] * speed * year.slowing[people.experience], 0.0)
    classes = len(year.taught) - 1
    moves = jax.random.uniform(key, people.job.shape) < year.mobility
    job = jnp.where(moves, classes, people.job).astype(jnp.uint8)
    experience = people.experience + worked.astype(jnp.uint8)
    people = people._replace(level=level, skill=skill, job=job, experience=experience)
    return people, counts((classes + 1,), job)


@jax.jit
def gate_scores(people, year, key, who, classes):
    """Gate scores of some people at some classes."""
    skill = (people.skill[who] - year.skill_mean) * year.skill_per_sd
    experience = (people.experience[who].astype(jnp.float32) - 22.5) / 12.99
    schooling = year.schooling_standard[people.level[who]]
    traits = jnp.stack([skill, schooling, people.status[who], people.noncognitive[who], experience])
    gate = year.gate[classes]
    return gate[:, :5] @ traits + gate[:, 5:] * jax.random.normal(key, (len(classes), len(who)))


@partial(jax.jit, static_argnames="categories")
def pay_and_observe(people, year, key, categories):
    """Luck moves, people are paid, wealth grows, the record is extended; people are counted if there are score categories."""
    keys, shape = jax.random.split(key, 4), people.job.shape
    job, classes = people.job, len(year.taught) - 1
    placed, skill = job < classes, (people.skill - year.skill_mean) * year.skill_per_sd
    effective = year.mean_skill + year.pass_through[job] * (skill - year.mean_skill) + year.boost[job]

    chance = jax.random.uniform(keys[0], shape)
    jump = jnp.minimum(year.jump_rate * jnp.exp(year.merit * effective), 1.0 - year.loss_rate)
    jumps = placed & (chance < year.loss_rate + jump)
    # Below the border a uniform number is uniform again: it serves for the size as well.
    again = jnp.clip((chance - year.loss_rate) / jump, 0.0, 1.0 - 1e-6)
    size = year.jump_mean[job] * -jnp.log1p(-again)
    luck = jnp.where(chance < year.loss_rate, 0.0, people.luck + jnp.where(jumps, size, 0.0))

    base, persistence, by_skill, by_noncognitive = year.out_of_work
    index = base + persistence * people.out + by_skill * effective + by_noncognitive * people.noncognitive
    out = placed & (jax.random.normal(keys[1], shape) < index)
    works = placed & ~out
    wage = (
        year.base_log_pay[job]
        + year.learning_return[job] * effective
        + year.experience_pay[people.experience]
        + year.noncognitive_return * people.noncognitive
        + luck
        + year.transitory_sd * jax.random.normal(keys[2], shape)
    )
    chance = jax.random.uniform(keys[3], shape)
    part = jnp.where(chance < year.part_year_share, chance / year.part_year_share, 1.0)
    earnings = jnp.where(works, jnp.exp(wage) * part, 0.0)

    c, owned = year.income_share, people.wealth.sum()
    rate = jnp.where(owned > 0, earnings.sum() * c / ((1.0 - c) * owned), 0.0)
    income = earnings + rate * people.wealth
    wealth = (1.0 - year.drawdown) * people.wealth + year.saving_rate * income
    recorded = (people.age >= 35) & (people.age <= 45)
    people = people._replace(
        luck=luck,
        out=out.astype(jnp.uint8),
        earnings=earnings,
        income=income,
        wealth=wealth,
        record_sum=people.record_sum + jnp.where(recorded, earnings, 0.0),
        record_years=jnp.where(recorded, people.age - 34, people.record_years).astype(jnp.uint8),
    )
    parents = (people.age >= year.youngest_parent - 1) & (people.age <= year.oldest_parent - 1)
    levels = len(year.entry_opportunity)
    remembered = Remembered(
        people.skill.sum(),
        jnp.square(people.skill).sum(),
        counts((levels,), people.level),
        counts((levels, PARENT_BINS), people.level, parent_bin(record_of(people)), where=parents),
    )
    return people, remembered, observe(people, year, skill, wage, works, out, categories) if categories else None


def observe(people, year, skill, wage, works, out, categories):
    """The tables of a year."""
    levels, classes = len(year.entry_opportunity), len(year.taught) - 1
    category, level, x = people.category, people.level, people.experience
    row = income_row(people.income * year.per_base_median)
    record = record_of(people) * year.per_base_median
    recorded = (people.age >= 45) & (people.age <= year.oldest_record_age)
    has_parent = recorded & (people.parent_bin != table.NO_PARENT)
    cells, by_level = (levels, table.EXPERIENCE_YEARS), dict(where=works)
    total = lambda values: jnp.where(works, values, 0.0).sum()
    return table.Tables(
        income=counts((table.ROWS, categories), row, category),
        earnings=counts((table.ROWS, categories), income_row(people.earnings * year.per_base_median), category),
        record=counts((table.ROWS, categories), income_row(record), category, where=recorded),
        schooling=counts((levels, categories), level, category),
        jobs=counts((classes + 1, categories), people.job, category),
        generations=counts(
            (table.MOBILITY_BINS, table.MOBILITY_BINS), people.parent_bin, mobility_bin(record), where=has_parent
        ),
        status_by_category=counts((categories,), category, weights=people.status),
        status_by_row=counts((table.ROWS,), row, weights=people.status),
        noncognitive_by_category=counts((categories,), category, weights=people.noncognitive),
        squares=jnp.stack([jnp.square(people.status).sum(), jnp.square(people.noncognitive).sum()]),
        workers=counts(cells, level, x, **by_level),
        wages=counts(cells, level, x, weights=wage, **by_level),
        skills=counts((table.EXPERIENCE_YEARS,), x, weights=skill, **by_level),
        skill_products=jnp.stack([total(skill * skill), total(skill * wage)]),
        out_of_work=out.sum(keepdims=True),
    )


# -------------------------------------------------------------------------------------------------------------- World


class World(world.World):
    def begin(self, state, random):
        self.people = jax.device_put(state)
        self.random, self.key = random, jax.random.key(int(random.integers(2**31)))

    def live(self, year, observing):
        year = jax.device_put(year._replace(places=None, level_shares=None)), year
        self.key, *keys = jax.random.split(self.key, 5)
        entrants, levels = self.retire(*year, keys[0])
        self.people, held = school_learn_move(self.people, year[0], keys[1], entrants, levels)
        self.fill_places(*year, keys[2], np.asarray(held))
        self.people, remembered, tables = pay_and_observe(self.people, year[0], keys[3], len(self.iq) * observing)
        in_double = lambda part: np.asarray(part, np.float64 if part.dtype == jnp.float32 else np.int64)
        return jax.tree.map(in_double, remembered), jax.tree.map(in_double, tables)

    def padded(self, slots):
        """A list of slots with padding beyond the last slot, so that few lengths occur."""
        step = max(self.agents // LIST_LENGTHS, 64)
        return np.append(slots, np.full(-len(slots) % step, self.agents)).astype(np.int32)

    def retire(self, year, rules, key):
        """§0.1 and §2: growing older, parents, children, school levels."""
        age = np.array(self.people.age) + np.uint8(1)
        entrants = np.flatnonzero(age >= 65)
        candidates = np.flatnonzero((age >= rules.youngest_parent) & (age <= rules.oldest_parent))
        block = entrants // BLOCK
        first = np.searchsorted(candidates, block * BLOCK)
        found = np.searchsorted(candidates, (block + 1) * BLOCK) - first
        chance = self.random.random(len(entrants))
        anybody = block * BLOCK + (chance * np.minimum(BLOCK, self.agents - block * BLOCK)).astype(int)
        chosen = candidates[np.minimum(first + (chance * found).astype(int), len(candidates) - 1)]
        parents = np.where(found > 0, chosen, anybody)
        entering = self.padded(entrants)
        self.people = self.people._replace(age=jax.device_put(age))
        self.people, score = enter(self.people, year, key, entering, self.padded(parents))
        from_the_top = np.argsort(-np.asarray(score)[: len(entrants)], kind="stable")
        places = world.model.largest_remainders(rules.level_shares, len(entrants))
        levels = np.zeros(len(entering), np.uint8)
        levels[from_the_top] = np.repeat(np.arange(len(places))[::-1], places[::-1])
        return entering, levels

    def fill_places(self, year, rules, key, held):
        """§4: classes with too many holders lay off the lowest; free places go to the highest, class by class."""
        free, job = rules.places - held[:-1], np.array(self.people.job)
        for index in np.flatnonzero(free < 0):
            who = np.flatnonzero(job == index)
            key, own = jax.random.split(key)
            score = gate_scores(self.people, year, own, self.padded(who), np.array([index]))
            score = np.asarray(score)[0, : len(who)]
            job[who[~highest(score, rules.places[index])]] = self.classes
            free[index] = 0
        competing = np.flatnonzero(job == self.classes)
        scores = np.asarray(gate_scores(self.people, year, key, self.padded(competing), np.arange(self.classes)))
        left = np.arange(len(competing))
        for index in range(self.classes):
            if free[index] > 0:
                won = highest(scores[index, left], free[index])
                job[competing[left[won]]] = index
                left = left[~won]
        self.people = self.people._replace(job=jax.device_put(job))

    def positive_earnings(self):
        earnings = np.asarray(self.people.earnings)
        return earnings[earnings > 0]


def highest(scores, count):
    """Which are exactly the `count` highest scores; among equal ones the earlier."""
    if count >= len(scores):
        return np.ones(len(scores), bool)
    last = np.partition(scores, len(scores) - count)[len(scores) - count]
    above = scores > last
    above[np.flatnonzero(scores == last)[: count - above.sum()]] = True
    return above


if __name__ == "__main__":
    world.command(World)
