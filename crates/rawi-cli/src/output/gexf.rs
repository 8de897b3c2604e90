//! Networks as GEXF 1.3 (gexf.net), for Gephi, and for networkx, igraph and sigma.js, which read it too.
//!
//! **Outlets**: a node an outlet, with its articles and words; an edge from the outlet that has the text to the one in
//! which it also stands, weighted by words. **Speakers by outlets**: nodes of two kinds, an edge from each outlet to
//! each speaker it quotes, weighted by quotes; there ids say the kind, so that a speaker and an outlet of one name
//! stay two nodes. The file has no date of its own: the same input gives the same bytes.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::Origin;
use super::quote_type;
use crate::records::{MatrixRecord, SpeakerRecord};

/// An attribute of nodes or edges: its name, and its type in the format's words.
type Attribute = (&'static str, &'static str);

/// Writes outlets by the words they share.
///
/// # Errors
/// It cannot be written.
pub fn write_outlets(out: &mut dyn Write, rows: &[MatrixRecord], origin: &Origin) -> io::Result<()> {
    let mut graph = Graph { out, edges: 0 };
    graph.begin(
        "Outlets by the words they share: an edge goes from the outlet to the one in which its words also stand.",
        origin,
        "directed",
        &[("documents", "integer"), ("tokens", "long")],
        &[("share", "double"), ("later", "double"), ("agency", "long"), ("quotes", "long"), ("own", "long")],
    )?;
    // A node's size is its square root, so that areas compare.
    let most = rows.iter().map(|row| row.tokens).max().unwrap_or(0);
    for row in rows {
        graph.node(
            &row.outlet,
            &row.outlet,
            &[("documents", row.documents.to_string()), ("tokens", row.tokens.to_string())],
            (row.tokens, most),
            OUTLET,
        )?;
    }
    graph.edges()?;
    for row in rows {
        for (other, shared) in row.shared_with.iter().filter(|(_, shared)| shared.tokens > 0) {
            let mut values = vec![("share", shared.share.to_string()), ("later", shared.later.to_string())];
            for (name, part) in [("agency", shared.agency), ("quotes", shared.quotes), ("own", shared.own)] {
                values.extend(part.map(|tokens| (name, tokens.to_string())));
            }
            graph.edge(&row.outlet, other, shared.tokens, &values)?;
        }
    }
    graph.end()
}

/// Writes speakers by the outlets that quote them.
///
/// # Errors
/// It cannot be written.
pub fn write_speakers(out: &mut dyn Write, speakers: &[SpeakerRecord], origin: &Origin) -> io::Result<()> {
    let mut graph = Graph { out, edges: 0 };
    graph.begin(
        "Speakers by the outlets that quote them: an edge goes from an outlet to a speaker, weighted by quotes.",
        origin,
        "directed",
        &[("kind", "string"), ("type", "string"), ("description", "string"), ("quotes", "integer"), ("outlets", "integer")],
        &[],
    )?;
    let outlets: BTreeSet<&String> = speakers.iter().flat_map(|speaker| speaker.outlets.keys()).collect();
    let quotes = |outlet: &String| -> usize {
        speakers.iter().filter_map(|speaker| speaker.outlets.get(outlet)).sum()
    };
    let counts: Vec<usize> = outlets.iter().map(|outlet| quotes(outlet)).collect();
    let most = |counts: &mut dyn Iterator<Item = usize>| counts.max().unwrap_or(0) as u64;
    let (most_outlet, most_speaker) =
        (most(&mut counts.iter().copied()), most(&mut speakers.iter().map(|speaker| speaker.quotes)));
    for (outlet, quotes) in outlets.iter().zip(&counts) {
        let values = [("kind", "outlet".to_owned()), ("quotes", quotes.to_string())];
        graph.node(&outlet_id(outlet), outlet, &values, (*quotes as u64, most_outlet), OUTLET)?;
    }
    for speaker in speakers {
        let name = speaker.names.first().map_or(speaker.speaker.as_str(), |name| &name.text);
        let mut values = vec![
            ("kind", "speaker".to_owned()),
            ("quotes", speaker.quotes.to_string()),
            ("outlets", speaker.outlets.len().to_string()),
        ];
        values.extend(speaker.r#type.map(|of| ("type", quote_type(of).to_owned())));
        values.extend(speaker.descriptions.first().map(|first| ("description", first.text.clone())));
        graph.node(&speaker_id(speaker), name, &values, (speaker.quotes as u64, most_speaker), SPEAKER)?;
    }
    graph.edges()?;
    for speaker in speakers {
        for (outlet, quotes) in &speaker.outlets {
            graph.edge(&outlet_id(outlet), &speaker_id(speaker), *quotes as u64, &[])?;
        }
    }
    graph.end()
}

fn outlet_id(outlet: &str) -> String {
    format!("outlet:{outlet}")
}

fn speaker_id(speaker: &SpeakerRecord) -> String {
    format!("speaker:{}", speaker.speaker)
}

/// Red, green and blue of a kind of node.
type Color = (u8, u8, u8);
const OUTLET: Color = (31, 90, 130);
const SPEAKER: Color = (190, 110, 40);
/// Sizes of nodes, in Gephi's units.
const SIZES: (f64, f64) = (6.0, 40.0);

/// A graph being written, part after part as the schema orders them.
struct Graph<'w> {
    out: &'w mut dyn Write,
    edges: u64,
}

impl Graph<'_> {
    fn begin(
        &mut self,
        about: &str,
        origin: &Origin,
        edge_type: &str,
        node_attributes: &[Attribute],
        edge_attributes: &[Attribute],
    ) -> io::Result<()> {
        let out = &mut self.out;
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            out,
            r#"<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">"#
        )?;
        writeln!(out, "  <meta>")?;
        writeln!(out, "    <creator>rawi {}</creator>", origin.rawi)?;
        writeln!(
            out,
            "    <description>{} Made by: rawi {}. Settings: {}</description>",
            escaped(about),
            escaped(origin.command),
            escaped(&origin.settings.to_string())
        )?;
        writeln!(out, "  </meta>")?;
        writeln!(out, r#"  <graph defaultedgetype="{edge_type}">"#)?;
        for (class, attributes) in [("node", node_attributes), ("edge", edge_attributes)] {
            if attributes.is_empty() {
                continue;
            }
            writeln!(out, r#"    <attributes class="{class}">"#)?;
            for (name, of) in attributes {
                writeln!(out, r#"      <attribute id="{name}" title="{name}" type="{of}"/>"#)?;
            }
            writeln!(out, "    </attributes>")?;
        }
        writeln!(out, "    <nodes>")
    }

    fn node(
        &mut self,
        id: &str,
        label: &str,
        values: &[(&str, String)],
        (size, most): (u64, u64),
        (r, g, b): Color,
    ) -> io::Result<()> {
        writeln!(self.out, r#"      <node id="{}" label="{}">"#, escaped(id), escaped(label))?;
        self.values(values)?;
        let part = if most == 0 { 0.0 } else { (size as f64 / most as f64).sqrt() };
        let size = SIZES.0 + (SIZES.1 - SIZES.0) * part;
        writeln!(self.out, r#"        <viz:color r="{r}" g="{g}" b="{b}"/>"#)?;
        writeln!(self.out, r#"        <viz:size value="{size:.2}"/>"#)?;
        writeln!(self.out, "      </node>")
    }

    fn edges(&mut self) -> io::Result<()> {
        writeln!(self.out, "    </nodes>")?;
        writeln!(self.out, "    <edges>")
    }

    fn edge(&mut self, from: &str, to: &str, weight: u64, values: &[(&str, String)]) -> io::Result<()> {
        let (id, from, to) = (self.edges, escaped(from), escaped(to));
        self.edges += 1;
        let open = format!(r#"      <edge id="{id}" source="{from}" target="{to}" weight="{weight}""#);
        if values.is_empty() {
            return writeln!(self.out, "{open}/>");
        }
        writeln!(self.out, "{open}>")?;
        self.values(values)?;
        writeln!(self.out, "      </edge>")
    }

    fn values(&mut self, values: &[(&str, String)]) -> io::Result<()> {
        write!(self.out, "        <attvalues>")?;
        for (name, value) in values {
            write!(self.out, r#"<attvalue for="{name}" value="{}"/>"#, escaped(value))?;
        }
        writeln!(self.out, "</attvalues>")
    }

    fn end(&mut self) -> io::Result<()> {
        writeln!(self.out, "    </edges>")?;
        writeln!(self.out, "  </graph>")?;
        writeln!(self.out, "</gexf>")
    }
}

/// Text for XML: marked characters escaped, and those that XML 1.0 does not know replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped() {
        assert_eq!(escaped("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;\u{FFFD}");
    }
}
