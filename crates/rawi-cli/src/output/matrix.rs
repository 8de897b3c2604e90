//! The outlet matrix as people read it: a row an outlet, a column an outlet, in each cell how much of the row's text
//! also stands in the column's.

use super::layout::percent;
use super::page::Page;
use super::table::{Align, Column, grid};
use crate::records::MatrixRecord;
use crate::terminal::{cut, harmless, isolated, padded, padded_left, width};

/// Columns that a figure takes: "100%".
const FIGURE: usize = 4;

/// The matrix, or a list of its largest figures where it does not fit the page.
pub fn draw_matrix(rows: &[MatrixRecord], page: &Page) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let names = rows.iter().map(|row| width(&harmless(&row.outlet))).max().unwrap_or(0).clamp(6, 18);
    let digits = rows.len().to_string().len();
    let articles = rows.iter().map(|row| row.documents.to_string().len()).max().unwrap_or(0).max(4);
    let taken = digits + 1 + names + 2 + articles;
    if taken + rows.len() * (FIGURE + 1) > page.width {
        return list(rows, page);
    }
    let mut out = String::new();
    let mut head = format!("{:digits$} {:names$}  {:>articles$}", "", "OUTLET", "DOCS");
    for at in 1..=rows.len() {
        head.push_str(&format!(" {at:>FIGURE$}"));
    }
    out.push_str(&format!("{}\n", page.color.bold(&head)));
    for (at, row) in rows.iter().enumerate() {
        let mut line = format!(
            "{:>digits$} {}  {:>articles$}",
            at + 1,
            padded(&harmless(&row.outlet), names),
            row.documents
        );
        for other in rows {
            let cell = match row.shared_with.get(&other.outlet) {
                Some(shared) if shared.tokens > 0 => percent(shared.share),
                _ => "·".to_owned(),
            };
            line.push(' ');
            let cell = padded_left(&cell, FIGURE);
            line.push_str(&if cell.contains('·') { page.color.dim(&cell) } else { cell });
        }
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str(&page.color.dim("part of the row's text that also stands in the column's"));
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
    let columns = [
        Column { heading: "OUTLET", align: Align::Left, weight: 1 },
        Column { heading: "SHARES WITH", align: Align::Left, weight: 1 },
        Column { heading: "OF ITS TEXT", align: Align::Right, weight: 0 },
        Column { heading: "THE OTHER WAS FIRST", align: Align::Right, weight: 0 },
    ];
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
