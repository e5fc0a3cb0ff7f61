//! Letters of charts: a built-in font first and then those installed; what none has is refused.

use super::canvas::ChartError;
use resvg::usvg::fontdb::{Family, ID, Query, Weight};
use resvg::usvg::{self, FontResolver, Tree, fontdb};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

const DEJAVU: &str = "DejaVu Sans";

/// Fonts for Korean text, the best first; any other installed font with its letters comes after them.
const KOREAN_FONTS: [&str; 6] = [
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Nanum Gothic",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
];

/// An SVG with every letter in its place.
///
/// # Errors
/// A letter that no font has, or an SVG that is none.
pub fn lettered(svg: &str, fonts: Arc<fontdb::Database>) -> Result<Tree, ChartError> {
    let missing: Arc<Mutex<BTreeSet<char>>> = Arc::default();
    let options = usvg::Options {
        font_family: DEJAVU.to_owned(),
        fontdb: fonts,
        font_resolver: resolver(Arc::clone(&missing)),
        ..usvg::Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| ChartError::Pixels(error.to_string()))?;
    let letters: Vec<char> = missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
    if letters.is_empty() { Ok(tree) } else { Err(ChartError::NoFont(letters)) }
}

/// Finds fonts as usual, and notes the letters that no font has.
fn resolver(missing: Arc<Mutex<BTreeSet<char>>>) -> FontResolver<'static> {
    let usual = FontResolver::default_fallback_selector();
    let korean = |letter: char, tried: &[ID], fonts: &fontdb::Database| {
        let bold = fonts.face(*tried.first()?)?.weight > Weight::MEDIUM;
        let weight = if bold { Weight::BOLD } else { Weight::NORMAL };
        let families = KOREAN_FONTS.map(Family::Name);
        let found = fonts.query(&Query { families: &families, weight, ..Query::default() })?;
        (is_korean(letter) && !tried.contains(&found)).then_some(found)
    };
    FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(move |letter, tried, fonts| {
            let found = korean(letter, tried, fonts).or_else(|| usual(letter, tried, fonts));
            if found.is_none() {
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
            }
            found
        }),
    }
}

/// The built-in font first, so that Latin text is the same on every machine, then what the system has.
pub fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = built_in();
        fonts.load_system_fonts();
        Arc::new(with_families(fonts))
    };
    Arc::clone(FONTS.get_or_init(load))
}

fn built_in() -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts
}

fn with_families(mut fonts: fontdb::Database) -> fontdb::Database {
    fonts.set_sans_serif_family(DEJAVU);
    fonts.set_serif_family(DEJAVU);
    fonts.set_monospace_family(DEJAVU);
    fonts.set_cursive_family(DEJAVU);
    fonts.set_fantasy_family(DEJAVU);
    fonts
}

/// Whether a letter is Korean.
pub(super) fn is_korean(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
}

/// What to install for letters that no font has.
pub fn no_font(letters: &[char]) -> String {
    let some: String = letters.iter().take(5).collect();
    if letters.iter().any(|&letter| is_korean(letter)) {
        return format!(
            "no installed font has Korean letters (such as {some}), so the picture would show empty boxes; install the package \
             fonts-nanum or fonts-noto-cjk (Debian, Ubuntu: `sudo apt install fonts-nanum`), or on macOS Noto Sans CJK KR \
             (`brew install --cask font-noto-sans-cjk-kr`)"
        );
    }
    format!(
        "no installed font has the letters {some}, so the picture would show empty boxes; install a font that has them, such as \
         fonts-noto (Debian, Ubuntu: `sudo apt install fonts-noto`)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(text: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"99\"><text y=\"40\">{text}</text></svg>"
        )
    }

    #[test]
    fn letters_without_a_font_are_refused_and_latin_is_always_there() {
        let alone = || Arc::new(with_families(built_in()));
        assert!(lettered(&svg("Größe, naïve − ± 1–2 …"), alone()).is_ok());
        let Err(error) = lettered(&svg("소득 IQ"), alone()) else { panic!("boxes") };
        assert_eq!(error, ChartError::NoFont(vec!['소']));
        assert!(error.to_string().contains("fonts-nanum") && error.to_string().contains("macOS"), "{error}");
        let Err(error) = lettered(&svg("漢"), alone()) else { panic!("boxes") };
        assert!(error.to_string().contains("fonts-noto"), "{error}");
    }
}
