//! A file that is one document, read whole up to a limit.

use crate::decode::{Stream, fault};
use crate::record::{Context, Found, Piece, Records};
use crate::reject::{Cause, Position};

/// What a form makes of all the bytes of a file.
pub(crate) type Document = for<'a> fn(&'a [u8], &Context) -> Result<Found<'a>, Cause>;

/// A stream that is one document.
pub(crate) struct Whole {
    stream: Stream,
    context: Context,
    limit: u64,
    document: Document,
}

impl Whole {
    /// `longest`: bytes that the form can be read up to; the user's limit holds too.
    pub fn new(stream: Stream, context: &Context, longest: u64, document: Document) -> Self {
        let limit = context.settings.max_record_bytes.min(longest);
        Self { stream, context: context.clone(), limit, document }
    }
}

impl Records for Whole {
    fn read(&mut self, piece: &mut Piece) -> bool {
        const STEP: usize = 1 << 20;
        let Self { stream, context, limit, document } = self;
        let mut raw = Vec::new();
        let mut want = STEP.min(stream.head().len() + 1);
        let outcome = loop {
            match stream.fill(&mut raw, want) {
                Ok(_) if raw.len() as u64 > *limit => {
                    break context.reject(Position::File, Cause::TooLong { limit: *limit }, Some(&raw));
                }
                Ok(true) => want = raw.len().saturating_mul(2).max(STEP),
                Ok(false) => match document(&raw, context) {
                    Ok(found) => break context.finish(found, Position::File, &raw),
                    Err(cause) => break context.reject(Position::File, cause, Some(&raw)),
                },
                // Half a text is no document: the fault is all there is to tell.
                Err(error) => {
                    let (cause, position) = fault(&error);
                    break context.reject(position, cause, Some(&raw));
                }
            }
        };
        piece.outcomes.push(outcome);
        // One text has no columns: none is missing.
        piece.named_seen = u8::MAX;
        piece.weight += raw.len();
        false
    }
}
