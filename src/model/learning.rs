//! Learning: IQ is the speed of learning; skill is opportunity times speed (model document, section 3).

use crate::math::single::exp;

/// Years of schooling that count as full opportunity.
pub const FULL_SCHOOLING_YEARS: f32 = 18.0;

/// How people learn, in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearningRules {
    /// v: log points of learning speed for one standard deviation of ability, after any flattening by AI tutors.
    pub speed_spread: f32,
    /// δ: skill gained in a first year on a job that teaches fully, speed-years.
    pub on_the_job: f32,
    /// Decline of on-the-job learning with each year of experience, log points.
    pub decay: f32,
    /// Opportunity that AI tutors give to everybody, 0 (none) to 1 (as much as full schooling).
    pub opportunity_floor: f32,
}

/// Learning speed: e^(v·g). 1 at average ability.
#[inline(always)]
pub fn speed(rules: &LearningRules, ability: f32) -> f32 {
    exp(rules.speed_spread * ability)
}

/// Opportunity with AI tutors: o + floor·(1 − o) where o is below 1, otherwise o.
#[inline(always)]
pub fn opportunity(rules: &LearningRules, given: f32) -> f32 {
    let missing = if given < 1.0 { 1.0 - given } else { 0.0 };
    given + rules.opportunity_floor * missing
}

/// Skill on entering work: k = opportunity(years/18)·e^(v·g), speed-years. No schooling and no tutor: no skill.
#[inline(always)]
pub fn skill_at_entry(rules: &LearningRules, ability: f32, schooling_years: f32) -> f32 {
    opportunity(rules, schooling_years / FULL_SCHOOLING_YEARS) * speed(rules, ability)
}

/// Skill gained in a year of work: Δk = opportunity_j·e^(v·g)·δ·e^(−decay·experience), speed-years.
#[inline(always)]
pub fn skill_gained(rules: &LearningRules, ability: f32, job_opportunity: f32, experience_years: f32) -> f32 {
    opportunity(rules, job_opportunity)
        * exp(rules.speed_spread * ability - rules.decay * experience_years)
        * rules.on_the_job
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: LearningRules =
        LearningRules { speed_spread: 0.14, on_the_job: 0.014, decay: 0.05, opportunity_floor: 0.0 };

    #[test]
    fn without_schooling_there_is_no_skill_however_fast_one_learns() {
        assert_eq!(skill_at_entry(&RULES, 4.0, 0.0), 0.0);
        assert_eq!(skill_at_entry(&RULES, 0.0, 18.0), 1.0);
    }

    #[test]
    fn the_slope_of_skill_on_ability_grows_with_experience_in_jobs_that_teach() {
        let gain = |g| skill_gained(&RULES, g, 1.0, 0.0);
        assert!(gain(1.0) > gain(0.0) && gain(0.0) > gain(-1.0));
        assert!(skill_gained(&RULES, 0.0, 1.0, 30.0) < gain(0.0));
        assert_eq!(skill_gained(&RULES, 1.0, 0.0, 0.0), 0.0);
    }

    #[test]
    fn tutors_lift_those_without_schools_most() {
        let tutored = LearningRules { opportunity_floor: 0.5, ..RULES };
        assert_eq!(skill_at_entry(&tutored, 0.0, 0.0), 0.5);
        assert_eq!(skill_at_entry(&tutored, 0.0, 18.0), 1.0);
        assert_eq!(opportunity(&tutored, 1.4), 1.4);
    }
}
