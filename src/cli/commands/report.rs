//! `simulate report`: one page about a finished run, and everything about it as one archive.

use super::studies::drawing_failed;
use crate::cli::arguments::{ReportArguments, ReportFormat};
use crate::cli::exit::Failure;
use crate::cli::output::print;
use iqsim::report::language::Language;
use iqsim::report::limits::limits;
use iqsim::report::page::html::html;
use iqsim::report::page::markdown::markdown;
use iqsim::report::page::run::{RunReport, page};
use iqsim::run::results::RunResults;
use iqsim::scenario::Scenario;
use iqsim::store::export::{archive, write_file};
use iqsim::store::opened::StoredFolder;
use iqsim::store::read::StoredRun;
use iqsim::store::save::ExtraFile;
use iqsim::store::summary::Summary;
use iqsim::study::worlds::metrics_of;

/// Writes the report beside the results, or an archive of all.
pub fn run(arguments: &ReportArguments, language: Language) -> Result<(), Failure> {
    let stored = StoredRun::of(StoredFolder::open(&arguments.folder)?)?;
    let scenario = stored.scenario()?;
    let results = stored.results(&scenario, metrics_of(&scenario)?)?;
    let summary = Summary::new(&results, stored.about.clone(), limits(language));
    let made = Made { stored: &stored, scenario: &scenario, results: &results, summary: &summary };
    let path = arguments.out.clone().unwrap_or_else(|| arguments.folder.join(file_name(arguments, language)));
    let mut told = Vec::new();
    if arguments.bundle.is_none() || arguments.out.is_some() {
        let text = made.text(arguments.format, language, Place::Beside)?;
        write_file(&path, text.as_bytes())?;
        told.push(path.display().to_string());
    }
    if let Some(bundle) = &arguments.bundle {
        write_file(bundle, &made.bundle(arguments, language)?)?;
        told.push(bundle.display().to_string());
    }
    Ok(print(&told.join("\n"))?)
}

fn file_name(arguments: &ReportArguments, language: Language) -> String {
    let ending = match arguments.format {
        ReportFormat::Html => "html",
        ReportFormat::Md => "md",
    };
    format!("report{}.{ending}", language.say("", "_ko"))
}

/// Where a report is read: beside the results of a run, or in an archive with the scenario under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Beside,
    Bundle,
}

/// A run that was read back.
struct Made<'a> {
    stored: &'a StoredRun,
    scenario: &'a Scenario,
    results: &'a RunResults,
    summary: &'a Summary,
}

impl Made<'_> {
    fn text(&self, format: ReportFormat, language: Language, place: Place) -> Result<String, Failure> {
        let manifest = &self.stored.folder.manifest;
        let mut files: Vec<String> = manifest.files.iter().map(|file| file.name.clone()).collect();
        files.push("manifest.json".to_owned());
        let name = &self.summary.about.scenario;
        let (command, words) = match place {
            Place::Beside => (
                shell(&manifest.command_line),
                language
                    .say("The run was made by this command.", "이 실행은 다음 명령으로 만들었다.")
                    .to_owned(),
            ),
            Place::Bundle => (
                again(name, &manifest.command_line),
                match language {
                    Language::English => format!("In this folder, with iqsim {}:", manifest.version),
                    Language::Korean => format!("이 폴더에서, iqsim {}:", manifest.version),
                },
            ),
        };
        let report = RunReport {
            scenario: self.scenario,
            results: self.results,
            summary: self.summary,
            files: &files,
            command: &command,
            place: &words,
            commit: manifest.commit.as_deref(),
            fingerprint: &manifest.fingerprint,
            started: &manifest.started,
        };
        let page = page(&report, language).map_err(drawing_failed)?;
        Ok(match format {
            ReportFormat::Html => html(&page),
            ReportFormat::Md => markdown(&page),
        })
    }

    /// Report, all files of the run, and the scenario under its own name.
    fn bundle(&self, arguments: &ReportArguments, language: Language) -> Result<Vec<u8>, Failure> {
        let text = self.text(arguments.format, language, Place::Bundle)?;
        let name = &self.summary.about.scenario;
        let mut files = vec![ExtraFile { name: file_name(arguments, language), bytes: text.into_bytes() }];
        files.push(ExtraFile {
            name: format!("{name}.toml"),
            bytes: self.stored.folder.file("scenario.toml")?,
        });
        for file in &self.stored.folder.manifest.files {
            files.push(ExtraFile { name: file.name.clone(), bytes: self.stored.folder.file(&file.name)? });
        }
        files.push(ExtraFile {
            name: "manifest.json".to_owned(),
            bytes: self.stored.folder.manifest_text.clone(),
        });
        Ok(archive(name, &files)?)
    }
}

/// The command that gives the files of a run again from the scenario under its name.
fn again(name: &str, command_line: &[String]) -> String {
    // What the scenario does not hold, but the files depend on.
    const KEPT: [&str; 3] = ["--lang", "--theme", "--save-agents"];
    let mut words = vec!["simulate".to_owned(), format!("{name}.toml")];
    let mut rest = command_line.iter();
    while let Some(word) = rest.next() {
        if KEPT.contains(&word.as_str()) {
            words.push(word.clone());
            words.extend(rest.next().cloned());
        } else if KEPT.iter().any(|kept| word.strip_prefix(kept).is_some_and(|rest| rest.starts_with('='))) {
            words.push(word.clone());
        }
    }
    words.extend(["--out".to_owned(), "again".to_owned()]);
    shell(&words)
}

/// Words as a shell reads them.
fn shell(words: &[String]) -> String {
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

    #[test]
    fn the_command_keeps_what_the_scenario_does_not_hold() {
        let words: Vec<String> =
            ["simulate", "a.toml", "--agents", "1e4", "--lang", "ko", "--theme=dark", "--out", "x y"]
                .map(str::to_owned)
                .to_vec();
        assert_eq!(again("a b", &words), "simulate 'a b.toml' --lang ko --theme=dark --out again");
        assert_eq!(shell(&words[..2]), "simulate a.toml");
        assert_eq!(shell(&["it's".to_owned(), String::new()]), "'it'\\''s' ''");
    }
}
