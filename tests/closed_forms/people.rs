//! Generations and the test.

use crate::{assert_close, normals};
use iqsim::engine::random::Random;
use iqsim::model::ability::raw_score;
use iqsim::model::family::{FamilyRules, inherit};

const PEOPLE: u32 = 400_000;

fn rules(ability_inheritance: f32) -> FamilyRules {
    FamilyRules {
        ability_inheritance,
        noncognitive_inheritance: 0.3,
        ability_noncognitive_correlation: 0.42,
        status_schooling_weight: 0.5,
        parent_age_youngest: 43,
        parent_age_oldest: 57,
    }
}

/// Sums over pairs of numbers.
#[derive(Default)]
struct Pairs([f64; 6]);

impl Pairs {
    fn add(&mut self, x: f32, y: f32) {
        let (x, y) = (f64::from(x), f64::from(y));
        for (sum, more) in self.0.iter_mut().zip([1.0, x, y, x * x, y * y, x * y]) {
            *sum += more;
        }
    }

    fn variance_of_second(&self) -> f64 {
        self.0[4] / self.0[0] - (self.0[2] / self.0[0]).powi(2)
    }

    fn correlation(&self) -> f64 {
        let [n, x, y, xx, yy, xy] = self.0;
        (xy / n - x * y / n / n) / ((xx / n - (x / n).powi(2)) * (yy / n - (y / n).powi(2))).sqrt()
    }
}

#[test]
fn variances_stay_and_likeness_halves_with_each_generation() {
    let (random, rules) = (Random::new(21, 0), rules(0.5));
    let mut lines = [const { Pairs([0.0; 6]) }; 4];
    let mut of_one_person = Pairs::default();
    for person in 0..PEOPLE {
        let (founder, independent) = normals(&random, 0, person);
        let mut ability = founder;
        let mut noncognitive = iqsim::model::ability::noncognitive(0.42, founder, independent);
        for (generation, line) in lines.iter_mut().enumerate() {
            let (shock_g, shock_n) = normals(&random, 1 + generation as u32, person);
            (ability, noncognitive) = inherit(&rules, ability, noncognitive, shock_g, shock_n);
            line.add(founder, ability);
        }
        of_one_person.add(ability, noncognitive);
    }
    let n = f64::from(PEOPLE);
    for (generation, line) in lines.iter().enumerate() {
        assert_close("variance of ability", line.variance_of_second(), 1.0, (2.0 / n).sqrt());
        let r = 0.5_f64.powi(generation as i32 + 1);
        assert_close("likeness to the founder", line.correlation(), r, (1.0 - r * r) / n.sqrt());
    }
    assert_close(
        "variance of non-cognitive skill",
        of_one_person.variance_of_second(),
        1.0,
        (2.0 / n).sqrt(),
    );
    let r = 0.42_f64;
    assert_close("ability and non-cognitive skill", of_one_person.correlation(), r, (1.0 - r * r) / n.sqrt());
}

#[test]
fn an_unreliable_test_shrinks_every_correlation_by_the_root_of_its_reliability() {
    let random = Random::new(22, 0);
    for reliability in [1.0_f32, 0.88, 0.3] {
        let mut pairs = Pairs::default();
        for person in 0..PEOPLE {
            let (ability, test_error) = normals(&random, 1, person);
            let (chance, _) = normals(&random, 2, person);
            let outcome = 0.6 * ability + 0.8 * chance;
            pairs.add(raw_score(reliability, ability, test_error), outcome);
        }
        let exact = 0.6 * f64::from(reliability).sqrt();
        let error = (1.0 - exact * exact) / f64::from(PEOPLE).sqrt();
        assert_close("r of the score", pairs.correlation(), exact, error);
    }
}
