//! One file a command: read, call the library, print.

pub mod again;
pub mod attribute;
pub mod bench;
pub mod calibrate;
pub mod check;
pub mod check_null;
pub mod compare;
pub mod dday;
pub mod describe;
pub mod discover;
pub mod dry_run;
pub mod ensemble;
pub mod explain;
pub mod merge;
pub mod new;
pub mod pictures;
pub mod report;
pub mod report_study;
pub mod run;
pub mod sensitivity;
pub mod studies;
pub mod sweep;
pub mod sweep_run;
pub mod validate;
