//! Quoted words without a cue of their own: what stands in marks on both sides of its attribution («…»، قال فلان، «…»), and
//! paragraphs that hold nothing but quoted words after somebody spoke.

use super::lexicon::Lex;
use super::view::View;
use crate::marks::Group;
use crate::page::{Gap, Paragraph};

/// Words that a quoted paragraph must have: shorter ones are headings and names.
const SHORTEST: usize = 6;

impl<'p> View<'p, '_> {
    /// The group of marks that holds a whole paragraph.
    pub fn quoted_paragraph(&self, paragraph: &Paragraph) -> Option<&'p Group> {
        let group = self.page.groups[paragraph.groups.clone()].first()?;
        let text = self.page.text;
        let sign = |c: char| !c.is_alphanumeric();
        let begins = text[paragraph.span.from()..group.outer.from()].chars().all(sign);
        let ends = text[group.outer.to().min(paragraph.span.to())..paragraph.span.to()].chars().all(sign);
        (group.opened && begins && ends && self.words_in(group) >= SHORTEST).then_some(group)
    }

    /// The group before a verb whose source is followed by one more group: the first half of what was said.
    pub(super) fn first_half(&self, i: usize, lex: Lex) -> Option<usize> {
        if lex.has(Lex::AND) || self.begins(i) || !self.gap(i).has(Gap::COMMA.with(Gap::DASH)) {
            return None;
        }
        let group = self.closing_at(i)?;
        if self.words_in(group) < 3 {
            return None;
        }
        self.page.groups.iter().position(|g| g.outer == group.outer)
    }
}
