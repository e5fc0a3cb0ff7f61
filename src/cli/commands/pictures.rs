//! Charts as files: the picture in two forms, and what it draws.

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::error_line;
use iqsim::report::chart::canvas::{Chart, ChartError};
use iqsim::report::chart::theme::Theme;
use iqsim::report::language::Language;
use iqsim::store::csv;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;

/// How results are shown: the language of words, the colours of charts.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub language: Language,
    pub theme: Theme,
}

/// A chart as SVG and PNG, and what it draws as CSV and as a Vega-Lite specification; all with this name.
pub fn pictures(chart: Result<Chart, ChartError>, name: &str, look: Look) -> Result<Vec<ExtraFile>, Failure> {
    let chart = chart.map_err(drawing_failed)?.themed(look.theme);
    let mut files = vec![ExtraFile { name: format!("{name}.svg"), bytes: chart.svg.clone().into_bytes() }];
    files.extend(png_file(&chart, name)?);
    if let Some(data) = &chart.data {
        let mut table = Vec::new();
        csv::write(&data.table(), &mut table)?;
        let specification = data.vega_lite(&chart.caption.title, &format!("{name}.data.csv"));
        files.push(ExtraFile { name: format!("{name}.data.csv"), bytes: table });
        files.push(ExtraFile { name: format!("{name}.vl.json"), bytes: json::bytes(&specification)? });
    }
    Ok(files)
}

/// A chart as PNG; where no font has its letters it is left out, and the reason is said.
fn png_file(chart: &Chart, name: &str) -> Result<Option<ExtraFile>, Failure> {
    match chart.png() {
        Ok(bytes) => Ok(Some(ExtraFile { name: format!("{name}.png"), bytes })),
        Err(ChartError::NoFont(letters)) => {
            error_line(&format!("warning: {name}.png is left out: {}", ChartError::NoFont(letters)));
            Ok(None)
        }
        Err(error) => Err(drawing_failed(error)),
    }
}

pub fn drawing_failed(error: ChartError) -> Failure {
    Failure::Message(Exit::Failed, format!("cannot draw a chart: {error}"))
}
