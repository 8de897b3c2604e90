//! Tables for people: rows in columns, or a block a record where a row would say too little.
//!
//! Widths come from the first rows, then rows are written as they come: a table of a million quotes begins at once
//! and takes no memory.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::{Form, Page, Record};
use crate::terminal::{closed_in, cut, cut_middle, from_the_left, harmless, runs_right_to_left, width, wrap};

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
    /// What is done with a cell that is too long for it.
    pub long: Long,
}

/// Where cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// What is done with a cell that is longer than its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Long {
    /// Its end is left out.
    Cut,
    /// Its middle is left out.
    CutMiddle,
    /// It goes on in a second line.
    Wrap,
}

/// Words, in a column that takes `weight` parts of the room.
pub const fn words(heading: &'static str, weight: usize) -> Column {
    Column { heading, align: Align::Left, weight, long: Long::Cut }
}

/// Words that are worth a second line.
pub const fn names(heading: &'static str, weight: usize) -> Column {
    Column { heading, align: Align::Left, weight, long: Long::Wrap }
}

/// Ids, files, addresses: both their ends count.
pub const fn id(heading: &'static str, weight: usize) -> Column {
    Column { heading, align: Align::Left, weight, long: Long::CutMiddle }
}

/// A day, always whole.
pub const fn date(heading: &'static str) -> Column {
    Column { heading, align: Align::Left, weight: 0, long: Long::Cut }
}

/// A number, always whole.
pub const fn number(heading: &'static str) -> Column {
    Column { heading, align: Align::Right, weight: 0, long: Long::Cut }
}

/// Lines that a cell may take.
const LINES: usize = 2;

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
                // Nothing is to come: what is empty throughout takes no room.
                let (columns, held) = without_empty(columns, std::mem::take(&mut self.held));
                self.held = held;
                self.settle(out, &columns)
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

/// The columns that have a cell, and the rows without the others.
fn without_empty(columns: &[Column], rows: Vec<Vec<String>>) -> (Vec<Column>, Vec<Vec<String>>) {
    let kept: Vec<bool> = (0..columns.len())
        .map(|at| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let columns = columns.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(column, _)| *column).collect();
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect())
        .collect();
    (columns, rows)
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
    let headings: Vec<String> =
        columns.iter().zip(widths).map(|(column, width)| cut(column.heading, *width)).collect();
    for line in lines(columns, widths, &headings) {
        writeln!(out, "{}", page.color.bold(&line))?;
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, columns: &[Column], widths: &[usize], cells: &[String]) -> io::Result<()> {
    lines(columns, widths, cells).into_iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The lines of a row: one, or two where some cell goes on.
fn lines(columns: &[Column], widths: &[usize], cells: &[String]) -> Vec<String> {
    let cells: Vec<Vec<String>> = columns
        .iter()
        .zip(widths)
        .zip(cells)
        .map(|((column, &columns), cell)| {
            let pieces = match column.long {
                Long::Cut => vec![cut(cell, columns)],
                Long::CutMiddle => vec![cut_middle(cell, columns)],
                Long::Wrap => wrap(cell, columns, LINES),
            };
            let to_the_left = runs_right_to_left(cell);
            pieces.iter().map(|piece| filled(piece, columns, column.align, to_the_left)).collect()
        })
        .collect();
    let deepest = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..deepest)
        .map(|at| {
            let mut line = String::new();
            for (cell, width) in cells.iter().zip(widths) {
                if !line.is_empty() {
                    line.push_str("  ");
                }
                match cell.get(at) {
                    Some(piece) => line.push_str(piece),
                    None => line.push_str(&" ".repeat(*width)),
                }
            }
            line.truncate(line.trim_end_matches(' ').len());
            from_the_left(line)
        })
        .collect()
}

/// A piece of a cell in the width of its column.
fn filled(piece: &str, columns: usize, align: Align, to_the_left: bool) -> String {
    let fill = columns.saturating_sub(width(piece));
    let piece = closed_in(piece, to_the_left);
    match align {
        Align::Left => format!("{piece}{:fill$}", ""),
        Align::Right => format!("{:fill$}{piece}", ""),
    }
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
    fn dates_stay_whole_and_ids_keep_their_ends() {
        let columns = [id("ID", 1), date("DATE"), names("NAMES", 1)];
        let rows = vec![vec![
            "https://news.example/2018/07/04/bridge".into(),
            "2018-07-04".into(),
            "one of the many names of a body that has many".into(),
        ]];
        assert_eq!(
            grid(&columns, &rows, &page(44)),
            "ID               DATE        NAMES\n\
             https:/…/bridge  2018-07-04  one of the many\n\
             \x20                            names of a bod…\n"
        );
    }

    #[test]
    fn a_column_without_cells_takes_no_room() {
        let (columns, rows) = without_empty(
            &[words("A", 1), words("B", 1)],
            vec![vec![String::new(), "b".into()], vec![String::new(), String::new()]],
        );
        assert_eq!(columns.iter().map(|column| column.heading).collect::<Vec<_>>(), ["B"]);
        assert_eq!(rows, [["b"], [""]]);
    }

    #[test]
    fn narrow_columns_leave_room_to_others() {
        let columns = [words("A", 5), words("B", 1)];
        let rows = vec![vec!["aa".into(), "b".repeat(50)]];
        assert_eq!(widths(&columns, &rows, 40), [2, 36]);
    }
}
