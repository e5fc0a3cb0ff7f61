//! Where results come from: the command that gives them again, the files beside the page, how to cite them.

use super::{Block, Section};
use crate::report::language::Language;
use crate::store::reports::AUTHORS;

/// What a page tells about the origin of its results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The command that gives the same results again.
    pub command: String,
    /// Where that command is to be typed, in the page's language.
    pub place: String,
    pub version: String,
    pub commit: Option<String>,
    /// Of the scenario, or of several with blanks between; may be empty.
    pub fingerprint: String,
    /// When the work began, as RFC 3339 writes it.
    pub started: String,
    /// Files of the results by name.
    pub files: Vec<String>,
    /// From the page to the files: empty beside them, else a path that ends in `/`.
    pub prefix: String,
}

impl Origin {
    /// The path of a file from the page.
    pub fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The two last sections: the same again, and the files.
    pub fn sections(&self, what: &str, language: Language) -> Vec<Section> {
        vec![
            Section {
                anchor: "again",
                heading: language.say("The same again", "다시 실행하기").to_owned(),
                blocks: self.again(what, language),
            },
            Section {
                anchor: "files",
                heading: language.say("Data", "자료").to_owned(),
                blocks: vec![Block::Files(self.described(language))],
            },
        ]
    }

    /// Command and citation. `what` was simulated, such as `the scenario “…” (name), seed 1`.
    fn again(&self, what: &str, language: Language) -> Vec<Block> {
        let same = language.say(
            "It gives the same bytes on any number of threads, except for the manifest, which holds times. Where AI has breakthroughs, last digits can differ on another operating system.",
            "실행 시각 등이 적힌 manifest.json을 제외한 모든 파일이 스레드 몇 개로 실행하든 바이트 하나까지 똑같이 나온다. 인공지능의 도약이 있으면 다른 운영체제에서 마지막 자릿수가 다를 수 있다.",
        );
        vec![
            Block::Text(format!("{} {same}", self.place)),
            Block::Command(self.command.clone()),
            Block::Text(language.say("To cite it:", "인용할 때는 다음과 같이 적는다.").to_owned()),
            Block::Text(self.citation(what, language)),
        ]
    }

    fn citation(&self, what: &str, language: Language) -> String {
        let version = &self.version;
        let commit = self.commit.as_ref().map_or(String::new(), |commit| format!(" ({commit})"));
        let day = self.started.get(..10).unwrap_or("");
        let short: Vec<&str> =
            self.fingerprint.split_whitespace().map(|whole| whole.get(..16).unwrap_or(whole)).collect();
        let fingerprint = match (short.is_empty(), language) {
            (true, _) => String::new(),
            (false, Language::English) => format!(", fingerprint {}", short.join(" ")),
            (false, Language::Korean) => format!(", 지문 {}", short.join(" ")),
        };
        match language {
            Language::English => {
                format!("{AUTHORS}. iqsim {version}{commit}: {what}{fingerprint}, run on {day}.")
            }
            Language::Korean => {
                format!("{AUTHORS}. iqsim {version}{commit}: {what}{fingerprint}, {day} 실행.")
            }
        }
    }

    /// Every file with what it holds; what needs no words, such as the tables in a second format, is left out.
    fn described(&self, language: Language) -> Vec<(String, String)> {
        let known = self.files.iter().filter_map(|name| {
            let [english, korean] = meaning(name)?;
            Some((self.path(name), language.say(english, korean).to_owned()))
        });
        known.collect()
    }
}

/// Files by name, with what they hold.
const FILES: [(&str, [&str; 2]); 38] = [
    ("yearly.csv", ["every metric in every replicate and year", "반복별·연도별 모든 지표"]),
    ("yearly_summary.csv", ["the same over all replicates", "반복을 모두 합친 지표"]),
    ("income_percentiles.csv", ["IQ and income in each hundredth of income", "소득 백분위별 IQ와 소득"]),
    ("iq_income.csv", ["people by IQ and income in four years", "네 연도의 IQ·소득별 사람 수"]),
    ("iq_bands.csv", ["income in each band of IQ", "IQ 등급별 소득"]),
    ("d_day_draws.csv", ["D-day in each draw of AI progress", "인공지능 발전의 추출마다 디데이"]),
    ("agents.csv", ["persons of the last year", "마지막 해의 사람들"]),
    ("summary.json", ["key numbers for programs", "프로그램이 읽는 주요 수치"]),
    ("scenario.toml", ["the scenario with every value", "모든 값을 담은 시나리오"]),
    (
        "comparison.csv",
        ["the difference in every metric and year, with its interval", "모든 지표의 연도별 차이와 신뢰구간"],
    ),
    ("comparison.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("flows.csv", ["who gains and who loses between the worlds", "두 세계 사이에서 얻는 사람과 잃는 사람"]),
    (
        "attribution.csv",
        ["what each mechanism brings about, for every metric", "모든 지표의 메커니즘별 기여"],
    ),
    ("conditions.csv", ["the four worlds of the two conditions", "두 조건의 네 세계"]),
    ("attribution.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("forms.csv", ["each form of the trend with its date", "추세의 형태별 날짜"]),
    ("hindcast.csv", ["what each form would have said earlier", "형태별로 과거에 내놓았을 예측"]),
    (
        "forecasts.csv",
        ["a forecaster's record in the simulated worlds", "시뮬레이션한 세계에서 예측이 맞은 정도"],
    ),
    (
        "paths.csv",
        ["the human share in making AI in each draw", "추출마다 인공지능을 만드는 일에서 사람의 몫"],
    ),
    ("runs.csv", ["every run with its values", "모든 실행과 그 값"]),
    ("summary.csv", ["every configuration with means and intervals", "설정별 평균과 신뢰구간"]),
    ("series.csv", ["measured metrics in every year", "지표의 연도별 값"]),
    ("study.toml", ["the study: what is varied, and how", "무엇을 어떻게 바꾸는지 적은 연구 파일"]),
    ("design.csv", ["the points of the design", "설계의 점들"]),
    ("sweep.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    (
        "points.csv",
        [
            "every configuration, whether it has the outcome, whether it lies in the region",
            "설정마다 그 결과가 나오는지와 영역에 드는지",
        ],
    ),
    ("peeling.csv", ["how the region was narrowed down, step by step", "영역을 좁힌 단계들"]),
    ("discover.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("ensemble.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("sensitivity.csv", ["the indices of every parameter", "매개변수별 지수"]),
    ("sensitivity.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("scoreboard.csv", ["every target with its verdict", "목표별 판정"]),
    ("scoreboard.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("parameters.csv", ["the fitted parameters", "맞춘 매개변수"]),
    ("evaluations.csv", ["every simulation of the search", "탐색에서 한 모든 시뮬레이션"]),
    ("calibration.json", ["the findings for programs", "프로그램이 읽는 결과"]),
    ("report.txt", ["the findings as they were printed", "화면에 나온 결과"]),
    (
        "manifest.json",
        ["program, command, machine, hashes of all files", "프로그램, 명령, 컴퓨터, 모든 파일의 해시"],
    ),
];

fn meaning(name: &str) -> Option<[&'static str; 2]> {
    if let Some((_, meaning)) = FILES.iter().find(|(known, _)| *known == name) {
        return Some(*meaning);
    }
    let figure = name.ends_with(".data.csv") || name.ends_with(".vl.json");
    match name.rsplit_once('.')?.1 {
        "toml" => Some(["a scenario", "시나리오"]),
        "csv" if !figure => Some(["data that the results were made from", "결과를 만든 자료"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(files: &[&str]) -> Origin {
        Origin {
            command: "simulate a.toml".to_owned(),
            place: "Here:".to_owned(),
            version: "0.1.0".to_owned(),
            commit: Some("abc".to_owned()),
            fingerprint: format!("{} {}", "1".repeat(64), "2".repeat(64)),
            started: "2026-01-02T03:04:05Z".to_owned(),
            files: files.iter().map(ToString::to_string).collect(),
            prefix: "../out/".to_owned(),
        }
    }

    #[test]
    fn a_citation_names_authors_version_fingerprints_and_day() {
        let text = origin(&[]).citation("two worlds", Language::English);
        let expected = format!(
            "The iqsim authors. iqsim 0.1.0 (abc): two worlds, fingerprint {} {}, run on 2026-01-02.",
            "1".repeat(16),
            "2".repeat(16)
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn files_are_described_and_reached_from_where_the_page_lies() {
        let files = origin(&["yearly.csv", "my_world.toml", "a.png", "a.data.csv", "yearly.parquet"]);
        let paths: Vec<String> =
            files.described(Language::English).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["../out/yearly.csv", "../out/my_world.toml"]);
    }

    /// `CITATION.cff` says what the program and its reports say.
    #[test]
    fn the_citation_file_agrees_with_the_program() {
        let text = include_str!("../../../CITATION.cff");
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.trim().trim_start_matches("- ").strip_prefix(key));
            line.map(|line| line.trim_matches([':', ' ', '"']).to_owned())
        };
        assert_eq!(value("version").as_deref(), Some(env!("CARGO_PKG_VERSION")));
        assert_eq!(value("title").as_deref(), Some(env!("CARGO_PKG_NAME")));
        assert_eq!(value("abstract").as_deref(), Some(env!("CARGO_PKG_DESCRIPTION")));
        assert_eq!(value("name").as_deref(), Some(AUTHORS));
        let licenses: Vec<&str> = env!("CARGO_PKG_LICENSE").split(" OR ").collect();
        assert!(licenses.iter().all(|license| text.contains(&format!("  - {license}\n"))), "{licenses:?}");
        assert_eq!(licenses.len(), 2);
    }
}
