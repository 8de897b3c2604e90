//! The outlet matrix as people read it: a row an outlet, a column an outlet, in each cell how much of the row's text
//! also stands in the column's.

use super::layout::percent;
use super::page::Page;
use super::table::{grid, number as figure, words};
use crate::records::{MatrixRecord, Shared};
use crate::terminal::{cut, harmless, isolated, padded, padded_left, width};

/// Columns that names of outlets need to be told apart.
const LEAST_NAME: usize = 6;
/// Columns that names may take.
const MOST_NAME: usize = 18;

/// How the cells of a matrix are written.
#[derive(Clone, Copy)]
struct Cells {
    /// Columns of one.
    columns: usize,
    /// Whether "%" stands behind each figure.
    signed: bool,
}

/// The matrix, without signs where it is too wide with them, or a list of its largest figures where it is still.
pub fn draw_matrix(rows: &[MatrixRecord], page: &Page) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let digits = rows.len().to_string().len();
    let articles = rows.iter().map(|row| row.documents.to_string().len()).max().unwrap_or(0).max(4);
    let longest = rows.iter().map(|row| width(&harmless(&row.outlet))).max().unwrap_or(0);
    for cells in [Cells { columns: 4, signed: true }, Cells { columns: 3, signed: false }] {
        let taken = digits + 1 + 2 + articles + rows.len() * (cells.columns + 1);
        let names = longest.clamp(LEAST_NAME, MOST_NAME).min(page.width.saturating_sub(taken));
        // With signs only where that costs no name.
        if names >= if cells.signed { longest.clamp(LEAST_NAME, MOST_NAME) } else { LEAST_NAME } {
            return square(rows, page, cells, names, digits, articles);
        }
    }
    list(rows, page)
}

/// What outlets share, for the pairs that share most: agency text, quotes, words of their own.
pub fn draw_parts(rows: &[MatrixRecord], page: &Page) -> String {
    /// Pairs that are shown.
    const SHOWN: usize = 12;
    let mut pairs: Vec<(&str, &str, &Shared)> = rows
        .iter()
        .flat_map(|row| {
            row.shared_with.iter().map(|(other, shared)| (row.outlet.as_str(), other.as_str(), shared))
        })
        .collect();
    pairs.sort_by(|a, b| b.2.tokens.cmp(&a.2.tokens).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    pairs.truncate(SHOWN);
    if pairs.is_empty() {
        return String::new();
    }
    let part = |tokens: Option<u64>, all: u64| percent(tokens.unwrap_or(0) as f64 / all.max(1) as f64);
    let cells = pairs.iter().map(|(row, other, shared)| {
        vec![
            (*row).to_owned(),
            (*other).to_owned(),
            shared.tokens.to_string(),
            part(shared.agency, shared.tokens),
            part(shared.quotes, shared.tokens),
            part(shared.own, shared.tokens),
        ]
    });
    let columns = [
        words("OF", 2),
        words("ALSO IN", 2),
        figure("WORDS"),
        figure("AGENCY"),
        figure("QUOTES"),
        figure("OWN WORDS"),
    ];
    format!("\n{}", grid(&columns, &cells.collect::<Vec<_>>(), page))
}

fn square(
    rows: &[MatrixRecord],
    page: &Page,
    cells: Cells,
    names: usize,
    digits: usize,
    articles: usize,
) -> String {
    let Cells { columns, signed } = cells;
    let mut head = format!("{:digits$} {:names$}  {:>articles$}", "", "OUTLET", "DOCS");
    for at in 1..=rows.len() {
        head.push_str(&format!(" {at:>columns$}"));
    }
    let mut out = format!("{}\n", page.color.bold(&head));
    for (at, row) in rows.iter().enumerate() {
        let name = padded(&harmless(&row.outlet), names);
        out.push_str(&format!("{:>digits$} {name}  {:>articles$}", at + 1, row.documents));
        for other in rows {
            let share = row.shared_with.get(&other.outlet).filter(|shared| shared.tokens > 0);
            let cell = match share {
                Some(shared) if signed => percent(shared.share),
                Some(shared) => percent(shared.share).trim_end_matches('%').to_owned(),
                None => "·".to_owned(),
            };
            let cell = padded_left(&cell, columns);
            out.push(' ');
            out.push_str(&if share.is_none() { page.color.dim(&cell) } else { cell });
        }
        out.push('\n');
    }
    let of = if signed { "part" } else { "hundredths" };
    let said = format!("{of} of the row's text that also stands in the column's");
    out.push_str(&page.color.dim(&cut(&said, page.width)));
    out.push('\n');
    out
}

/// The largest figures, one a line: for more outlets than a page has room for.
fn list(rows: &[MatrixRecord], page: &Page) -> String {
    const SHOWN: usize = 30;
    let mut cells: Vec<(f64, &str, &str, f64)> = Vec::new();
    for row in rows {
        for (other, shared) in &row.shared_with {
            if shared.tokens > 0 {
                cells.push((shared.share, &row.outlet, other, shared.later));
            }
        }
    }
    cells.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)).then(a.2.cmp(b.2)));
    let columns =
        [words("OUTLET", 1), words("SHARES WITH", 1), figure("OF ITS TEXT"), figure("THE OTHER WAS FIRST")];
    let shown: Vec<Vec<String>> = cells
        .iter()
        .take(SHOWN)
        .map(|(share, row, other, later)| {
            vec![(*row).to_owned(), (*other).to_owned(), percent(*share), percent(*later)]
        })
        .collect();
    let mut out = grid(&columns, &shown, page);
    if cells.len() > SHOWN {
        out.push_str(&format!("… {} more; --emit matrix -f csv has all\n", cells.len() - SHOWN));
    }
    out
}

/// A heading over a part of a page.
pub fn section(title: &str, page: &Page) -> String {
    format!("{}\n", page.color.bold(&isolated(&cut(title, page.width))))
}
