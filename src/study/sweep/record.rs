//! A plan as the study file that gives it again, beside its resolved scenario.

use super::axis::Axis;
use super::design::Sample;
use super::domain::{AxisValue, Domain};
use super::plan::Plan;
use crate::scenario::notation::{number, text};

/// Name of the file of the resolved scenario.
pub fn scenario_file(plan: &Plan) -> String {
    format!("{}.toml", plan.base.name)
}

/// Names of the other files that hold a whole sweep.
pub const STUDY: &str = "study.toml";
pub const DESIGN: &str = "design.csv";

/// The study file of a plan; its scenario stands beside it, a table of points as [`DESIGN`].
pub fn study_toml(plan: &Plan) -> String {
    let mut page = format!("name = {}\nscenario = {}\n", text(&plan.name), text(&scenario_file(plan)));
    if !plan.title.is_empty() {
        page.push_str(&format!("title = {}\n", text(&plan.title)));
    }
    if !plan.description.is_empty() {
        page.push_str(&format!("description = {}\n", text(&plan.description)));
    }
    match plan.design.sample() {
        Sample::Table(_) => page.push_str(&format!("design = {}\n", text(DESIGN))),
        sample => page.push_str(&format!("sample = {}\n", text(&sample_word(sample)))),
    }
    let measures: Vec<String> = plan.measure_names().iter().map(|name| text(name)).collect();
    page.push_str(&format!("replicates = {}\nmeasure = [{}]\n", plan.replicates, measures.join(", ")));
    if let Some(limit) = plan.time_limit {
        page.push_str(&format!("time_limit = {}\n", number(limit.as_secs_f64())));
    }
    if plan.series {
        page.push_str("series = true\n");
    }
    page.push_str(&format!("\n[set.run]\nagents = {}\n\n[vary]\n", plan.base.settings.run.agents));
    for axis in &plan.axes {
        page.push_str(&format!("{} = {{ {} }}\n", text(&axis.name), axis_body(axis)));
    }
    page
}

/// The table of points, if the design is one.
pub fn design_csv(plan: &Plan) -> Option<String> {
    let Sample::Table(rows) = plan.design.sample() else { return None };
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(plan.axes.iter().map(|axis| axis.name.as_str()));
    for row in rows {
        let _ = writer.write_record(row.iter().map(AxisValue::plain));
    }
    writer.into_inner().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// How a sample is written.
pub fn sample_word(sample: &Sample) -> String {
    match sample {
        Sample::Grid => "grid".to_owned(),
        Sample::Zip => "zip".to_owned(),
        Sample::LatinHypercube(points) => format!("lhs:{points}"),
        Sample::Sobol(points) => format!("sobol:{points}"),
        Sample::Random(points) => format!("random:{points}"),
        Sample::Table(rows) => format!("a table of {} points", rows.len()),
        Sample::Morris(trajectories) => format!("morris:{trajectories}"),
        Sample::Saltelli { points, second_order: false } => format!("saltelli:{points}"),
        Sample::Saltelli { points, second_order: true } => format!("saltelli2:{points}"),
        Sample::OneAtATime => "one-at-a-time".to_owned(),
    }
}

fn axis_body(axis: &Axis) -> String {
    let paths: Vec<String> = axis.targets.iter().map(|target| text(&target.path)).collect();
    let times = axis.targets.iter().any(|target| target.base.is_some());
    let list = |numbers: &[f64]| numbers.iter().map(|n| number(*n)).collect::<Vec<_>>().join(", ");
    let values = match &axis.domain {
        Domain::Values(values) => {
            format!("values = [{}]", values.iter().map(AxisValue::toml).collect::<Vec<_>>().join(", "))
        }
        Domain::Range { low, high, log } => format!("range = [{}], log = {log}", list(&[*low, *high])),
        Domain::Points { low, best, high } => {
            format!("low = {}, best = {}, high = {}", number(*low), number(*best), number(*high))
        }
        Domain::Normal { mean, sd } => format!("normal = [{}]", list(&[*mean, *sd])),
        Domain::Lognormal { median, spread } => format!("lognormal = [{}]", list(&[*median, *spread])),
        Domain::Triangular { low, mode, high } => format!("triangular = [{}]", list(&[*low, *mode, *high])),
    };
    let times = if times { ", times = true" } else { "" };
    format!("paths = [{}], {values}{times}, role = {}", paths.join(", "), text(axis.role.word()))
}
