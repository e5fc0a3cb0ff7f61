"""Tables of counts that the compiled peers fill each observed year, and the metrics that follow from them.

Tables of the same kind as the program's: incomes on a fine logarithmic scale by score category, and so on
(`src/year/tally.rs`). The formulas are estimates only; the program computes a standard error for each as well.
"""

import math
from typing import NamedTuple

import numpy as np

# Income rows: row 0 holds zero, then 256 rows a log point from e^−6 to e^10.
ROWS, ROWS_PER_LOG_POINT, LOWEST_LOG = 4097, 256, -6.0
# Parents' and children's records: bin 0 holds zero, then 16 bins a log point from e^−4 to e^4.
MOBILITY_BINS, MOBILITY_PER_LOG_POINT, LOWEST_MOBILITY_LOG = 129, 16, -4.0
EXPERIENCE_YEARS = 46
NO_PARENT = 255

UPPER_LOG = LOWEST_LOG + np.arange(ROWS) / ROWS_PER_LOG_POINT  # upper border of each row
LOG = UPPER_LOG - 0.5 / ROWS_PER_LOG_POINT
INCOME = np.where(np.arange(ROWS) > 0, np.exp(LOG), 0.0)


class Tables(NamedTuple):
    """Counts and sums of one year. C score categories, L school levels, J job classes."""

    income: np.ndarray  # (ROWS, C)
    earnings: np.ndarray  # (ROWS, C)
    record: np.ndarray  # (ROWS, C)
    schooling: np.ndarray  # (L, C)
    jobs: np.ndarray  # (J + 1, C), the last row without a place
    generations: np.ndarray  # (MOBILITY_BINS, MOBILITY_BINS), parent by child
    status_by_category: np.ndarray  # (C,)
    status_by_row: np.ndarray  # (ROWS,) of income
    noncognitive_by_category: np.ndarray  # (C,)
    squares: np.ndarray  # Σ status², Σ noncognitive²
    workers: np.ndarray  # (L, EXPERIENCE_YEARS)
    wages: np.ndarray  # (L, EXPERIENCE_YEARS), sums of full-year log wages
    skills: np.ndarray  # (EXPERIENCE_YEARS,), sums of k̂ of workers
    skill_products: np.ndarray  # Σ k̂², Σ k̂·wage of workers
    out_of_work: np.ndarray  # (1,)


def empty(categories, levels, classes):
    """Tables in which nobody is counted."""
    counts, sums = (lambda *shape: np.zeros(shape, np.int64)), (lambda *shape: np.zeros(shape))
    return Tables(
        income=counts(ROWS, categories),
        earnings=counts(ROWS, categories),
        record=counts(ROWS, categories),
        schooling=counts(levels, categories),
        jobs=counts(classes + 1, categories),
        generations=counts(MOBILITY_BINS, MOBILITY_BINS),
        status_by_category=sums(categories),
        status_by_row=sums(ROWS),
        noncognitive_by_category=sums(categories),
        squares=sums(2),
        workers=counts(levels, EXPERIENCE_YEARS),
        wages=sums(levels, EXPERIENCE_YEARS),
        skills=sums(EXPERIENCE_YEARS),
        skill_products=sums(2),
        out_of_work=counts(1),
    )


def metrics(tables, iq, years_of_level):
    """The metrics that rest on people, from a year's tables; `iq` is the IQ of each score category."""
    tables = Tables(*[np.asarray(part, float) for part in tables])
    measured = {}
    of_income(measured, tables, iq)
    of_record(measured, tables.record, tables.generations, iq)
    of_people(measured, tables, iq, years_of_level)
    of_wages(measured, tables, years_of_level)
    return measured


# --------------------------------------------------------------------------------------------------------- Statistics


def by_row(table):
    """Sums of rows; much faster than `sum(1)` where rows are short."""
    return table @ np.ones(table.shape[1])


def by_column(table):
    return np.ones(len(table)) @ table


def middle_ranks(counts):
    """Middle rank of the people of each row, between 0 and 1."""
    return (np.cumsum(counts) - counts / 2.0) / max(counts.sum(), 1)


def from_sums(n, x, y, xx, yy, xy):
    """Pearson's r from sums."""
    varied = (n * xx - x * x) * (n * yy - y * y)
    return (n * xy - x * y) / math.sqrt(varied) if n > 1 and varied > 0 else math.nan


def correlation(table, x, y):
    """Pearson's r of a table's rows, which stand for values x, with its columns, which stand for y."""
    rows, columns = by_row(table), by_column(table)
    return from_sums(rows.sum(), rows @ x, columns @ y, rows @ x**2, columns @ y**2, x @ (table @ y))


class Distribution:
    """Incomes by row. Inside a row people are spread evenly, so every share of people has a border of its own."""

    def __init__(self, rows):
        self.rows, self.people = rows, rows.sum()
        self.cumulated, self.total = np.cumsum(rows), rows @ INCOME

    def up_to(self, people, sums):
        """Sum of a quantity, given by row, over the poorest so many people."""
        return float(np.interp(people, np.r_[0, self.cumulated], np.r_[0.0, np.cumsum(sums)]))

    def log_quantile(self, rank):
        """Log income at a rank; −∞ among zeros."""
        people = rank * self.people
        return float(np.interp(people, self.cumulated, UPPER_LOG)) if people > self.rows[0] else -math.inf

    def gini(self):
        if self.total <= 0:
            return math.nan
        sums = np.cumsum(self.rows * INCOME)
        return float(1.0 - self.rows @ (sums + np.r_[0.0, sums[:-1]]) / (self.people * self.total))

    def top_share(self, part):
        rest = self.up_to((1.0 - part) * self.people, self.rows * INCOME)
        return 1.0 - rest / self.total if self.total > 0 else math.nan

    def quantile_ratio(self, upper, lower):
        if self.people == 0 or self.log_quantile(lower) == -math.inf:
            return math.nan
        return math.exp(self.log_quantile(upper) - self.log_quantile(lower))

    def hill(self, part):
        """Hill's estimate of the Pareto exponent of the top part."""
        border, people = self.log_quantile(1.0 - part), part * self.people
        if people < 2 or border == -math.inf:
            return math.nan
        logs = np.where(np.arange(ROWS) > 0, LOG, 0.0) * self.rows
        excess = logs.sum() - self.up_to(self.people - people, logs) - people * border
        return people / excess if excess > 0 else math.nan


def least_squares(products, with_y):
    """Last coefficient of a regression from its matrix of products; NaN where it is not determined."""
    if np.linalg.matrix_rank(products) < len(products):
        return math.nan
    return float(np.linalg.solve(products, with_y)[-1])


# ------------------------------------------------------------------------------------------------------------ Metrics


def of_income(measured, tables, iq):
    rows, columns = by_row(tables.income), by_column(tables.income)
    rank, n = middle_ranks(rows), rows.sum()
    iq_rank = correlation(tables.income, rank, iq)
    positive = tables.income.copy()
    positive[0] = 0
    status, squares = tables.status_by_category.sum(), tables.squares[0]
    iq_status = from_sums(n, columns @ iq, status, columns @ iq**2, squares, tables.status_by_category @ iq)
    rank_status = from_sums(n, rows @ rank, status, rows @ rank**2, squares, tables.status_by_row @ rank)
    rest = (1.0 - iq_status**2) * (1.0 - rank_status**2)
    measured["iq_income_rank_r"] = iq_rank
    measured["iq_income_r"] = correlation(tables.income, INCOME, iq)
    measured["iq_log_income_r"] = correlation(positive, LOG, iq)
    measured["iq_income_spearman_r"] = correlation(tables.income, rank, middle_ranks(columns))
    measured["iq_income_partial_r"] = (iq_rank - iq_status * rank_status) / math.sqrt(rest) if rest > 0 else math.nan
    measured["iq_earnings_rank_r"] = correlation(tables.earnings, middle_ranks(by_row(tables.earnings)), iq)
    measured["iq_family_status_r"] = iq_status
    income, earnings = Distribution(rows), Distribution(by_row(tables.earnings))
    measured["gini"], measured["earnings_gini"] = income.gini(), earnings.gini()
    measured["top1_share"], measured["top10_share"] = income.top_share(0.01), income.top_share(0.1)
    measured["p90_p50"], measured["p50_p10"] = income.quantile_ratio(0.9, 0.5), income.quantile_ratio(0.5, 0.1)
    measured["tail_exponent"] = income.hill(0.01)


def of_record(measured, table, generations, iq):
    record = Distribution(by_row(table))
    measured["iq_record_rank_r"] = correlation(table, middle_ranks(record.rows), iq)

    sums = table @ iq

    def mean_iq(lowest, highest):
        below, above = lowest / 100 * record.people, highest / 100 * record.people
        return (record.up_to(above, sums) - record.up_to(below, sums)) / (above - below) if above > below else math.nan

    for percentile in (25, 50, 75):
        measured[f"mean_iq_percentile_{percentile}"] = mean_iq(percentile - 1, percentile)
    measured["mean_iq_top10"], measured["mean_iq_top1"] = mean_iq(90, 100), mean_iq(99, 100)
    parents, children = by_row(generations), by_column(generations)
    x, y, n = middle_ranks(parents), middle_ranks(children), parents.sum()
    varied = n * (parents @ x**2) - (parents @ x) ** 2
    slope = n * (x @ generations @ y) - (parents @ x) * (children @ y)
    measured["parent_child_rank_slope"] = float(slope / varied) if varied > 0 else math.nan
    measured["record_gini"] = record.gini()
    measured["record_top1_share"] = record.top_share(0.01)
    measured["record_p90_p50"] = record.quantile_ratio(0.9, 0.5)
    measured["record_p75_p50"] = record.quantile_ratio(0.75, 0.5)
    measured["record_p25_p50"] = record.quantile_ratio(0.25, 0.5)
    measured["record_tail_exponent"] = record.hill(0.01)


def of_people(measured, tables, iq, years_of_level):
    people, placed = tables.income.sum(), tables.jobs[:-1]
    columns = by_column(tables.income)
    measured["iq_schooling_r"] = correlation(tables.schooling, years_of_level, iq)
    # Classes are numbered from the best paid, which rank highest.
    measured["iq_job_rank_r"] = correlation(placed, 1.0 - middle_ranks(by_row(placed)), iq)
    n = tables.noncognitive_by_category
    measured["iq_noncognitive_r"] = from_sums(people, columns @ iq, n.sum(), columns @ iq**2, tables.squares[1], n @ iq)
    measured["mean_schooling_years"] = float(by_row(tables.schooling) @ years_of_level / people)
    measured["mean_iq"] = float(columns @ iq / people)
    measured["without_place_share"] = float(tables.jobs[-1].sum() / people)
    measured["out_of_work_share"] = float(tables.out_of_work[0] / people)


def of_wages(measured, tables, years_of_level):
    x = np.arange(EXPERIENCE_YEARS, dtype=float)
    # Skill on a constant, experience and its square: people and sums by years of experience are enough.
    basis = np.column_stack([np.ones_like(x), x, x * x])
    by_x, wage_by_x = by_column(tables.workers), by_column(tables.wages)
    with_skill = basis.T @ tables.skills
    products = np.block([[basis.T * by_x @ basis, with_skill[:, None]], [with_skill, tables.skill_products[0]]])
    measured["skill_return"] = least_squares(products, np.r_[basis.T @ wage_by_x, tables.skill_products[1]])
    # Schooling is constant inside a cell of level and experience.
    level, x = np.repeat(years_of_level, EXPERIENCE_YEARS), np.tile(x, len(years_of_level))
    cells, workers = np.column_stack([np.ones_like(x), x, x * x, level]), tables.workers.ravel()
    measured["schooling_return"] = least_squares(cells.T * workers @ cells, cells.T @ tables.wages.ravel())
