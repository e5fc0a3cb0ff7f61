//! Results in words, tables and charts, as text and bytes; writing them is the store's work.

pub mod attribution_words;
pub mod calibration;
pub mod cells;
pub mod chart;
pub mod columns_document;
pub mod comparison_words;
pub mod dday_table;
pub mod explain;
pub mod figures;
pub mod language;
pub mod limits;
pub mod metric_names;
pub mod null_words;
pub mod page;
pub mod precision_words;
pub mod scoreboard;
pub mod sensitivity_words;
pub mod sentence;
pub mod speed_table;
pub mod study_json;
pub mod study_table;
pub mod sweep_table;
pub mod sweep_words;
pub mod table;
pub mod verdict;
pub mod words;
