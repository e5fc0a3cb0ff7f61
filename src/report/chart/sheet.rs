//! The two sheets on which every chart is drawn: a wide one for pages and print, a narrow one for phones.

use super::canvas::Point;

/// A sheet. Both have the same sizes of letters in SVG units, so that on a phone they are as large as other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Eight inches wide in print; labels stand beside lines.
    Wide,
    /// As wide as a phone, and as long as it takes; labels stand below plots.
    Phone,
}

impl Sheet {
    /// What belongs to this sheet.
    pub fn pick<T>(self, wide: T, phone: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Phone => phone,
        }
    }

    /// Width in SVG units.
    pub fn width(self) -> f64 {
        self.pick(1200.0, 440.0)
    }

    /// Height in SVG units of a sheet that ends at `lowest` or above; the wide one has a fixed height.
    pub fn height(self, lowest: f64) -> f64 {
        self.pick(750.0, (lowest + 18.0).ceil())
    }

    /// Distance of texts from the edge.
    pub fn margin(self) -> f64 {
        self.pick(44.0, 18.0)
    }

    /// Room for texts between the margins.
    pub fn room(self) -> f64 {
        self.width() - 2.0 * self.margin()
    }

    /// Left and right edge of a plot with a vertical axis, and on the wide sheet labels at its right.
    pub fn plot(self) -> Point {
        self.pick((96.0, 930.0), (72.0, 410.0))
    }

    /// Pixels of a PNG along one SVG unit: print resolution, and a phone's.
    pub fn pixels(self) -> f32 {
        self.pick(2.0, 3.0)
    }
}
