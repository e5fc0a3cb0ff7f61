//! The columns of the results: what each is called, what it means, and how it follows from a year's counts.

use super::results::Metric;
use super::returns::wage_regressions;
use crate::model::observation::{iq_of_category, stanine_of_category};
use crate::scenario::Scenario;
use crate::scenario::year::YearRules;
use crate::stats::by_row::{ByRow, ScoreScale};
use crate::stats::correlation::{from_sums, partial, pearson, with_row_rank};
use crate::stats::crosstab::{Crosstab, middle_ranks};
use crate::stats::estimate::Estimate;
use crate::stats::income_bins;
use crate::stats::inequality::Distribution;
use crate::stats::percentiles::{GroupSums, by_income};
use crate::stats::ranks::{rank_slope, spearman};
use crate::year::cohorts::Lasting;
use crate::year::fixed::FIXED;
use crate::year::remember::schooling_moments;
use crate::year::tally::{Remembered, Tally, TraitSums};
use crate::year::wages::Wages;
use std::fmt::{self, Display, Formatter};

/// Everything known about one year when it is turned into estimates.
pub struct YearView<'a> {
    pub tally: &'a Tally,
    pub lasting: &'a Lasting,
    pub remembered: &'a Remembered,
    pub rules: &'a YearRules,
    pub scale: &'a ScoreScale,
    pub ai: Option<AiView>,
    /// The tables of income, earnings and record, row by row.
    pub income: ByRow,
    pub earnings: ByRow,
    pub record: ByRow,
    /// Job class by score category.
    pub jobs: Crosstab,
    /// IQ by percentile of the three.
    pub groups: [Vec<GroupSums>; 3],
}

impl<'a> YearView<'a> {
    /// Looks at the counts of a year.
    pub fn new(
        (tally, lasting, remembered): (&'a Tally, &'a Lasting, &'a Remembered),
        rules: &'a YearRules,
        scale: &'a ScoreScale,
        ai: Option<AiView>,
    ) -> Self {
        let [income, earnings, record] =
            [&tally.income, &tally.earnings, &lasting.record].map(|table| ByRow::new(table, scale));
        let groups = [&income, &earnings, &record].map(by_income);
        let jobs = tally.jobs();
        Self { tally, lasting, remembered, rules, scale, ai, income, earnings, record, jobs, groups }
    }
}

/// AI in one year as the results show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AiView {
    pub capability: f64,
    pub price: f64,
    pub human_involvement: f64,
    /// Human share in research, feedback and operation.
    pub human_by_component: [f64; 3],
    pub research_speed: f64,
}

/// Observations that metrics name.
const INCOME: &str = "all income of the year, working age 20 to 64, zeros in";
const EARNINGS: &str = "labour income of the year, working age 20 to 64, zeros in";
const RECORD: &str =
    "mean labour income over ages 35 to 45, zeros in, people from 45 to observation.record_oldest_age";
const PEOPLE: &str = "all people of working age";
const SCENARIO: &str = "a quantity of the scenario, no people observed";

/// The metrics of one year. Their words are written down only where nobody has them yet: it takes longer than measuring.
struct List<'a> {
    metrics: &'a mut Vec<Metric>,
    describe: bool,
    estimates: Vec<Estimate>,
}

/// What the score categories of a scenario mean.
pub fn score_scale(scenario: &Scenario) -> ScoreScale {
    let rules = scenario.settings.observation.rules();
    let categories = crate::model::observation::score_categories(&rules);
    ScoreScale {
        iq: (0..categories).map(|category| iq_of_category(&rules, category)).collect(),
        stanine: (0..categories).map(|category| stanine_of_category(&rules, category)).collect(),
    }
}

/// The estimates of one year, in the order of the columns; `metrics` says what they are, and is filled if it is empty.
pub fn measure(scenario: &Scenario, view: &YearView, metrics: &mut Vec<Metric>) -> Vec<Estimate> {
    let mut list =
        List { describe: metrics.is_empty(), estimates: Vec::with_capacity(metrics.len()), metrics };
    of_income(view, &mut list);
    of_record(view, &mut list);
    of_people(scenario, view, &mut list);
    of_inequality(view, &mut list);
    of_wages(&view.tally.wages, scenario, &mut list);
    of_ai(scenario, view, &mut list);
    list.estimates
}

fn add(
    list: &mut List,
    name: impl Display,
    (meaning, unit, seen): (impl Display, &str, &str),
    estimate: Estimate,
) {
    if list.describe {
        list.metrics.push(Metric {
            name: name.to_string(),
            meaning: meaning.to_string(),
            unit: unit.to_owned(),
            observation: seen.to_owned(),
        });
    }
    list.estimates.push(estimate);
}

/// A name of the scenario in words.
struct Words<'a>(&'a str);

impl Display for Words<'_> {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str(&self.0.replace('_', " "))
    }
}

/// Correlations of IQ with single-year income.
fn of_income(view: &YearView, list: &mut List) {
    const R: &str = "correlation";
    let tally = view.tally;
    let rank = with_row_rank(&view.income);
    add(list, "iq_income_rank_r", ("Correlation of IQ with the rank of income.", R, INCOME), rank);
    let r = pearson(&view.income, income_bins::incomes());
    add(list, "iq_income_r", ("Correlation of IQ with income.", R, INCOME), r);
    let log = pearson(&view.income, income_bins::logs());
    let positive = "all income of the year where positive, working age 20 to 64";
    add(list, "iq_log_income_r", ("Correlation of IQ with the logarithm of income.", R, positive), log);
    let meaning = "Spearman's correlation: rank of IQ with rank of income.";
    add(list, "iq_income_spearman_r", (meaning, R, INCOME), spearman(&tally.income, &view.income));
    let (with_status, status_and_rank) = status_correlations(view);
    let people = tally.income.people();
    let given_status = partial(rank.value, with_status.value, status_and_rank, people);
    let meaning = "Correlation of IQ with the rank of income among people of the same family status.";
    add(list, "iq_income_partial_r", (meaning, R, INCOME), given_status);
    let earnings = with_row_rank(&view.earnings);
    add(list, "iq_earnings_rank_r", ("Correlation of IQ with the rank of earnings.", R, EARNINGS), earnings);
    add(list, "iq_family_status_r", ("Correlation of IQ with family status.", R, PEOPLE), with_status);
}

/// Correlations and means in the 11-year record.
fn of_record(view: &YearView, list: &mut List) {
    let r = with_row_rank(&view.record);
    let meaning = "Correlation of IQ with the rank of 11-year mean earnings.";
    add(list, "iq_record_rank_r", (meaning, "correlation", RECORD), r);
    let groups = &view.groups[2];
    let mut mean_iq = |name: &str, meaning: &str, parts: &[usize]| {
        let mut sums = GroupSums::default();
        for &part in parts {
            sums.add(&groups[part], 1.0);
        }
        let (mean, error) = (sums.mean(sums.iq), sums.mean_iq_error());
        let [mean, error] = [mean, error].map(|number| number.unwrap_or(f64::NAN));
        add(
            list,
            name,
            (meaning, "IQ points", RECORD),
            Estimate::sampled(mean, error, sums.people.ceil() as u64),
        );
    };
    mean_iq("mean_iq_percentile_25", "Mean IQ at the 25th percentile of 11-year earnings.", &[24]);
    mean_iq("mean_iq_percentile_50", "Mean IQ at the 50th percentile of 11-year earnings.", &[49]);
    mean_iq("mean_iq_percentile_75", "Mean IQ at the 75th percentile of 11-year earnings.", &[74]);
    mean_iq("mean_iq_top10", "Mean IQ of the top 10 % of 11-year earnings.", &(90..100).collect::<Vec<_>>());
    mean_iq("mean_iq_top1", "Mean IQ of the top 1 % of 11-year earnings.", &[99]);
    let slope = rank_slope(&view.lasting.generations);
    let meaning = "Slope of a child's rank in 11-year earnings on the parent's rank.";
    add(list, "parent_child_rank_slope", (meaning, "ranks per rank", RECORD), slope);
}

/// Schooling, jobs and traits.
fn of_people(scenario: &Scenario, view: &YearView, list: &mut List) {
    let (tally, iq) = (view.tally, &view.scale.iq);
    let years: Vec<f64> =
        view.rules.parameters.schooling.levels.iter().map(|level| f64::from(level.years)).collect();
    let r = pearson(&ByRow::new(&tally.schooling(), view.scale), &years);
    add(list, "iq_schooling_r", ("Correlation of IQ with years of schooling.", "correlation", PEOPLE), r);
    let meaning = "Correlation of IQ with the rank of the job class, the scenario's first highest; without a place left out.";
    let jobs = &view.jobs;
    let r = pearson(&ByRow::new(jobs, view.scale), &job_ranks(jobs));
    add(list, "iq_job_rank_r", (meaning, "correlation", PEOPLE), r);
    let r = noncognitive_correlation(&view.lasting.noncognitive, &view.income.columns, iq);
    let meaning = "Correlation of IQ with non-cognitive skill.";
    add(list, "iq_noncognitive_r", (meaning, "correlation", PEOPLE), r);
    for (level, &count) in scenario.settings.schooling.levels.iter().zip(&view.remembered.levels) {
        let (name, words) = (&level.name, Words(&level.name));
        let meaning = format_args!("Share of people whose schooling is {words}.");
        let share = share_of(count as f64, view.remembered.people);
        add(list, format_args!("level_{name}"), (meaning, "share of people", PEOPLE), share);
    }
    let people = view.remembered.people;
    let (mean, variance) = schooling_moments(&view.rules.parameters, view.remembered);
    let error = (variance / people as f64).sqrt();
    let mean = Estimate::sampled(mean, error, people);
    add(list, "mean_schooling_years", ("Mean years of schooling.", "years", PEOPLE), mean);
    let mean_iq = mean_of_columns(&view.income.columns, iq);
    add(list, "mean_iq", ("Mean IQ; 100 by construction, within chance.", "IQ points", PEOPLE), mean_iq);
    let of_all = |count: f64| share_of(count, people);
    let jobless = jobs.row_sums().last().copied().unwrap_or(0.0);
    let unit = "share of people";
    add(list, "without_place_share", ("People without a place in any class.", unit, PEOPLE), of_all(jobless));
    let meaning = "People with a place who did not work all year.";
    add(list, "out_of_work_share", (meaning, unit, PEOPLE), of_all(tally.out_of_work as f64));
}

/// Inequality of income and earnings.
fn of_inequality(view: &YearView, list: &mut List) {
    let income = Distribution::of_table(&view.income);
    let earnings = Distribution::of_table(&view.earnings);
    let record = Distribution::of_table(&view.record);
    let share = "share of all income";
    add(list, "gini", ("Gini coefficient of income.", "0 to 1", INCOME), income.gini());
    add(list, "earnings_gini", ("Gini coefficient of earnings.", "0 to 1", EARNINGS), earnings.gini());
    add(list, "record_gini", ("Gini coefficient of 11-year mean earnings.", "0 to 1", RECORD), record.gini());
    add(list, "top1_share", ("Share of income of the top 1 %.", share, INCOME), income.top_share(0.01));
    add(list, "top10_share", ("Share of income of the top 10 %.", share, INCOME), income.top_share(0.1));
    let meaning = "Share of 11-year earnings of the top 1 %.";
    add(list, "record_top1_share", (meaning, share, RECORD), record.top_share(0.01));
    let ratio = |list: &mut List, name: &str, meaning: &str, of: &Distribution, seen: &str, up, down| {
        add(list, name, (meaning, "ratio", seen), of.quantile_ratio(up, down));
    };
    ratio(list, "p90_p50", "90th over 50th percentile of income.", &income, INCOME, 0.9, 0.5);
    ratio(list, "p50_p10", "50th over 10th percentile of income.", &income, INCOME, 0.5, 0.1);
    ratio(
        list,
        "record_p90_p50",
        "90th over 50th percentile of 11-year earnings.",
        &record,
        RECORD,
        0.9,
        0.5,
    );
    ratio(
        list,
        "record_p75_p50",
        "75th over 50th percentile of 11-year earnings.",
        &record,
        RECORD,
        0.75,
        0.5,
    );
    let lower = |of: &Distribution| {
        let inverse = of.quantile_ratio(0.5, 0.25);
        match (inverse.value, inverse.standard_error) {
            (Some(ratio), Some(error)) => {
                Estimate::sampled(1.0 / ratio, error / (ratio * ratio), inverse.people)
            }
            _ => Estimate::undefined(inverse.people),
        }
    };
    let meaning = "25th over 50th percentile of 11-year earnings.";
    add(list, "record_p25_p50", (meaning, "ratio", RECORD), lower(&record));
    let meaning = "Pareto exponent of the top 1 % of income (Hill).";
    add(list, "tail_exponent", (meaning, "exponent", INCOME), income.tail_exponent(0.01));
    let meaning = "Pareto exponent of the top 1 % of 11-year earnings (Hill).";
    add(list, "record_tail_exponent", (meaning, "exponent", RECORD), record.tail_exponent(0.01));
}

/// Returns to skill and schooling among those who worked.
fn of_wages(wages: &Wages, scenario: &Scenario, list: &mut List) {
    const WORKERS: &str = "full-year log wage of those who worked in the year";
    let unit = "log points";
    let (by_skill, by_schooling) = wage_regressions(wages, scenario);
    let meaning = "Wage return to one standard deviation of skill, given experience and its square.";
    add(list, "skill_return", (meaning, unit, WORKERS), by_skill);
    let meaning = "Wage return to one year of schooling, given experience and its square (Mincer).";
    add(list, "schooling_return", (meaning, unit, WORKERS), by_schooling);
}

/// AI, automation and the structure of jobs.
fn of_ai(scenario: &Scenario, view: &YearView, list: &mut List) {
    let ai = |value: fn(&AiView) -> f64| match &view.ai {
        Some(ai) => Estimate::exact(value(ai)),
        None => Estimate::default(),
    };
    let human = view.ai.map_or(1.0, |ai| ai.human_involvement);
    let sd = "human skill sd";
    let capability = ai(|ai| ai.capability);
    add(list, "ai_capability", ("Capability of AI; empty before there is any.", sd, SCENARIO), capability);
    let meaning = "Price of a fixed AI ability, relative to AI's start year.";
    add(list, "ai_price", (meaning, "factor", SCENARIO), ai(|ai| ai.price));
    let meaning = "Human share in making AI.";
    add(list, "human_involvement", (meaning, "share", SCENARIO), Estimate::exact(human));
    for (name, part) in [("research", 0), ("feedback", 1), ("operation", 2)] {
        let meaning = format_args!("Human share in the {name} part of making AI.");
        let share = Estimate::exact(view.ai.map_or(1.0, |ai| ai.human_by_component[part]));
        add(list, format_args!("human_{name}"), (meaning, "share", SCENARIO), share);
    }
    let meaning = "Speed of AI research relative to people alone.";
    add(list, "research_speed", (meaning, "factor", SCENARIO), ai(|ai| ai.research_speed));
    let rules = view.rules;
    let meaning = "Mean automated share of work.";
    add(list, "automated_share", (meaning, "share", SCENARIO), Estimate::exact(rules.mean_automated));
    let labour = 1.0 - f64::from(rules.parameters.capital.income_share);
    add(list, "labour_share", ("Labour's share of all income.", "share", SCENARIO), Estimate::exact(labour));
    for (job, &phi) in scenario.settings.jobs.iter().zip(&rules.automated) {
        let (name, words) = (&job.name, Words(&job.name));
        let meaning = format_args!("Automated share of the work of {words}.");
        add(list, format_args!("automated_{name}"), (meaning, "share", SCENARIO), Estimate::exact(phi));
    }
    let held = view.jobs.row_sums();
    for (job, &count) in scenario.settings.jobs.iter().zip(&held) {
        let (name, words) = (&job.name, Words(&job.name));
        let meaning = format_args!("Share of people in the class {words}.");
        let share = Estimate::exact(count / view.remembered.people as f64);
        add(list, format_args!("share_{name}"), (meaning, "share of people", PEOPLE), share);
    }
}

/// Correlation of IQ and of the income rank with family status.
fn status_correlations(view: &YearView) -> (Estimate, Option<f64>) {
    let (income, iq) = (&view.income, &view.scale.iq);
    let people = income.people as u64;
    let (s, ss, xs) = trait_sums(&view.lasting.status, iq);
    let columns = &income.columns;
    let (x, xx) = (dot(columns, iq), columns.iter().zip(iq).map(|(count, iq)| count * iq * iq).sum());
    let with_iq = from_sums(people, [x, s, xx, ss, xs]);
    let (mut y, mut yy, mut ys) = (0.0, 0.0, 0.0);
    for ((&row, &rank), &people) in income.rows.iter().zip(&income.ranks).zip(income.people_by_row()) {
        y += people * rank;
        yy += people * rank * rank;
        ys += view.tally.status_by_income_row[row] as f64 / FIXED * rank;
    }
    let with_rank = from_sums(people, [y, s, yy, ss, ys]);
    (with_iq, with_rank.value)
}

/// Correlation of IQ with non-cognitive skill.
fn noncognitive_correlation(sums: &TraitSums, columns: &[f64], iq: &[f64]) -> Estimate {
    let people: f64 = columns.iter().sum();
    let (n, nn, xn) = trait_sums(sums, iq);
    let xx = columns.iter().zip(iq).map(|(count, iq)| count * iq * iq).sum();
    from_sums(people as u64, [dot(columns, iq), n, xx, nn, xn])
}

/// Σt, Σt² and Σt·IQ of a trait; IQ is a straight line in the number of the score category.
fn trait_sums(sums: &TraitSums, iq: &[f64]) -> (f64, f64, f64) {
    let sum = sums.sum as f64 / FIXED;
    let times_iq = iq[0] * sum + (iq[1] - iq[0]) * sums.times_category as f64 / FIXED;
    (sum, sums.squares as f64 / (FIXED * FIXED), times_iq)
}

/// Middle rank of each class, first class highest; NaN for those without a place.
fn job_ranks(jobs: &Crosstab) -> Vec<f64> {
    let mut holders = jobs.row_sums();
    holders.pop();
    holders.reverse();
    let mut ranks = middle_ranks(&holders);
    ranks.reverse();
    ranks.push(f64::NAN);
    ranks
}

/// Mean of a number for each column, over the people in them.
fn mean_of_columns(columns: &[f64], values: &[f64]) -> Estimate {
    let people: f64 = columns.iter().sum();
    let mean = dot(columns, values) / people;
    let square: f64 =
        columns.iter().zip(values).map(|(count, value)| count * (value - mean) * (value - mean)).sum();
    Estimate::sampled(mean, (square / people).sqrt() / people.sqrt(), people as u64)
}

/// A share of people with its binomial standard error.
fn share_of(count: f64, people: u64) -> Estimate {
    let n = people as f64;
    let share = count / n;
    Estimate::sampled(share, (share * (1.0 - share) / n).sqrt(), people)
}

fn dot(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}
