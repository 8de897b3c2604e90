//! The network of outlets as GEXF 1.3 (gexf.net), for Gephi: a node an outlet, with its articles and words; an edge
//! from the outlet that has the text to the one in which it also stands, weighted by words.

use std::io::{self, Write};

use crate::records::MatrixRecord;

/// Writes the graph.
///
/// # Errors
/// It cannot be written.
pub fn write_network(out: &mut dyn Write, rows: &[MatrixRecord], settings: &str) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">"#
    )?;
    writeln!(out, "  <meta>")?;
    writeln!(out, "    <creator>rawi {}</creator>", env!("CARGO_PKG_VERSION"))?;
    writeln!(
        out,
        "    <description>Outlets by the words they share. Settings: {}</description>",
        escaped(settings)
    )?;
    writeln!(out, "  </meta>")?;
    writeln!(out, r#"  <graph defaultedgetype="directed" mode="static">"#)?;
    writeln!(out, r#"    <attributes class="node" mode="static">"#)?;
    writeln!(out, r#"      <attribute id="documents" title="documents" type="integer"/>"#)?;
    writeln!(out, r#"      <attribute id="tokens" title="tokens" type="long"/>"#)?;
    writeln!(out, "    </attributes>")?;
    writeln!(out, r#"    <attributes class="edge" mode="static">"#)?;
    writeln!(out, r#"      <attribute id="share" title="share" type="double"/>"#)?;
    writeln!(out, r#"      <attribute id="later" title="later" type="double"/>"#)?;
    writeln!(out, "    </attributes>")?;
    writeln!(out, "    <nodes>")?;
    for row in rows {
        let name = escaped(&row.outlet);
        writeln!(out, r#"      <node id="{name}" label="{name}">"#)?;
        writeln!(
            out,
            r#"        <attvalues><attvalue for="documents" value="{}"/><attvalue for="tokens" value="{}"/></attvalues>"#,
            row.documents, row.tokens
        )?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>")?;
    writeln!(out, "    <edges>")?;
    let mut id = 0;
    for row in rows {
        for (other, shared) in row.shared_with.iter().filter(|(_, shared)| shared.tokens > 0) {
            writeln!(
                out,
                r#"      <edge id="{id}" source="{}" target="{}" weight="{}">"#,
                escaped(&row.outlet),
                escaped(other),
                shared.tokens
            )?;
            writeln!(
                out,
                r#"        <attvalues><attvalue for="share" value="{}"/><attvalue for="later" value="{}"/></attvalues>"#,
                shared.share, shared.later
            )?;
            writeln!(out, "      </edge>")?;
            id += 1;
        }
    }
    writeln!(out, "    </edges>")?;
    writeln!(out, "  </graph>")?;
    writeln!(out, "</gexf>")
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
