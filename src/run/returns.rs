//! Returns to skill and to schooling: regressions on the tables of wages.

use crate::scenario::Scenario;
use crate::stats::estimate::Estimate;
use crate::stats::regression::LeastSquares;
use crate::year::fixed::FIXED;
use crate::year::wages::{EXPERIENCE_YEARS, Wages};

/// Coefficients of skill and of schooling in two regressions of the log wage, each with experience and its square.
pub fn wage_regressions(wages: &Wages, scenario: &Scenario) -> (Estimate, Estimate) {
    let levels = &scenario.settings.schooling.levels;
    let mut schooling = LeastSquares::<4>::empty();
    let mut skill = LeastSquares::<4>::empty();
    for experience in 0..EXPERIENCE_YEARS {
        let x = experience as f64;
        let (mut people, mut wage, mut k) = (0.0, 0.0, 0.0);
        for (level, school) in levels.iter().enumerate() {
            let cell = &wages.cells[level * EXPERIENCE_YEARS + experience];
            let (count, sum) = (cell.people as f64, cell.wage as f64 / FIXED);
            k += cell.skill as f64 / FIXED;
            let regressors = [1.0, school.years, x, x * x];
            let products =
                std::array::from_fn(|i| std::array::from_fn(|j| count * regressors[i] * regressors[j]));
            schooling.add_sums(count, products, regressors.map(|r| r * sum), 0.0);
            people += count;
            wage += sum;
        }
        let mut products = [[0.0; 4]; 4];
        let others = [1.0, 0.0, x, x * x];
        for i in [0, 2, 3] {
            for j in [0, 2, 3] {
                products[i][j] = people * others[i] * others[j];
            }
            products[i][1] = k * others[i];
            products[1][i] = products[i][1];
        }
        skill.add_sums(people, products, others.map(|r| r * wage), 0.0);
    }
    let squares = wages.wage_squares as f64 / (FIXED * FIXED);
    schooling.add_sums(0.0, [[0.0; 4]; 4], [0.0; 4], squares);
    let mut products = [[0.0; 4]; 4];
    products[1][1] = wages.skill_squares as f64 / (FIXED * FIXED);
    skill.add_sums(0.0, products, [0.0, wages.skill_times_wage as f64 / (FIXED * FIXED), 0.0, 0.0], squares);
    (skill.coefficient(1), schooling.coefficient(1))
}
