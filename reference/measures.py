"""Observation and metrics (§9, §10): plain formulas on individual data, no tables of counts."""

import math

import numpy as np

RECORD_YOUNGEST_AGE = 45
NO_PLACE = -1


# --------------------------------------------------------------------------------------------------------- Statistics


def middle_ranks(values):
    """Share of values below each value plus half the share equal to it: between 0 and 1, ties share their middle rank."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    below = np.cumsum(counts) - counts
    return ((below + counts / 2.0) / len(values))[index]


def correlation(x, y):
    """Pearson's r; NaN where one side does not vary."""
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return math.nan
    return float(np.corrcoef(x, y)[0, 1])


def partial_correlation(x, y, given):
    """Correlation of x and y given a third variable."""
    xy, xg, yg = correlation(x, y), correlation(x, given), correlation(y, given)
    rest = (1.0 - xg**2) * (1.0 - yg**2)
    return (xy - xg * yg) / math.sqrt(rest) if rest > 0 else math.nan


def slope(x, y):
    """Slope of the line of y on x by least squares."""
    if len(x) < 2 or np.ptp(x) == 0:
        return math.nan
    deviations = x - x.mean()
    return float(deviations @ y / (deviations @ deviations))


def coefficient(y, of_interest, *others):
    """Coefficient of one regressor in least squares with a constant and others; NaN where it is not determined."""
    regressors = np.column_stack([np.ones(len(y)), *others, of_interest])
    if len(y) <= regressors.shape[1] or np.ptp(of_interest) == 0:
        return math.nan
    solution, _, rank, _ = np.linalg.lstsq(regressors, y, rcond=None)
    return float(solution[-1]) if rank == regressors.shape[1] else math.nan


def gini(values):
    """Exact Gini coefficient."""
    n, total = len(values), values.sum()
    if n == 0 or total <= 0:
        return math.nan
    return float(2.0 * (np.arange(1, n + 1) @ np.sort(values)) / (n * total) - (n + 1) / n)


def top_share(values, part):
    """Share of the total that goes to the top part of people; the person on the border counts in part."""
    if len(values) == 0 or values.sum() <= 0:
        return math.nan
    from_the_top = np.sort(values)[::-1]
    people = part * len(values)
    whole = int(people + 1e-9)
    rest = (people - whole) * from_the_top[whole] if whole < len(values) else 0.0
    return float((from_the_top[:whole].sum() + rest) / values.sum())


def quantile_ratio(values, upper, lower):
    """One quantile over another."""
    if len(values) == 0:
        return math.nan
    above, below = np.quantile(values, [upper, lower])
    return float(above / below) if below > 0 else math.nan


def hill(values, part):
    """Hill's estimate of the Pareto exponent of the top part."""
    people = int(part * len(values) + 1e-9)
    if people < 2:
        return math.nan
    from_the_top = np.sort(values)[::-1]
    border = from_the_top[people]
    if border <= 0:
        return math.nan
    excess = np.log(from_the_top[:people] / border).sum()
    return float(people / excess) if excess > 0 else math.nan


def means_by_percentile(values, by):
    """Function of a first and last percentile (1…100): the mean of `values` among people of these groups by rank of `by`."""
    order = np.argsort(by, kind="stable")
    group = np.empty(len(by), int)
    group[order] = np.arange(len(by)) * 100 // max(len(by), 1) + 1

    def mean(first, last):
        inside = (group >= first) & (group <= last)
        return float(values[inside].mean()) if inside.any() else math.nan

    return mean


# ------------------------------------------------------------------------------------------------------------ Metrics


def observe(scenario, people, rules, standards, base_median):
    """All metrics of a year."""
    observed = {}
    of_income(observed, people, base_median)
    of_record(observed, people, base_median, scenario["observation"]["record_oldest_age"])
    of_people(observed, people)
    of_wages(observed, people, standards)
    of_ai(observed, people, rules, list(scenario["jobs"]))
    return observed


def of_income(observed, people, base_median):
    """§9 `income` and `earnings`: one year, ages 20 to 64, zeros in."""
    iq = people.iq
    income, earnings = people.income / base_median, people.earnings / base_median
    rank, positive = middle_ranks(income), income > 0
    observed["iq_income_rank_r"] = correlation(iq, rank)
    observed["iq_income_r"] = correlation(iq, income)
    observed["iq_log_income_r"] = correlation(iq[positive], np.log(income[positive]))
    observed["iq_income_spearman_r"] = correlation(middle_ranks(iq), rank)
    observed["iq_income_partial_r"] = partial_correlation(iq, rank, people.status)
    observed["iq_earnings_rank_r"] = correlation(iq, middle_ranks(earnings))
    observed["iq_family_status_r"] = correlation(iq, people.status)
    observed["gini"] = gini(income)
    observed["earnings_gini"] = gini(earnings)
    observed["top1_share"] = top_share(income, 0.01)
    observed["top10_share"] = top_share(income, 0.1)
    observed["p90_p50"] = quantile_ratio(income, 0.9, 0.5)
    observed["p50_p10"] = quantile_ratio(income, 0.5, 0.1)
    observed["tail_exponent"] = hill(income, 0.01)


def of_record(observed, people, base_median, oldest_age):
    """§9 `record`: mean earnings over ages 35 to 45, zeros in, of people from 45 on."""
    seen = (people.age >= RECORD_YOUNGEST_AGE) & (people.age <= oldest_age)
    iq, record = people.iq[seen], people.record()[seen] / base_median
    rank = middle_ranks(record)
    observed["iq_record_rank_r"] = correlation(iq, rank)
    mean_iq = means_by_percentile(iq, record)
    for percentile in (25, 50, 75):
        observed[f"mean_iq_percentile_{percentile}"] = mean_iq(percentile, percentile)
    observed["mean_iq_top10"] = mean_iq(91, 100)
    observed["mean_iq_top1"] = mean_iq(100, 100)
    parent_rank = people.parent_rank[seen]
    known = ~np.isnan(parent_rank)
    observed["parent_child_rank_slope"] = slope(parent_rank[known], rank[known])
    observed["record_gini"] = gini(record)
    observed["record_top1_share"] = top_share(record, 0.01)
    observed["record_p90_p50"] = quantile_ratio(record, 0.9, 0.5)
    observed["record_p75_p50"] = quantile_ratio(record, 0.75, 0.5)
    observed["record_p25_p50"] = quantile_ratio(record, 0.25, 0.5)
    observed["record_tail_exponent"] = hill(record, 0.01)


def of_people(observed, people):
    """All people of working age."""
    iq, placed = people.iq, people.job != NO_PLACE
    observed["iq_schooling_r"] = correlation(iq, people.schooling)
    # Classes are numbered from the best paid; people of one class share its middle rank.
    observed["iq_job_rank_r"] = correlation(iq[placed], middle_ranks(-people.job[placed]))
    observed["iq_noncognitive_r"] = correlation(iq, people.noncognitive)
    observed["mean_schooling_years"] = float(people.schooling.mean())
    observed["mean_iq"] = float(iq.mean())
    observed["without_place_share"] = float(1.0 - placed.mean())
    observed["out_of_work_share"] = float(people.out_of_work.mean())


def of_wages(observed, people, standards):
    """Returns to skill and to schooling among those who worked, each given experience and its square."""
    worked = ~np.isnan(people.log_wage)
    wage, x = people.log_wage[worked], people.experience[worked]
    observed["skill_return"] = coefficient(wage, standards.of_skill(people.skill[worked]), x, x * x)
    observed["schooling_return"] = coefficient(wage, people.schooling[worked], x, x * x)


def of_ai(observed, people, rules, classes):
    """Quantities of the scenario; capability, price and speed are undefined before there is AI."""
    ai = rules.ai
    observed["ai_capability"] = ai.capability if ai else math.nan
    observed["ai_price"] = ai.price if ai else math.nan
    observed["human_involvement"] = ai.human_involvement if ai else 1.0
    observed["research_speed"] = ai.research_speed if ai else math.nan
    observed["automated_share"] = rules.mean_automated
    observed["labour_share"] = 1.0 - rules.income_share
    for index, name in enumerate(classes):
        observed[f"automated_{name}"] = float(rules.automated[index])
    for index, name in enumerate(classes):
        observed[f"share_{name}"] = float(np.mean(people.job == index))
