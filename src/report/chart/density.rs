//! Chart: how many people have which IQ and which income, at a few years side by side, with the median income at each IQ.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{Drawn, FigureData, Marks};
use super::source;
use super::style::{AXIS, HAIRLINE, INK, SOFT_INK, TICK, VERMILLION, shade};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::report::verdict::Verdict;
use crate::run::results::{DensityRow, IqBandRow, RunResults};
use crate::store::summary::Summary;

const TOP: f64 = CONTENT_TOP + 34.0;
const BOTTOM: f64 = 622.0;

/// Room left of the first panel for its scale, and between panels.
const SCALE: f64 = 52.0;
const GAP: f64 = 16.0;

/// Height of a row of panels on a phone, and of what lies between two rows.
const ROW_HEIGHT: f64 = 200.0;
const ROW_GAP: f64 = 66.0;

const STANINES: f64 = 9.0;

/// Cells with a smaller share of the people are left out at both ends.
const SHOWN: f64 = 0.0005;

/// Draws the chart; `None` where no income is known.
///
/// # Errors
/// The drawing could not be made.
pub fn density(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Option<Chart>, ChartError> {
    let panels = panels(results);
    let Some(range) = range(&panels) else { return Ok(None) };
    let title = title(results, &panels, language);
    let caption = Caption {
        description: format!("{title}."),
        title,
        subtitle: language
            .say(
                "People by IQ and income, multiples of the median earnings of the base year, logarithmic. Darker: more people. Line: \
                 median income at each IQ. People without income are left out.",
                "IQ와 소득(기준 연도 근로소득 중앙값의 배수, 로그 눈금)에 따른 사람 수. 진할수록 사람이 많다. 선: 지능지수별 소득의 중앙값. 소득이 없는 사람은 뺐다.",
            )
            .to_owned(),
        source: source(summary, language),
    };
    let most = panels.iter().flat_map(|panel| &panel.cells).map(|cell| cell.2).fold(0.0, f64::max);
    let made = chart("density", &caption, |pen| {
        for (place, panel) in panels.iter().enumerate() {
            let (area, first) = area(pen, (place, panels.len()), range);
            area.draw(pen, panel, (most, results, language))?;
            if first {
                area.draw_scale(pen)?;
            }
        }
        let axis = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        let below = pen.sheet.pick(BOTTOM + 46.0, pen.lowest() + 25.0);
        pen.text(
            "IQ",
            (f64::midpoint(pen.sheet.margin() + SCALE, pen.sheet.width() - pen.sheet.margin()), below),
            &axis,
        )
    })?;
    Ok(Some(made.with_data(data(&panels, language))))
}

/// One year: cells of positive income as stanine, ends and share of the people.
struct Panel {
    year: i32,
    cells: Vec<(u8, (f64, f64), f64)>,
    /// Median income of each stanine.
    medians: Vec<(u8, f64)>,
}

fn panels(results: &RunResults) -> Vec<Panel> {
    let mut years: Vec<i32> = results.density.iter().map(|row| row.year).collect();
    years.dedup();
    let of_year = |year: i32| {
        let rows: Vec<&DensityRow> =
            results.density.iter().filter(|row| row.year == year && row.income_high > 0.0).collect();
        let people: u64 = rows.iter().map(|row| row.people).sum();
        let share = |row: &&DensityRow| {
            (row.stanine, (row.income_low, row.income_high), row.people as f64 / people.max(1) as f64)
        };
        let median = |row: &IqBandRow| Some((row.stanine, row.median_income.filter(|&median| median > 0.0)?));
        Panel {
            year,
            cells: rows.iter().map(share).filter(|cell| cell.2 > 0.0).collect(),
            medians: bands(results, year).filter_map(median).collect(),
        }
    };
    years.into_iter().map(of_year).filter(|panel| !panel.cells.is_empty()).collect()
}

fn bands(results: &RunResults, year: i32) -> impl Iterator<Item = &IqBandRow> {
    results.iq_bands.iter().filter(move |row| row.year == year && row.observation == "income")
}

/// Lowest and highest income with people worth drawing.
fn range(panels: &[Panel]) -> Option<(f64, f64)> {
    let shown = panels.iter().flat_map(|panel| &panel.cells).filter(|cell| cell.2 >= SHOWN);
    shown.fold(None, |range: Option<(f64, f64)>, (_, (low, high), _)| {
        let (lowest, highest) = range.unwrap_or((*low, *high));
        Some((lowest.min(*low), highest.max(*high)))
    })
}

/// Place of a panel, and whether it is the first of its row: all are in one row, on a phone two.
fn area(pen: &Pen, (place, count): (usize, usize), range: (f64, f64)) -> (Area, bool) {
    let columns = pen.sheet.pick(count, 2);
    let width = (pen.sheet.room() - SCALE - GAP * (columns - 1) as f64) / columns as f64;
    let left = pen.sheet.margin() + SCALE + (width + GAP) * (place % columns) as f64;
    let below = TOP + (ROW_HEIGHT + ROW_GAP) * (place / columns) as f64;
    let (top, bottom) = pen.sheet.pick((TOP, BOTTOM), (below, below + ROW_HEIGHT));
    (Area { left, right: left + width, top, bottom, range }, place.is_multiple_of(columns))
}

/// Where one panel stands.
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    range: (f64, f64),
}

impl Area {
    /// Left edge of a stanine's column.
    fn x(&self, stanine: f64) -> f64 {
        self.left + (self.right - self.left) * (stanine - 1.0) / STANINES
    }

    /// Height of an income, inside the panel.
    fn y(&self, income: f64) -> f64 {
        let share = (income / self.range.0).ln() / (self.range.1 / self.range.0).ln();
        self.bottom - share.clamp(0.0, 1.0) * (self.bottom - self.top)
    }

    fn draw(
        &self,
        pen: &Pen,
        panel: &Panel,
        (most, results, language): (f64, &RunResults, Language),
    ) -> Result<(), ChartError> {
        let heading = Lettering::new(TICK + 1.0, INK).bold();
        let year = panel.year;
        pen.text(&language.year(year), (self.left, self.top - 12.0), &heading)?;
        let outside = |ends: &(f64, f64)| ends.1 <= self.range.0 || ends.0 >= self.range.1;
        for (stanine, ends, share) in panel.cells.iter().filter(|cell| !outside(&cell.1)) {
            let (left, right) = (self.x(f64::from(*stanine)), self.x(f64::from(*stanine) + 1.0) - 1.0);
            let (top, bottom) = (self.y(ends.1), self.y(ends.0) - 1.0);
            // The square root keeps rare cells visible.
            let color = shade((share / most).sqrt());
            pen.fill(&[(left, top), (right, top), (right, bottom), (left, bottom)], color, 1.0)?;
        }
        let medians: Vec<(f64, f64)> = panel
            .medians
            .iter()
            .map(|(stanine, median)| (self.x(f64::from(*stanine) + 0.5), self.y(*median)))
            .collect();
        pen.line(&medians, VERMILLION, 2.2)?;
        pen.line(&[(self.left, self.bottom), (self.right, self.bottom)], AXIS, HAIRLINE)?;
        let lettering = Lettering::new(TICK - 1.0, SOFT_INK).anchored(Anchor::Middle);
        for band in bands(results, year).filter(|band| [2, 5, 8].contains(&band.stanine)) {
            let x = self.x(f64::from(band.stanine) + 0.5);
            pen.line(&[(x, self.bottom), (x, self.bottom + 5.0)], AXIS, HAIRLINE)?;
            let iq = band.mean_iq.map_or("–".to_owned(), |iq| plain(iq, 0));
            pen.text(&iq, (x, self.bottom + 21.0), &lettering)?;
        }
        Ok(())
    }

    /// Incomes left of the panel, each the double or quadruple of the last.
    fn draw_scale(&self, pen: &Pen) -> Result<(), ChartError> {
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::End);
        let doublings = (self.range.1 / self.range.0).log2();
        let step = if doublings > 8.0 { 2 } else { 1 };
        for power in (-12..=12_i32).filter(|power| power % step == 0) {
            let income = 2_f64.powi(power);
            if income < self.range.0 || income > self.range.1 {
                continue;
            }
            let words = if power >= 0 { plain(income, 0) } else { format!("1/{}", plain(1.0 / income, 0)) };
            pen.text(&words, (self.left - 10.0, self.y(income) + 0.36 * TICK), &lettering)?;
        }
        Ok(())
    }
}

/// Mean income of the highest scores over that of the lowest in a year, with its standard error.
fn highest_to_lowest(results: &RunResults, year: i32) -> Option<(f64, f64)> {
    let of = |stanine: u8| {
        let band = bands(results, year).find(|band| band.stanine == stanine)?;
        Some((band.mean_income.filter(|&mean| mean > 0.0)?, band.mean_income_error?))
    };
    let ((high, high_error), (low, low_error)) = (of(9)?, of(1)?);
    let ratio = high / low;
    Some((ratio, ratio * ((high_error / high).powi(2) + (low_error / low).powi(2)).sqrt()))
}

/// How much more the highest scores have than the lowest, in the first and the last year.
fn title(results: &RunResults, panels: &[Panel], language: Language) -> String {
    let plain_title = language.say("Income at each IQ", "IQ에 따른 소득").to_owned();
    let ratio = |panel: &Panel| highest_to_lowest(results, panel.year);
    let (Some(first), Some(last)) = (panels.first(), panels.last()) else { return plain_title };
    let (Some(before), Some(after)) = (ratio(first), ratio(last)) else { return plain_title };
    // Half of a 95 % interval must be smaller than the last digit.
    let digits = |ratio: (f64, f64)| usize::from(1.96 * ratio.1 < 0.1);
    let change = after.0 - before.0;
    let half = 1.96 * (before.1.powi(2) + after.1.powi(2)).sqrt();
    let verdict = match (change > half, change < -half) {
        (true, _) => Verdict::Rises,
        (_, true) => Verdict::Falls,
        _ => Verdict::CannotTell,
    };
    // A clear change has the digits in which it is seen.
    let clear = verdict != Verdict::CannotTell && plain(before.0, 0) == plain(after.0, 0);
    let decimals = digits(before).min(digits(after)).max(usize::from(clear));
    let (from, to) = (plain(before.0, decimals), plain(after.0, decimals));
    let (early, late) = (first.year, last.year);
    if early == late {
        return match language {
            Language::English => {
                format!("The highest scores have {to} times the mean income of the lowest in {late}")
            }
            Language::Korean => {
                format!("{late}년에 점수가 가장 높은 사람들의 평균 소득은 가장 낮은 사람들의 {to}배다")
            }
        };
    }
    if from == to {
        return match language {
            Language::English => {
                format!(
                    "The highest scores have {to} times the mean income of the lowest in {early} as in {late}"
                )
            }
            Language::Korean => {
                format!(
                    "점수가 가장 높은 사람들의 평균 소득은 {early}년에도 {late}년에도 가장 낮은 사람들의 {to}배다"
                )
            }
        };
    }
    match (language, verdict) {
        (Language::English, Verdict::CannotTell) => format!(
            "No clear change: the highest scores have {from} times the mean income of the lowest in {early}, {to} times in {late}"
        ),
        (Language::English, _) => format!(
            "The highest scores have {from} times the mean income of the lowest in {early}, {to} times in {late}"
        ),
        (Language::Korean, Verdict::CannotTell) => format!(
            "점수가 가장 높은 사람들과 가장 낮은 사람들의 평균 소득 비, 뚜렷한 변화 없음: {early}년 {from}배, {late}년 {to}배"
        ),
        (Language::Korean, _) => format!(
            "점수가 가장 높은 사람들의 평균 소득은 가장 낮은 사람들의 {from}배({early}년)에서 {to}배({late}년)가 된다"
        ),
    }
}

/// Every cell: the year as panel, the stanine as series, the middle of the income as x.
fn data(panels: &[Panel], language: Language) -> FigureData {
    let row = |panel: &Panel, (stanine, (low, high), share): &(u8, (f64, f64), f64)| Drawn {
        panel: panel.year.to_string(),
        series: format!("{} {stanine}", language.say("stanine", "스태나인")),
        x: Some((low * high).sqrt()),
        value: Some(*share),
        low: None,
        high: None,
    };
    FigureData {
        marks: Marks::Lines,
        x_title: language.say("Income, multiples of the median", "소득(중앙값의 배수)").to_owned(),
        value_title: language.say("Share of the people", "사람의 비율").to_owned(),
        rows: panels.iter().flat_map(|panel| panel.cells.iter().map(move |cell| row(panel, cell))).collect(),
    }
}
