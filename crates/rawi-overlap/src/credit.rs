//! Who is named as the source.

use rawi_text::Span;

use crate::order::Order;
use crate::results::Credit;

pub(crate) struct Credits<'a> {
    order: &'a Order<'a>,
}

impl<'a> Credits<'a> {
    pub(crate) fn new(order: &'a Order<'a>) -> Self {
        Self { order }
    }

    pub(crate) fn of(&self, _article: u32, _span: Span) -> Option<Credit> {
        let _ = self.order;
        None
    }
}
