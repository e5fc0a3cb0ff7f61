//! What makes the texts of a figure readable, from the boxes that they are drawn in.

use resvg::usvg::{self, fontdb};
use std::sync::Arc;

/// Distance from the edge that every text keeps, in SVG units.
const EDGE: f32 = 10.0;

/// Texts that leave the page or touch another, in words; a figure without texts is a fault too.
pub fn faults(svg: &str, fonts: Arc<fontdb::Database>) -> Vec<String> {
    if svg.contains("NaN") || svg.contains("inf\"") {
        return vec!["a place is no number".to_owned()];
    }
    let options = usvg::Options { fontdb: fonts, ..usvg::Options::default() };
    let tree = match usvg::Tree::from_str(svg, &options) {
        Ok(tree) => tree,
        Err(error) => return vec![error.to_string()],
    };
    let mut boxes = Vec::new();
    text_boxes(tree.root(), &mut boxes);
    let mut faults = Vec::new();
    if boxes.len() <= 3 {
        faults.push(format!("only {} texts", boxes.len()));
    }
    for (index, (words, area)) in boxes.iter().enumerate() {
        let inside = area.left() > EDGE
            && area.top() > EDGE
            && area.right() < tree.size().width() - EDGE
            && area.bottom() < tree.size().height() - EDGE;
        if !inside {
            faults.push(format!("{words} leaves the page: {area:?}"));
        }
        let touches = |place: &usvg::Rect| {
            area.left() <= place.right()
                && area.right() >= place.left()
                && area.top() <= place.bottom()
                && area.bottom() >= place.top()
        };
        let touched = boxes[..index].iter().filter(|(_, place)| touches(place));
        faults.extend(touched.map(|(other, _)| format!("{words} touches {other}")));
    }
    faults
}

/// Boxes of all texts, as the picture shows them.
fn text_boxes(group: &usvg::Group, boxes: &mut Vec<(String, usvg::Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => text_boxes(group, boxes),
            usvg::Node::Text(text) => {
                let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                boxes.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}
