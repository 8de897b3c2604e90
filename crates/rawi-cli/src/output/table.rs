//! Tables for people: rows in columns, or a block a record where a row would say too little.
//!
//! Widths come from the first rows, then rows are written as they come: a table of a million quotes begins at once
//! and takes no memory.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::{Form, Page, Record};
use crate::terminal::{cut, harmless, padded, padded_left, width};

/// How records of a kind are shown.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// A row each.
    Grid(&'static [Column]),
    /// Lines of their own each.
    Blocks,
}

/// A column of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What stands above it.
    pub heading: &'static str,
    /// Where its cells stand.
    pub align: Align,
    /// What it takes of the room that is left when not all fits; 0: it is never made narrower.
    pub weight: usize,
}

/// Where cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Words, in a column that takes `weight` parts of the room.
pub const fn words(heading: &'static str, weight: usize) -> Column {
    Column { heading, align: Align::Left, weight }
}

/// A number, always whole.
pub const fn number(heading: &'static str) -> Column {
    Column { heading, align: Align::Right, weight: 0 }
}

/// Rows that are looked at before the widths are fixed.
const MEASURED: usize = 500;
/// Columns that are shown whole where there is room.
const SHORT: usize = 18;
/// Columns that any part of a table should have.
const LEAST: usize = 6;
/// Between columns.
const GAP: usize = 2;

/// The form.
pub struct Table<R> {
    page: Page,
    held: Vec<Vec<String>>,
    widths: Option<Vec<usize>>,
    records: PhantomData<fn(R)>,
}

impl<R> Table<R> {
    /// A table on `page`.
    pub fn new(page: Page) -> Self {
        Self { page, held: Vec::new(), widths: None, records: PhantomData }
    }
}

impl<R: Record> Form<R> for Table<R> {
    fn write(&mut self, out: &mut dyn Write, records: &[R]) -> io::Result<()> {
        match R::LAYOUT {
            Layout::Blocks => {
                let mut text = String::new();
                for record in records {
                    record.block(&self.page, &mut text);
                    out.write_all(text.as_bytes())?;
                    text.clear();
                }
                Ok(())
            }
            Layout::Grid(columns) => {
                for record in records {
                    let cells: Vec<String> = record.cells().iter().map(|cell| harmless(cell)).collect();
                    match &self.widths {
                        Some(widths) => write_row(out, columns, widths, &cells)?,
                        None => {
                            self.held.push(cells);
                            if self.held.len() == MEASURED {
                                self.settle(out, columns)?;
                            }
                        }
                    }
                }
                Ok(())
            }
        }
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match R::LAYOUT {
            Layout::Grid(columns) if self.widths.is_none() && !self.held.is_empty() => {
                self.settle(out, columns)
            }
            _ => Ok(()),
        }
    }
}

impl<R: Record> Table<R> {
    /// Fixes the widths and writes the rows that were held for it.
    fn settle(&mut self, out: &mut dyn Write, columns: &[Column]) -> io::Result<()> {
        let widths = widths(columns, &self.held, self.page.width);
        write_heading(out, columns, &widths, &self.page)?;
        for cells in self.held.drain(..) {
            write_row(out, columns, &widths, &cells)?;
        }
        self.widths = Some(widths);
        Ok(())
    }
}

/// A whole grid at once, for tables that are no records.
pub fn grid(columns: &[Column], rows: &[Vec<String>], page: &Page) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|cells| cells.iter().map(|cell| harmless(cell)).collect()).collect();
    let widths = widths(columns, &rows, page.width);
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = write_heading(&mut out, columns, &widths, page);
    for cells in &rows {
        let _ = write_row(&mut out, columns, &widths, cells);
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Each column as wide as its cells where all fit; else columns without weight keep their width, and the others share
/// what is left by their weights, none taking more than it needs.
fn widths(columns: &[Column], rows: &[Vec<String>], page: usize) -> Vec<usize> {
    let needed: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max();
            cells.unwrap_or(0).max(width(column.heading))
        })
        .collect();
    let room = page.saturating_sub(GAP * columns.len().saturating_sub(1));
    if needed.iter().sum::<usize>() <= room {
        return needed;
    }
    // What is short anyway is shown whole, so that ids and dates can be read and copied.
    let whole = |most: usize| -> Vec<Option<usize>> {
        let fixed =
            |(column, &needed): (&Column, &usize)| (column.weight == 0 || needed <= most).then_some(needed);
        columns.iter().zip(&needed).map(fixed).collect()
    };
    let mut widths = whole(SHORT);
    if widths.iter().flatten().sum::<usize>() + columns.len() * LEAST > room {
        widths = whole(0);
    }
    loop {
        let left = room.saturating_sub(widths.iter().flatten().sum());
        let open: usize = columns
            .iter()
            .zip(&widths)
            .filter(|(_, fixed)| fixed.is_none())
            .map(|(column, _)| column.weight)
            .sum();
        if open == 0 {
            break;
        }
        let part = |column: &Column| left * column.weight / open;
        let mut changed = false;
        for at in 0..columns.len() {
            if widths[at].is_none() && needed[at] <= part(&columns[at]) {
                widths[at] = Some(needed[at]);
                changed = true;
            }
        }
        if !changed {
            for at in 0..columns.len() {
                if widths[at].is_none() {
                    widths[at] = Some(part(&columns[at]).max(3));
                }
            }
            break;
        }
    }
    widths.into_iter().map(Option::unwrap_or_default).collect()
}

fn write_heading(out: &mut dyn Write, columns: &[Column], widths: &[usize], page: &Page) -> io::Result<()> {
    let headings: Vec<String> = columns.iter().map(|column| column.heading.to_owned()).collect();
    writeln!(out, "{}", page.color.bold(&row(columns, widths, &headings)))
}

fn write_row(out: &mut dyn Write, columns: &[Column], widths: &[usize], cells: &[String]) -> io::Result<()> {
    writeln!(out, "{}", row(columns, widths, cells))
}

fn row(columns: &[Column], widths: &[usize], cells: &[String]) -> String {
    let mut line = String::new();
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if at > 0 {
            line.push_str("  ");
        }
        match column.align {
            Align::Right => line.push_str(&padded_left(cell, widths[at])),
            Align::Left => line.push_str(&padded(&cut(cell, widths[at]), widths[at])),
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    fn page(width: usize) -> Page {
        Page { width, color: Color(false) }
    }

    #[test]
    fn a_grid_fits_its_page() {
        let columns = [words("OUTLET", 1), number("N"), words("TEXT", 3)];
        let rows = vec![
            vec![
                "an outlet of a long name".into(),
                "1234".into(),
                "قال الوزير إن المدرسة لن تغلق قبل نهاية العام ".repeat(3),
            ],
            vec!["x".into(), "7".into(), "short".into()],
        ];
        for columns_of_page in [40, 80, 200, 1000] {
            for line in grid(&columns, &rows, &page(columns_of_page)).lines() {
                assert!(width(line) <= columns_of_page, "{columns_of_page}: {line}");
            }
        }
    }

    #[test]
    fn narrow_columns_leave_room_to_others() {
        let columns = [words("A", 5), words("B", 1)];
        let rows = vec![vec!["aa".into(), "b".repeat(50)]];
        assert_eq!(widths(&columns, &rows, 40), [2, 36]);
    }
}
