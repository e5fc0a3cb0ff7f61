//! `simulate merge`: the shards of a sweep, put together as if one machine had done it all.

use super::pictures::Look;
use super::studies::Clock;
use super::sweep::conclude;
use super::sweep_run::{Undertaking, ended_early};
use crate::cli::arguments::MergeArguments;
use crate::cli::exit::{Exit, Failure};
use iqsim::store::runs::PROGRAM;
use iqsim::store::runs::rows::Rows;
use iqsim::store::runs::shelf::{gather, identity};
use iqsim::study::sweep::execute::Keys;
use iqsim::study::sweep::plan::Plan;
use iqsim::study::sweep::summary::Finished;
use iqsim::study::sweep::{read, record};
use std::fs;
use std::path::Path;

/// Checks that the shards belong together, gathers their runs, stores and prints.
pub fn run(arguments: &MergeArguments, look: Look) -> Result<(), Failure> {
    let clock = Clock::start();
    let Some(first) = arguments.folders.first() else { return Ok(()) };
    let mut stores = Vec::new();
    for folder in &arguments.folders {
        belongs(folder, first)?;
        stores.push(folder.join("store"));
    }
    let plan = Plan::new(read::read(&first.join(record::STUDY), &[])?)?;
    let store = arguments.out.join("store");
    if let Some(other) = identity(&store)?
        && other.program != PROGRAM
    {
        return Err(mixed(&arguments.out, &other.program));
    }
    gather(&stores, &store)?;
    let rows = Rows::load(&store, &plan.measure_names())?;
    let keys = Keys::unknown(&plan);
    keys.complete(&plan, arguments.threads)
        .map_err(|error| ended_early(error, rows.len(), plan.runs(), look.language))?;
    let undertaking = Undertaking::merged(plan, arguments.out.clone(), store);
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &clock, None, arguments.json, look)
}

/// Refuses a folder whose study or program is another one.
fn belongs(folder: &Path, first: &Path) -> Result<(), Failure> {
    let refuse = |text: String| Err(Failure::Message(Exit::Refused, text));
    let Some(identity) = identity(&folder.join("store"))? else {
        return refuse(format!(
            "there is no sweep in {}\n   = allowed: folders that `simulate sweep --shard I/N --out FOLDER` made",
            folder.display()
        ));
    };
    if identity.program != PROGRAM {
        return Err(mixed(folder, &identity.program));
    }
    let same_file = |name: &str| fs::read(folder.join(name)).ok() == fs::read(first.join(name)).ok();
    let fingerprint =
        |folder: &Path| read::base_of(&folder.join(record::STUDY)).map(|base| base.fingerprint());
    let differ = if fingerprint(folder)? != fingerprint(first)? {
        "scenarios"
    } else if !same_file(record::STUDY) || !same_file(record::DESIGN) {
        "axes, samples, replicates or measures"
    } else {
        return Ok(());
    };
    refuse(format!(
        "{} and {} are not shards of one sweep: their {differ} differ\n   = allowed: shards of the same study",
        first.display(),
        folder.display()
    ))
}

fn mixed(folder: &Path, program: &str) -> Failure {
    Failure::Message(
        Exit::Refused,
        format!(
            "the runs in {} were made by {program}; this is {PROGRAM}\n   = runs of two programs are never mixed",
            folder.display()
        ),
    )
}
