//! Charts of a run, each as SVG with real text and as PNG.

pub mod canvas;
pub mod correlation;
pub mod dday;
pub mod events;
pub mod frame;
pub mod iq_by_income;
pub mod style;

use crate::report::figures::grouped;
use crate::run::results::RunResults;
use crate::store::summary::Summary;
use canvas::{Chart, ChartError};

/// All charts of a run.
///
/// # Errors
/// A drawing or a picture could not be made.
pub fn all(results: &RunResults, summary: &Summary) -> Result<Vec<Chart>, ChartError> {
    Ok(vec![correlation::correlation(results, summary)?, iq_by_income::iq_by_income(results, summary)?])
}

/// The line at the bottom of a chart: which scenario, how many people, which seed and program.
fn source(summary: &Summary) -> String {
    let about = &summary.about;
    let replicates = if summary.replicates == 1 {
        "1 replicate".to_owned()
    } else {
        format!("{} replicates", summary.replicates)
    };
    format!(
        "Source: simulation, scenario {}, {} people, {replicates}, seed {}, iqsim {}.",
        about.scenario,
        grouped(about.people),
        about.seed,
        summary.program_version
    )
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::stats::estimate::Estimate;
    use crate::store::summary::example::{about, results};
    use resvg::usvg;

    /// Boxes of all texts, as the picture shows them.
    fn text_boxes(group: &usvg::Group, boxes: &mut Vec<(String, usvg::Rect)>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => text_boxes(group, boxes),
                usvg::Node::Text(text) => {
                    let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    boxes.push((words, text.abs_bounding_box()));
                }
                _ => {}
            }
        }
    }

    /// No text leaves the page or touches another.
    pub fn assert_readable(name: &str, svg: &str) {
        let options = usvg::Options { fontdb: canvas::fonts(), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(svg, &options).expect("SVG");
        let mut boxes = Vec::new();
        text_boxes(tree.root(), &mut boxes);
        assert!(boxes.len() > 3, "{name}: {boxes:?}");
        for (index, (words, area)) in boxes.iter().enumerate() {
            let inside = area.left() > 10.0
                && area.top() > 10.0
                && f64::from(area.right()) < style::WIDTH - 10.0
                && f64::from(area.bottom()) < style::HEIGHT - 10.0;
            assert!(inside, "{name}: {words} leaves the page: {area:?}");
            for (other, place) in &boxes[..index] {
                let apart = area.left() > place.right()
                    || area.right() < place.left()
                    || area.top() > place.bottom()
                    || area.bottom() < place.top();
                assert!(apart, "{name}: {words} touches {other}");
            }
        }
    }

    /// Draws all charts, and keeps them to be looked at.
    fn draw(name: &str, results: &RunResults) {
        let summary = Summary::new(results, about(), Vec::new());
        for chart in all(results, &summary).expect("drawn") {
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf\""), "{name}");
            assert_readable(&format!("{name}-{}", chart.name), &chart.svg);
            keep(name, &chart);
        }
    }

    /// Keeps a chart in the folder that `IQSIM_CHART_DIRECTORY` names.
    pub fn keep(name: &str, chart: &Chart) {
        if let Some(folder) = std::env::var_os("IQSIM_CHART_DIRECTORY") {
            let path = std::path::Path::new(&folder).join(format!("{name}-{}", chart.name));
            std::fs::write(path.with_extension("svg"), &chart.svg).expect("writable");
            std::fs::write(path.with_extension("png"), &chart.png).expect("writable");
        }
    }

    #[test]
    fn a_century_in_one_and_in_many_replicates() {
        draw("one", &results(1, 101));
        draw("many", &results(8, 101));
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
