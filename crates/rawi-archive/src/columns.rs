//! Which column holds what: the usual names are data, the first that is there and not empty wins.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::ReadSettings;

/// A field of a document that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The text.
    Text,
    /// The outlet.
    Outlet,
    /// The date.
    Date,
    /// The id.
    Id,
    /// The address.
    Url,
    /// The headline.
    Title,
    /// The byline.
    Author,
    /// The language.
    Lang,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 8] = [
        Field::Text,
        Field::Outlet,
        Field::Date,
        Field::Id,
        Field::Url,
        Field::Title,
        Field::Author,
        Field::Lang,
    ];

    /// Its name, as in `--field NAME=COLUMN`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Outlet => "outlet",
            Field::Date => "date",
            Field::Id => "id",
            Field::Url => "url",
            Field::Title => "title",
            Field::Author => "author",
            Field::Lang => "lang",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no field of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no field: text, outlet, date, id, url, title, author or lang")]
pub struct UnknownField(
    /// The name.
    pub String,
);

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, UnknownField> {
        let name = name.trim();
        Field::ALL
            .into_iter()
            .find(|field| field.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownField(name.to_owned()))
    }
}

struct Usual {
    /// (field, names), best first; names as [`key`] makes them.
    fields: Vec<(Field, Vec<String>)>,
    /// Keys looked at inside an object.
    inside: Vec<String>,
}

static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let mut usual = Usual { fields: Vec::new(), inside: Vec::new() };
    for line in include_str!("../data/columns.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let Some((field, names)) = line.split_once('\t') else { continue };
        let names: Vec<String> = names.split(',').map(key).collect();
        match field.parse::<Field>() {
            Ok(field) => usual.fields.push((field, names)),
            Err(_) => usual.inside = names,
        }
    }
    usual
});

/// A column's name as it is compared: lower case, spaces and hyphens as `_`.
fn key(name: &str) -> String {
    name.trim()
        .chars()
        .map(|c| if c == ' ' || c == '-' { '_' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// How good the key of an object is as its value (0 is best), for values such as `{"name": "..."}`.
pub(crate) fn rank_inside(name: &str) -> Option<usize> {
    USUAL.inside.iter().position(|known| known.eq_ignore_ascii_case(name))
}

/// What the columns of one reading of an archive mean.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    /// Sorted by name; a name may hold one field only.
    known: Vec<(String, Field, u8)>,
    /// Named by the user: column as named, its compared form.
    named: Vec<(Field, String, String)>,
}

impl Columns {
    pub fn new(settings: &ReadSettings) -> Self {
        let named: Vec<(Field, String, String)> =
            settings.fields.iter().map(|(&field, column)| (field, column.clone(), key(column))).collect();
        let mut known: Vec<(String, Field, u8)> = Vec::new();
        for (field, names) in &USUAL.fields {
            if settings.fields.contains_key(field) {
                continue;
            }
            for (rank, name) in names.iter().enumerate() {
                known.push((name.clone(), *field, u8::try_from(rank).unwrap_or(u8::MAX)));
            }
        }
        known.sort();
        known.dedup_by(|b, a| a.0 == b.0);
        Self { known, named }
    }

    /// Every field that a column holds, with how good a name it is (0 is best). The user may name one column for several
    /// fields, and a column that he names keeps its usual meaning too.
    pub fn meaning(&self, column: &str) -> impl Iterator<Item = (Field, u8)> + '_ {
        // Most columns are short and in lower case already: compared without making a new string.
        let made;
        let name = if column.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()) {
            column
        } else {
            made = key(column);
            &made
        };
        let usual = self
            .known
            .binary_search_by(|(known, _, _)| known.as_str().cmp(name))
            .ok()
            .map(|at| (self.known[at].1, self.known[at].2));
        let mut named: [Option<(Field, u8)>; 8] = [None; 8];
        for ((field, exact, compared), out) in self.named.iter().zip(&mut named) {
            if exact == column {
                *out = Some((*field, 0));
            } else if compared == name {
                *out = Some((*field, 1));
            }
        }
        named.into_iter().flatten().chain(usual)
    }

    /// Whether the user named the column of a field.
    pub fn is_named(&self, field: Field) -> bool {
        self.named.iter().any(|(named, ..)| *named == field)
    }

    /// The columns that the user named: field and column.
    pub fn named(&self) -> impl Iterator<Item = (Field, &str)> {
        self.named.iter().map(|(field, column, _)| (*field, column.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(columns: &Columns, name: &str) -> Vec<(Field, u8)> {
        columns.meaning(name).collect()
    }

    #[test]
    fn every_field_has_usual_names_and_no_name_means_two_things() {
        let mut seen = std::collections::BTreeMap::new();
        for (field, names) in &USUAL.fields {
            for name in names {
                assert_eq!(seen.insert(name.clone(), *field), None, "{name} stands twice");
            }
        }
        for field in Field::ALL {
            assert!(
                USUAL.fields.iter().any(|(known, names)| *known == field && !names.is_empty()),
                "{field}"
            );
        }
        assert!(USUAL.inside.contains(&"name".to_owned()));
    }

    #[test]
    fn names_are_found_in_any_case() {
        let columns = Columns::new(&ReadSettings::default());
        assert_eq!(meanings(&columns, "text"), [(Field::Text, 0)]);
        assert_eq!(meanings(&columns, "MainText"), [(Field::Text, 3)]);
        assert_eq!(meanings(&columns, "Publication Date"), meanings(&columns, "publication_date"));
        assert_eq!(meanings(&columns, "DOCNO"), [(Field::Id, 1)]);
        assert_eq!(meanings(&columns, "wire"), []);
    }

    #[test]
    fn a_named_column_replaces_the_usual_ones_of_its_field_only() {
        let mut settings = ReadSettings::default();
        settings.fields.insert(Field::Outlet, "Paper".into());
        settings.fields.insert(Field::Title, "id".into());
        let columns = Columns::new(&settings);
        assert_eq!(meanings(&columns, "Paper"), [(Field::Outlet, 0)]);
        assert_eq!(meanings(&columns, "paper"), [(Field::Outlet, 1)]);
        assert_eq!(meanings(&columns, "outlet"), []);
        assert_eq!(meanings(&columns, "id"), [(Field::Title, 0), (Field::Id, 0)]);
    }

    #[test]
    fn fields_have_names() {
        assert_eq!("Outlet".parse(), Ok(Field::Outlet));
        assert_eq!("wire".parse::<Field>(), Err(UnknownField("wire".into())));
    }
}
