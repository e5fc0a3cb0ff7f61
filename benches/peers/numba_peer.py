"""Numba: the model as fused loops over persons, in parallel over blocks of 4,096 slots, single precision.

Chance is a hash of (year's key, slot, draw), so loops carry no generator state; normals by the ziggurat. Quotas are exact:
keys of score and slot are ranked with NumPy's partial sort, equal scores go to the lower slot.
"""

import math

import numba
import numpy as np
from numba import njit, prange

import tables as table
import world
from world import BLOCK, LOWEST_IQ, PARENT_BINS, PARENT_BINS_PER_LOG_POINT, Remembered

F = np.float32
U = np.uint64
ONE, ZERO, HALF, TINY = F(1.0), F(0.0), F(0.5), F(1e-30)

# Names of draws; a class's chance in hiring is HIRING + class.
PARENT, ABILITY, PART, TEST, SCHOOL, MOBILITY, LUCK, JUMP, OUT, WAGE, PART_YEAR, PART_SIZE, HIRING = range(13)
DRAWS = U(64)


# ------------------------------------------------------------------------------------------------------------- Chance


def ziggurat_tables(layers=256, edge=3.6541528853610088, area=0.00492867323399):
    """Widths and densities of the ziggurat's layers (Marsaglia and Tsang 2000)."""
    density = lambda x: math.exp(-0.5 * x * x)
    x = np.zeros(layers + 1)
    x[0], x[1] = area / density(edge), edge
    for layer in range(2, layers):
        x[layer] = math.sqrt(-2.0 * math.log(area / x[layer - 1] + density(x[layer - 1])))
    return x.astype(F), np.exp(-0.5 * x * x).astype(F)


WIDTH, DENSITY = ziggurat_tables()
EDGE = F(WIDTH[1])


@njit(inline="always")
def bits(key, slot, draw):
    """64 random bits: the mixing function of SplitMix64 over a counter."""
    z = key + (U(slot) * DRAWS + U(draw)) * U(0x9E3779B97F4A7C15)
    z = (z ^ (z >> U(30))) * U(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> U(27))) * U(0x94D049BB133111EB)
    return z ^ (z >> U(31))


@njit(inline="always")
def unit(word):
    """Uniform on (0, 1) from the upper 23 bits."""
    return (F(np.int32(word >> U(41))) + HALF) * F(1.0 / (1 << 23))


@njit(inline="always")
def uniform(key, slot, draw):
    return unit(bits(key, slot, draw))


@njit(cache=True)
def normal_rarely(word, layer, x):
    """The one in a hundred normals that do not fall inside a layer's box."""
    while True:
        word = bits(word, U(1), U(1))
        if layer == 0:  # the tail, beyond the edge
            other = bits(word, U(2), U(2))
            beyond = -math.log(unit(word)) / EDGE
            if F(-2.0) * math.log(unit(other)) > beyond * beyond:
                tail = EDGE + beyond
                return tail if x > ZERO else -tail
            continue
        if DENSITY[layer] + unit(word) * (DENSITY[layer + 1] - DENSITY[layer]) < math.exp(-HALF * x * x):
            return x
        word = bits(word, U(3), U(3))
        layer = np.int64(word & U(255))
        x = (F(2.0) * unit(word) - ONE) * WIDTH[layer]
        if abs(x) < WIDTH[layer + 1]:
            return x


@njit(inline="always")
def normal(key, slot, draw):
    """N(0,1) by the ziggurat."""
    word = bits(key, slot, draw)
    layer = np.int64(word & U(255))
    x = (F(2.0) * unit(word) - ONE) * WIDTH[layer]
    if abs(x) < WIDTH[layer + 1]:
        return x
    return normal_rarely(word, layer, x)


# --------------------------------------------------------------------------------------------------------- Bins, keys


@njit(inline="always")
def log_bin(amount, lowest_log, per_log_point, bins):
    """Bin 0 holds zero; what lies beyond the ends counts in the outermost bins."""
    position = np.int32((math.log(max(amount, TINY)) - F(lowest_log)) * F(per_log_point))
    return (1 + min(max(position, np.int32(0)), np.int32(bins - 2))) * (amount > ZERO)


@njit(inline="always")
def income_row(amount):
    return log_bin(amount, table.LOWEST_LOG, table.ROWS_PER_LOG_POINT, table.ROWS)


@njit(inline="always")
def mobility_bin(amount):
    return log_bin(amount, table.LOWEST_MOBILITY_LOG, table.MOBILITY_PER_LOG_POINT, table.MOBILITY_BINS)


@njit(inline="always")
def parent_bin(amount):
    return log_bin(amount, world.LOWEST_PARENT_LOG, PARENT_BINS_PER_LOG_POINT, PARENT_BINS)


@njit(inline="always")
def sort_key(score, slot):
    """A whole number that orders by score, then in favour of the lower slot."""
    fixed = np.int64(score * F(1 << 24)) + np.int64(1 << 31)  # scores lie within ±128; steps of 2^−24
    return (U(fixed) << U(32)) | U(0xFFFFFFFF - slot)


@njit(inline="always")
def borders_of(block, people):
    """First slot of a block and of the next one."""
    return block * BLOCK, min((block + 1) * BLOCK, len(people.age))


@njit(inline="always")
def record_of(people, i):
    return people.record_sum[i] / F(max(people.record_years[i], 1))


# ----------------------------------------------------------------------------------------------------- Phases 1 and 2


@njit(cache=True)
def retire(people, year, classes, key, entrants, keys, block):
    """Everybody grows a year older; who turns 65 is replaced by a child of somebody in the block, with a schooling score."""
    first, last = borders_of(block, people)
    candidates, found, entering = np.empty(last - first, np.int64), 0, 0
    for i in range(first, last):
        age = people.age[i] + 1
        people.age[i] = age
        if age >= 65:
            entrants[first + entering] = i
            entering += 1
        # Without a branch: written always, kept where the age is right.
        candidates[found] = i
        found += (age >= year.youngest_parent) & (age <= year.oldest_parent)
    for position in range(first, first + entering):
        i = entrants[position]
        chance = uniform(key, i, PARENT)
        parent = candidates[np.int64(chance * F(found))] if found else first + np.int64(chance * F(last - first))
        enter(people, year, classes, key, i, parent)
        score = (
            year.school_ability * people.ability[i]
            + year.school_noncognitive * people.noncognitive[i]
            + year.school_status * people.status[i]
            + year.school_chance * normal(key, i, SCHOOL)
        )
        keys[position] = sort_key(score, i)
    return entering


@njit(inline="always")
def enter(people, year, classes, key, i, parent):
    """A child of the parent takes over the slot."""
    g = year.ability_inheritance * people.ability[parent] + year.ability_chance * normal(key, i, ABILITY)
    part = year.noncognitive_inheritance * people.noncognitive_part[parent]
    part += year.noncognitive_chance * normal(key, i, PART)
    raw = year.score_ability * g + year.score_chance * normal(key, i, TEST)
    if year.stanine:
        category = min(max(math.floor(raw + F(5.45 + 0.5)), 1), 9) - 1
    else:
        points = F(100.0) + F(15.0 / 1.98) * raw
        category = min(max(math.floor(points + HALF), LOWEST_IQ), world.HIGHEST_IQ) - LOWEST_IQ
    record = record_of(people, parent)
    people.age[i] = 20
    people.ability[i] = g
    people.noncognitive_part[i] = part
    people.noncognitive[i] = year.correlation * g + year.independent * part
    people.category[i] = category
    people.status[i] = year.status_of[people.level[parent], parent_bin(record)]
    people.parent_bin[i] = mobility_bin(record)
    people.wealth[i] = year.bequest_share * people.wealth[parent]
    people.job[i] = classes
    people.experience[i] = 0
    people.luck[i] = ZERO
    people.earnings[i] = ZERO
    people.out[i] = 0
    people.record_sum[i] = ZERO
    people.record_years[i] = 0


# ----------------------------------------------------------------------------------------------------- Phases 3 and 4


@njit(cache=True)
def school_learn_move(people, year, classes, key, entrants, keys, entering, borders, pool, held, block):
    """Entrants get level and skill, workers learn, some give up their class; lists who competes for places. Gives the
    length of this list and the wealth owned."""
    first, last = borders_of(block, people)
    for position in range(first, first + entering):
        i, level = entrants[position], 0
        for border in borders:
            level += keys[position] >= border
        people.level[i] = level
        people.skill[i] = year.entry_opportunity[level] * math.exp(year.speed_spread * people.ability[i])
    waiting, owned = 0, ZERO
    held[:] = 0
    for i in range(first, last):
        owned += people.wealth[i]
        if people.earnings[i] > ZERO:
            x = people.experience[i]
            speed = math.exp(year.speed_spread * people.ability[i])
            people.skill[i] += year.taught[people.job[i]] * speed * year.slowing[x]
            people.experience[i] = x + 1
        if uniform(key, i, MOBILITY) < year.mobility:
            people.job[i] = classes
        job = people.job[i]
        held[job] += 1
        if job == classes:
            pool[first + waiting] = i
            waiting += 1
    return waiting, owned


# ------------------------------------------------------------------------------------------------------------ Phase 5


@njit(cache=True)
def gate_keys(people, year, key, who, index, keys, first, last):
    """Sort keys of the gate scores of some people at one class."""
    skill, schooling, status, noncognitive, experience, chance = year.gate[index]
    for position in range(first, last):
        i = who[position]
        score = (
            skill * (people.skill[i] - year.skill_mean) * year.skill_per_sd
            + schooling * year.schooling_standard[people.level[i]]
            + status * people.status[i]
            + noncognitive * people.noncognitive[i]
            + experience * (F(people.experience[i]) - F(22.5)) * F(1.0 / 12.99)
            + chance * normal(key, i, HIRING + index)
        )
        keys[position] = sort_key(score, i)


def highest(keys, count):
    """The lowest of the `count` highest keys."""
    if count <= 0:
        return np.iinfo(np.uint64).max
    return np.partition(keys, len(keys) - count)[len(keys) - count] if count < len(keys) else U(0)


# ----------------------------------------------------------------------------------------------------- Phases 6 and 7


@njit(cache=True)
def luck_and_pay(people, year, classes, key, observing, counted, thread, block):
    """Luck moves, people are out of work or not, and are paid; the wages of observed years are counted. Gives all earnings."""
    base, persistence, by_skill, by_noncognitive = year.out_of_work
    first, last = borders_of(block, people)
    total, skill_squares, skill_times_wage, without_work = ZERO, 0.0, 0.0, 0
    for i in range(first, last):
        job, x = people.job[i], people.experience[i]
        skill = (people.skill[i] - year.skill_mean) * year.skill_per_sd
        effective = year.mean_skill + year.pass_through[job] * (skill - year.mean_skill) + year.boost[job]
        luck, chance = people.luck[i], uniform(key, i, LUCK)
        if chance < year.loss_rate:
            luck = ZERO
        elif job < classes:
            jump = min(year.jump_rate * math.exp(year.merit * effective), ONE - year.loss_rate)
            if chance < year.loss_rate + jump:
                luck -= year.jump_mean[job] * math.log(uniform(key, i, JUMP))
        people.luck[i] = luck
        if job == classes:
            people.out[i], people.earnings[i] = 0, ZERO
            continue
        noncognitive = people.noncognitive[i]
        index = base + by_skill * effective + by_noncognitive * noncognitive
        if people.out[i]:
            index += persistence
        if normal(key, i, OUT) < index:
            people.out[i], people.earnings[i] = 1, ZERO
            without_work += 1
            continue
        wage = (
            year.base_log_pay[job]
            + year.learning_return[job] * effective
            + year.experience_pay[x]
            + year.noncognitive_return * noncognitive
            + luck
            + year.transitory_sd * normal(key, i, WAGE)
        )
        in_part = uniform(key, i, PART_YEAR) < year.part_year_share
        earnings = math.exp(wage) * (uniform(key, i, PART_SIZE) if in_part else ONE)
        people.out[i], people.earnings[i] = 0, earnings
        total += earnings
        if observing:
            level = people.level[i]
            counted.workers[thread, level, x] += 1
            counted.wages[thread, level, x] += wage
            counted.skills[thread, x] += skill
            skill_squares += skill * skill
            skill_times_wage += skill * wage
    counted.skill_products[thread, 0] += skill_squares
    counted.skill_products[thread, 1] += skill_times_wage
    counted.out_of_work[thread, 0] += without_work
    return total


# ----------------------------------------------------------------------------------------------------- Phases 7 and 8


@njit(cache=True)
def capital_and_record(people, year, rate, levels, parents, block):
    """Wealth is paid and grows, the record is extended, what next year needs is counted. Gives Σk and Σk²."""
    first, last = borders_of(block, people)
    skill_sum, skill_squares = ZERO, ZERO
    for i in range(first, last):
        age, earnings, level, skill = people.age[i], people.earnings[i], people.level[i], people.skill[i]
        income = earnings + rate * people.wealth[i]
        people.income[i] = income
        people.wealth[i] = (ONE - year.drawdown) * people.wealth[i] + year.saving_rate * income
        if 35 <= age <= 45:
            people.record_sum[i] += earnings
            people.record_years[i] = age - 34
        skill_sum += skill
        skill_squares += skill * skill
        levels[level] += 1
        if year.youngest_parent - 1 <= age <= year.oldest_parent - 1:
            parents[level, parent_bin(record_of(people, i))] += 1
    return skill_sum, skill_squares


@njit(cache=True)
def observe(people, year, counted, thread, block):
    """Counts the people of a block in the tables of a thread."""
    first, last = borders_of(block, people)
    incomes, earnings, records = counted.income[thread], counted.earnings[thread], counted.record[thread]
    schooling, jobs, generations = counted.schooling[thread], counted.jobs[thread], counted.generations[thread]
    status_by_category, status_by_row = counted.status_by_category[thread], counted.status_by_row[thread]
    noncognitive_by_category = counted.noncognitive_by_category[thread]
    status_squares, noncognitive_squares = ZERO, ZERO
    for i in range(first, last):
        category, row = people.category[i], income_row(people.income[i] * year.per_base_median)
        status, noncognitive = people.status[i], people.noncognitive[i]
        incomes[row, category] += 1
        earnings[income_row(people.earnings[i] * year.per_base_median), category] += 1
        schooling[people.level[i], category] += 1
        jobs[people.job[i], category] += 1
        status_by_category[category] += status
        status_by_row[row] += status
        noncognitive_by_category[category] += noncognitive
        status_squares += status * status
        noncognitive_squares += noncognitive * noncognitive
        if 45 <= people.age[i] <= year.oldest_record_age:
            record = record_of(people, i) * year.per_base_median
            records[income_row(record), category] += 1
            if people.parent_bin[i] != table.NO_PARENT:
                generations[people.parent_bin[i], mobility_bin(record)] += 1
    counted.squares[thread, 0] += status_squares
    counted.squares[thread, 1] += noncognitive_squares


# ------------------------------------------------------------------------------------------------------ Over all blocks

# Numba drops writes to the fields of a tuple inside a parallel loop, so each loop calls a function that does them.


@njit(cache=True, parallel=True)
def retire_all(people, year, classes, key, entrants, keys, count):
    for block in prange(len(count)):
        count[block] = retire(people, year, classes, key, entrants, keys, block)


@njit(cache=True, parallel=True)
def school_learn_move_all(people, year, classes, key, entrants, keys, count, borders, pool, applicants, held, wealth):
    for block in prange(len(count)):
        waiting, owned = school_learn_move(
            people, year, classes, key, entrants, keys, count[block], borders, pool, held[block], block
        )
        applicants[block], wealth[block] = waiting, owned


@njit(cache=True, parallel=True)
def gate_keys_all(people, year, key, who, index, keys):
    for part in prange(-(-len(who) // BLOCK)):
        gate_keys(people, year, key, who, index, keys, part * BLOCK, min((part + 1) * BLOCK, len(who)))


@njit(cache=True, parallel=True)
def luck_and_pay_all(people, year, classes, key, observing, counted, earned):
    for block in prange(len(earned)):
        earned[block] = luck_and_pay(people, year, classes, key, observing, counted, numba.get_thread_id(), block)


@njit(cache=True, parallel=True)
def capital_and_record_all(people, year, rate, levels, parents, skill_sums):
    for block in prange(len(skill_sums)):
        thread = numba.get_thread_id()
        sums = capital_and_record(people, year, rate, levels[thread], parents[thread], block)
        skill_sums[block, 0], skill_sums[block, 1] = sums


@njit(cache=True, parallel=True)
def observe_all(people, year, counted, blocks):
    for block in prange(blocks):
        observe(people, year, counted, numba.get_thread_id(), block)


class World(world.World):
    def begin(self, state, random):
        self.people, self.random = state, random
        blocks, levels, threads = -(-self.agents // BLOCK), len(self.years_of_level), numba.get_num_threads()
        self.lists = np.empty(blocks * BLOCK, np.int64)
        self.keys = np.empty(blocks * BLOCK, np.uint64)
        self.counts = np.empty(blocks, np.int64)
        self.holders = np.empty((blocks, self.classes + 1), np.int64)
        self.sums = np.empty((blocks, 2), np.float64)
        self.levels = np.empty((threads, levels), np.int64)
        self.parents = np.empty((threads, levels, PARENT_BINS), np.int32)
        one = table.empty(len(self.iq), levels, self.classes)
        small = lambda part: np.int32 if part.dtype == np.int64 else part.dtype
        self.tables = table.Tables(*[np.empty((threads, *part.shape), small(part)) for part in one])

    def live(self, year, observing):
        people, classes, key = self.people, self.classes, self.random.integers(2**64, dtype=np.uint64)
        retire_all(people, year, classes, key, self.lists, self.keys, self.counts)
        entrants = self.counts.copy()
        borders = self.school_borders(year, entrants)
        applicants, wealth, earned = self.counts, self.sums[:, 0], self.sums[:, 1]
        pool = np.empty_like(self.lists)
        school_learn_move_all(
            people, year, classes, key, self.lists, self.keys, entrants, borders, pool, applicants, self.holders, wealth
        )
        self.fill_places(year, key, pool, applicants, self.holders.sum(0))
        for part in (*self.tables, self.levels, self.parents):
            part.fill(0)
        owned = wealth.sum()
        luck_and_pay_all(people, year, classes, key, observing, self.tables, earned)
        c = year.income_share
        rate = F(earned.sum() * c / ((1.0 - c) * owned)) if owned > 0 else ZERO
        capital_and_record_all(people, year, rate, self.levels, self.parents, self.sums)
        skill_sum, skill_squares = self.sums.sum(0)
        remembered = Remembered(skill_sum, skill_squares, self.levels.sum(0), self.parents.sum(0))
        if not observing:
            return remembered, None
        observe_all(people, year, self.tables, len(self.counts))
        return remembered, table.Tables(*[part.sum(0) for part in self.tables])

    def school_borders(self, year, entrants):
        """§2: the lowest key of each level but the lowest, so that the shares are filled exactly."""
        keys = np.concatenate([self.keys[b * BLOCK : b * BLOCK + count] for b, count in enumerate(entrants)])
        keys.sort()
        below = np.cumsum(world.model.largest_remainders(year.level_shares, len(keys)))[:-1]
        return np.append(keys, np.iinfo(np.uint64).max)[below]

    def fill_places(self, year, key, pool, applicants, held):
        """§4: classes with too many holders lay off the lowest; free places go to the highest, class by class."""
        people, free = self.people, year.places - held[:-1]
        competing = np.concatenate([pool[b * BLOCK : b * BLOCK + count] for b, count in enumerate(applicants)])
        for index in np.flatnonzero(free < 0):
            who = np.flatnonzero(people.job == index)
            keys = np.empty(len(who), np.uint64)
            gate_keys_all(people, year, key, who, index, keys)
            laid_off = who[keys < highest(keys, year.places[index])]
            people.job[laid_off] = self.classes
            competing, free[index] = np.concatenate([competing, laid_off]), 0
        for index in range(self.classes):
            if free[index] > 0:
                keys = np.empty(len(competing), np.uint64)
                gate_keys_all(people, year, key, competing, index, keys)
                won = keys >= highest(keys, free[index])
                people.job[competing[won]] = index
                competing = competing[~won]

    def positive_earnings(self):
        return self.people.earnings[self.people.earnings > 0]


if __name__ == "__main__":
    world.command(World)
