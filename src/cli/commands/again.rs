//! The command that makes results again from the files in their own folder.

use crate::cli::arguments::Arguments;
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Command};
use iqsim::scenario::shipped::SCENARIOS;
use iqsim::store::opened::{Kind, StoredFolder};
use serde::Deserialize;

/// What the scenario of a run does not hold, but its files depend on: which values were set over a file, too.
const OF_A_RUN: [&str; 5] = ["lang", "theme", "pdf", "save_agents", "set"];

/// What a study file and its scenario do not hold, but the files of the study depend on.
const OF_A_SWEEP: [&str; 9] =
    ["lang", "method", "samples", "second_order", "condition", "density", "theme", "pdf", "set"];

/// The same for draws: a lever that was asked for is drawn only if it is asked for again.
const OF_DRAWS: [&str; 6] = ["lang", "draws", "vary", "theme", "pdf", "set"];

/// Where results go and how they are come by: nothing that they hold depends on these.
const NOT_OF_THE_RESULTS: [&str; 11] = [
    "out",
    "threads",
    "instructions",
    "quiet",
    "json",
    "resume",
    "retry_failed",
    "store",
    "shard",
    "yes",
    "fresh",
];

/// The command, to be typed in an unpacked folder; `name`: of the run's scenario.
pub fn again(stored: &StoredFolder, name: &str) -> String {
    let words = &stored.manifest.command_line;
    let scenarios =
        || stored.manifest.files.iter().map(|file| &file.name).filter(|file| file.ends_with(".toml"));
    let files: Vec<String> = match stored.kind {
        Kind::Run => vec![format!("{name}.toml")],
        Kind::Sweep | Kind::Sensitivity | Kind::Discovery | Kind::Draws => vec!["study.toml".to_owned()],
        Kind::Comparison => scenarios().cloned().collect(),
        Kind::DDay => source(stored).into_iter().collect(),
        Kind::Attribution => of_findings(stored, "attribution.json"),
        Kind::Validation => of_findings(stored, "scoreboard.json"),
        Kind::Calibration => {
            of_findings(stored, "calibration.json").into_iter().map(as_named(words)).collect()
        }
    };
    let command = match stored.kind {
        // Draws are an option of a run.
        Kind::Run | Kind::Draws => None,
        Kind::Comparison => Some("compare"),
        Kind::Attribution => Some("attribute"),
        Kind::DDay => Some("dday"),
        // Merged shards are one sweep.
        Kind::Sweep => Some("sweep"),
        Kind::Sensitivity => Some("sensitivity"),
        Kind::Discovery => Some("discover"),
        Kind::Validation => Some("validate"),
        Kind::Calibration => Some("calibrate"),
    };
    let counts = |option: &str| match stored.kind {
        Kind::Run => OF_A_RUN.contains(&option),
        Kind::Sweep | Kind::Sensitivity | Kind::Discovery => OF_A_SWEEP.contains(&option),
        Kind::Draws => OF_DRAWS.contains(&option),
        _ => !NOT_OF_THE_RESULTS.contains(&option),
    };
    let mut all = vec!["simulate".to_owned()];
    all.extend(command.map(str::to_owned));
    all.extend(files);
    all.extend(options(words, &counts, &|value| stored.has(value)));
    all.extend(["--out".to_owned(), "again".to_owned()]);
    shell(&all)
}

/// Findings that name their scenario.
#[derive(Deserialize)]
struct Named {
    scenario: String,
}

/// The file of the scenario that findings name.
fn of_findings(stored: &StoredFolder, name: &str) -> Vec<String> {
    let named: Result<Named, _> = stored.json(name);
    named.map(|named| format!("{}.toml", named.scenario)).into_iter().collect()
}

/// A shipped scenario that was called by its name is called so again, because what is fitted names its base.
fn as_named(words: &[String]) -> impl Fn(String) -> String {
    move |file| {
        let name = file.trim_end_matches(".toml");
        let shipped = SCENARIOS.iter().any(|(known, _)| *known == name);
        if shipped && words.iter().any(|word| word == name) { name.to_owned() } else { file }
    }
}

/// The series or scenario of a D-day study, among its files.
pub fn source(stored: &StoredFolder) -> Option<String> {
    const TABLES: [&str; 4] = ["forms.csv", "hindcast.csv", "forecasts.csv", "paths.csv"];
    let mut names = stored.manifest.files.iter().map(|file| &file.name);
    let is_source = |name: &&String| {
        name.ends_with(".toml")
            || (name.ends_with(".csv") && !name.ends_with(".data.csv") && !TABLES.contains(&name.as_str()))
    };
    names.find(is_source).cloned()
}

/// The options of a command line that count; the value of one that names a file is that file's name where it is `kept`.
fn options(words: &[String], counts: &dyn Fn(&str) -> bool, kept: &dyn Fn(&str) -> bool) -> Vec<String> {
    let Some((command, matches)) = Arguments::taken_apart(words) else { return Vec::new() };
    let mut found = Vec::new();
    for argument in command.get_arguments().filter(|argument| !argument.is_positional()) {
        let id = argument.get_id().as_str();
        let given = matches.ids().any(|known| known == id)
            && matches.value_source(id) == Some(ValueSource::CommandLine);
        let Some(long) = argument.get_long().filter(|_| given && counts(id)) else { continue };
        if matches!(argument.get_action(), ArgAction::SetTrue) {
            found.push(format!("--{long}"));
            continue;
        }
        for value in matches.get_raw(id).into_iter().flatten() {
            let value = value.to_string_lossy().into_owned();
            let file = value.rsplit('/').next().filter(|name| kept(name)).map(str::to_owned);
            found.extend([format!("--{long}"), file.unwrap_or(value)]);
        }
    }
    found
}

impl Arguments {
    /// The command that words of a command line name, with what they say; `None` for words that are not understood.
    fn taken_apart(words: &[String]) -> Option<(Command, ArgMatches)> {
        let (mut command, matches) = Self::matches(words.iter().map(Into::into).collect())?;
        command.build();
        match matches.subcommand() {
            Some((name, inside)) => {
                let inside = inside.clone();
                Some((command.find_subcommand(name)?.clone(), inside))
            }
            None => Some((command, matches)),
        }
    }
}

/// Words as a shell reads them.
pub fn shell(words: &[String]) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=,:+@%".contains(letter);
    let quoted = words.iter().map(|word| {
        if !word.is_empty() && word.chars().all(plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn options_that_the_files_depend_on_are_kept() {
        let line =
            words(&["simulate", "--lang", "ko", "a.toml", "--agents", "1e4", "--theme=dark", "--out", "x y"]);
        let kept = options(&line, &|option| OF_A_RUN.contains(&option), &|_| false);
        assert_eq!(kept, ["--lang", "ko", "--theme", "dark"]);
        let line = words(&[
            "simulate", "compare", "a", "b", "--set", "x=1", "--set", "y=2", "--quiet", "--at", "all",
        ]);
        let kept = options(&line, &|option| !NOT_OF_THE_RESULTS.contains(&option), &|_| false);
        assert_eq!(kept, ["--at", "all", "--set", "x=1", "--set", "y=2"]);
        let line = words(&["simulate", "validate", "a", "--targets", "far/away.toml", "nordic", "--strict"]);
        let kept =
            options(&line, &|option| !NOT_OF_THE_RESULTS.contains(&option), &|file| file == "away.toml");
        assert_eq!(kept, ["--targets", "away.toml", "--targets", "nordic", "--strict"]);
        assert!(options(&words(&["simulate", "--no-such"]), &|_| true, &|_| false).is_empty());
    }

    #[test]
    fn a_shell_reads_the_words_that_were_meant() {
        assert_eq!(shell(&words(&["simulate", "it's", "", "a b"])), "simulate 'it'\\''s' '' 'a b'");
    }
}
