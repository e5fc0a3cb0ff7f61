//! Tests against SALib: the same values of the same functions give the same indices.

use super::index::Index;
use super::morris::{Trajectory, screen};
use super::sobol::{Row, indices};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("../../../tests/sensitivity/salib.json")).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|one| one.as_f64().expect("a number")).collect()
}

fn same(found: &[Index], expected: &Value, name: &str) {
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len());
    for (index, expected) in found.iter().zip(expected) {
        let value = index.value.expect("a value");
        assert!((value - expected).abs() < 1e-9, "{name}: {value} against {expected}");
    }
}

#[test]
fn sobol_indices_are_those_of_salib() {
    let reference = &reference()["ishigami"];
    let row = |values: &Value| {
        let y: Vec<Vec<f64>> = numbers(values).into_iter().map(|value| vec![value]).collect();
        Row { a: y[0].clone(), b: y[7].clone(), ab: y[1..4].to_vec(), ba: y[4..7].to_vec(), group: None }
    };
    let rows: Vec<Row> = reference["y"].as_array().expect("rows").iter().map(row).collect();
    let found = indices(rows, false, 1).expect("rows");
    same(&found.first, &reference["first"], "first order");
    same(&found.total, &reference["total"], "total");
    let second: Vec<Index> = found.second.iter().map(|pair| pair.index).collect();
    same(&second, &reference["second"], "second order");
}

#[test]
fn elementary_effects_are_those_of_salib() {
    let reference = &reference()["sobol_g"];
    let points = reference["x"].as_array().expect("trajectories").iter();
    let trajectory = |(x, y): (&Value, &Value)| -> Trajectory {
        let places = x.as_array().expect("points").iter().map(numbers);
        places.zip(numbers(y)).map(|(place, value)| (place, vec![value])).collect()
    };
    let trajectories: Vec<Trajectory> =
        points.zip(reference["y"].as_array().expect("values")).map(trajectory).collect();
    let found = screen(&trajectories, 1).expect("trajectories");
    let of = |pick: fn(&super::morris::Effect) -> Index| found.effects.iter().map(pick).collect::<Vec<_>>();
    same(&of(|effect| effect.mu), &reference["mu"], "mu");
    same(&of(|effect| effect.mu_star), &reference["mu_star"], "mu*");
    same(&of(|effect| effect.sigma), &reference["sigma"], "sigma");
}
