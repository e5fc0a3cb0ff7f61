//! A report as blocks of text, tables and figures, before it becomes HTML or Markdown.

pub mod html;
pub mod markdown;
pub mod odd;
pub mod origin;
pub mod run;
pub mod scenario;
pub mod study;

use super::chart::canvas::Chart;
use super::chart::theme::Theme;
use super::language::Language;
use origin::Origin;

/// A document in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub language: Language,
    pub title: String,
    /// One line below the title.
    pub line: String,
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Name for links inside the page.
    pub anchor: &'static str,
    pub heading: String,
    pub blocks: Vec<Block>,
}

/// One piece of a section. Texts are plain: `code` between backquotes is all that has a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Text(String),
    List(Vec<String>),
    /// In their order.
    Steps(Vec<String>),
    Table(TableBlock),
    Figure(FigureBlock),
    /// To be typed as it stands.
    Command(String),
    /// Names of files beside the page, each with what it is.
    Files(Vec<(String, String)>),
    /// Markdown of a document, such as the model's.
    Markdown(String),
    /// Folded away until asked for.
    Folded(String, Vec<Block>),
}

/// A table with a caption.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBlock {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Columns from this one on are numbers.
    pub numbers_from: usize,
}

/// A figure, and the files beside the page that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureBlock {
    /// Name of its files without the ending.
    pub name: String,
    pub svg: String,
    /// The drawing for phones; studies that were stored before there was one have none.
    pub phone_svg: Option<String>,
    /// What it shows, and the figure in words for those who do not see it.
    pub title: String,
    pub description: String,
    /// Paths of its files from the page: the SVG, and other forms.
    pub files: Vec<String>,
}

impl FigureBlock {
    /// A drawn chart; those of its files that are among the results are named.
    fn of(chart: Chart, origin: &Origin) -> Self {
        Self {
            files: beside(chart.name, origin),
            name: chart.name.to_owned(),
            svg: chart.svg,
            phone_svg: Some(chart.phone_svg),
            title: chart.caption.title,
            description: chart.caption.description,
        }
    }

    /// A chart that was stored as SVG.
    fn stored(figure: &StoredFigure, origin: &Origin) -> Self {
        let (name, svg) = (figure.name.as_str(), figure.svg.as_str());
        let inside = |tag: &str| {
            let after = svg.split_once(&format!("<{tag} id=")).and_then(|(_, after)| after.split_once('>'));
            let text = after.and_then(|(_, after)| after.split_once('<')).map_or("", |(text, _)| text);
            ["&lt;<", "&gt;>", "&quot;\"", "&#39;'", "&apos;'", "&amp;&"].iter().fold(
                text.to_owned(),
                |text, pair| {
                    let (entity, letter) = pair.split_at(pair.len() - 1);
                    text.replace(entity, letter)
                },
            )
        };
        Self {
            files: beside(name, origin),
            name: name.to_owned(),
            title: inside("title"),
            description: inside("desc"),
            svg: Theme::restored(svg),
            phone_svg: figure.phone_svg.as_deref().map(Theme::restored),
        }
    }
}

/// A figure of a study as its folder holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFigure {
    pub name: String,
    pub svg: String,
    pub phone_svg: Option<String>,
}

fn beside(name: &str, origin: &Origin) -> Vec<String> {
    let names = ["svg", "png", "pdf", "phone.svg", "phone.png", "data.csv", "vl.json"]
        .map(|ending| format!("{name}.{ending}"));
    names.into_iter().filter(|file| origin.files.contains(file)).map(|file| origin.path(&file)).collect()
}
