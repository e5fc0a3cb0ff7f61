//! `simulate report`: one page about finished results, and everything about them as one archive.

use super::again::{again, shell};
use super::pictures::drawing_failed;
use super::report_study::ReadStudy;
use crate::cli::arguments::{ReportArguments, ReportFormat};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::language::Language;
use iqsim::report::limits::limits;
use iqsim::report::page::Page;
use iqsim::report::page::html::html;
use iqsim::report::page::markdown::markdown;
use iqsim::report::page::origin::Origin;
use iqsim::report::page::run::{RunReport, page};
use iqsim::run::results::RunResults;
use iqsim::scenario::Scenario;
use iqsim::store::export::{archive, write_file};
use iqsim::store::folder::MANIFEST;
use iqsim::store::opened::{Kind, StoredFolder};
use iqsim::store::read::StoredRun;
use iqsim::store::reports::{HTML, MARKDOWN, is_report};
use iqsim::store::save::ExtraFile;
use iqsim::store::summary::Summary;
use iqsim::study::worlds::metrics_of;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Writes the report beside the results, or an archive of all.
pub fn run(arguments: &ReportArguments, language: Language) -> Result<(), Failure> {
    let stored = StoredFolder::open(&arguments.folder)?;
    stored.whole()?;
    let read = Read::of(&stored, language)?;
    let path = arguments.out.clone().unwrap_or_else(|| arguments.folder.clone());
    let path = if path.is_dir() { path.join(file_name(arguments, language)) } else { path };
    let mut told = Vec::new();
    if arguments.bundle.is_none() || arguments.out.is_some() {
        let origin = Origin {
            command: shell(&stored.manifest.command_line),
            place: language
                .say("The results were made by this command.", "이 결과는 다음 명령으로 만들었다.")
                .to_owned(),
            prefix: prefix(&path, &arguments.folder),
            ..origin(&stored)
        };
        may_write(&path, &stored)?;
        write_file(&path, text(&read.page(&origin, language)?, arguments.format).as_bytes())?;
        told.push(path.display().to_string());
    }
    if let Some(bundle) = &arguments.bundle {
        may_write(bundle, &stored)?;
        write_file(bundle, &read.bundle(&stored, arguments, language)?)?;
        told.push(bundle.display().to_string());
    }
    Ok(print(&told.join("\n"))?)
}

/// Refuses to write over anything but an earlier report or archive.
fn may_write(path: &Path, stored: &StoredFolder) -> Result<(), Failure> {
    let Ok(content) = fs::read(path) else { return Ok(()) };
    let same = |name: &str| path.canonicalize().ok() == stored.folder.join(name).canonicalize().ok();
    let result = stored.manifest.files.iter().any(|file| same(&file.name)) || same(MANIFEST);
    let ours = content.starts_with(b"PK") || is_report(path);
    if ours && !result {
        return Ok(());
    }
    let what = if result { "belongs to the results" } else { "is no report of the program" };
    let text = format!("{} {what} and is not written over\n   = choose another file", path.display());
    Err(Failure::Message(Exit::Refused, text))
}

fn file_name(arguments: &ReportArguments, language: Language) -> &'static str {
    let [english, korean] = match arguments.format {
        ReportFormat::Html => HTML,
        ReportFormat::Md => MARKDOWN,
    };
    language.say(english, korean)
}

fn text(page: &Page, format: ReportFormat) -> String {
    match format {
        ReportFormat::Html => html(page),
        ReportFormat::Md => markdown(page),
    }
}

/// What the manifest says, without command and place.
fn origin(stored: &StoredFolder) -> Origin {
    let manifest = &stored.manifest;
    let mut files: Vec<String> = manifest.files.iter().map(|file| file.name.clone()).collect();
    files.push(MANIFEST.to_owned());
    Origin {
        command: String::new(),
        place: String::new(),
        version: manifest.version.clone(),
        commit: manifest.commit.clone(),
        fingerprint: manifest.fingerprint.clone(),
        started: manifest.started.clone(),
        files,
        prefix: String::new(),
    }
}

/// From a page to a folder: empty where the page lies in it, else a path that ends in `/`.
fn prefix(page: &Path, folder: &Path) -> String {
    let above = page.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(from), Ok(to)) = (above.canonicalize(), folder.canonicalize()) else { return String::new() };
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let mut path: PathBuf = from.components().skip(common).map(|_| Component::ParentDir).collect();
    path.extend(to.components().skip(common));
    let path = path.to_string_lossy().replace('\\', "/");
    if path.is_empty() { path } else { format!("{path}/") }
}

/// Results that were read back.
enum Read {
    Run(Box<ReadRun>),
    Study(Box<ReadStudy>),
}

struct ReadRun {
    scenario: Scenario,
    results: RunResults,
    summary: Summary,
}

impl Read {
    fn of(stored: &StoredFolder, language: Language) -> Result<Self, Failure> {
        if stored.kind != Kind::Run {
            return Ok(Self::Study(Box::new(ReadStudy::of(stored, language)?)));
        }
        let run = StoredRun::of(stored.clone())?;
        let scenario = run.scenario()?;
        let results = run.results(&scenario, metrics_of(&scenario)?)?;
        let summary = Summary::new(&results, run.about.clone(), limits(language));
        Ok(Self::Run(Box::new(ReadRun { scenario, results, summary })))
    }

    fn page(&self, origin: &Origin, language: Language) -> Result<Page, Failure> {
        match self {
            Self::Study(study) => Ok(study.page(origin, language)),
            Self::Run(run) => {
                let (scenario, results, summary) = (&run.scenario, &run.results, &run.summary);
                page(&RunReport { scenario, results, summary, origin }, language).map_err(drawing_failed)
            }
        }
    }

    /// Report, all files of the results, and the scenario of a run under its own name.
    fn bundle(
        &self,
        stored: &StoredFolder,
        arguments: &ReportArguments,
        language: Language,
    ) -> Result<Vec<u8>, Failure> {
        let name = match self {
            Self::Run(run) => run.summary.about.scenario.clone(),
            Self::Study(_) => folder_name(&arguments.folder),
        };
        let version = &stored.manifest.version;
        let origin = Origin {
            command: again(stored, &name),
            place: match language {
                Language::English => format!("In this folder, with iqsim {version}:"),
                Language::Korean => {
                    format!("이 폴더에서, iqsim {version} 프로그램으로 다음 명령을 실행한다.")
                }
            },
            ..origin(stored)
        };
        let text = text(&self.page(&origin, language)?, arguments.format);
        let mut files =
            vec![ExtraFile { name: file_name(arguments, language).to_owned(), bytes: text.into_bytes() }];
        if matches!(self, Self::Run(_)) {
            files.push(ExtraFile { name: format!("{name}.toml"), bytes: stored.file("scenario.toml")? });
        }
        for file in &stored.manifest.files {
            if files.iter().all(|known| known.name != file.name) {
                files.push(ExtraFile { name: file.name.clone(), bytes: stored.file(&file.name)? });
            }
        }
        files.push(ExtraFile { name: MANIFEST.to_owned(), bytes: stored.manifest_text.clone() });
        Ok(archive(&name, &files)?)
    }
}

/// The last name of a path, for the folder inside an archive.
fn folder_name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| "results".to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_elsewhere_knows_the_way_to_the_results() {
        let place = tempfile::tempdir().expect("a folder");
        let results = place.path().join("output/run");
        fs::create_dir_all(&results).expect("writable");
        fs::create_dir_all(place.path().join("essay")).expect("writable");
        assert_eq!(prefix(&results.join("report.html"), &results), "");
        assert_eq!(prefix(&place.path().join("essay/a.html"), &results), "../output/run/");
        assert_eq!(prefix(&place.path().join("a.html"), &results), "output/run/");
        assert_eq!(prefix(&results.join("not/there.html"), &results), "");
    }
}
