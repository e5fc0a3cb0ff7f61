//! Turns a chart into pixels.

use super::canvas::ChartError;
use super::fonts::{fonts, lettered};
use resvg::tiny_skia::{Pixmap, Transform};

/// Resolution that journals ask for; the wide chart is eight inches wide on paper.
const DOTS_PER_INCH: f64 = 300.0;
const METRES_PER_INCH: f64 = 0.0254;

/// An SVG as PNG with so many pixels along one unit.
///
/// # Errors
/// A letter that no font has, or an SVG that is none.
pub fn png(svg: &str, pixels: f32) -> Result<Vec<u8>, ChartError> {
    let failed = |cause: String| ChartError::Pixels(cause);
    let tree = lettered(svg, fonts())?;
    let (width, height) = (tree.size().width() * pixels, tree.size().height() * pixels);
    let mut pixmap =
        Pixmap::new(width as u32, height as u32).ok_or_else(|| failed("no such size".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(pixels, pixels), &mut pixmap.as_mut());
    encoded(&pixmap).map_err(|error| failed(error.to_string()))
}

/// The picture with its size on paper. Charts cover their whole page, so nothing of it is transparent.
fn encoded(picture: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // Drawings are areas of one colour: rows as they are make smaller files than differences between neighbours.
    encoder.set_filter(png::Filter::NoFilter);
    let pixels_per_metre = (DOTS_PER_INCH / METRES_PER_INCH).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: pixels_per_metre,
        yppu: pixels_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    let colors: Vec<u8> =
        picture.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    writer.write_image_data(&colors)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_know_their_size_on_paper() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"750\"><text y=\"40\">a</text></svg>";
        let bytes = png(svg, 2.0).expect("drawn");
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a picture");
        let info = reader.info();
        assert_eq!((info.width, info.height), (2400, 1500));
        let size = info.pixel_dims.expect("a size");
        assert_eq!((size.xppu, size.yppu, size.unit), (11811, 11811, png::Unit::Meter));
    }
}
