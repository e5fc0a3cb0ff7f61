//! A calibration in words: fitted values with intervals, how near they bring the scenario, and the scenario that has them.

use super::cells::Cells;
use super::figures::plain;
use super::language::Language;
use super::sentence::particle::{Particle, with};
use super::study_json::Frame;
use crate::scenario::diagnostic::SourceText;
use crate::scenario::draft;
use crate::scenario::notation::text as quoted;
use crate::study::calibrate::{Calibration, Fitted};
use crate::study::validate::score::{Count, Row};
use serde::{Deserialize, Serialize};

/// The content of `calibration.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct CalibrationFile {
    pub scenario: String,
    pub parameters: Vec<Parameter>,
    /// Mean squared miss in half-widths, before and after.
    pub distance_before: f64,
    pub distance_after: f64,
    pub evaluations: usize,
    /// Points that the intervals rest on; 0: too few for any.
    pub emulated: usize,
    /// Whether the search found anything better than the scenario's own values.
    pub improved: bool,
    pub findings: Vec<String>,
    /// The targets with fresh luck, at the fitted values.
    pub residuals: Vec<Row>,
    pub count: Count,
    #[serde(flatten)]
    pub frame: Frame,
}

/// A fitted parameter as files show it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Parameter {
    pub path: String,
    pub start: f64,
    pub bounds: [f64; 2],
    pub fitted: f64,
    pub median: Option<f64>,
    pub interval: Option<[f64; 2]>,
    pub weakly_identified: bool,
    /// The fitted value, or an end of an interval that tells something, lies at an end of its bounds.
    pub at_bound: bool,
}

impl Parameter {
    pub fn of(fitted: &Fitted) -> Self {
        Self {
            path: fitted.free.path.clone(),
            start: fitted.free.start,
            bounds: [fitted.free.low, fitted.free.high],
            fitted: fitted.value,
            median: fitted.posterior.map(|known| known.median),
            interval: fitted.posterior.map(|known| [known.low, known.high]),
            weakly_identified: fitted.weak,
            at_bound: at_bound(fitted),
        }
    }
}

/// The fitted parameters.
pub fn table(parameters: &[Parameter], width: Option<u16>, language: Language) -> String {
    cells(parameters, language).drawn((width, language), &[5])
}

/// The same as cells.
pub fn cells(parameters: &[Parameter], language: Language) -> Cells {
    let header = match language {
        Language::English => ["Free parameter", "Bounds", "Before", "Fitted", "95 % interval", "Identified"],
        Language::Korean => ["자유 매개변수", "범위", "이전", "맞춘 값", "95% 구간", "식별"],
    };
    let row = |one: &Parameter| {
        let digits = digits(one);
        let show = |value: f64| plain(value, digits);
        let between = |[low, high]: [f64; 2]| language.range(&show(low), &show(high));
        let identified = match (one.weakly_identified, language) {
            (false, Language::English) => "yes",
            (true, Language::English) => "WEAKLY",
            (false, Language::Korean) => "예",
            (true, Language::Korean) => "약함",
        };
        vec![
            one.path.clone(),
            between(one.bounds),
            show(one.start),
            show(one.fitted),
            one.interval.map_or("–".to_owned(), between),
            identified.to_owned(),
        ]
    };
    Cells {
        header: header.map(str::to_owned).to_vec(),
        rows: parameters.iter().map(row).collect(),
        note: String::new(),
    }
}

/// Digits after the point: two of the interval's width, or three of the range's without one.
fn digits(one: &Parameter) -> usize {
    let width = one.interval.map_or((one.bounds[1] - one.bounds[0]) / 10.0, |[low, high]| high - low);
    (1.0 - width.max(1e-6).log10().floor()).clamp(0.0, 6.0) as usize
}

/// A value with two digits more than its interval supports, so that the scenario gives what was simulated.
fn written(one: &Parameter) -> String {
    let text = format!("{:.*}", digits(one) + 1, one.fitted);
    if text.contains('.') { text } else { format!("{text}.0") }
}

/// How near, how sure, and what the search could not do.
pub fn findings(found: &CalibrationFile, language: Language) -> Vec<String> {
    let (before, after) = (plain(found.distance_before, 3), plain(found.distance_after, 3));
    let mut told = vec![match (found.improved, language) {
        (true, Language::English) => format!(
            "The distance to the targets fell from {before} to {after} in {} simulations (1: off by the whole tolerance on average).",
            found.evaluations
        ),
        (true, Language::Korean) => format!(
            "시뮬레이션 {}번으로 목표까지의 거리가 {before}에서 {} 줄었다(1은 평균적으로 허용 범위의 끝).",
            found.evaluations,
            with(&after, Particle::Toward)
        ),
        (false, Language::English) => format!(
            "The search could not improve on the scenario's own values: the distance was {before} and is {after} after {} simulations.",
            found.evaluations
        ),
        (false, Language::Korean) => format!(
            "시뮬레이션 {}번 뒤에도 시나리오의 값보다 나아지지 않았다. 거리는 이전에 {before}, 지금 {after}이다.",
            found.evaluations
        ),
    }];
    let named = |chosen: fn(&Parameter) -> bool| -> Vec<&str> {
        found.parameters.iter().filter(|one| chosen(one)).map(|one| one.path.as_str()).collect()
    };
    let weak = named(|one| one.weakly_identified);
    if found.emulated == 0 {
        told.push(match language {
            Language::English => "Too few simulations for intervals; say a larger --design.".to_owned(),
            Language::Korean => {
                "구간을 내기에는 시뮬레이션이 너무 적다. --design 값을 늘려야 한다.".to_owned()
            }
        });
    } else if weak.is_empty() {
        told.push(match language {
            Language::English => "The targets tell every free parameter.".to_owned(),
            Language::Korean => "목표가 모든 자유 매개변수를 알려 준다.".to_owned(),
        });
    } else {
        told.push(match language {
            Language::English => {
                format!("Weakly identified, so that other values would do as well: {}.", weak.join(", "))
            }
            Language::Korean => format!("약하게 식별되어 다른 값도 가능한 매개변수: {}.", weak.join(", ")),
        });
    }
    told.extend(edges(found, language));
    told
}

/// Parameters for which the bounds decide; `None` where there are none.
fn edges(found: &CalibrationFile, language: Language) -> Option<String> {
    let edge = found.parameters.iter().filter(|one| one.at_bound).map(|one| one.path.as_str());
    let edge = edge.collect::<Vec<_>>().join(", ");
    (!edge.is_empty()).then(|| match language {
        Language::English => {
            format!(
                "At a bound, or with an interval that it cuts, so that the targets may want more: {edge}."
            )
        }
        Language::Korean => {
            format!("값이나 구간이 범위의 끝에 닿아 목표가 더 바랄 수 있는 매개변수: {edge}.")
        }
    })
}

fn at_bound(one: &Fitted) -> bool {
    let beyond = |value: f64| !(0.02..=0.98).contains(&one.free.place(value));
    let cut = one.posterior.is_some_and(|known| beyond(known.low) || beyond(known.high));
    beyond(one.value) || (cut && !one.weak)
}

/// A scenario file over its base with the fitted values, each with its interval.
///
/// `set`: values that were set over the base.
pub fn scenario(
    (base, set): (&str, &[String]),
    title: &str,
    found: &Calibration,
    targets: &[String],
) -> String {
    let mut text = format!(
        "# Calibrated from {base} on {}.\n# Distance {} before, {} after, {} simulations.\n# Each fitted value has its 95 % interval (approximate posterior) and the bounds it was sought in.\n\nbase = {}\ntitle = {}\n\n",
        targets.join(", "),
        plain(found.start.distance, 3),
        plain(found.best.distance, 3),
        found.evaluations,
        quoted(base),
        quoted(title),
    );
    let fitted = |path: &str| found.fitted.iter().any(|one| one.free.path == path);
    for (path, value) in set.iter().filter_map(|text| text.split_once('=')) {
        let (path, value) = (path.trim(), value.trim());
        let understood = draft::parse_value(&SourceText::new("", value), 0).is_ok();
        if !fitted(path) {
            let value = if understood { value.to_owned() } else { quoted(value) };
            text.push_str(&format!("{path} = {value}  # set when it was calibrated\n"));
        }
    }
    for one in found.fitted.iter().map(Parameter::of) {
        let digits = digits(&one);
        let show = |value: f64| format!("{value:.digits$}");
        let interval = one.interval.map_or("no interval".to_owned(), |[low, high]| {
            format!("95 % interval {} to {}", show(low), show(high))
        });
        let weak = if one.weakly_identified { "; weakly identified" } else { "" };
        text.push_str(&format!(
            "{} = {}  # {interval}; sought in {} to {}; was {}{weak}\n",
            one.path,
            written(&one),
            show(one.bounds[0]),
            show(one.bounds[1]),
            show(one.start),
        ));
    }
    text
}
