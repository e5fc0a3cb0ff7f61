//! What `simulate dday` found: the dates that forms of a trend give, in a series or in the worlds of a scenario.

use super::{Told, quoted};
use crate::report::dday_table::{forecasts_cells, forms_cells};
use crate::report::figures::grouped;
use crate::report::language::Language;
use crate::report::page::Block;
use crate::report::sentence::{of_forecasts, of_series, render};
use crate::scenario::Scenario;
use crate::study::dday::Findings;
use crate::study::dday::forecaster::Forecasts;

/// The findings about a series in words.
pub fn of_a_series(findings: &Findings, language: Language) -> Told {
    let (about, name) = (&findings.series.about, &findings.series.name);
    let title = match language {
        Language::Korean => about.title_ko.as_ref().or(about.title.as_ref()),
        Language::English => about.title.as_ref(),
    };
    let title = title.unwrap_or(name);
    let caption = language.say("Each form of the trend and its date", "추세의 형태별 날짜");
    Told {
        title: match language {
            Language::English => format!("When does the trend reach its target? {title}"),
            Language::Korean => format!("추세는 언제 목표에 이르는가: {title}"),
        },
        line: language
            .say(
                "The date depends on the form that the trend is taken to have.",
                "날짜는 추세가 어떤 형태라고 보느냐에 달려 있다.",
            )
            .to_owned(),
        findings: render(&of_series(findings), language),
        size: String::new(),
        tables: vec![Block::Table(forms_cells(findings, language).block(caption, 1, language))],
        differences: Vec::new(),
        reading: reading(language),
        what: match language {
            Language::English => format!("extrapolation of the series “{title}” ({name})"),
            Language::Korean => format!("계열 “{title}”({name})의 외삽"),
        },
    }
}

/// The findings about the worlds of a scenario in words; `example`: the forms in one draw.
pub fn of_a_scenario(
    scenario: &Scenario,
    (forecasts, example): (&Forecasts, &Findings),
    language: Language,
) -> Told {
    let (title, seed) = (quoted(scenario, language), scenario.settings.run.seed);
    let record = language.say("A forecaster's record", "예측의 성적");
    let forms = match language {
        Language::English => format!("What a forecaster says in {} in one of the draws", forecasts.year),
        Language::Korean => format!("한 번의 추출에서 {}년에 하는 예측", forecasts.year),
    };
    Told {
        title: match language {
            Language::English => format!("D-day in {title}, and whether it could be foreseen"),
            Language::Korean => format!("{title}의 디데이, 그리고 그것을 내다볼 수 있는가"),
        },
        line: language
            .say(
                "D-day is the first year in which the human share in making AI is at or below the threshold.",
                "디데이는 인공지능을 만드는 일에서 사람의 몫이 문턱값 이하로 내려가는 첫해다.",
            )
            .to_owned(),
        findings: render(&of_forecasts(forecasts), language),
        size: match (language, grouped(forecasts.worlds.paths.len() as u64)) {
            (Language::English, draws) => format!("{draws} draws of AI progress, seed {seed}."),
            (Language::Korean, draws) => format!("인공지능 발전을 {draws}회 추출, 시드 {seed}."),
        },
        tables: vec![
            Block::Table(forecasts_cells(forecasts, language).block(record, 1, language)),
            Block::Table(forms_cells(example, language).block(&forms, 1, language)),
        ],
        differences: Vec::new(),
        reading: reading(language),
        what: match language {
            Language::English => format!("D-day in the scenario {title} ({}), seed {seed}", scenario.name),
            Language::Korean => format!("시나리오 {title}({})의 디데이, 시드 {seed}", scenario.name),
        },
    }
}

fn reading(language: Language) -> Vec<String> {
    let words = language.say(
        "The interval of a date takes its form for granted. How far the forms are apart says more about what is not known than any one \
         interval.",
        "날짜의 신뢰구간은 그 형태가 맞는다고 보고 계산한 것이다. 무엇을 모르는지는 한 형태의 신뢰구간보다 형태들 사이의 거리가 더 잘 보여 준다.",
    );
    vec![words.to_owned()]
}
