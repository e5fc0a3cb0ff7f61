//! Claims in Korean: plain newspaper style.

use super::particle::{Particle, with};
use super::{Chance, Claim, DateInterval, FormDate, Local, Measured, Miss, Reached, Spread, has_brackets};
use crate::report::figures::grouped;
use crate::report::verdict::Verdict;
use crate::study::dday::forms::Form;

/// The sentence of a claim.
pub fn render(claim: &Claim) -> String {
    match claim {
        Claim::NoYears => "이 실행에는 모의한 해가 없다.".to_owned(),
        Claim::Correlation(years) => correlation(years),
        Claim::Change { from, to, verdict, size, chance } => change((*from, *to), *verdict, size, *chance),
        Claim::TurningPoint { highest, year, value } => {
            let side = if *highest { "높" } else { "낮" };
            let value = with(&measured(value), Particle::Toward);
            format!("그 사이 {year}년에는 {value} 가장 {side}으며, 이는 양 끝 해보다 뚜렷이 {side}은 값이다.")
        }
        Claim::Apart { rises, size } => format!(
            "그러나 IQ와 11년 평균 근로소득 순위의 상관계수는 {}만큼 {}진다. 자본소득을 포함한 소득과 장기 근로소득이 서로 다른 방향으로 움직인다.",
            measured(size),
            if *rises { "커" } else { "작아" }
        ),
        Claim::Record(years) => record(years),
        Claim::Draws { threshold, last_year, draws, reached } => drawn(threshold, *last_year, *draws, reached),
        Claim::ThisRun { year: Some(year), .. } => {
            format!("이번 실행에서 디데이는 {year}년이며, 있을 수 있는 여러 경우 가운데 하나일 뿐이다.")
        }
        Claim::ThisRun { year: None, last_year } => {
            format!("이번 실행에서는 {last_year}년까지 디데이가 오지 않는다.")
        }
        Claim::Dates { title, unit, target, forms } => dates(title, unit.as_ref(), target, forms),
        Claim::Spread(spread) => apart(spread),
        Claim::NoInterval { points, needed } => {
            format!("점이 {points}개뿐이어서 신뢰구간을 구할 수 없으며, 적어도 {needed}개가 필요하다.")
        }
        Claim::Doubling { halves, days } => {
            let becomes = if *halves { "절반이" } else { "두 배가" };
            let days = value_and_interval(days, "일");
            format!("지수 곡선으로 보면 {days}마다 {becomes} 된다.")
        }
        Claim::Missed { times, forms } => missed(*times, forms),
        Claim::FormsAreAssumed => {
            "신뢰구간은 각 형태가 참이고 오차가 서로 독립이라고 보고 구한 것이며, 추세가 이어진다는 것은 가정이지 확인된 사실이 아니다."
                .to_owned()
        }
        Claim::Forecast { from, to, draws, forms } => forecast((*from, *to), *draws, forms),
        Claim::Held { asked, forms, too_narrow } => held(*asked, forms, *too_narrow),
        Claim::ScenarioIsAssumed => {
            "이 모든 것은 인공지능에 관한 시나리오의 가정에서 나온 결과이며, 측정한 값이 아니다.".to_owned()
        }
    }
}

/// `값(95% 신뢰구간 낮은 값~높은 값)`.
fn measured(number: &Measured) -> String {
    value_and_interval(number, if number.percent { "%" } else { "" })
}

fn value_and_interval(number: &Measured, unit: &str) -> String {
    match &number.interval {
        Some((low, high)) => format!("{}{unit}(95% 신뢰구간 {low}~{high}{unit})", number.value),
        None => format!("{}{unit}", number.value),
    }
}

fn with_half(number: &Measured) -> String {
    match &number.half {
        Some(half) => format!("{} ± {half}", number.value),
        None => number.value.clone(),
    }
}

fn correlation(years: &[(i32, Option<Measured>)]) -> String {
    let what = "이 시뮬레이션에서 지능지수(IQ)와 소득 순위의 상관계수는";
    let defined =
        years.iter().filter_map(|(year, value)| Some(format!("{year}년 {}", measured(value.as_ref()?))));
    let defined: Vec<String> = defined.collect();
    let undefined: Vec<String> =
        years.iter().filter(|(_, value)| value.is_none()).map(|(year, _)| format!("{year}년")).collect();
    let (defined, undefined) = (defined.join(", "), undefined.join("과 "));
    match (defined.is_empty(), undefined.is_empty()) {
        (false, true) => format!("{what} {defined}이다."),
        (false, false) => format!("{what} {defined}이고, {undefined}에는 구할 수 없다."),
        _ => format!("{what} {undefined}에는 구할 수 없다."),
    }
}

fn change((from, to): (i32, i32), verdict: Verdict, size: &Measured, chance: Chance) -> String {
    let size = measured(size);
    let basis = match chance {
        Chance::Replicates(replicates) => format!("{replicates}회 반복한 결과로 보면 "),
        Chance::Sampling { has_ai: true } => {
            "한 번의 실행에서 두 해의 표본오차를 서로 독립으로 보고 인공지능 발전의 우연을 빼고 보면 "
                .to_owned()
        }
        Chance::Sampling { has_ai: false } => {
            "한 번의 실행에서 두 해의 표본오차를 서로 독립으로 보면 ".to_owned()
        }
        Chance::Nothing => String::new(),
    };
    let years = format!("{from}년부터 {to}년까지");
    let beyond = "이는 우연으로 설명할 수 있는 정도를 넘는다";
    match verdict {
        Verdict::Rises => format!("{basis}{years} 상관계수는 {size}만큼 높아지며, {beyond}."),
        Verdict::Falls => format!("{basis}{years} 상관계수는 {size}만큼 낮아지며, {beyond}."),
        Verdict::CannotTell => {
            let size = with(&size, Particle::Toward);
            format!("{basis}{years}의 차이는 {size}, 상관계수가 달라졌는지 단정할 수 없다.")
        }
        Verdict::Unknown => {
            let size = with(&size, Particle::Toward);
            format!("{years}의 차이는 {size}, 그 가운데 얼마가 우연인지는 알 수 없다.")
        }
    }
}

fn record(years: &[(i32, Measured, Measured)]) -> String {
    let upper: Vec<String> =
        years.iter().map(|(year, upper, _)| format!("{year}년 {}", with_half(upper))).collect();
    let top: Vec<String> = years.iter().map(|(_, _, top)| with_half(top)).collect();
    let each = if years.len() > 1 { "각각 " } else { "" };
    format!(
        "35~45세 평균 근로소득의 순위로 볼 때 평균 지능지수(IQ, ±는 95% 신뢰구간의 절반)는 75백분위에서 {}이고, 상위 1%에서 {each}{}이다.",
        upper.join(", "),
        top.join(", ")
    )
}

fn drawn(threshold: &str, last_year: i32, draws: usize, reached: &Reached) -> String {
    let draws = grouped(draws as u64);
    let what = format!(
        "인공지능을 만드는 일에서 사람의 몫이 {threshold}%까지 줄어드는 날인 디데이(D-day)는 이 가정 아래 인공지능의 발전을 {draws}회 추출하면"
    );
    let Reached::Some { percent, quantiles } = reached else {
        return format!("{what} 한 번도 {last_year}년까지 오지 않는다.");
    };
    let share =
        percent.as_ref().map_or("모든 경우에".to_owned(), |percent| format!("그 {percent}%에서"));
    let when = |year: Option<i32>| year.map_or(format!("{last_year}년 이후"), |year| format!("{year}년"));
    let [low, median, high] = quantiles.map(when);
    format!("{what} {share} {last_year}년까지 오며, 중앙값은 {median}, 5~95백분위는 {low}~{high}이다.")
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Line => "직선",
        Form::Exponential => "지수 곡선",
        Form::Floor => "하한 있는 지수 곡선",
        Form::Logistic => "로지스틱 곡선",
    }
}

fn dates(title: &Local, unit: Option<&Local>, target: &str, forms: &[FormDate]) -> String {
    let unit = unit.map_or(String::new(), |unit| format!("({})", unit.korean));
    let subject = with(&format!("‘{}’{unit}", title.korean), Particle::Subject);
    let in_brackets = |date: &FormDate, what: &str| match (&date.interval, &date.date) {
        _ if !has_brackets(date) => String::new(),
        (DateInterval::Between(low, high), _) => format!("({what}{low}~{high})"),
        (DateInterval::From(low), Some(_)) => format!("({what}{low}년 이후, 오지 않을 수도 있음)"),
        (DateInterval::From(low), None) => format!("({what}{low}년 이후)"),
        _ => format!("({what}오지 않음)"),
    };
    // What the brackets hold is said once, at the first of them; dates come before what never comes.
    let first = forms.iter().filter(|date| date.date.is_some()).chain(forms).find(|date| has_brackets(date));
    let interval = |date: &FormDate| {
        let what = if first.is_some_and(|first| first.form == date.form) { "95% 신뢰구간 " } else { "" };
        in_brackets(date, what)
    };
    let dated = forms.iter().filter_map(|date| {
        let when = format!("{}년{}", date.date.as_ref()?, interval(date));
        Some(format!("{}는 {when}", with(form(date.form), Particle::Toward)))
    });
    let dated: Vec<String> = dated.collect();
    let never = forms.iter().filter(|date| date.date.is_none());
    let never: Vec<String> = never.map(|date| format!("{}{}", form(date.form), interval(date))).collect();
    let dates = dated.join(", ");
    let no_date = with(&never.join(", "), Particle::Toward);
    match (dated.is_empty(), never.is_empty()) {
        (false, true) => format!("지금의 추세가 이어진다면 {subject} {target}에 이르는 때는 {dates}이다."),
        (false, false) => format!(
            "지금의 추세가 이어진다면 {subject} {target}에 이르는 때는 {dates}이고, {no_date}는 그런 때가 오지 않는다."
        ),
        _ => format!("지금의 추세가 이어져도 {no_date}는 {subject} {target}에 이르는 때가 오지 않는다."),
    }
}

fn apart(spread: &Spread) -> String {
    match spread {
        Spread::WhetherAtAll => "어떤 형태를 고르느냐에 따라 그날이 오는지부터 갈린다.".to_owned(),
        Spread::Never => "어느 형태로도 그날은 오지 않는다.".to_owned(),
        Spread::Years { years, widest: Some(widest), exceeds: true } => format!(
            "어떤 형태를 고르느냐에 따라 날짜가 {years}년 달라지며, 이는 한 형태 안에서 자료가 남겨 두는 폭(최대 {widest}년)보다 크다."
        ),
        Spread::Years { years, widest: Some(widest), exceeds: false } => format!(
            "어떤 형태를 고르느냐에 따라 날짜가 {years}년 달라지며, 한 형태 안에서도 자료는 최대 {widest}년의 폭을 남긴다."
        ),
        Spread::Years { years, widest: None, .. } => {
            format!("어떤 형태를 고르느냐에 따라 날짜가 {years}년 달라진다.")
        }
    }
}

fn missed(times: usize, forms: &[(Form, Miss)]) -> String {
    let asked = format!("과거의 많게는 {times}개 시점에서 마지막 값이 나올 때를 물었다면");
    let years = forms.iter().filter_map(|(kind, miss)| match miss {
        Miss::Years(years) => Some(format!("{} {years}년", form(*kind))),
        Miss::MostlyNever => None,
    });
    let years: Vec<String> = years.collect();
    let never: Vec<&str> =
        forms.iter().filter(|(_, miss)| *miss == Miss::MostlyNever).map(|(kind, _)| form(*kind)).collect();
    let never = with(&never.join(", "), Particle::Topic);
    let years_off = years.join(", ");
    match (years.is_empty(), years.len() == forms.len()) {
        (false, true) => format!("{asked} 오차의 중앙값은 {years_off}이었을 것이다."),
        (false, false) => {
            format!("{asked} 오차의 중앙값은 {years_off}이고, {never} 대체로 오지 않는다고 답했을 것이다.")
        }
        _ => format!("{asked} {never} 대체로 오지 않는다고 답했을 것이다."),
    }
}

fn forecast((from, to): (i32, i32), draws: usize, forms: &[(Form, [Option<String>; 3])]) -> String {
    let draws = grouped(draws as u64);
    let number = |years: &Option<String>| years.clone().unwrap_or_else(|| "오지 않음".to_owned());
    let off = |(kind, [low, median, high]): &(Form, [Option<String>; 3])| {
        let median = median.as_ref().map_or("‘오지 않음’".to_owned(), |median| format!("{median}년"));
        format!("{}는 {median}({}~{})", with(form(*kind), Particle::Toward), number(low), number(high))
    };
    let off: Vec<String> = forms.iter().map(off).collect();
    format!(
        "{from}년부터 {to}년까지의 자료를 아는 예측자가 그 추세를 이어 가면, 예측한 날짜에서 실제 날짜를 뺀 오차의 중앙값은 추출 {draws}회에서(괄호 안은 5~95백분위) {}이다.",
        off.join(", ")
    )
}

fn held(asked: usize, forms: &[(Form, usize)], too_narrow: bool) -> String {
    let held: Vec<String> = forms.iter().map(|(kind, held)| format!("{} {held}회", form(*kind))).collect();
    let verdict = if too_narrow { "로, 그래야 할 횟수에 크게 못 미친다" } else { "이다" };
    format!(
        "자세히 살핀 추출 {asked}회 가운데 예측자의 95% 신뢰구간에 실제 연도가 들어간 것은 {}{verdict}.",
        held.join(", ")
    )
}
