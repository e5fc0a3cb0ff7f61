//! Charts of a run, each as SVG with real text and as PNG.

pub mod ai;
pub mod canvas;
pub mod correlation;
pub mod data;
pub mod dday;
pub mod density;
pub mod dots;
pub mod events;
pub mod fan;
pub mod fonts;
pub mod frame;
pub mod hundredths;
pub mod income_by_iq;
pub mod iq_by_income;
pub mod jobs;
pub mod lines;
pub mod lorenz;
pub mod paper;
pub mod parallel;
pub mod pixels;
pub mod profiles;
pub mod rows;
pub mod sensitivity;
pub mod sheet;
pub mod style;
pub mod sweep;
pub mod theme;
pub mod waterfall;
pub mod worlds;

use crate::report::changes::with_changes;
use crate::report::figures::grouped;
use crate::report::language::Language;
use crate::run::results::RunResults;
use crate::store::summary::Summary;
use canvas::{Chart, ChartError};

/// All charts of a run; those without anything to draw are left out.
///
/// # Errors
/// A drawing could not be made.
pub fn all(results: &RunResults, summary: &Summary, language: Language) -> Result<Vec<Chart>, ChartError> {
    let mut charts = vec![
        correlation::correlation(results, summary, language)?,
        iq_by_income::iq_by_income(results, summary, language)?,
    ];
    charts.extend(income_by_iq::income_by_iq(results, summary, language)?);
    charts.extend(density::density(results, summary, language)?);
    charts.extend(jobs::jobs(results, summary, language)?);
    charts.extend(ai::ai(results, summary, language)?);
    charts.extend(lorenz::lorenz(results, summary, language)?);
    Ok(charts)
}

/// The line at the bottom of a chart: which scenario, how many people, which seed and program.
fn source(summary: &Summary, language: Language) -> String {
    let about = &summary.about;
    let scenario = with_changes(&about.scenario, &about.set, language);
    let (people, seed) = (grouped(about.people), about.seed);
    let (replicates, version) = (summary.replicates, &summary.program_version);
    match language {
        Language::English => {
            let many =
                if replicates == 1 { "1 replicate".to_owned() } else { format!("{replicates} replicates") };
            format!(
                "Source: simulation, scenario {scenario}, {people} people, {many}, seed {seed}, iqsim {version}."
            )
        }
        Language::Korean => format!(
            "출처: 시뮬레이션, 시나리오 {scenario}, {people}명, 반복 {replicates}회, 시드 {seed}, iqsim {version}."
        ),
    }
}

#[cfg(test)]
#[path = "../../../tests/figures/readable.rs"]
mod readable;

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::stats::estimate::Estimate;
    use crate::store::summary::example::{about, results};
    use sheet::Sheet;
    use theme::Theme;

    /// No text leaves the page or touches another, on neither sheet.
    pub fn assert_readable(name: &str, chart: &Chart) {
        for sheet in [Sheet::Wide, Sheet::Phone] {
            let faults = readable::faults(chart.on(sheet), fonts::fonts());
            assert!(faults.is_empty(), "{name}, {sheet:?}: {}", faults.join("\n"));
        }
    }

    /// Draws all charts, and keeps them to be looked at.
    fn draw(name: &str, results: &RunResults) {
        let summary = Summary::new(results, about(), Vec::new());
        // Many years and breakthroughs look alike in both languages.
        let both = !name.starts_with("busy") && !name.starts_with("years");
        let languages = [(Language::English, ""), (Language::Korean, "ko-")];
        for (language, code) in languages.into_iter().take(if both { 2 } else { 1 }) {
            for chart in all(results, &summary, language).expect("drawn") {
                check(&format!("{code}{name}"), &chart);
            }
        }
    }

    /// Checks a chart, and keeps it.
    fn check(name: &str, chart: &Chart) {
        assert_readable(&format!("{name}-{}", chart.name), chart);
        keep(name, chart);
    }

    /// Keeps a chart in the folder that `IQSIM_CHART_DIRECTORY` names.
    pub fn keep(name: &str, chart: &Chart) {
        if let Some(folder) = std::env::var_os("IQSIM_CHART_DIRECTORY") {
            let path = std::path::Path::new(&folder).join(format!("{name}-{}", chart.name));
            std::fs::write(path.with_extension("svg"), &chart.svg).expect("writable");
            let phone = chart.png(Sheet::Phone).expect("drawn");
            std::fs::write(path.with_extension("phone.png"), phone).expect("writable");
            for theme in [Theme::Light, Theme::Dark, Theme::Print] {
                let png = chart.clone().themed(theme).png(Sheet::Wide);
                let end = if theme == Theme::Light {
                    "png".to_owned()
                } else {
                    format!("{theme:?}.png").to_lowercase()
                };
                std::fs::write(path.with_extension(end), png.expect("drawn")).expect("writable");
            }
        }
    }

    #[test]
    fn a_century_in_one_and_in_many_replicates() {
        draw("one", &results(1, 101));
        draw("many", &results(8, 101));
    }

    /// Two worlds of the example, the second shifted by chance and a trend.
    fn compared(replicates: usize, years: usize) -> crate::study::comparison::Comparison {
        use crate::study::comparison::Comparison;
        use crate::study::matched::Difference;
        let (base, other) = (results(replicates, years), results(replicates, years));
        let shape = (years, base.metrics.len());
        let series = |results: &RunResults, year: usize, metric: usize, trend: f64| -> Vec<Option<f64>> {
            (0..replicates)
                .map(|replicate| {
                    let wave = (1.3 * year as f64 + 2.1 * replicate as f64).cos();
                    let shift = trend * (year as f64 / 100.0 + 0.1 * wave);
                    results.estimates[[replicate, year, metric]].value.map(|value| value + shift)
                })
                .collect()
        };
        let differences = ndarray::Array2::from_shape_fn(shape, |(year, metric)| {
            Difference::of(&series(&base, year, metric, 0.0), &series(&other, year, metric, 0.08))
        });
        Comparison {
            base: "no_ai_century".to_owned(),
            other: "ai_century_with_a_very_long_name".to_owned(),
            years: base.years.clone(),
            metrics: base.metrics.clone(),
            replicates: replicates as u32,
            differences,
            flows: None,
        }
    }

    #[test]
    fn two_worlds_and_their_difference() {
        for (name, replicates, years) in [("many", 8, 101), ("one", 1, 101), ("year", 8, 1), ("no", 2, 0)] {
            let comparison = compared(replicates, years);
            for metric in ["iq_income_rank_r", "automated_share", "mean_iq_top1"] {
                for language in [Language::English, Language::Korean] {
                    let about = ("Source: made up.", language);
                    let chart = worlds::worlds(&comparison, metric, about).expect("drawn");
                    check(&format!("worlds-{name}-{metric}-{language:?}"), &chart);
                }
            }
        }
    }

    #[test]
    fn parts_of_a_change() {
        use crate::report::attribution_words::example::attribution;
        use crate::study::mechanisms::Mechanism;
        let of = |half: f64| -> Vec<(Mechanism, f64, f64)> {
            Mechanism::ALL
                .into_iter()
                .enumerate()
                .map(|(place, mechanism)| (mechanism, 0.03 * (1.7 * place as f64).sin(), half))
                .collect()
        };
        for (name, parts) in
            [("nine", of(0.006)), ("none", Vec::new()), ("two", of(0.05)[..2].to_vec()), ("exact", of(0.0))]
        {
            let mut found = attribution(&parts);
            for unit in ["correlation", "share"] {
                unit.clone_into(&mut found.splits[0].unit);
                for language in [Language::English, Language::Korean] {
                    let about = ("Source: made up.", language);
                    let chart = waterfall::waterfall(&found, &found.splits[0], about).expect("drawn");
                    check(&format!("waterfall-{name}-{unit}-{language:?}"), &chart);
                }
            }
        }
    }

    #[test]
    fn many_breakthroughs() {
        use crate::run::results::Breakthrough;
        for replicates in [1, 3] {
            let mut busy = results(replicates, 101);
            let jump = |n: u32| Breakthrough {
                replicate: n % replicates as u32,
                year: 2040 + n as i32 / 8,
                size: 1.0,
            };
            busy.breakthroughs = (0..600).map(jump).collect();
            draw(&format!("busy{replicates}"), &busy);
        }
    }

    #[test]
    fn few_years() {
        for years in 0..4 {
            draw(&format!("years{years}"), &results(1, years));
            draw(&format!("years{years}-two"), &results(2, years));
        }
    }

    #[test]
    fn nothing_defined() {
        let mut undefined = results(2, 30);
        undefined.estimates.fill(Estimate::undefined(0));
        for row in &mut undefined.percentiles {
            (row.mean_iq, row.mean_iq_error) = (None, None);
        }
        draw("undefined", &undefined);
        undefined.percentiles.clear();
        undefined.metrics.clear();
        draw("missing", &undefined);
    }

    #[test]
    fn constant_values_and_no_ai() {
        let mut constant = results(3, 20);
        constant.estimates.fill(Estimate::exact(0.3));
        constant.breakthroughs.clear();
        constant.d_day.draws.clear();
        constant.d_day.replicates.fill(None);
        for row in &mut constant.percentiles {
            (row.mean_iq, row.mean_iq_error) = (Some(100.0), Some(0.0));
        }
        draw("constant", &constant);
    }

    #[test]
    fn gaps_and_d_day_out_of_reach() {
        let mut gaps = results(1, 60);
        for year in [0, 10, 11, 30, 32, 59] {
            for metric in 0..gaps.metrics.len() {
                gaps.estimates[[0, year, metric]] = Estimate::undefined(5);
            }
        }
        gaps.d_day.draws.fill(None);
        gaps.d_day.replicates.fill(None);
        draw("gaps", &gaps);
    }
}
