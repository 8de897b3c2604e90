//! A document made ready for the grammar: tokens, quoted blocks, sentences. Kept and reused from one to the next.

use super::blocks::{self, Block};
use super::frame::{Frames, Line};
use super::lexer::{self, Token};
use super::lexicon::Lexicon;
use super::phrase::View;
use rawi_text::Span;

/// The parts of one document.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// All tokens, marks and words inside blocks too.
    pub tokens: Vec<Token>,
    /// Which tokens may be names: those with a capital, and "&".
    pub capitals: Vec<u32>,
    /// All blocks, in order.
    pub blocks: Vec<Block>,
    /// The sentences.
    pub frames: Frames,
    /// The paragraphs.
    pub paragraphs: Vec<Span>,
}

impl Sheet {
    /// Reads the given paragraphs of a text.
    pub(crate) fn read(&mut self, lexicon: &Lexicon, text: &str, paragraphs: impl Iterator<Item = Span>) {
        self.tokens.clear();
        self.capitals.clear();
        self.blocks.clear();
        self.frames.clear();
        self.paragraphs.clear();
        let mut open = false;
        for (index, paragraph) in paragraphs.enumerate() {
            self.paragraphs.push(paragraph);
            let first = self.tokens.len();
            let marks = lexer::cut(lexicon, text, paragraph, &mut self.tokens, &mut self.capitals);
            let range = first..self.tokens.len();
            let headline = lexer::headline(text, &mut self.tokens[range.clone()]);
            let block = self.blocks.len();
            open = marks && blocks::pair(&self.tokens, range.clone(), open, &mut self.blocks);
            let line = Line {
                paragraph: index as u32,
                tokens: range,
                blocks: block..self.blocks.len(),
                marks,
                headline,
            };
            self.frames.add(&self.tokens, &self.blocks, line);
        }
    }

    /// The view of one sentence.
    pub(crate) fn view<'a>(&'a self, text: &'a str, sentence: usize) -> View<'a> {
        let range = &self.frames.sentences[sentence].nodes;
        View { nodes: &self.frames.nodes, low: range.start, high: range.end, text }
    }
}
