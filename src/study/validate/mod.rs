//! Does the model agree with published research? Targets, the observation layer, and the scoreboard.

mod fields;
pub mod measures;
pub mod observe;
pub mod quantity;
pub mod read;
pub mod score;
pub mod shipped;
pub mod statistic;
pub mod tables;
pub mod target;
pub mod trend;
pub mod worlds;

use crate::run::RunError;
use crate::run::progress::Progress;
use score::Row;
use target::Targets;
use worlds::Worlds;

/// The scoreboard of some targets files, in their order.
///
/// # Errors
/// [`RunError`].
pub fn validate(files: &[Targets], worlds: &Worlds, progress: &dyn Progress) -> Result<Vec<Row>, RunError> {
    let all: Vec<target::Target> = files.iter().flat_map(|file| file.targets.clone()).collect();
    let observed = worlds.observe(&all, progress)?;
    let names = files.iter().flat_map(|file| file.targets.iter().map(|_| file.name.as_str()));
    let rows = names.zip(&all).zip(&observed);
    Ok(rows.map(|((file, target), observed)| score::row(file, target, observed)).collect())
}
