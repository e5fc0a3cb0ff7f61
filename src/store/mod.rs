//! Results on disk: tables as CSV and Parquet, a summary and a manifest, put in place only when complete.

pub mod columns;
pub mod csv;
pub mod error;
pub mod export;
pub mod folder;
pub mod interval;
pub mod json;
pub mod manifest;
pub mod opened;
pub mod parquet;
pub mod read;
pub mod reports;
pub mod runs;
pub mod save;
pub mod state;
pub mod study;
pub mod summary;
pub mod tables;
pub mod yearly;
