//! Does the model give the exact answers where they exist? (model document, section 11)
//!
//! Every band is five standard errors of the sample at hand, so a right program fails one such test in two million.

mod pay_and_luck;
mod people;
mod worlds;

use iqsim::engine::random::Random;
use iqsim::math::single::normal_pair;

/// Standard errors that a sample may be away from the exact answer.
const SIGMAS: f64 = 5.0;

/// Two standard normal numbers of a person; `draw` tells draws apart.
fn normals(random: &Random, draw: u32, person: u32) -> (f32, f32) {
    let words = random.words(draw, person, 0);
    normal_pair(words[0], words[1])
}

/// Asserts that a sample lies within its band around the exact answer.
#[track_caller]
fn assert_close(what: &str, sample: f64, exact: f64, standard_error: f64) {
    assert!(
        (sample - exact).abs() < SIGMAS * standard_error,
        "{what}: {sample} is more than {SIGMAS} standard errors ({standard_error}) from {exact}"
    );
}
