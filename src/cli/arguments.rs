//! The words of the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use iqsim::engine::lanes::InstructionSet;
use iqsim::report::chart::theme::Theme;
use iqsim::report::language::Language;
use iqsim::study::dday::calendar;
use iqsim::study::dday::forms::{FORMS, Form};
use iqsim::study::ensemble::FEWEST_DRAWS;
use iqsim::study::precision::Goal;
use iqsim::study::sweep::execute::Shard;
use std::ffi::OsString;
use std::path::PathBuf;

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
}

/// Languages by their codes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Korean
    Ko,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Ko => Self::Korean,
        }
    }
}

/// Themes by their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    /// On white
    #[default]
    Light,
    /// On a dark page
    Dark,
    /// On paper, black and white included
    Print,
}

impl From<ThemeChoice> for Theme {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Dark => Self::Dark,
            ThemeChoice::Print => Self::Print,
        }
    }
}

/// Options of every command that runs a scenario.
#[derive(Args, Clone, Debug, Default)]
pub struct RunArguments {
    /// Persons in each replicate, 1 to 4e9 [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub agents: Option<u64>,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub years: Option<u64>,
    /// Seed of all chance [default: the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number)]
    pub seed: Option<u64>,
    /// Replicates with other chance [default: the scenario's]
    #[arg(long, value_name = "R", value_parser = positive_number)]
    pub reps: Option<u64>,
    /// Set a value of the scenario, such as `schooling.openness=0.3`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Folder for the results [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// Widest vector instructions to use: baseline, avx2 or avx512; the results do not depend on them [default: the machine's]
    #[arg(long, value_name = "SET", value_parser = instructions)]
    pub instructions: Option<InstructionSet>,
    /// Keep the last state of this many persons of each replicate in agents.csv and agents.parquet
    #[arg(long, value_name = "N", value_parser = whole_number, default_value = "0", hide_default_value = true)]
    pub save_agents: u64,
    /// Draw the uncertain parameters N times and live through every draw: what assumptions leave open, and what chance adds.
    /// The parameters are those of the study, of the shipped study on the scenario, or of --vary
    #[arg(long, value_name = "N", value_parser = draw_number, conflicts_with_all = ["precision", "save_agents", "instructions"])]
    pub draws: Option<u32>,
    /// With --draws: an uncertain parameter, `path=low:high` (equally likely) or `path=a,b,c`; may be repeated
    #[arg(long, value_name = "AXIS", requires = "draws")]
    pub vary: Vec<String>,
    /// With --draws: metric to show; several with commas [default: those of the study]
    #[arg(long, value_name = "METRIC", value_delimiter = ',', requires = "draws")]
    pub metric: Vec<String>,
    /// With --draws: go on where an earlier run ended; draws that are stored are not done again
    #[arg(long, requires = "draws")]
    pub resume: bool,
    #[command(flatten)]
    pub precision: PrecisionArguments,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `simulate dday`.
#[derive(Args, Clone, Debug)]
pub struct DDayArguments {
    /// CSV file with the columns date and value, a shipped series (metr_task_horizon, time_to_edit), or a scenario
    #[arg(value_name = "FILE.csv|SCENARIO")]
    pub source: PathBuf,
    /// Value whose date is asked for [default: the file's; of a scenario its D-day threshold]
    #[arg(long, value_name = "VALUE", value_parser = number, allow_negative_numbers = true)]
    pub target: Option<f64>,
    /// Form of the trend
    #[arg(long, value_enum, default_value = "all")]
    pub form: FormChoice,
    /// Value that the exponential may approach but not pass [default: the file's, else fitted]
    #[arg(long, value_name = "F", value_parser = number)]
    pub floor: Option<f64>,
    /// The same for the logistic, from the other side [default: the file's, else fitted; of a scenario 1]
    #[arg(long, value_name = "C", value_parser = number)]
    pub ceiling: Option<f64>,
    /// Leave out what is older than this date, such as 2023-01-01 or 2023.5 (series only)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<f64>,
    /// Years of AI that a forecaster has seen (scenario only) [default: 20]
    #[arg(long, value_name = "YEARS", value_parser = positive_number)]
    pub observed: Option<u64>,
    /// Set a value of the scenario; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all chance (scenario only) [default: the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number)]
    pub seed: Option<u64>,
    /// Folder for the results [default: output/dday_NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// One form, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormChoice {
    /// Straight line
    Line,
    /// Straight line of the logarithm
    Exponential,
    /// Exponential that approaches a floor
    Floor,
    /// S-shaped curve below a ceiling
    Logistic,
    /// All four
    All,
}

impl FormChoice {
    /// The chosen forms.
    pub fn forms(self) -> Vec<Form> {
        match self {
            Self::Line => vec![Form::Line],
            Self::Exponential => vec![Form::Exponential],
            Self::Floor => vec![Form::Floor],
            Self::Logistic => vec![Form::Logistic],
            Self::All => FORMS.to_vec(),
        }
    }
}

/// Replicates until an interval is narrow enough.
#[derive(Args, Clone, Debug)]
pub struct PrecisionArguments {
    /// Add replicates until half of the metric's 95 % interval in the last year is at most WIDTH
    #[arg(long, value_name = "METRIC=WIDTH", value_parser = goal)]
    pub precision: Option<Goal>,
    /// Most replicates that --precision may reach
    #[arg(long, value_name = "R", value_parser = replicate_number, default_value = "200")]
    pub max_reps: u32,
}

impl Default for PrecisionArguments {
    fn default() -> Self {
        Self { precision: None, max_reps: 200 }
    }
}

/// Options of every study: many runs with the same people and luck.
#[derive(Args, Clone, Debug)]
pub struct StudyArguments {
    /// Persons in each replicate of each world [default: 20,000; attribute: 8,192; check-null: 9,001; sweep: the study's, else 10,000]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub agents: Option<u64>,
    /// Seed of all chance [default: the first scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number)]
    pub seed: Option<u64>,
    /// Replicates with other chance [default: 40; attribute: 16; check-null: 2; sweep: the study's, else 8]
    #[arg(long, value_name = "R", value_parser = replicate_number)]
    pub reps: Option<u32>,
    /// Set a value in every world, such as `schooling.openness=0.3`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `simulate compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArguments {
    /// The base world: scenario file or name
    pub base: PathBuf,
    /// Other worlds, each compared with the base
    #[arg(required = true)]
    pub others: Vec<PathBuf>,
    /// Year to compare, or `all` for one metric year by year [default: the last common year]
    #[arg(long, value_name = "YEAR|all", value_parser = moment)]
    pub at: Option<Moment>,
    /// Metric to show; may be repeated [default: those of the summary]
    #[arg(long, value_name = "NAME")]
    pub metric: Vec<String>,
    /// Years after the first in every world [default: each scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub years: Option<u64>,
    /// Folder for the results [default: output/compare_BASE_OTHER]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub precision: PrecisionArguments,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate report`.
#[derive(Args, Clone, Debug)]
pub struct ReportArguments {
    /// Folder with results: of a run, or of compare, attribute, dday, sweep, sensitivity, validate or calibrate
    #[arg(value_name = "RESULTS")]
    pub folder: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value = "html")]
    pub format: ReportFormat,
    /// File for the report [default: report.html in the folder, report_ko.html in Korean]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Leave report, figures, tables, scenarios and manifest in one archive instead
    #[arg(long, value_name = "FILE.zip")]
    pub bundle: Option<PathBuf>,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One file that needs nothing else
    Html,
    /// Markdown, with the figures beside it
    Md,
}

/// Options of `simulate bench`.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Scenario file, or the name of a shipped scenario
    #[arg(default_value = "ai_century")]
    pub scenario: PathBuf,
    /// Populations to measure; may be repeated [default: 10,000, 100,000 and 1,000,000]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub agents: Vec<u64>,
    /// Years after the first, of each run
    #[arg(long, value_name = "N", value_parser = positive_number, default_value = "30")]
    pub years: u64,
    /// Times that each run is repeated; the fastest counts
    #[arg(long, value_name = "R", value_parser = positive_number, default_value = "3")]
    pub repeat: u64,
    /// Threads of the runs on several threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the measurements as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `simulate attribute`.
#[derive(Args, Clone, Debug)]
pub struct AttributeArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Year from which the change is explained; mechanisms that are off stay as they are in it
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub from: i32,
    /// Year up to which it is explained
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub to: i32,
    /// Metric to show; may be repeated [default: iq_income_rank_r and iq_record_rank_r]
    #[arg(long, value_name = "NAME")]
    pub metric: Vec<String>,
    /// Folder for the results [default: output/attribute_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate validate`.
#[derive(Args, Clone, Debug)]
pub struct ValidateArguments {
    /// Scenario of the targets that name none: a file, or the name of a shipped scenario
    #[arg(default_value = "nordic_baseline")]
    pub scenario: PathBuf,
    /// Targets file, or the name of a shipped one; may be repeated [default: all shipped]
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub targets: Vec<PathBuf>,
    /// Exit with 3 unless every target is inside
    #[arg(long)]
    pub strict: bool,
    /// Folder for the results [default: output/validate_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate calibrate`.
#[derive(Args, Clone, Debug)]
pub struct CalibrateArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Targets file, or the name of a shipped one; may be repeated
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub targets: Vec<PathBuf>,
    /// Free parameter with its bounds, such as `learning.speed_spread=0.05:0.3`; may be repeated
    #[arg(long, value_name = "PATH=MIN:MAX", num_args = 1.., required = true)]
    pub free: Vec<String>,
    /// Simulations of the search, at most [default: 100 for each free parameter]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub search: Option<u64>,
    /// Further simulations, from which the intervals come [default: three for each term of a quadratic surface]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub design: Option<u64>,
    /// Begin anew, even where an earlier session left simulations
    #[arg(long)]
    pub fresh: bool,
    /// Folder for the results [default: output/calibrate_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate check-null`.
#[derive(Args, Clone, Debug)]
pub struct NullArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub years: Option<u64>,
    /// A further change that must not matter, such as `ai.work.boost=0`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub change: Vec<String>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// What is varied and measured: options of `simulate sweep` and `simulate sensitivity`.
#[derive(Args, Clone, Debug)]
pub struct VaryArguments {
    /// Study file, scenario file, or the name of a shipped study (sweeps/two_conditions) or scenario
    #[arg(value_name = "STUDY|SCENARIO")]
    pub source: PathBuf,
    /// Vary a key: `path=min:max:step`, `path=min:max` or `path=a,b,c`; `*=` multiplies what the scenario says
    #[arg(long, value_name = "AXIS")]
    pub vary: Vec<String>,
    /// Measure `metric@year`, or `metric` in the last year; several with commas
    #[arg(long, value_name = "METRIC@YEAR", value_delimiter = ',')]
    pub measure: Vec<String>,
    /// Seconds that one run may take
    #[arg(long, value_name = "SECONDS", value_parser = number)]
    pub time_limit: Option<f64>,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub years: Option<u64>,
    /// Folder for the results and the store of runs [default: output/sweep_NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Folder of a store of runs that several studies share [default: the folder `store` among the results]
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Go on where an earlier sweep ended; runs that are stored are not done again
    #[arg(long)]
    pub resume: bool,
    /// With --resume: do runs again that failed or took too long
    #[arg(long, requires = "resume")]
    pub retry_failed: bool,
    /// Do only every N-th run, from the I-th on, on this machine; `simulate merge` puts the shards together
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Print what would be done, with the time it would take, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do it although there are many configurations
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate sweep`.
#[derive(Args, Clone, Debug)]
pub struct SweepArguments {
    /// How to choose the points: grid, zip, lhs:N, sobol:N, random:N [default: the study's, else grid]
    #[arg(long, value_name = "SAMPLE")]
    pub sample: Option<String>,
    /// All axes advance together: the first values, then the second ones (the same as `--sample zip`)
    #[arg(long, conflicts_with = "sample")]
    pub zip: bool,
    /// Take the points from a CSV file with a column for each axis
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["sample", "zip"])]
    pub design: Option<PathBuf>,
    /// Keep the measured metrics of every year in series.csv
    #[arg(long)]
    pub series: bool,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Options of `simulate sensitivity`.
#[derive(Args, Clone, Debug)]
pub struct SensitivityArguments {
    /// What to find out
    #[arg(long, value_enum, default_value = "sobol")]
    pub method: Method,
    /// Rows of the Sobol design, or trajectories of the screening [default: 256, or 40]
    #[arg(long, value_name = "N", value_parser = row_number)]
    pub samples: Option<u32>,
    /// Also what pairs of parameters do together; needs twice as many runs
    #[arg(long)]
    pub second_order: bool,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Ways to look at sensitivity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Shares of variance: first-order and total indices, chance, assumptions, levers
    Sobol,
    /// Screening of many parameters with few runs
    Morris,
    /// Each parameter at its low and high end, everything else in the middle
    OneAtATime,
}

/// Options of `simulate discover`.
#[derive(Args, Clone, Debug)]
pub struct DiscoverArguments {
    /// The outcome: `METRIC@YEAR < NUMBER`, with <, <=, > or >=; several joined by `and`
    #[arg(long = "where", value_name = "CONDITION")]
    pub condition: String,
    /// Density that the region should have, 0 to 1: the widest region with it is taken [default: the best balance of density and coverage]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub density: Option<f64>,
    /// How points are chosen: grid, lhs:N, sobol:N or random:N [default: the study's, else lhs:256]
    #[arg(long, value_name = "SAMPLE")]
    pub sample: Option<String>,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Options of `simulate merge`.
#[derive(Args, Clone, Debug)]
pub struct MergeArguments {
    /// Folders of the shards
    #[arg(required = true, value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Folder for the merged results
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// When worlds are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Year(i32),
    All,
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

    /// The command line; `--lang` and `--theme` may stand before a command as well as after it.
    pub fn read() -> Self {
        Self::parse_from(shared_last(std::env::args_os().collect()))
    }

    /// The command line that a manifest holds; `None` for one that is not understood.
    pub fn of(words: &[String]) -> Option<Self> {
        Self::try_parse_from(shared_last(words.iter().map(Into::into).collect())).ok()
    }

    /// The program's commands, and what words say; `None` for words that are not understood.
    pub fn matches(words: Vec<OsString>) -> Option<(clap::Command, clap::ArgMatches)> {
        let command = <Self as clap::CommandFactory>::command();
        let matches = command.clone().try_get_matches_from(shared_last(words)).ok()?;
        Some((command, matches))
    }
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
        } else if word
            .to_str()
            .is_some_and(|word| word.starts_with("--lang=") || word.starts_with("--theme="))
        {
            moved.push(word);
        } else {
            kept.push(word);
        }
    }
    kept.extend(moved);
    kept
}

impl RunArguments {
    /// The options as overrides of the scenario's `run` section, after those of `--set`.
    pub fn overrides(&self) -> Vec<String> {
        let mut overrides = self.set.clone();
        let numbers =
            [("agents", self.agents), ("years", self.years), ("seed", self.seed), ("replicates", self.reps)];
        overrides
            .extend(numbers.iter().filter_map(|(key, number)| Some(format!("run.{key}={}", (*number)?))));
        overrides
    }
}

/// A whole number, also written `1_000_000` or `1e6`.
fn whole_number(text: &str) -> Result<u64, String> {
    let plain = text.replace('_', "");
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(number);
    }
    let allowed = "a whole number such as 100000, 1_000_000 or 1e6";
    match plain.parse::<f64>() {
        Ok(number) if number >= 0.0 && number.fract() == 0.0 && number < 9.0e15 => Ok(number as u64),
        _ => Err(format!("allowed: {allowed}")),
    }
}

/// Draws of an ensemble.
fn draw_number(text: &str) -> Result<u32, String> {
    let fewest = FEWEST_DRAWS as u64;
    match whole_number(text)? {
        draws if (fewest..=1_000_000).contains(&draws) => Ok(draws as u32),
        _ => Err(format!("allowed: {fewest} to 1,000,000")),
    }
}

/// A number above 0 and at most 1.
fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("allowed: a number above 0 and at most 1".to_owned()),
    }
}

fn positive_number(text: &str) -> Result<u64, String> {
    match whole_number(text)? {
        0 => Err("allowed: 1 or more".to_owned()),
        number => Ok(number),
    }
}

/// A finite number.
fn number(text: &str) -> Result<f64, String> {
    match text.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("allowed: a finite number".to_owned()),
    }
}

fn date(text: &str) -> Result<f64, String> {
    calendar::parse(text)
        .ok_or_else(|| "allowed: a date such as 2025-11-24, or a decimal year such as 2025.9".to_owned())
}

fn replicate_number(text: &str) -> Result<u32, String> {
    const MOST: u64 = 1_000_000;
    match whole_number(text)? {
        number @ 1..=MOST => Ok(number as u32),
        _ => Err(format!("allowed: 1 to {MOST}")),
    }
}

fn goal(text: &str) -> Result<Goal, String> {
    let allowed = "allowed: a metric and a positive number, such as iq_income_rank_r=0.005";
    let (metric, width) = text.split_once('=').ok_or(allowed)?;
    match width.trim().parse::<f64>() {
        Ok(half_width) if half_width > 0.0 && half_width.is_finite() && !metric.trim().is_empty() => {
            Ok(Goal { metric: metric.trim().to_owned(), half_width })
        }
        _ => Err(allowed.to_owned()),
    }
}

fn moment(text: &str) -> Result<Moment, String> {
    match text.parse::<i32>() {
        Ok(year) => Ok(Moment::Year(year)),
        Err(_) if text == "all" => Ok(Moment::All),
        Err(_) => Err("allowed: a year such as 2060, or all".to_owned()),
    }
}

/// A set of instructions that this machine has.
fn instructions(text: &str) -> Result<InstructionSet, String> {
    let here: Vec<&str> =
        InstructionSet::ALL.into_iter().filter(|set| set.is_there()).map(InstructionSet::name).collect();
    let set = InstructionSet::named(text).filter(|set| set.is_there());
    set.ok_or_else(|| format!("this machine has: {}", here.join(", ")))
}

fn row_number(text: &str) -> Result<u32, String> {
    match whole_number(text)? {
        number @ 1..=65_536 => Ok(number as u32),
        _ => Err("allowed: 1 to 65536".to_owned()),
    }
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts =
        text.split_once('/').and_then(|(i, n)| Some((i.parse::<u64>().ok()?, n.parse::<u64>().ok()?)));
    match parts {
        Some((index, of)) if (1..=of).contains(&index) => Ok(Shard { index: index - 1, of }),
        _ => Err("allowed: I/N with I from 1 to N, such as 1/3".to_owned()),
    }
}

fn thread_number(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(number) if (1..=1024).contains(&number) => Ok(number),
        _ => Err("allowed: 1 to 1024".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declarations_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
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

    #[test]
    fn whole_numbers_in_three_spellings() {
        assert_eq!(whole_number("1_000_000"), Ok(1_000_000));
        assert_eq!(whole_number("1e6"), Ok(1_000_000));
        assert_eq!(whole_number("0"), Ok(0));
        for wrong in ["", "1.5", "-3", "1k", "nan", "1e30"] {
            assert!(whole_number(wrong).is_err(), "{wrong}");
        }
        assert!(
            positive_number("0").is_err() && thread_number("0").is_err() && thread_number("5000").is_err()
        );
    }
}
