//! The strip below a chart by year: breakthroughs in making AI, and D-day over the draws.

use super::canvas::{Anchor, ChartError, Lettering, Pen};
use super::frame::Frame;
use super::sheet::Sheet;
use super::style::{AXIS, GRID, HAIRLINE, INK, PURPLE, SOFT_INK, text_width};
use crate::report::language::Language;
use crate::run::results::RunResults;
use crate::store::summary::{DDaySummary, Summary};
use std::collections::{BTreeMap, BTreeSet};

/// Room that the strip takes below the axis.
pub const STRIP_HEIGHT: f64 = 106.0;

/// Size of the strip's text.
const SIZE: f64 = 12.5;

/// So many breakthroughs of one run are dated; where there are more, only the first few.
const MOST_DATED: usize = 12;
const FIRST_DATED: usize = 3;

/// What happens to AI over the years.
pub struct Events<'a> {
    /// Years with breakthroughs, and in how many replicates each.
    breakthroughs: BTreeMap<i32, usize>,
    count: usize,
    replicates: usize,
    d_day: &'a DDaySummary,
    last_year: i32,
    language: Language,
}

impl<'a> Events<'a> {
    /// `None` in a scenario without AI.
    pub fn of(results: &RunResults, summary: &'a Summary, language: Language) -> Option<Self> {
        let d_day = summary.d_day.as_ref()?;
        let jumps: BTreeSet<(i32, u32)> =
            results.breakthroughs.iter().map(|jump| (jump.year, jump.replicate)).collect();
        let mut breakthroughs = BTreeMap::new();
        for (year, _) in jumps {
            *breakthroughs.entry(year).or_insert(0) += 1;
        }
        Some(Self {
            breakthroughs,
            count: results.breakthroughs.len(),
            replicates: results.replicates(),
            d_day,
            last_year: summary.last_year?,
            language,
        })
    }

    /// A thin line through the frame at D-day.
    pub fn draw_line(&self, pen: &Pen, frame: &Frame) -> Result<(), ChartError> {
        let (line_at, words) = match self.d_day.replicates.as_slice() {
            [only] => (*only, self.language.say("D-day in this run", "이 실행의 디데이")),
            _ => (self.d_day.median, self.language.say("D-day, median of draws", "디데이, 추출의 중앙값")),
        };
        if let Some(year) = line_at {
            let x = frame.x(f64::from(year));
            pen.line(&[(x, frame.top), (x, frame.bottom)], AXIS, HAIRLINE)?;
            let half = text_width(words, SIZE, false) / 2.0;
            let most = (pen.sheet.width() - pen.sheet.margin() - half).max(frame.left + half);
            let middle = x.clamp(frame.left + half, most);
            pen.text(words, (middle, frame.top - 6.0), &small(Anchor::Middle))?;
        }
        Ok(())
    }

    /// Two rows below the axis, on a phone below all that is drawn.
    pub fn draw_rows(&self, pen: &Pen, frame: &Frame) -> Result<(), ChartError> {
        let above = pen.sheet.pick(frame.bottom, pen.lowest());
        let [first, second] = pen.sheet.pick([60.0, 110.0], [76.0, 166.0]);
        self.draw_breakthroughs(pen, frame, above + first)?;
        self.draw_d_day(pen, frame, above + second)
    }

    fn draw_breakthroughs(&self, pen: &Pen, frame: &Frame, y: f64) -> Result<(), ChartError> {
        pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
        let dated = if self.replicates > 1 {
            0
        } else if self.breakthroughs.len() > MOST_DATED {
            FIRST_DATED
        } else {
            MOST_DATED
        };
        // Years that come too close for one line stand alternately below and above.
        let mut free_from = [f64::NEG_INFINITY; 2];
        for (index, (year, &replicates)) in self.breakthroughs.iter().enumerate() {
            let x = frame.x(f64::from(*year));
            let opacity = 0.25 + 0.75 * replicates as f64 / self.replicates as f64;
            pen.diamond((x, y), 6.0, PURPLE, opacity)?;
            let half = text_width(&year.to_string(), SIZE, false) / 2.0;
            let free = free_from.iter().position(|&free_from| x - half > free_from);
            if let Some(side) = free.filter(|_| index < dated) {
                let baseline = if side == 0 { y + 21.0 } else { y - 12.0 };
                pen.text(&year.to_string(), (x, baseline), &small(Anchor::Middle))?;
                free_from[side] = x + half + 5.0;
            }
        }
        let who = match (self.count, self.replicates) {
            (0, _) => self.language.say("none in these years", "이 기간에는 없음").to_owned(),
            (count, 1) => self.either(format!("{count} in this run"), format!("이 실행에서 {count}회")),
            (count, replicates) => self.either(
                format!("{count} in {replicates} replicates"),
                format!("반복 {replicates}회에서 {count}회"),
            ),
        };
        side_text(pen, frame, y, &[self.language.say("Breakthroughs in AI", "인공지능의 도약"), &who])
    }

    fn draw_d_day(&self, pen: &Pen, frame: &Frame, y: f64) -> Result<(), ChartError> {
        pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
        let d_day = self.d_day;
        if let Some(from) = d_day.p05 {
            let to = d_day.p95.map_or(frame.right, |year| frame.x(f64::from(year)));
            let from = frame.x(f64::from(from));
            let bar = [(from, y - 4.0), (to, y - 4.0), (to, y + 4.0), (from, y + 4.0)];
            pen.fill(&bar, INK, 0.25)?;
            if d_day.p95.is_none() {
                let tip = [(to, y - 8.0), (to + 9.0, y), (to, y + 8.0)];
                pen.fill(&tip, INK, 0.25)?;
            }
        }
        if let Some(year) = d_day.median {
            pen.dot((frame.x(f64::from(year)), y), 5.5, INK)?;
        }
        for year in d_day.replicates.iter().flatten() {
            let x = frame.x(f64::from(*year));
            pen.line(&[(x, y - 9.0), (x, y + 9.0)], PURPLE, 2.0)?;
        }
        let last = self.last_year;
        let after = self.either(format!("after {last}"), format!("{last} 이후"));
        let when = |year: Option<i32>| year.map_or(after.clone(), |year| year.to_string());
        let words = match d_day.reached_share {
            Some(0.0) => {
                self.either(format!("not by {last} in any draw"), format!("{last}년까지 도달한 추출 없음"))
            }
            Some(_) => {
                let (middle, early, late) = (when(d_day.median), when(d_day.p05), when(d_day.p95));
                self.either(format!("{middle} ({early}–{late})"), format!("{middle}({early}~{late})"))
            }
            None => self.language.say("no draws", "추출 없음").to_owned(),
        };
        let ticks = match d_day.replicates.as_slice() {
            [Some(year)] => {
                self.either(format!("tick: this run, {year}"), format!("눈금: 이 실행, {year}년"))
            }
            [None] => self
                .either(format!("this run: not by {last}"), format!("이 실행: {last}년까지 도달하지 않음")),
            several => {
                let (reached, all) = (several.iter().flatten().count(), several.len());
                self.either(
                    format!("ticks: {reached} of {all} replicates"),
                    format!("눈금: 반복 {all}회 중 {reached}회"),
                )
            }
        };
        let name = self.language.say("D-day: median, 5–95 % of draws", "디데이: 추출의 중앙값, 5~95백분위");
        side_text(pen, frame, y, &[name, &words, &ticks])
    }

    /// The text of the chart's language.
    fn either(&self, english: String, korean: String) -> String {
        match self.language {
            Language::English => english,
            Language::Korean => korean,
        }
    }
}

fn small(anchor: Anchor) -> Lettering {
    Lettering::new(SIZE, SOFT_INK).anchored(anchor)
}

/// Some lines right of the frame, the first one darker; on a phone above the row, the first one alone in its line.
fn side_text(pen: &Pen, frame: &Frame, y: f64, lines: &[&str]) -> Result<(), ChartError> {
    if pen.sheet == Sheet::Phone {
        let [name, rest @ ..] = lines else { return Ok(()) };
        let left = pen.sheet.margin();
        pen.text(name, (left, y - 46.0), &Lettering::new(SIZE, INK))?;
        return pen.text(&rest.join("; "), (left, y - 30.0), &Lettering::new(SIZE, SOFT_INK));
    }
    let x = frame.right + 26.0;
    for (index, line) in lines.iter().enumerate() {
        let color = if index == 0 { INK } else { SOFT_INK };
        pen.text(line, (x, y - 2.0 + 17.0 * index as f64), &Lettering::new(SIZE, color))?;
    }
    Ok(())
}
