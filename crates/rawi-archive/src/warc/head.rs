//! The lines at the head of a record, and those at the head of an answer of HTTP: a first line, and names with values.

/// A head, taken apart.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// `WARC/1.0`, `HTTP/1.1 200 OK`.
    pub first: String,
    /// Names in lower case; values without white space around them.
    fields: Vec<(String, String)>,
}

/// Where a head ends: behind the first empty line. Lines end with CRLF, or with LF alone, as careless writers have them.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

impl Head {
    /// Never fails: what is no line of a head is left out. Bytes that are no UTF-8 (older servers wrote Latin-1) are
    /// shown as U+FFFD.
    pub fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let mut head = Self { first: lines.next().unwrap_or_default().trim().to_owned(), fields: Vec::new() };
        for line in lines {
            if line.starts_with([' ', '\t']) {
                // The line before goes on.
                if let Some((_, value)) = head.fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                head.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        head
    }

    /// The first value of this name (in lower case) that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| &**value)
    }

    /// The members of a list, such as `gzip, br`, in lower case.
    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.fields.iter().filter(|(known, _)| known == name);
        values
            .flat_map(|(_, value)| value.split(','))
            .map(|member| member.trim().to_ascii_lowercase())
            .filter(|member| !member.is_empty())
            .collect()
    }

    /// The media type of `content-type` without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.get("content-type")?;
        let kind = value.split([';', ',']).next().unwrap_or(value).trim().to_ascii_lowercase();
        (!kind.is_empty()).then_some(kind)
    }

    /// The status of an answer: the number behind `HTTP/…`.
    pub fn status(&self) -> Option<u16> {
        self.first.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_of_http() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-TYPE: Text/HTML;\r\n charset=utf-8\r\nA : \r\na: b, C\r\nrubbish\r\n\r\nbody";
        assert_eq!(end(bytes), Some(bytes.len() - 4));
        let head = Head::parse(&bytes[..bytes.len() - 4]);
        assert_eq!(head.status(), Some(200));
        assert_eq!(head.get("content-type"), Some("Text/HTML; charset=utf-8"));
        assert_eq!(head.media_type().as_deref(), Some("text/html"));
        assert_eq!(head.get("a"), Some("b, C"));
        assert_eq!(head.list("a"), ["b", "c"]);
        assert_eq!(end(b"WARC/1.0\nA: b\n\nx"), Some(15));
        assert_eq!(end(b"WARC/1.0\r\nA: b\r\n"), None);
    }
}
