//! Pay: what a person earns in a year, given the job and what has been learned (model document, section 5).

/// What pay depends on besides the job, in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayRules {
    /// β₁: log points for a year of experience.
    pub experience_return: f32,
    /// β₂: log points for a squared year of experience; negative: careers flatten.
    pub experience_curvature: f32,
    /// ν: log points for one standard deviation of non-cognitive skill.
    pub noncognitive_return: f32,
    /// Standard deviation of the transitory part of log pay.
    pub transitory_sd: f32,
    /// Probability of being out of work is Φ(index): the index of an average person who worked last year.
    pub out_of_work_base: f32,
    /// Added to the index of a person who was out of work last year.
    pub out_of_work_persistence: f32,
    /// Added to the index for one standard deviation of effective skill and of non-cognitive skill.
    pub out_of_work_skill: f32,
    pub out_of_work_noncognitive: f32,
    /// Share of years in work in which only a part of the year is worked, uniform between nothing and all.
    pub part_year_share: f32,
}

/// Effective skill: what is left of own skill when AI assists, and what AI adds.
///
/// κ = k̄ + q·(k̂ − k̄) + φ·B₀
///
/// k̂ skill, standard deviations of the base year · k̄ its mean in the population · q pass-through · φ·B₀ boost.
#[inline(always)]
pub fn effective_skill(skill: f32, mean_skill: f32, pass_through: f32, boost: f32) -> f32 {
    mean_skill + pass_through * (skill - mean_skill) + boost
}

/// What the log pay of one person in one year is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worker {
    /// b_j, log points.
    pub base_log_pay: f32,
    /// λ_j, log points for one standard deviation of effective skill.
    pub learning_return: f32,
    /// κ, standard deviations of the base year.
    pub effective_skill: f32,
    /// x, years worked, 0 to 45.
    pub experience_years: f32,
    /// n, standard deviations.
    pub noncognitive: f32,
    /// z, log points.
    pub luck: f32,
}

/// Log pay for a full year of work.
///
/// ln w = b + λ·κ + β₁·x + β₂·x² + ν·n + z + σ·ε
///
/// ε transitory shock, N(0,1). Result in log points; 0 is one unit of model income.
#[inline(always)]
pub fn log_pay(rules: &PayRules, worker: &Worker, shock: f32) -> f32 {
    let x = worker.experience_years;
    worker.base_log_pay
        + worker.learning_return * worker.effective_skill
        + (rules.experience_return + rules.experience_curvature * x) * x
        + rules.noncognitive_return * worker.noncognitive
        + worker.luck
        + rules.transitory_sd * shock
}

/// Whether a person is out of work all year: a standard normal shock below the index, which happens with probability Φ(index).
///
/// index = base + persistence·(out last year) + skill·κ + noncognitive·n
#[inline(always)]
pub fn is_out_of_work(
    rules: &PayRules,
    was_out: bool,
    effective_skill: f32,
    noncognitive: f32,
    shock: f32,
) -> bool {
    let persistence = if was_out { rules.out_of_work_persistence } else { 0.0 };
    let index = rules.out_of_work_base
        + persistence
        + rules.out_of_work_skill * effective_skill
        + rules.out_of_work_noncognitive * noncognitive;
    shock < index
}

/// Part of the year worked by a person who has work: 1, or uniform on (0,1) in a part-year.
///
/// draw uniform on (0,1): below the share of part-years it is a part-year, and its position there is the part worked.
#[inline(always)]
pub fn part_of_year(part_year_share: f32, draw: f32) -> f32 {
    let part = draw * (1.0 / part_year_share);
    if draw < part_year_share { part } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: PayRules = PayRules {
        experience_return: 0.014,
        experience_curvature: -0.014 / 60.0,
        noncognitive_return: 0.09,
        transitory_sd: 0.28,
        out_of_work_base: -1.31,
        out_of_work_persistence: 1.95,
        out_of_work_skill: -0.03,
        out_of_work_noncognitive: -0.11,
        part_year_share: 0.43,
    };
    const WORKER: Worker = Worker {
        base_log_pay: 0.29,
        learning_return: 0.04,
        effective_skill: 2.0,
        experience_years: 10.0,
        noncognitive: 1.0,
        luck: 0.5,
    };

    #[test]
    fn log_pay_of_one_worker_by_hand() {
        let by_hand = 0.29 + 0.08 + 0.14 - 0.014 / 60.0 * 100.0 + 0.09 + 0.5 + 0.28;
        assert!((log_pay(&RULES, &WORKER, 1.0) - by_hand).abs() < 1e-6);
    }

    #[test]
    fn assistance_levels_keeps_or_amplifies() {
        assert_eq!(effective_skill(1.5, 0.5, 0.0, 0.25), 0.75);
        assert_eq!(effective_skill(1.5, 0.5, 1.0, 0.0), 1.5);
        assert_eq!(effective_skill(1.5, 0.5, 2.0, 0.0), 2.5);
    }

    #[test]
    fn being_out_last_year_makes_being_out_likely() {
        assert!(!is_out_of_work(&RULES, false, 0.0, 0.0, 0.0));
        assert!(is_out_of_work(&RULES, true, 0.0, 0.0, 0.0));
        assert!(is_out_of_work(&RULES, false, 0.0, 0.0, -1.32));
    }

    #[test]
    fn parts_of_a_year() {
        assert_eq!(part_of_year(0.43, 0.5), 1.0);
        assert_eq!(part_of_year(0.5, 0.25), 0.5);
        assert_eq!(part_of_year(0.0, 0.001), 1.0);
    }
}
