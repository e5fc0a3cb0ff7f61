//! The page about a study, from the files in its folder.

use super::again::source;
use super::dday::{of_scenario, of_series};
use crate::cli::arguments::{Arguments, Command, DDayArguments, set_in};
use crate::cli::exit::Failure;
use iqsim::report::calibration::CalibrationFile;
use iqsim::report::discover_words::DiscoverFile;
use iqsim::report::ensemble_words::EnsembleFile;
use iqsim::report::language::Language;
use iqsim::report::page::origin::Origin;
use iqsim::report::page::study::{
    StudyReport, Told, attribution, calibration, comparison, dday, discovery, ensemble, page, sweep,
    validation,
};
use iqsim::report::page::{Page, StoredFigure};
use iqsim::report::scoreboard::ScoreboardFile;
use iqsim::report::sensitivity_words::SensitivityFile;
use iqsim::report::study_json::{AttributionFile, ComparisonFile};
use iqsim::report::sweep_words::SweepFile;
use iqsim::scenario::Scenario;
use iqsim::store::opened::{Kind, ReadError, StoredFolder};
use iqsim::study::dday::read::is_series;
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::read;
use iqsim::study::sweep::record::STUDY;

/// A study that was read back.
pub struct ReadStudy {
    told: Told,
    scenarios: Vec<Scenario>,
    figures: Vec<StoredFigure>,
}

impl ReadStudy {
    /// Reads a folder, and puts what it holds into words.
    pub fn of(stored: &StoredFolder, language: Language) -> Result<Self, Failure> {
        let (told, scenarios) = told(stored, language)?;
        let mut figures = Vec::new();
        for file in &stored.manifest.files {
            let Some(name) = file.name.strip_suffix(".svg").filter(|name| !name.ends_with(".phone")) else {
                continue;
            };
            let narrow = format!("{name}.phone.svg");
            let has_narrow = stored.manifest.files.iter().any(|file| file.name == narrow);
            figures.push(StoredFigure {
                name: name.to_owned(),
                svg: stored.text(&file.name)?,
                phone_svg: if has_narrow { Some(stored.text(&narrow)?) } else { None },
            });
        }
        Ok(Self { told, scenarios, figures })
    }

    /// The page; `origin`: where it is read.
    pub fn page(&self, origin: &Origin, language: Language) -> Page {
        let report =
            StudyReport { told: &self.told, figures: &self.figures, scenarios: &self.scenarios, origin };
        page(&report, language)
    }
}

fn told(stored: &StoredFolder, language: Language) -> Result<(Told, Vec<Scenario>), Failure> {
    let one = |name: &str| scenario(stored, &format!("{name}.toml"));
    Ok(match stored.kind {
        // Runs have a page of their own.
        Kind::Run => {
            let (folder, command) = (stored.folder.clone(), stored.manifest.command_line.join(" "));
            return Err(ReadError::Unknown { folder, command }.into());
        }
        Kind::Comparison => {
            let file: ComparisonFile = stored.json("comparison.json")?;
            let base = file.comparisons.first().map(|one| one.base.clone());
            let names = base.into_iter().chain(file.comparisons.iter().map(|one| one.other.clone()));
            let scenarios = names.map(|name| one(&name)).collect::<Result<Vec<_>, _>>()?;
            let told = comparison::told(&file, &scenarios, language).ok_or_else(|| {
                stored.broken("comparison.json", "a metric or year is missing in a comparison".to_owned())
            })?;
            (told, scenarios)
        }
        Kind::Attribution => {
            let file: AttributionFile = stored.json("attribution.json")?;
            let scenario = one(&file.scenario)?;
            (attribution::told(&file, &scenario, language), vec![scenario])
        }
        Kind::Validation => {
            let file: ScoreboardFile = stored.json("scoreboard.json")?;
            let scenario = one(&file.scenario)?;
            (validation::told(&file, &scenario, language), vec![scenario])
        }
        Kind::Calibration => {
            let file: CalibrationFile = stored.json("calibration.json")?;
            let scenario = one(&file.scenario)?;
            (calibration::told(&file, &scenario, language), vec![scenario])
        }
        Kind::Sweep => {
            let (file, plan): (SweepFile, Plan) = (stored.json("sweep.json")?, plan(stored)?);
            (sweep::of_a_sweep(&file, &plan, language), vec![plan.base])
        }
        Kind::Sensitivity => {
            let (file, plan): (SensitivityFile, Plan) = (stored.json("sensitivity.json")?, plan(stored)?);
            if let Some(problem) = misfit(&file, &plan) {
                return Err(stored.broken("sensitivity.json", problem).into());
            }
            (sweep::of_sensitivity(&file, &plan, language), vec![plan.base])
        }
        Kind::Discovery => {
            let (file, plan): (DiscoverFile, Plan) = (stored.json("discover.json")?, plan(stored)?);
            (discovery::told(&file, &plan, language), vec![plan.base])
        }
        Kind::Draws => {
            let (file, plan): (EnsembleFile, Plan) = (stored.json("ensemble.json")?, plan(stored)?);
            (ensemble::told(&file, &plan, language), vec![plan.base])
        }
        Kind::DDay => d_day(stored, language)?,
    })
}

/// A scenario of the folder, under its name.
fn scenario(stored: &StoredFolder, file: &str) -> Result<Scenario, Failure> {
    stored.file(file)?;
    let scenario = Scenario::load(&stored.folder.join(file), &[]).map_err(ReadError::Scenario)?;
    Ok(Scenario { set: set_in(&stored.manifest.command_line), ..scenario })
}

/// The plan of a sweep as its folder holds it.
fn plan(stored: &StoredFolder) -> Result<Plan, Failure> {
    for file in stored.manifest.files.iter().filter(|file| file.name.ends_with(".toml")) {
        stored.file(&file.name)?;
    }
    let study = read::read(&stored.folder.join(STUDY), &[])?;
    Ok(Plan::new(Study { set: set_in(&stored.manifest.command_line), ..study })?)
}

/// Why findings are not those of a plan.
fn misfit(file: &SensitivityFile, plan: &Plan) -> Option<String> {
    let axes = plan.axes.len();
    let fits = file.sobol.iter().all(|(_, one)| one.first.len() == axes && one.total.len() == axes)
        && file.morris.iter().all(|(_, one)| one.effects.len() == axes)
        && file.tornado.iter().all(|(_, one)| one.bars.iter().all(|bar| bar.axis < axes));
    (!fits).then(|| format!("it is not about the {axes} parameters of {STUDY}"))
}

/// A D-day study is made anew from its series or scenario: it is quick, and always the same.
fn d_day(stored: &StoredFolder, language: Language) -> Result<(Told, Vec<Scenario>), Failure> {
    let missing = || ReadError::Missing(stored.folder.join("the series or scenario"));
    let file = source(stored).ok_or_else(missing)?;
    stored.file(&file)?;
    let arguments = Arguments::of(&stored.manifest.command_line);
    let Some(Command::Dday(arguments)) = arguments.and_then(|arguments| arguments.command) else {
        let problem = "its command line is not that of `simulate dday`".to_owned();
        return Err(stored.broken("manifest.json", problem).into());
    };
    let arguments = DDayArguments { source: stored.folder.join(&file), ..arguments };
    if is_series(&arguments.source) {
        return Ok((dday::of_a_series(&of_series(&arguments)?, language), Vec::new()));
    }
    let (scenario, forecasts, example) = of_scenario(&arguments)?;
    Ok((dday::of_a_scenario(&scenario, (&forecasts, &example), language), vec![scenario]))
}
