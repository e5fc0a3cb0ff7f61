//! Results in words, tables and charts, as text and bytes; writing them is the store's work.

pub mod chart;
pub mod columns_document;
pub mod dday_table;
pub mod figures;
pub mod language;
pub mod limits;
pub mod sentence;
pub mod table;
pub mod verdict;
pub mod words;
