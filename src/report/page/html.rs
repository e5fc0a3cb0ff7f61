//! A report as one HTML file that needs nothing else: figures inside, light and dark, for screens, telephones and paper.

use super::{Block, FigureBlock, Page, Section, TableBlock};
use crate::report::chart::theme::Theme;
use crate::report::language::Language;
use pulldown_cmark::html::push_html;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");

/// The whole file.
pub fn html(page: &Page) -> String {
    let code = page.language.say("en", "ko");
    let mut body = String::new();
    let _ = writeln!(body, "<header><h1>{}</h1><p>{}</p></header>", text(&page.title), text(&page.line));
    contents(page, &mut body);
    body.push_str("<main>\n");
    page.sections.iter().for_each(|section| write_section(section, page.language, &mut body));
    body.push_str("</main>\n");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"generator\" content=\"iqsim {}\">\n<title>{}</title>\n<style>\n{STYLE}\
         @media screen and (prefers-color-scheme:dark){{{}}}\n@media print{{{}}}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        escaped(&page.title),
        Theme::Dark.style_rules(),
        Theme::Print.style_rules(),
    )
}

fn contents(page: &Page, body: &mut String) {
    let _ = write!(body, "<nav aria-label=\"{}\"><ul>", page.language.say("Contents", "차례"));
    for section in &page.sections {
        let _ = write!(body, "<li><a href=\"#{}\">{}</a></li>", section.anchor, text(&section.heading));
    }
    body.push_str("</ul></nav>\n");
}

fn write_section(section: &Section, language: Language, body: &mut String) {
    let (anchor, heading) = (section.anchor, text(&section.heading));
    let _ = write!(body, "<section aria-labelledby=\"{anchor}\">\n<h2 id=\"{anchor}\">{heading}</h2>\n");
    section.blocks.iter().for_each(|block| write_block(block, language, body));
    body.push_str("</section>\n");
}

fn write_block(block: &Block, language: Language, body: &mut String) {
    let list = |tag: &str, items: &[String]| {
        let items: String = items.iter().map(|item| format!("<li>{}</li>\n", text(item))).collect();
        format!("<{tag}>\n{items}</{tag}>\n")
    };
    match block {
        Block::Text(words) => {
            let _ = writeln!(body, "<p>{}</p>", text(words));
        }
        Block::List(items) => body.push_str(&list("ul", items)),
        Block::Steps(items) => body.push_str(&list("ol", items)),
        Block::Table(table) => write_table(table, body),
        Block::Figure(figure) => write_figure(figure, language, body),
        Block::Command(command) => {
            let _ = writeln!(body, "<pre tabindex=\"0\"><code>{}</code></pre>", escaped(command));
        }
        Block::Files(files) => {
            body.push_str("<ul>\n");
            for (name, what) in files {
                let _ = writeln!(body, "<li><a href=\"{0}\">{0}</a>: {1}</li>", escaped(name), text(what));
            }
            body.push_str("</ul>\n");
        }
        Block::Markdown(text) => body.push_str(&document(text, language)),
        Block::Folded(words, blocks) => {
            let _ = writeln!(body, "<details><summary>{}</summary>", text(words));
            blocks.iter().for_each(|block| write_block(block, language, body));
            body.push_str("</details>\n");
        }
    }
}

fn write_table(table: &TableBlock, body: &mut String) {
    let _ = write!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>\n<caption><span>{0}</span></caption>\n<thead><tr>",
        text(&table.caption)
    );
    let class = |column: usize| if column >= table.numbers_from { " class=\"number\"" } else { "" };
    for (column, name) in table.header.iter().enumerate() {
        let _ = write!(body, "<th scope=\"col\"{}>{}</th>", class(column), text(name));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        body.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let (open, close) = if column == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
            let _ = write!(body, "<{open}{}>{}</{close}>", class(column), text(cell));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody></table></div>\n");
}

/// Markdown as HTML; what is not Markdown, and links to files that are not beside the page, are left out.
fn document(text: &str, language: Language) -> String {
    let own = |event: &Event| match event {
        Event::Html(_) | Event::InlineHtml(_) => false,
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with("https://"),
        _ => true,
    };
    let mut open = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter(|event| {
        let kept = own(event);
        match event {
            Event::Start(Tag::Link { .. }) => open.push(kept),
            Event::End(TagEnd::Link) => return open.pop().unwrap_or(false),
            _ => {}
        }
        kept
    });
    let mut body = String::new();
    push_html(&mut body, events);
    let region = language.say("Table", "표");
    let table = format!("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{region}\"><table>");
    body.replace("<th>", "<th scope=\"col\">")
        .replace("<table>", &table)
        .replace("</table>", "</table></div>")
}

/// The figure inside the page; its names are made its own, because a page may hold many.
fn write_figure(figure: &FigureBlock, language: Language, body: &mut String) {
    // Names of measures hold signs that names of elements may not.
    let name: String =
        figure.name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let own = |svg: &str, name: &str| {
        let labelled = format!("aria-labelledby=\"{name}-title {name}-text\"");
        svg.trim_end()
            .replacen("aria-labelledby=\"title description\"", &labelled, 1)
            .replacen("<title id=\"title\">", &format!("<title id=\"{name}-title\">"), 1)
            .replacen("<desc id=\"description\">", &format!("<desc id=\"{name}-text\">"), 1)
    };
    // Only one of the two drawings is shown, as the screen is wide or narrow.
    let (class, narrow) = match &figure.phone_svg {
        Some(svg) => {
            ("wide large", format!("<div class=\"phone\">{}</div>\n", own(svg, &format!("{name}-phone"))))
        }
        None => ("wide", String::new()),
    };
    // The figure says its title itself.
    let more = figure.description.strip_prefix(&figure.title).unwrap_or(&figure.description);
    let more = more.trim_start_matches(['.', ' ']);
    let _ = write!(
        body,
        "<figure id=\"figure-{name}\">\n<div class=\"{class}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">{}</div>\n{narrow}<figcaption>{}",
        escaped(&figure.title),
        own(&figure.svg, &name),
        text(more)
    );
    if !figure.files.is_empty() {
        let link = |file: &String| {
            let words = file_words(file, &figure.name, language);
            format!("<a href=\"{}\">{}</a>", escaped(file), escaped(words))
        };
        let links: Vec<String> = figure.files.iter().map(link).collect();
        let end = if more.is_empty() || more.ends_with(['.', '?', '!']) { "" } else { "." };
        let _ = write!(body, "{end} {}: {}", language.say("Files", "파일"), links.join(", "));
    }
    body.push_str("</figcaption>\n</figure>\n");
}

/// What a file of a figure is.
fn file_words<'a>(file: &'a str, name: &str, language: Language) -> &'a str {
    let ending = file.rsplit('/').next().and_then(|file| file.strip_prefix(name)).unwrap_or(file);
    match ending {
        ".svg" => "SVG",
        ".png" => "PNG",
        ".pdf" => "PDF",
        ".phone.svg" => language.say("SVG for phones", "휴대전화용 SVG"),
        ".phone.png" => language.say("PNG for phones", "휴대전화용 PNG"),
        ".data.csv" => language.say("data (CSV)", "자료(CSV)"),
        ".vl.json" => "Vega-Lite",
        _ => file,
    }
}

/// Plain text as HTML, with `code` between backquotes, broken behind underscores; percent and intervals stay with their numbers.
fn text(words: &str) -> String {
    let prose = |words: &str| escaped(words).replace(" %", "\u{a0}%").replace(" ± ", "\u{a0}±\u{a0}");
    let mut parts = words.split('`');
    let mut whole = prose(parts.next().unwrap_or(""));
    let mut code = true;
    for part in parts {
        whole.push_str(if code { "<code>" } else { "</code>" });
        whole.push_str(&if code { escaped(part).replace('_', "_<wbr>") } else { prose(part) });
        code = !code;
    }
    if !code {
        whole.push_str("</code>");
    }
    whole
}

fn escaped(words: &str) -> String {
    let shown = words.chars().filter(|letter| !letter.is_control() || *letter == '\n');
    shown
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_tables_and_loses_dead_links() {
        let text = "<!-- keys -->\n\n* see [the keys](keys.md) and [ODD](https://example.org)\n\n| `a` | b |\n|---|---|\n| x_1 | 2^3 |\n";
        let english = document(text, Language::English);
        assert!(!english.contains("keys.md") && !english.contains("<!--"), "{english}");
        assert!(english.contains("see the keys and <a href=\"https://example.org\">ODD</a>"), "{english}");
        assert!(
            english.contains("<th scope=\"col\"><code>a</code></th>") && english.contains("x_1"),
            "{english}"
        );
        assert!(document(text, Language::Korean).contains("aria-label=\"표\""));
    }

    #[test]
    fn a_caption_says_what_the_figure_does_not_and_names_its_files() {
        let figure = FigureBlock {
            name: "lorenz".to_owned(),
            svg: "<svg></svg>".to_owned(),
            phone_svg: None,
            title: "It falls".to_owned(),
            description: "It falls. By 3 %.".to_owned(),
            files: ["../run/lorenz.svg", "../run/lorenz.phone.png", "../run/lorenz.data.csv"]
                .map(str::to_owned)
                .to_vec(),
        };
        let mut body = String::new();
        write_figure(&figure, Language::English, &mut body);
        let caption = "<figcaption>By 3\u{a0}%. Files: <a href=\"../run/lorenz.svg\">SVG</a>, \
                       <a href=\"../run/lorenz.phone.png\">PNG for phones</a>, <a href=\"../run/lorenz.data.csv\">data (CSV)</a></figcaption>";
        assert!(body.contains(caption), "{body}");
        body.clear();
        write_figure(
            &FigureBlock { description: "It falls.".to_owned(), ..figure },
            Language::Korean,
            &mut body,
        );
        assert!(body.contains("<figcaption> 파일: <a href=\"../run/lorenz.svg\">SVG</a>, "), "{body}");
    }

    #[test]
    fn text_cannot_break_out_of_the_page() {
        assert_eq!(text("a < b & `c > \"d\"`"), "a &lt; b &amp; <code>c &gt; &quot;d&quot;</code>");
        assert_eq!(text("`iq_r`"), "<code>iq_<wbr>r</code>");
        assert_eq!(text("open `code"), "open <code>code</code>");
        assert_eq!(text("5 ± 2 % of `a % b`, 3 %"), "5\u{a0}±\u{a0}2\u{a0}% of <code>a % b</code>, 3\u{a0}%");
        assert_eq!(text("</script>\u{0}"), "&lt;/script&gt;");
    }
}
