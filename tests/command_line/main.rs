//! The program as its users meet it: every message and exit code, files, threads.

mod assumptions;
mod korean;
mod messages;
mod reports;
mod runs;
mod studies;
mod sweeps;
mod targets;

use assert_cmd::Command;
use std::path::{Path, PathBuf};

/// The program, in a folder.
fn simulate(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::cargo_bin("simulate").expect("built with the tests");
    command.current_dir(folder).args(words).env("NO_COLOR", "1");
    command
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Exit code, standard output and error stream.
fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}
