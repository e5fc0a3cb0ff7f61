//! The words of the command line.

mod comparisons;
mod dday;
mod report;
mod runs;
mod shared;
mod sweeps;
mod targets;
mod values;

pub use comparisons::{AttributeArguments, CompareArguments, Moment, NullArguments};
pub use dday::DDayArguments;
pub use report::{ReportArguments, ReportFormat};
pub use runs::{BenchArguments, RunArguments};
pub use shared::{Lang, PrecisionArguments, StudyArguments, ThemeChoice};
pub use sweeps::{
    DiscoverArguments, MergeArguments, Method, SensitivityArguments, SweepArguments, VaryArguments,
};
pub use targets::{CalibrateArguments, ValidateArguments};

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::scenario::overrides::{SOURCE_NAME, changes, path_of};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Version and commit the program was built from.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("IQSIM_COMMIT"), ")");

const EXAMPLES: &str = "\
Examples:
  simulate scenarios/ai_century.toml                    run a scenario file
  simulate ai_century --agents 1e5 --years 50           run a shipped scenario, smaller
  simulate ai_century --set ai.work.skill_pass_through=0.5
  simulate check scenarios/ai_century.toml              show every value the scenario stands for
  simulate dday metr_task_horizon                       when does a trend reach its target, by form
  simulate new my_world && simulate my_world.toml       begin one of your own
  simulate compare no_ai_century ai_century             what AI changes, with intervals
  simulate attribute ai_century --from 2025 --to 2125   and through what
  simulate ai_century --draws 100                       what uncertain assumptions leave open, and what chance adds
  simulate sweep ai_century --vary ai.work.skill_pass_through=0:2:0.5

Exit codes:
  0 done   1 failed (disk, memory)   2 command line or scenario refused
  3 ran, and the verdict is negative, or some runs failed   130 interrupted";

/// Simulate how income follows cognitive ability, and what would change it.
#[derive(Debug, Parser)]
#[command(
    name = "simulate",
    version = VERSION,
    long_about = "Simulate how income follows cognitive ability, and what would change it.\n\n\
                  Draws a population with IQ scores, lets it go to school, work, earn and have children year by year \
                  under the rules of a scenario, and reports how strongly income follows IQ, with standard errors.",
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Scenario file, or the name of a shipped scenario (`simulate list`)
    pub scenario: Option<PathBuf>,
    #[command(flatten)]
    pub run: RunArguments,
    /// Language of sentences and tables
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value = "en", global = true)]
    pub lang: Lang,
    /// Colours of charts [default: light]
    #[arg(long, value_enum, global = true)]
    pub theme: Option<ThemeChoice>,
    /// Every chart as PDF too, with letters that can be selected
    #[arg(long, global = true)]
    pub pdf: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare worlds that share people and luck: differences with intervals, who gains, who loses
    Compare(CompareArguments),
    /// Split the change of a metric over the mechanisms that bring it about
    Attribute(AttributeArguments),
    /// How well the model agrees with published research: a scoreboard of targets
    Validate(ValidateArguments),
    /// Fit free parameters of a scenario to targets, each with an interval
    Calibrate(CalibrateArguments),
    /// Try changes that must not matter; fail unless every byte of the results stays the same
    CheckNull(NullArguments),
    /// How fast is this machine? Agent-years a second by population, threads, instructions and phase
    Bench(BenchArguments),
    /// When does a trend reach its target? Dates by form with intervals, and how wrong they would have been
    Dday(DDayArguments),
    /// Vary parameters over a grid or a sample: many runs in a store that survives interruption
    Sweep(SweepArguments),
    /// Which parameters decide a result: shares of variance, screening, one at a time
    Sensitivity(SensitivityArguments),
    /// Which region of assumptions gives an outcome, tested on points it has not seen
    Discover(DiscoverArguments),
    /// Put the shards of a sweep together
    Merge(MergeArguments),
    /// Check a scenario without running it, and print every value it stands for
    Check {
        /// Scenario file, or the name of a shipped scenario
        scenario: PathBuf,
        /// Set a value of the scenario; may be repeated
        #[arg(long, value_name = "PATH=VALUE")]
        set: Vec<String>,
        /// Without a comment on what each value means
        #[arg(long = "no-comments", action = clap::ArgAction::SetFalse)]
        schema_comments: bool,
    },
    /// Print the JSON Schema of scenario files, with which editors complete them
    Schema,
    /// Print every key of a scenario with meaning, unit, range, default and source
    Keys,
    /// List the shipped scenarios and those in ./scenarios
    List,
    /// One page about a finished run: findings, figures, scenario, limits, how to get the same again
    Report(ReportArguments),
    /// Explain a parameter, metric or scenario: meaning, unit, range, default, source
    Explain {
        /// Name, such as ai.work.skill_pass_through, gini or two_centuries; the end of a path is enough
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Write a commented scenario file to begin with
    New {
        /// Name of the scenario; the file is NAME.toml
        name: String,
    },
    /// Print a completion script for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

impl Arguments {
    /// Whether the command draws charts whose colours can be chosen; a report follows the screen of its reader.
    pub fn draws_charts(&self) -> bool {
        match &self.command {
            None => self.scenario.is_some(),
            Some(
                Command::Compare(_)
                | Command::Attribute(_)
                | Command::Validate(_)
                | Command::Calibrate(_)
                | Command::Dday(_)
                | Command::Sweep(_)
                | Command::Sensitivity(_)
                | Command::Discover(_)
                | Command::Merge(_),
            ) => true,
            Some(_) => false,
        }
    }

    /// The command line; `--lang`, `--theme` and `--pdf` may stand before a command as well as after it.
    pub fn read() -> Self {
        Self::parse_from(shared_last(std::env::args_os().collect()))
    }

    /// The command line that a manifest holds; `None` for one that is not understood.
    pub fn of(words: &[String]) -> Option<Self> {
        Self::try_parse_from(shared_last(words.iter().map(Into::into).collect())).ok()
    }

    /// The scenario of somebody who wrote `simulate run SCENARIO`, as other programs want it, and the language.
    pub fn run_is_no_command(words: &[OsString]) -> Option<(String, Lang)> {
        let [_, run, scenario, options @ ..] = words else { return None };
        let scenario = scenario.to_string_lossy().into_owned();
        let own = ["run", "run.toml"].iter().any(|name| Path::new(name).exists());
        if run != "run" || own || scenario.starts_with('-') {
            return None;
        }
        let pairs = options.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "ko");
        let korean = pairs || options.iter().any(|word| word == "--lang=ko");
        Some((scenario, if korean { Lang::Ko } else { Lang::En }))
    }

    /// The path of a value that `--set` and an option both say, or `--set` twice.
    pub fn said_twice(words: Vec<OsString>) -> Option<String> {
        let (_, matches) = Self::matches(words)?;
        let inside = inside(&matches);
        let given = |id: &str| {
            inside.ids().any(|known| known == id)
                && inside.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
        };
        let set = given("set").then(|| inside.get_many::<String>("set")).flatten();
        let mut paths: Vec<String> = set.into_iter().flatten().map(|text| path_of(text).to_owned()).collect();
        if paths.is_empty() {
            return None;
        }
        // A study has replicates of its own, whatever its scenario says.
        let study = matches.subcommand_name().is_some_and(|name| !["check", "dday"].contains(&name));
        let counts = |id: &str| given(id) || (study && id == "reps");
        paths.extend(OF_A_PATH.iter().filter(|(id, _)| counts(id)).map(|(_, path)| (*path).to_owned()));
        (1..paths.len())
            .find(|&later| paths[..later].contains(&paths[later]))
            .map(|later| paths[later].clone())
    }

    /// The program's commands, and what words say; `None` for words that are not understood.
    pub fn matches(words: Vec<OsString>) -> Option<(clap::Command, clap::ArgMatches)> {
        let command = <Self as clap::CommandFactory>::command();
        let matches = command.clone().try_get_matches_from(shared_last(words)).ok()?;
        Some((command, matches))
    }
}

/// What the command says, or the run where there is none.
fn inside(matches: &clap::ArgMatches) -> &clap::ArgMatches {
    matches.subcommand().map_or(matches, |(_, inside)| inside)
}

/// What a command line that a manifest holds set over its scenarios.
pub fn set_in(words: &[String]) -> Vec<String> {
    let Some((_, matches)) = Arguments::matches(words.iter().map(OsString::from).collect()) else {
        return Vec::new();
    };
    let inside = inside(&matches);
    let set = inside.try_get_many::<String>("set").ok().flatten();
    changes(&set.into_iter().flatten().cloned().collect::<Vec<_>>())
}

/// Options that say a value of the scenario, with its path.
const OF_A_PATH: [(&str, &str); 4] =
    [("agents", "run.agents"), ("years", "run.years"), ("seed", "run.seed"), ("reps", "run.replicates")];

/// Errors about a value that an option said are errors of the option, not of a `--set` that nobody wrote.
pub fn blame_options(errors: Diagnostics, words: &[String]) -> Diagnostics {
    let blamed = |error: Diagnostic| {
        let text =
            error.place.as_ref().map(|place| &place.source).filter(|source| source.name == SOURCE_NAME);
        let text = text
            .map(|source| source.text.as_str())
            .filter(|text| !words.iter().any(|word| word.ends_with(text)));
        match text.and_then(|text| OF_A_PATH.iter().find(|(_, path)| *path == path_of(text))) {
            Some((option, _)) => Diagnostic { place: None, ..error }.path(format!("--{option}")),
            None => error,
        }
    };
    Diagnostics(errors.0.into_iter().map(blamed).collect())
}

/// Moves what suits all commands behind everything else: before a command it would count as an option of a run.
fn shared_last(words: Vec<OsString>) -> Vec<OsString> {
    let (mut kept, mut moved) = (Vec::new(), Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word == "--" {
            kept.splice(kept.len().., moved.drain(..));
            kept.push(word);
            kept.extend(words.by_ref());
        } else if word == "--lang" || word == "--theme" {
            moved.push(word);
            moved.extend(words.next());
        } else if word == "--pdf"
            || word.to_str().is_some_and(|word| word.starts_with("--lang=") || word.starts_with("--theme="))
        {
            moved.push(word);
        } else {
            kept.push(word);
        }
    }
    kept.extend(moved);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use iqsim::scenario::Scenario;

    #[test]
    fn the_declarations_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_value_that_is_said_twice_is_found() {
        let twice = |text: &str| Arguments::said_twice(text.split(' ').map(OsString::from).collect());
        assert_eq!(twice("simulate x --set a.b=1 --set c=2 --agents 5"), None);
        assert_eq!(twice("simulate x --set a.b=1 --set a.b=2"), Some("a.b".to_owned()));
        assert_eq!(twice("simulate x --set run.agents=1 --agents 2"), Some("run.agents".to_owned()));
        let compare = "simulate compare x y --reps 3 --set run.replicates=4 --lang ko";
        assert_eq!(twice(compare), Some("run.replicates".to_owned()));
        assert_eq!(twice("simulate compare x y --set run.replicates=4"), Some("run.replicates".to_owned()));
        assert_eq!(twice("simulate x --set run.replicates=4"), None);
        assert_eq!(twice("simulate list"), None);
    }

    #[test]
    fn an_option_answers_for_its_value() {
        let blamed = |override_text: &str, words: &[&str]| {
            let wrong =
                Scenario::load("ai_century".as_ref(), &[override_text.to_owned()]).expect_err("refused");
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            blame_options(wrong, &words).0[0].to_string()
        };
        let of_option = blamed("run.agents=0", &["--agents", "0"]);
        assert!(of_option.starts_with("--agents: too low, found 0; allowed: 1"), "{of_option}");
        for written in [&["--set", "run.agents=0"][..], &["--set=run.agents=0"]] {
            assert!(blamed("run.agents=0", written).starts_with("--set:1:12: run.agents: too low"));
        }
        assert!(blamed("luck.merit=99", &[]).starts_with("--set:1:12: luck.merit"));
    }

    #[test]
    fn the_language_may_stand_anywhere() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        for (written, read) in [
            ("simulate --lang ko dday x", "simulate dday x --lang ko"),
            ("simulate --lang=ko check x --set a=1", "simulate check x --set a=1 --lang=ko"),
            ("simulate x --lang", "simulate x --lang"),
            ("simulate --lang ko -- --lang", "simulate --lang ko -- --lang"),
        ] {
            assert_eq!(shared_last(words(written)), words(read));
        }
        let arguments =
            Arguments::try_parse_from(shared_last(words("simulate --lang ko check x"))).expect("understood");
        assert!(matches!(arguments.lang, Lang::Ko));
    }
}
