//! Charts as files: the picture in its forms, and what it draws.

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::error_line;
use iqsim::engine::blocks::both;
use iqsim::report::chart::canvas::{Chart, ChartError};
use iqsim::report::chart::sheet::Sheet;
use iqsim::report::chart::theme::Theme;
use iqsim::report::korean_errors::message;
use iqsim::report::language::Language;
use iqsim::store::csv;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;

/// How results are shown: the language of words, the colours of charts, and whether these are PDF too.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub language: Language,
    pub theme: Theme,
    pub pdf: bool,
}

/// A chart as SVG and PNG, wide and for phones, as PDF if asked for, and what it draws as CSV and as a Vega-Lite specification; all with this name.
pub fn pictures(chart: Result<Chart, ChartError>, name: &str, look: Look) -> Result<Vec<ExtraFile>, Failure> {
    let chart = chart.map_err(drawing_failed)?.themed(look.theme);
    let mut files = Vec::new();
    let (wide, phone) = both(|| chart.png(Sheet::Wide), || chart.png(Sheet::Phone));
    for (sheet, png, name) in [(Sheet::Wide, wide, name), (Sheet::Phone, phone, &format!("{name}.phone"))] {
        let bytes = chart.on(sheet).as_bytes().to_vec();
        files.push(ExtraFile { name: format!("{name}.svg"), bytes });
        files.extend(lettered(format!("{name}.png"), png, look.language)?);
    }
    if look.pdf {
        files.extend(lettered(format!("{name}.pdf"), chart.pdf(), look.language)?);
    }
    if let Some(data) = &chart.data {
        let mut table = Vec::new();
        csv::write(&data.table(), &mut table)?;
        let specification = data.vega_lite(&chart.caption.title, &format!("{name}.data.csv"));
        files.push(ExtraFile { name: format!("{name}.data.csv"), bytes: table });
        files.push(ExtraFile { name: format!("{name}.vl.json"), bytes: json::bytes(&specification)? });
    }
    Ok(files)
}

/// A picture with letters as a file; where no font has them it is left out, and the reason is said.
fn lettered(
    name: String,
    drawn: Result<Vec<u8>, ChartError>,
    language: Language,
) -> Result<Option<ExtraFile>, Failure> {
    match drawn {
        Ok(bytes) => Ok(Some(ExtraFile { name, bytes })),
        Err(ChartError::NoFont(letters)) => {
            let told = format!("warning: {name} is left out: {}", ChartError::NoFont(letters));
            error_line(&message(&told, language));
            Ok(None)
        }
        Err(error) => Err(drawing_failed(error)),
    }
}

pub fn drawing_failed(error: ChartError) -> Failure {
    Failure::Message(Exit::Failed, format!("cannot draw a chart: {error}"))
}
