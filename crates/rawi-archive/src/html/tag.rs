//! The elements and attributes that mean something for finding a page's text.

/// Makes an enum of names with the way there from their bytes.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? } else { $($other:ident),* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum $name { $($variant,)* $($other,)* }

        impl $name {
            /// The variant of this name (in lower case, as the tokenizer gives it).
            fn named(name: &[u8]) -> Option<Self> {
                static NAMES: std::sync::LazyLock<std::collections::HashMap<&'static [u8], $name>> =
                    std::sync::LazyLock::new(|| [$(($text.as_bytes(), $name::$variant)),*].into());
                NAMES.get(name).copied()
            }
        }
    };
}

names! {
    /// An element's name.
    Tag {
        A = "a", Abbr = "abbr", Address = "address", Amp = "amp-img", Article = "article", Aside = "aside", Audio = "audio",
        B = "b", Base = "base", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Canvas = "canvas",
        Caption = "caption", Center = "center", Cite = "cite", Code = "code", Col = "col", Dd = "dd", Del = "del",
        Details = "details", Dialog = "dialog", Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed",
        Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure", Font = "font", Footer = "footer", Form = "form",
        Frame = "frame", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header",
        Hr = "hr", Html = "html", I = "i", Iframe = "iframe", Img = "img", Input = "input", Ins = "ins", Label = "label",
        Li = "li", Link = "link", Main = "main", Map = "map", Marquee = "marquee", Math = "math", Menu = "menu", Meta = "meta",
        Nav = "nav", Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup",
        Option = "option", P = "p", Param = "param", Picture = "picture", Pre = "pre", Q = "q", S = "s", Script = "script",
        Section = "section", Select = "select", Small = "small", Source = "source", Span = "span", Strike = "strike",
        Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup", Svg = "svg", Table = "table",
        Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead",
        Time = "time", Title = "title", Tr = "tr", Track = "track", U = "u", Ul = "ul", Video = "video", Wbr = "wbr",
    } else { Page, Text, Other }
}

names! {
    /// An attribute's name; others are not kept.
    Attribute {
        AriaHidden = "aria-hidden", Charset = "charset", Class = "class", Content = "content", DataComponent = "data-component",
        DataTestid = "data-testid", Datetime = "datetime", Hidden = "hidden", Href = "href", HttpEquiv = "http-equiv", Id = "id",
        Itemprop = "itemprop", Itemtype = "itemtype", Lang = "lang", Name = "name", Property = "property", Pubdate = "pubdate",
        Rel = "rel", Role = "role", Style = "style", Title = "title", Type = "type", XmlLang = "xml:lang",
    } else { }
}

impl Tag {
    pub fn of(name: &[u8]) -> Self {
        Self::named(name).unwrap_or(Tag::Other)
    }

    /// Has nothing inside and no end tag.
    pub fn is_void(self) -> bool {
        matches!(
            self,
            Tag::Base
                | Tag::Br
                | Tag::Col
                | Tag::Embed
                | Tag::Frame
                | Tag::Hr
                | Tag::Img
                | Tag::Input
                | Tag::Link
                | Tag::Meta
                | Tag::Param
                | Tag::Source
                | Tag::Track
                | Tag::Wbr
        )
    }

    /// Whether `<x/>` closes it: drawings and elements of the page's own, not those of HTML.
    pub fn may_close_itself(self) -> bool {
        matches!(self, Tag::Other | Tag::Svg | Tag::Math | Tag::Amp)
    }

    /// Begins a line of its own.
    pub fn is_block(self) -> bool {
        matches!(
            self,
            Tag::Address
                | Tag::Article
                | Tag::Aside
                | Tag::Blockquote
                | Tag::Body
                | Tag::Caption
                | Tag::Center
                | Tag::Dd
                | Tag::Details
                | Tag::Dialog
                | Tag::Div
                | Tag::Dl
                | Tag::Dt
                | Tag::Fieldset
                | Tag::Figcaption
                | Tag::Figure
                | Tag::Footer
                | Tag::Form
                | Tag::H1
                | Tag::H2
                | Tag::H3
                | Tag::H4
                | Tag::H5
                | Tag::H6
                | Tag::Header
                | Tag::Hr
                | Tag::Html
                | Tag::Li
                | Tag::Main
                | Tag::Marquee
                | Tag::Menu
                | Tag::Nav
                | Tag::Ol
                | Tag::P
                | Tag::Page
                | Tag::Pre
                | Tag::Section
                | Tag::Summary
                | Tag::Table
                | Tag::Tbody
                | Tag::Td
                | Tag::Tfoot
                | Tag::Th
                | Tag::Thead
                | Tag::Tr
                | Tag::Ul
        )
    }

    /// A part of a table.
    pub fn is_cell(self) -> bool {
        matches!(self, Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption)
    }

    pub fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }

    /// Open elements that a start tag of this closes, and those that shield them.
    pub fn closes(self) -> (&'static [Tag], &'static [Tag]) {
        const LISTS: &[Tag] =
            &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Div, Tag::Td, Tag::Th, Tag::Article, Tag::Section];
        match self {
            Tag::Li => (&[Tag::Li], LISTS),
            Tag::Dt | Tag::Dd => (&[Tag::Dt, Tag::Dd], &[Tag::Dl, Tag::Div, Tag::Td, Tag::Th]),
            Tag::Td | Tag::Th => (&[Tag::Td, Tag::Th], &[Tag::Table, Tag::Tr]),
            Tag::Tr => (&[Tag::Tr], &[Tag::Table]),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => (&[Tag::Tbody, Tag::Thead, Tag::Tfoot], &[Tag::Table]),
            Tag::Option | Tag::Optgroup => (&[Tag::Option], &[Tag::Select]),
            // A link inside a link cannot be.
            Tag::A => (&[Tag::A], &[Tag::Div, Tag::Td, Tag::Th, Tag::Li, Tag::Section, Tag::Article]),
            _ => (&[], &[]),
        }
    }
}

impl Attribute {
    pub fn of(name: &[u8]) -> Option<Self> {
        Self::named(name)
    }
}
