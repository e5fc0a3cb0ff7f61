//! Turns a chart into a page of PDF, with letters that can be selected and searched.

use super::canvas::{Caption, ChartError};
use super::fonts::{fonts, lettered};
use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// Points along one SVG unit: the wide chart is eight inches wide.
const POINTS: f32 = 8.0 * 72.0 / 1200.0;

/// An SVG as one page that is just as large; it holds no date, so that the same chart has the same bytes.
///
/// # Errors
/// A letter that no font has, or an SVG that is none.
pub fn pdf(svg: &str, caption: &Caption) -> Result<Vec<u8>, ChartError> {
    let failed = |cause: &str| ChartError::Pixels(cause.to_owned());
    let tree = lettered(svg, fonts())?;
    let (width, height) = (tree.size().width() * POINTS, tree.size().height() * POINTS);
    let size = Size::from_wh(width, height).ok_or_else(|| failed("no such size"))?;
    let mut document = Document::new();
    let about = Metadata::new().title(caption.title.clone()).description(caption.description.clone());
    document.set_metadata(about.creator(concat!("iqsim ", env!("CARGO_PKG_VERSION")).to_owned()));
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    surface.draw_svg(&tree, size, SvgSettings::default()).ok_or_else(|| failed("not drawn"))?;
    surface.finish();
    page.finish();
    document.finish().map_err(|error| failed(&format!("{error:?}")))
}
