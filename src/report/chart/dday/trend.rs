//! Chart: the points, the forms continued to the target, and below them the date of each form with its interval.

use super::super::canvas::{Anchor, CONTENT_TOP, Chart, ChartError, Lettering, Pen, Point, chart};
use super::super::data::{CURVE, DOT, Drawn, FigureData, Marks};
use super::super::frame::{Frame, rounded_out};
use super::super::sheet::Sheet;
use super::super::style::{AXIS, GRID, HAIRLINE, INK, LABEL, SOFT_INK, TICK, text_width};
use super::trend_words::{World, caption, ends, told};
use super::{color, name, what};
use crate::report::figures::grouped;
use crate::report::language::Language;
use crate::report::sentence::{form_date, target};
use crate::study::dday::date::When;
use crate::study::dday::{Answer, Findings};
use plotters::style::RGBColor;

/// Values that span more than this factor are drawn on a logarithmic scale.
const LOGARITHMIC_FROM: f64 = 30.0;

/// Room for one row of the strip below, and on a phone, where its words stand above it.
const ROW: f64 = 42.0;
const PHONE_ROW: f64 = 62.0;

/// Where the plot ends on a phone.
const PHONE_BOTTOM: f64 = 430.0;

/// Widths of the curves of all forms, in their order.
const WIDTHS: [f64; 4] = [6.0, 4.6, 3.2, 1.8];

/// Curves are drawn through this many points.
const STEPS: usize = 400;

/// Values on a linear or logarithmic scale.
struct Plot {
    frame: Frame,
    logarithmic: bool,
    /// Lowest and highest value, on the scale.
    range: Point,
}

impl Plot {
    fn scaled(&self, value: f64) -> f64 {
        if self.logarithmic { value.log10() } else { value }
    }

    fn point(&self, date: f64, value: f64) -> Point {
        self.frame.point(date, self.scaled(value))
    }

    fn shows(&self, value: f64) -> bool {
        let scaled = self.scaled(value);
        scaled.is_finite() && scaled >= self.range.0 && scaled <= self.range.1
    }

    /// A curve, left off where it leaves the frame.
    fn curve(&self, pen: &Pen, points: &[Point], color: RGBColor, width: f64) -> Result<(), ChartError> {
        let inside = |point: &Point| self.shows(point.1);
        for part in points.split(|point| !inside(point)) {
            let line: Vec<Point> = part.iter().map(|point| self.point(point.0, point.1)).collect();
            pen.line(&line, color, width)?;
        }
        Ok(())
    }

    fn draw_axes(&self, pen: &Pen) -> Result<(), ChartError> {
        self.frame.draw_x_axis(pen, &self.frame.whole_x_ticks())?;
        if !self.logarithmic {
            return self.frame.draw_y_axis(pen);
        }
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::End);
        let every = ((self.range.1 - self.range.0) / 8.0).ceil().max(1.0);
        let mut power = self.range.0;
        while power <= self.range.1 + 1e-9 {
            let y = self.frame.y(power);
            pen.line(&[(self.frame.left, y), (self.frame.right, y)], GRID, HAIRLINE)?;
            let words = match power {
                power if power.abs() > 6.5 => format!("1e{power:.0}"),
                power if power >= 0.0 => grouped(10_f64.powf(power).round() as u64),
                power => target(10_f64.powf(power)),
            };
            pen.text(&words, (self.frame.left - 10.0, y + 0.36 * TICK), &lettering)?;
            power += every;
        }
        Ok(())
    }
}

/// Draws the chart.
pub fn trend(findings: &Findings, world: Option<&World>, language: Language) -> Result<Chart, ChartError> {
    let rows = findings.answers.len() + usize::from(world.is_some());
    let wide_bottom = 676.0 - ROW * rows as f64;
    let caption = caption(findings, world, language);
    let made = chart("dday", &caption, |pen| {
        let bottom = pen.sheet.pick(wide_bottom, PHONE_BOTTOM);
        let plot = plot(findings, world, (pen.sheet, bottom));
        plot.draw_axes(pen)?;
        if let Some(world) = world {
            draw_world(pen, &plot, world, (findings.question.target, language))?;
        }
        draw_target(pen, &plot, findings, language)?;
        // Later curves are thinner, so that one that lies on another hides nothing.
        for (answer, width) in findings.answers.iter().zip(WIDTHS) {
            draw_curve(pen, &plot, findings, (answer, width))?;
        }
        for point in &findings.series.points {
            pen.dot(plot.point(point.date, point.value), if world.is_some() { 3.0 } else { 4.5 }, INK)?;
        }
        let (first, row) = pen.sheet.pick((58.0, ROW), (86.0, PHONE_ROW));
        let mut y = bottom + first;
        if let Some(world) = world {
            draw_truth(pen, &plot, world, (y, language))?;
            y += row;
        }
        for answer in &findings.answers {
            draw_date(pen, &plot, findings, answer, (y, language))?;
            y += row;
        }
        Ok(())
    })?;
    let plot = plot(findings, world, (Sheet::Wide, wide_bottom));
    Ok(made.with_data(data(&plot, findings, world, language)))
}

/// The points, the curves of the forms, and of a world what comes; the dates stand in the tables of the study.
fn data(plot: &Plot, findings: &Findings, world: Option<&World>, language: Language) -> FigureData {
    let row = |panel: &str, series: &str, (date, value): Point| Drawn {
        x: Some(date),
        ..Drawn::named(panel, series, None, (Some(value), None))
    };
    let known = language.say("known points", "알려진 점");
    let points = findings.series.points.iter().map(|point| row(DOT, known, (point.date, point.value)));
    let mut rows: Vec<Drawn> = points.collect();
    for answer in &findings.answers {
        let shown = curve(plot, findings, answer).into_iter().filter(|point| plot.shows(point.1));
        rows.extend(shown.map(|point| row(CURVE, name(answer.form, language), point)));
    }
    if let Some(world) = world {
        let worlds = &world.forecasts.worlds;
        let comes = language.say("what comes in this draw", "이 추출의 실제");
        let path = worlds.paths[world.forecasts.example].iter().enumerate();
        rows.extend(
            path.map(|(year, share)| row(CURVE, comes, (f64::from(worlds.first_year) + year as f64, *share))),
        );
    }
    FigureData {
        marks: Marks::Curves { logarithmic: plot.logarithmic },
        x_title: language.say("Date", "날짜").to_owned(),
        value_title: what(&findings.series.about, &findings.series.name, language),
        rows,
    }
}

/// The axes: all points, the target, and dates as far as they do not squeeze the points together.
fn plot(findings: &Findings, world: Option<&World>, (sheet, bottom): (Sheet, f64)) -> Plot {
    let points = &findings.series.points;
    let (first, last) = ends(findings);
    let values = || points.iter().map(|point| point.value).chain([findings.question.target]);
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    let logarithmic = world.is_none() && low > 0.0 && high / low > LOGARITHMIC_FROM;
    let range = match (world, logarithmic) {
        (Some(_), _) => (0.0, 1.0),
        (None, true) => (low.log10().floor(), high.log10().ceil()),
        (None, false) => rounded_out((low, high)),
    };
    let until = match world {
        Some(world) => f64::from(world.forecasts.worlds.last_year),
        None => {
            let farthest = last + (1.5 * (last - first)).max(3.0);
            let dates = findings.answers.iter().filter_map(|answer| answer.dated.ok());
            let dates = dates.flat_map(|dated| [Some(dated.when), dated.interval.map(|ends| ends.1)]);
            let shown = dates.flatten().filter_map(When::date).filter(|date| *date < farthest);
            let shown = shown.fold(last, f64::max);
            if shown > last { shown + 0.06 * (shown - first) } else { farthest }
        }
    };
    let (left, right) = sheet.plot();
    // Powers of ten are written out up to a million.
    let left = if logarithmic { left.max(92.0) } else { left };
    let frame = Frame::new((left, right), (CONTENT_TOP + 22.0, bottom), (first, until), range);
    Plot { frame, logarithmic, range }
}

fn draw_target(pen: &Pen, plot: &Plot, findings: &Findings, language: Language) -> Result<(), ChartError> {
    let y = plot.point(0.0, findings.question.target).1;
    let dashes = 60;
    let width = (plot.frame.right - plot.frame.left) / f64::from(dashes);
    for dash in 0..dashes {
        let from = plot.frame.left + width * f64::from(dash);
        pen.line(&[(from, y), (from + 0.55 * width, y)], SOFT_INK, 1.4)?;
    }
    let words = format!("{}: {}", language.say("target", "목표"), target(findings.question.target));
    let lettering = Lettering::new(LABEL, SOFT_INK);
    match pen.sheet {
        Sheet::Wide => pen.text(&words, (plot.frame.right + 26.0, y + 0.36 * LABEL), &lettering),
        Sheet::Phone => pen.text(&words, (plot.frame.left + 6.0, y - 7.0), &lettering),
    }
}

/// The form through the points, and on to the target.
fn draw_curve(
    pen: &Pen,
    plot: &Plot,
    findings: &Findings,
    (answer, width): (&Answer, f64),
) -> Result<(), ChartError> {
    plot.curve(pen, &curve(plot, findings, answer), color(answer.form), width)
}

/// Dates and values of a form, up to the date at which it reaches the target; empty where it cannot be fitted.
fn curve(plot: &Plot, findings: &Findings, answer: &Answer) -> Vec<Point> {
    let Ok(dated) = answer.dated else { return Vec::new() };
    let (first, _) = ends(findings);
    let end = (0..=STEPS).map(|step| step as f64 / STEPS as f64);
    let until = dated.when.date().unwrap_or(f64::INFINITY);
    let span = plot.frame.x_end() - first;
    end.map(|share| first + share * span)
        .take_while(|date| *date <= until)
        .map(|date| (date, dated.fit.value(date)))
        .collect()
}

/// One row: interval as a bar, date as a dot, arrows where they lie beyond the frame.
fn draw_date(
    pen: &Pen,
    plot: &Plot,
    findings: &Findings,
    answer: &Answer,
    (y, language): (f64, Language),
) -> Result<(), ChartError> {
    let (frame, color) = (&plot.frame, color(answer.form));
    pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
    if let Ok(dated) = answer.dated {
        let end = frame.x_end();
        let inside = |when: When| when.date().filter(|date| *date <= end);
        let from = dated.interval.and_then(|(low, _)| inside(low));
        if let Some(from) = from {
            let to = dated.interval.and_then(|(_, high)| inside(high));
            bar(pen, frame, (from, to), y, color)?;
        }
        match inside(dated.when) {
            Some(date) => pen.dot((frame.x(date), y), 5.5, color)?,
            None if from.is_none() => arrow(pen, frame.right, y, color)?,
            None => {}
        }
        if dated.when.date().is_some_and(|date| date > end) {
            let last = end.floor() as i32;
            let beyond = match language {
                Language::English => format!("after {last}"),
                Language::Korean => format!("{last}년 이후"),
            };
            let lettering = Lettering::new(TICK - 1.5, SOFT_INK).anchored(Anchor::End);
            pen.text(&beyond, (frame.right, y - 8.0), &lettering)?;
        }
    }
    let (_, last) = ends(findings);
    let unfit = language.say("cannot be fitted to these points", "이 점들에 맞출 수 없다").to_owned();
    let says = form_date(answer, last).map_or(unfit, |date| told(&date, language));
    row_label(pen, frame, y, (name(answer.form, language), &says, color))
}

fn bar(
    pen: &Pen,
    frame: &Frame,
    (from, to): (f64, Option<f64>),
    y: f64,
    color: RGBColor,
) -> Result<(), ChartError> {
    let (left, right) = (frame.x(from), to.map_or(frame.right, |to| frame.x(to)));
    pen.fill(&[(left, y - 4.0), (right, y - 4.0), (right, y + 4.0), (left, y + 4.0)], color, 0.3)?;
    if to.is_none() { arrow(pen, right, y, color) } else { Ok(()) }
}

fn arrow(pen: &Pen, x: f64, y: f64, color: RGBColor) -> Result<(), ChartError> {
    pen.fill(&[(x, y - 7.0), (x + 10.0, y), (x, y + 7.0)], color, 0.6)
}

fn row_label(
    pen: &Pen,
    frame: &Frame,
    y: f64,
    (name, says, color): (&str, &str, RGBColor),
) -> Result<(), ChartError> {
    let (x, up) = pen.sheet.pick((frame.right + 26.0, 0.0), (pen.sheet.margin(), 30.0));
    pen.text(name, (x, y - 2.0 - up), &Lettering::new(LABEL, color).bold())?;
    pen.text(says, (x, y + 15.0 - up), &Lettering::new(LABEL - 2.0, color))
}

/// All draws as a band, and what comes in the draw of the example.
fn draw_world(
    pen: &Pen,
    plot: &Plot,
    world: &World,
    (goal, language): (f64, Language),
) -> Result<(), ChartError> {
    let worlds = &world.forecasts.worlds;
    let date = |year: usize| f64::from(worlds.first_year) + year as f64;
    let bands = worlds.bands();
    let upper = bands.iter().enumerate().map(|(year, band)| plot.point(date(year), band[2]));
    let lower = bands.iter().enumerate().rev().map(|(year, band)| plot.point(date(year), band[0]));
    pen.fill(&upper.chain(lower).collect::<Vec<_>>(), AXIS, 0.2)?;
    let path = &worlds.paths[world.forecasts.example];
    let path: Vec<Point> = path.iter().enumerate().map(|(year, share)| (date(year), *share)).collect();
    plot.curve(pen, &path, INK, 1.4)?;
    let x = plot.frame.x(f64::from(world.forecasts.year));
    // On a phone the words at the target stand where the line would end.
    let end = pen.sheet.pick(plot.frame.bottom, plot.point(0.0, goal).1 - 7.0 - 1.2 * LABEL);
    pen.line(&[(x, plot.frame.top), (x, end)], AXIS, HAIRLINE)?;
    let lettering = Lettering::new(TICK - 1.0, SOFT_INK).anchored(Anchor::Middle);
    let here = language.say("forecast made here", "예측한 때");
    let half = text_width(here, TICK - 1.0, false) / 2.0;
    let most = (pen.sheet.width() - pen.sheet.margin() - half).max(plot.frame.left + half);
    pen.text(here, (x.clamp(plot.frame.left + half, most), plot.frame.top - 6.0), &lettering)
}

/// D-day in the draws and in the example.
fn draw_truth(
    pen: &Pen,
    plot: &Plot,
    world: &World,
    (y, language): (f64, Language),
) -> Result<(), ChartError> {
    let worlds = &world.forecasts.worlds;
    let frame = &plot.frame;
    pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
    let mut years: Vec<f64> =
        worlds.d_days.iter().map(|d_day| d_day.map_or(f64::INFINITY, f64::from)).collect();
    years.sort_by(f64::total_cmp);
    let quantile = |share: f64| years[(((years.len() as f64) * share).ceil() as usize).max(1) - 1];
    let [low, median, high] = [0.05, 0.5, 0.95].map(quantile);
    if low.is_finite() {
        bar(pen, frame, (low, Some(high).filter(|high| high.is_finite())), y, INK)?;
    }
    let true_year = worlds.d_days[world.forecasts.example];
    if let Some(year) = true_year {
        pen.dot((frame.x(f64::from(year)), y), 5.5, INK)?;
    }
    let later = language.say("later", "그 뒤");
    let when = |year: f64| if year.is_finite() { format!("{year:.0}") } else { later.to_owned() };
    let last = worlds.last_year;
    let (low, median, high) = (when(low), when(median), when(high));
    let here = true_year.map(|year| year.to_string());
    let says = match language {
        Language::English => {
            format!("{}; all: {median} ({low} to {high})", here.unwrap_or_else(|| format!("after {last}")))
        }
        Language::Korean => {
            format!("{}, 전체: {median}({low}~{high})", here.unwrap_or_else(|| format!("{last}년 뒤")))
        }
    };
    row_label(pen, frame, y, (language.say("What comes in this draw", "이 추출의 실제"), &says, INK))
}
