//! Job structure and who gets which job (model document, section 4).

/// The labour market of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRules {
    /// Classes from the first to choose to the last: places are filled in this order.
    pub classes: Vec<JobClass>,
    /// Yearly probability that a person gives up the class and competes again.
    pub mobility: f32,
}

/// One job class in one year, with everything that AI has changed in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JobClass {
    /// Places as a share of the population, after displacement; the sum over classes is at most 1.
    pub places_share: f64,
    /// b_j: log pay of an average worker without experience, log points.
    pub base_log_pay: f32,
    /// λ_j: log points of pay for one standard deviation of effective skill.
    pub learning_return: f32,
    /// How much the job teaches; 1 = as much as schooling.
    pub learning_opportunity: f32,
    /// m_j: mean size of a jump of luck, log points.
    pub jump_mean: f32,
    /// q_j: how much of own skill still counts; 1 without AI.
    pub pass_through: f32,
    /// φ_j·B₀: skill that AI gives to everybody in the class, standard deviations.
    pub boost: f32,
    pub gate: Gate,
}

/// What opens the door to a class: weights of standardised qualities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    pub skill: f32,
    pub schooling: f32,
    /// Weight of family status.
    pub background: f32,
    pub noncognitive: f32,
    pub experience: f32,
    /// Standard deviation of chance in hiring.
    pub noise: f32,
}

/// What a gate sees of an applicant; every quality in standard deviations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Applicant {
    pub skill: f32,
    pub schooling: f32,
    pub status: f32,
    pub noncognitive: f32,
    pub experience: f32,
}

/// Experience of a career's middle and its spread, years: uniform on 0 to 45.
pub const EXPERIENCE_MEAN_YEARS: f32 = 22.5;
pub const EXPERIENCE_SD_YEARS: f32 = 12.99;

/// Gate score: the free places of a class go to the highest scores.
///
/// w_k·k̂ + w_e·ê + w_s·s + w_n·n + w_x·x̂ + w_u·ε
///
/// All qualities in standard deviations · ε chance, N(0,1).
#[inline(always)]
pub fn gate_score(gate: &Gate, applicant: &Applicant, chance: f32) -> f32 {
    gate.skill * applicant.skill
        + gate.schooling * applicant.schooling
        + gate.background * applicant.status
        + gate.noncognitive * applicant.noncognitive
        + gate.experience * applicant.experience
        + gate.noise * chance
}

/// Experience in standard deviations of a uniform career.
#[inline(always)]
pub fn standard_experience(years: f32) -> f32 {
    (years - EXPERIENCE_MEAN_YEARS) * (1.0 / EXPERIENCE_SD_YEARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLIND: Gate =
        Gate { skill: 0.0, schooling: 0.0, background: 0.0, noncognitive: 0.0, experience: 0.0, noise: 2.0 };
    const SOMEBODY: Applicant =
        Applicant { skill: 1.0, schooling: 2.0, status: 3.0, noncognitive: 4.0, experience: 5.0 };

    #[test]
    fn a_blind_gate_sees_only_chance() {
        assert_eq!(gate_score(&BLIND, &SOMEBODY, 0.5), 1.0);
    }

    #[test]
    fn each_weight_meets_its_own_quality() {
        let gate = Gate {
            skill: 1.0,
            schooling: 10.0,
            background: 100.0,
            noncognitive: 1_000.0,
            experience: 10_000.0,
            noise: 0.0,
        };
        assert_eq!(gate_score(&gate, &SOMEBODY, 9.0), 54_321.0);
    }
}
