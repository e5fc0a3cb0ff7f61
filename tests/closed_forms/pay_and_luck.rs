//! Pay of ability and chance alone, the plateau of ability in a Pareto tail, jump luck, inequality.

use crate::{assert_close, normals};
use iqsim::engine::random::Random;
use iqsim::math::normal::distribution;
use iqsim::math::single::{exp, ln, uniform};
use iqsim::model::luck::{self, LuckRules};
use iqsim::model::pay::{PayRules, Worker, effective_skill, log_pay};
use iqsim::stats::by_row::{ByRow, ScoreScale};
use iqsim::stats::correlation::{pearson, with_row_rank};
use iqsim::stats::crosstab::Crosstab;
use iqsim::stats::income_bins;
use iqsim::stats::inequality::Distribution;
use iqsim::stats::ranks::spearman;

const PEOPLE: u32 = 400_000;
/// Classes of ability, 1/64 of a standard deviation wide: the grouping changes a correlation by less than 0.002 %.
const ABILITY_CLASSES: usize = 640;

fn ability_class(ability: f32) -> usize {
    ((ability + 5.0) * 64.0).clamp(0.0, (ABILITY_CLASSES - 1) as f32) as usize
}

/// The table by ability, row by row.
fn by_ability(table: &Crosstab) -> ByRow {
    let ability = (0..ABILITY_CLASSES).map(|class| (class as f64 + 0.5) / 64.0 - 5.0).collect();
    ByRow::new(table, &ScoreScale { iq: ability, stanine: vec![5; ABILITY_CLASSES] })
}

/// Pay rules in which only what the caller sets matters.
fn plain(transitory_sd: f32, noncognitive_return: f32) -> PayRules {
    PayRules {
        experience_return: 0.0,
        experience_curvature: 0.0,
        noncognitive_return,
        transitory_sd,
        out_of_work_base: -10.0,
        out_of_work_persistence: 0.0,
        out_of_work_skill: 0.0,
        out_of_work_noncognitive: 0.0,
        part_year_share: 0.0,
    }
}

fn worker(learning_return: f32, skill: f32, noncognitive: f32, luck: f32) -> Worker {
    Worker {
        base_log_pay: 0.0,
        learning_return,
        effective_skill: skill,
        experience_years: 0.0,
        noncognitive,
        luck,
    }
}

/// ln w = βg + ε: the three correlations.
#[test]
fn correlations_of_ability_with_pay() {
    let (beta, sd) = (0.3_f32, 0.5_f32);
    let (rules, random) = (plain(sd, 0.0), Random::new(11, 0));
    let mut table = Crosstab::empty(income_bins::ROWS, ABILITY_CLASSES);
    for person in 0..PEOPLE {
        let (ability, shock) = normals(&random, 1, person);
        let pay = exp(log_pay(&rules, &worker(beta, ability, 0.0, 0.0), shock));
        table.add(income_bins::row(pay), ability_class(ability));
    }
    let (b, v) = (f64::from(beta), f64::from(beta * beta + sd * sd));
    let log_r = b / v.sqrt();
    let exact = [
        ("r with log pay", pearson(&by_ability(&table), income_bins::logs()), log_r),
        ("r with pay", pearson(&by_ability(&table), income_bins::incomes()), b / (v.exp() - 1.0).sqrt()),
        (
            "Spearman",
            spearman(&table, &by_ability(&table)),
            6.0 / std::f64::consts::PI * (log_r / 2.0).asin(),
        ),
        (
            "r with the rank of pay",
            with_row_rank(&by_ability(&table)),
            log_r * (3.0 / std::f64::consts::PI).sqrt(),
        ),
    ];
    for (what, estimate, exact) in exact {
        assert_eq!(estimate.people, u64::from(PEOPLE));
        assert_close(what, estimate.value.unwrap(), exact, estimate.standard_error.unwrap());
    }
}

/// ln w = βg + z with P(z > x) = e^(−αx): far up, ability is N(αβ, 1): a plateau.
#[test]
fn ability_in_a_pareto_tail_has_a_plateau() {
    let (beta, alpha) = (0.2_f32, 3.0_f32);
    let (rules, random) = (plain(0.0, 0.0), Random::new(12, 0));
    let people = 4_000_000;
    // Above 1.6 only a person with ability beyond 8 would be there without luck.
    let border = 1.6;
    let (mut count, mut sum, mut squares) = (0.0_f64, 0.0_f64, 0.0_f64);
    for person in 0..people {
        let (ability, _) = normals(&random, 1, person);
        let luck = -ln(uniform(random.words(2, person, 0)[0])) / alpha;
        if log_pay(&rules, &worker(beta, ability, 0.0, luck), 0.0) > border {
            count += 1.0;
            sum += f64::from(ability);
            squares += f64::from(ability * ability);
        }
    }
    let plateau = f64::from(alpha * beta);
    let expected = f64::from(people) * (-f64::from(alpha * border) + plateau * plateau / 2.0).exp();
    assert_close("people in the tail", count, expected, expected.sqrt());
    assert_close("mean ability in the tail", sum / count, plateau, 1.0 / count.sqrt());
    let sd = (squares / count - (sum / count).powi(2)).sqrt();
    assert_close("sd of ability in the tail", sd, 1.0, 1.0 / (2.0 * count).sqrt());
}

/// Stationary jump luck: none with probability d/(h+d), otherwise exponential with mean m(h+d)/d, so α = d/(m(h+d)).
#[test]
fn jump_luck_has_the_pareto_exponent_of_its_rates() {
    let (h, d, m) = (0.07_f32, 0.08_f32, 0.25_f32);
    let random = Random::new(13, 0);
    let log_rate = luck::log_jump_rate(&LuckRules { jump_rate: h, loss_rate: d, merit: 0.0 }, 0.0);
    let people = 200_000;
    let (mut lucky, mut sum, mut rows) = (0.0_f64, 0.0_f64, vec![0.0; income_bins::ROWS]);
    for person in 0..people {
        let mut z = 0.0;
        for year in 0..200 {
            z = luck::next(z, log_rate, d, m, uniform(random.words(1, person, year)[0]));
        }
        lucky += f64::from(u8::from(z > 0.0));
        sum += f64::from(z);
        rows[income_bins::row(exp(z))] += 1.0;
    }
    let n = f64::from(people);
    let share = f64::from(h / (h + d));
    assert_close("share with luck", lucky / n, share, (share * (1.0 - share) / n).sqrt());
    let mean = f64::from(m * (h + d) / d);
    assert_close("mean luck of those with luck", sum / lucky, mean, mean / lucky.sqrt());
    let alpha = Distribution::new(&rows).tail_exponent(0.05);
    assert!(
        alpha.people > 9_800,
        "the tail holds five percent of the people, less those in the row of the border"
    );
    assert_close("tail exponent", alpha.value.unwrap(), 1.0 / mean, alpha.standard_error.unwrap());
}

/// A leveller where everything is automated: pay within a class keeps of ability only what non-cognitive skill carries.
#[test]
fn under_a_full_leveller_ability_pays_only_through_noncognitive_skill() {
    let (nu, sd, c) = (0.2_f32, 0.3_f32, 0.42_f32);
    let (rules, random) = (plain(sd, nu), Random::new(14, 0));
    let mut table = Crosstab::empty(income_bins::ROWS, ABILITY_CLASSES);
    for person in 0..PEOPLE {
        let (ability, shock) = normals(&random, 1, person);
        let (independent, _) = normals(&random, 2, person);
        let noncognitive = iqsim::model::ability::noncognitive(c, ability, independent);
        let skill = effective_skill(ability, 0.3, 0.0, 0.5);
        let pay = exp(log_pay(&rules, &worker(0.4, skill, noncognitive, 0.0), shock));
        table.add(income_bins::row(pay), ability_class(ability));
    }
    let estimate = pearson(&by_ability(&table), income_bins::logs());
    let exact = f64::from(c * nu) / f64::from(nu * nu + sd * sd).sqrt();
    assert_close("r with log pay", estimate.value.unwrap(), exact, estimate.standard_error.unwrap());
}

/// Gini and top shares of lognormal and Pareto incomes.
#[test]
fn inequality_of_lognormal_and_pareto_incomes() {
    let random = Random::new(15, 0);
    let (sd, alpha) = (0.6_f32, 3.5_f32);
    let (mut lognormal, mut pareto) = (vec![0.0; income_bins::ROWS], vec![0.0; income_bins::ROWS]);
    for person in 0..PEOPLE {
        lognormal[income_bins::row(exp(sd * normals(&random, 1, person).0))] += 1.0;
        pareto[income_bins::row(exp(-ln(uniform(random.words(2, person, 0)[0])) / alpha))] += 1.0;
    }
    let (lognormal, pareto) = (Distribution::new(&lognormal), Distribution::new(&pareto));
    let (sd, alpha) = (f64::from(sd), f64::from(alpha));
    let top = |p: f64| distribution(iqsim::math::normal::quantile(p) + sd);
    let exact = [
        ("Gini, lognormal", lognormal.gini(), 2.0 * distribution(sd / std::f64::consts::SQRT_2) - 1.0),
        ("Gini, Pareto", pareto.gini(), 1.0 / (2.0 * alpha - 1.0)),
        ("top 1 %, lognormal", lognormal.top_share(0.01), top(0.01)),
        ("top 10 %, lognormal", lognormal.top_share(0.1), top(0.1)),
        ("top 10 %, Pareto", pareto.top_share(0.1), 0.1_f64.powf(1.0 - 1.0 / alpha)),
        ("tail, Pareto", pareto.tail_exponent(0.05), alpha),
        ("p90/p50, lognormal", lognormal.quantile_ratio(0.9, 0.5), (sd * 1.281_551_565_544_6).exp()),
    ];
    for (what, estimate, exact) in exact {
        assert_close(what, estimate.value.unwrap(), exact, estimate.standard_error.unwrap());
    }
}
