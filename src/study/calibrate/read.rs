//! Reads what an earlier session of the same calibration simulated.

use super::Budget;
use super::objective::{Evaluation, Objective};
use crate::scenario::Scenario;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Name of the file of evaluations in the result folder.
pub const STATE: &str = "evaluations.jsonl";

/// What makes two calibrations the same, so that one can go on with the other's evaluations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub program: String,
    /// Fingerprint of the scenario with its sizes.
    pub scenario: String,
    /// The targets and free parameters, written out.
    pub question: String,
    pub seed: u64,
}

impl Head {
    pub fn new(objective: &Objective, scenario: &Scenario, budget: Budget) -> Self {
        let free: Vec<String> = objective
            .free
            .iter()
            .map(|free| format!("{}={:?}:{:?}", free.path, free.low, free.high))
            .collect();
        let observed = |target: &crate::study::validate::target::Target| {
            let points = target.points.iter().map(|point| {
                format!("{:?} {:?} {:?} {:?}", point.world, point.measure, point.sample, point.accept)
            });
            format!("{} {} {}", target.id, target.weight, points.collect::<Vec<_>>().join(" "))
        };
        let targets: Vec<String> = objective.targets.iter().map(observed).collect();
        let question = blake3::hash(format!("{} | {}", free.join(" "), targets.join(" | ")).as_bytes());
        Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: scenario.fingerprint(),
            question: question.to_hex().to_string(),
            seed: budget.seed,
        }
    }
}

/// The evaluations in a folder; none where there is no file.
///
/// # Errors
/// A file that cannot be read, or one of another calibration.
pub fn kept(folder: &Path, head: &Head) -> Result<Vec<Evaluation>, Diagnostics> {
    let path = folder.join(STATE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Diagnostic::io(format!("cannot read `{}`: {error}", path.display())).into()),
    };
    let mut lines = text.lines();
    let first: Option<Head> = lines.next().and_then(|line| serde_json::from_str(line).ok());
    if first.as_ref() != Some(head) {
        let other =
            Diagnostic::new(format!("`{}` belongs to another calibration", folder.display())).path("--out");
        return Err(other.advice("name another folder with --out, or begin anew with --fresh").into());
    }
    // A line that a stop cut short is simulated again.
    Ok(lines.map_while(|line| serde_json::from_str(line).ok()).collect())
}
