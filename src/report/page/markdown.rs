//! A report as Markdown, to be pasted into one's own text; figures are the files beside it.

use super::{Block, FigureBlock, Page, TableBlock};
use std::fmt::Write as _;

/// The whole text.
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n{}\n", page.title, page.line);
    for section in &page.sections {
        let _ = write!(out, "\n## {}\n", section.heading);
        section.blocks.iter().for_each(|block| write_block(block, &mut out));
    }
    out
}

fn write_block(block: &Block, out: &mut String) {
    out.push('\n');
    match block {
        Block::Text(words) => {
            let _ = writeln!(out, "{words}");
        }
        Block::List(items) => items.iter().for_each(|item| {
            let _ = writeln!(out, "- {item}");
        }),
        Block::Steps(items) => items.iter().enumerate().for_each(|(place, item)| {
            let _ = writeln!(out, "{}. {item}", place + 1);
        }),
        Block::Table(table) => write_table(table, out),
        Block::Figure(figure) => write_figure(figure, out),
        Block::Command(command) => {
            let _ = writeln!(out, "```\n{command}\n```");
        }
        Block::Files(files) => files.iter().for_each(|(name, what)| {
            let _ = writeln!(out, "- [{name}]({name}): {what}");
        }),
        Block::Markdown(text) => {
            let lines = text.lines().filter(|line| !line.starts_with("<!--"));
            lines.for_each(|line| {
                let _ = writeln!(out, "{line}");
            });
        }
        Block::Folded(words, blocks) => {
            let _ = writeln!(out, "### {words}");
            blocks.iter().for_each(|block| write_block(block, out));
        }
    }
}

fn write_table(table: &TableBlock, out: &mut String) {
    let row = |cells: &[String]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let _ = write!(out, "{}\n\n{}", table.caption, row(&table.header));
    let rule = |column: usize| if column >= table.numbers_from { "---:" } else { "---" };
    let rules: Vec<&str> = (0..table.header.len()).map(rule).collect();
    let _ = writeln!(out, "|{}|", rules.join("|"));
    table.rows.iter().for_each(|cells| out.push_str(&row(cells)));
}

fn write_figure(figure: &FigureBlock, out: &mut String) {
    let alt = figure.description.replace(['[', ']'], "");
    let image = figure.files.first().cloned().unwrap_or_else(|| format!("{}.svg", figure.name));
    let _ = writeln!(out, "![{alt}]({image})\n\n*{}*", figure.title);
}
