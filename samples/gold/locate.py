#!/usr/bin/env python3
"""Turns the annotations of the sample archive into gold with offsets, and verifies it.

    python3 locate.py           writes quotes.jsonl, reuse.jsonl and statements.jsonl beside this file
    python3 locate.py --check   writes nothing; ends with status 1 if the files differ from what would be written

annotations.json holds what a reader marked, as exact strings copied from the articles: nobody counts characters by
hand. This script finds each string in the text of its article, and ends with a message if one is missing or if its
place is in doubt. Offsets are [start, end) in characters (Unicode code points) of the text as it stands in the archive.

How a string is found
  content     the first place at or after the start of the quote before it; further pieces after the piece before them.
  cue         the place nearest to the content, in the same paragraph, not inside the content, on word borders.
  speaker     the place nearest to the cue (to the content where there is no cue), on word borders, not inside content.
  not_quotes  the next place between two quotation marks.
  passages, statements   the only place; a string that stands more than once is an error.
Two places equally near are an error too. {"text": …, "place": n} instead of a string picks the nth place (from 0).

Needs Python 3.9 and nothing else.
"""
import csv
import itertools
import json
import re
import sys
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARCHIVE = HERE.parent / "archive"
MARKS = "«»“”„\"'‘’"
# The usual names of the columns, as the archive's files use them.
COLUMNS = {
    "outlet": ("outlet", "source", "publisher"),
    "date": ("date", "published", "date_published"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
}
MONTHS = {"July": "07"}


class Doubt(Exception):
    """A string that cannot be placed."""


def record(raw):
    """A record of any of the files under the names of the gold."""
    out = {"id": raw["id"]}
    for name, columns in COLUMNS.items():
        out[name] = next((raw[c] for c in columns if raw.get(c)), None)
    return out


def header_file(path):
    """A .txt or .md file: `name: value` lines, an empty line, then the text exactly as it stands."""
    head, text = path.read_bytes().decode("utf-8").split("\n\n", 1)
    raw = dict(line.split(": ", 1) for line in head.split("\n"))
    return record(dict(raw, text=text))


def archive():
    """The documents of the archive by id."""
    documents = []
    for path in sorted(p for p in ARCHIVE.rglob("*") if p.is_file()):
        if path.suffix in (".txt", ".md"):
            documents.append(header_file(path))
        elif path.suffix == ".jsonl":
            documents += [record(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
        elif path.suffix == ".json":
            documents += [record(raw) for raw in json.loads(path.read_text(encoding="utf-8"))]
        elif path.suffix == ".csv":
            with open(path, encoding="utf-8", newline="") as f:
                documents += [record(raw) for raw in csv.DictReader(f)]
    by_id = {d["id"]: d for d in documents}
    if len(by_id) != len(documents):
        raise Doubt("an id stands twice in the archive")
    return by_id


def moment(date):
    """The moment of a date as the archive writes it, in UTC; the beginning of the day where only that is given."""
    if not date:
        return None
    m = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", date)
    iso = f"{m[3]}-{MONTHS[m[2]]}-{int(m[1]):02}" if m else date.replace("Z", "+00:00")
    when = datetime.fromisoformat(iso)
    return when.astimezone(timezone.utc) if when.tzinfo else when.replace(tzinfo=timezone.utc)


def day(date):
    """The day as the article itself counts it, or None."""
    if not date:
        return None
    return date[:10] if re.match(r"\d{4}-", date) else moment(date).date().isoformat()


def age(document):
    """What orders articles from the oldest to the youngest: the moment, then the id; without a date comes last."""
    when = moment(document["date"])
    return (when is None, when.timestamp() if when else 0, document["id"])


def places(text, wanted, words=False):
    """Every place of a string; with `words`, only those that begin and end on word borders."""
    out, at = [], text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        before = at > 0 and text[at - 1].isalnum()
        after = end < len(text) and text[end].isalnum()
        if not words or not (before or after):
            out.append([at, end])
        at = text.find(wanted, at + 1)
    return out


def picked(found, item):
    """The place that the annotation picks by number, if it does."""
    return [found[item["place"]]] if isinstance(item, dict) else found


def string(item):
    return item["text"] if isinstance(item, dict) else item


def apart(a, b):
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])


def nearest(text, item, to, contents, what):
    """The place of a cue or a speaker nearest to any of the spans `to`, in a paragraph of theirs, outside the content."""
    wanted = string(item)
    found = []
    for place in picked(places(text, wanted, words=True), item):
        if any(place[0] < c[1] and c[0] < place[1] for c in contents):
            continue
        near = [apart(place, span) for span in to if same_paragraph(text, place, span)]
        if near:
            found.append((min(near), place))
    found.sort()
    if not found:
        raise Doubt(f"{what} {wanted!r} not found near {text[to[0][0]:to[0][1]]!r}")
    if len(found) > 1 and found[0][0] == found[1][0]:
        raise Doubt(f"{what} {wanted!r} stands twice, equally near to {text[to[0][0]:to[0][1]]!r}")
    return found[0][1]


def same_paragraph(text, a, b):
    return "\n" not in text[min(a[1], b[1]):max(a[0], b[0])]


def locate_quote(text, quote, start):
    """A quote with offsets; `start` is where the content of the quote before it begins."""
    spans, at = [], start
    for item in quote["content"]:
        found = [p for p in picked(places(text, string(item)), item) if p[0] >= at]
        if not found:
            raise Doubt(f"content {string(item)!r} not found after character {at}")
        spans.append(found[0])
        at = found[0][1]
    cue = nearest(text, quote["cue"], spans, spans, "cue") if quote["cue"] else None
    speaker = nearest(text, quote["speaker"], [cue] if cue else spans, spans, "speaker") if quote["speaker"] else None
    cut = lambda span: text[span[0]:span[1]] if span else None
    return {
        "kind": quote["kind"], "content_spans": spans, "cue_span": cue, "speaker_span": speaker,
        "speaker_entity": quote["speaker_entity"], "speaker_type": quote["speaker_type"], "via": quote["via"],
        "cue": cut(cue), "speaker": cut(speaker), "content": [cut(span) for span in spans],
    }


def locate_not_quotes(text, strings):
    """Strings in quotation marks that nobody said, in the order in which they stand."""
    out, at = [], 0
    for wanted in strings:
        found = [p for p in places(text, wanted)
                 if p[0] >= at and p[0] > 0 and text[p[0] - 1] in MARKS and text[p[1]:p[1] + 1] in tuple(MARKS)]
        if not found:
            raise Doubt(f"{wanted!r} does not stand in quotation marks after character {at}")
        at = found[0][1]
        out.append({"paragraph": text.count("\n", 0, found[0][0]), "text": wanted, "span": found[0]})
    return out


def only(text, wanted):
    """The one place of a passage."""
    found = places(text, wanted)
    if len(found) != 1:
        raise Doubt(f"{wanted!r} stands {len(found)} times")
    return found[0]


def folded(text):
    """Words without tashkeel, tatweel, hamza, case and punctuation: two passages equal in them are a copy word for word."""
    text = re.sub("[\u064b-\u065f\u0670\u0640]", "", text.lower())
    return re.findall(r"\w+", text.translate(str.maketrans("أإآٱىئؤة", "ااااييوه")))


def reuses(documents, annotations):
    """Every pair of passages that carry the same text. The older is `a`; a document without a date is younger than all."""
    families = {}
    for article in annotations:
        document = documents[article["id"]]
        for passage in article["passages"]:
            start, end = only(document["text"], passage["text"])
            families.setdefault(passage["family"], []).append(
                (age(document), document["id"], start, end, passage))
    for family in sorted(families):
        for a, b in itertools.combinations(sorted(families[family], key=lambda m: m[0]), 2):
            label = a[4]["label"]
            copy = label == "copy"
            yield {
                "family": family,
                "a": {"doc": a[1], "start": a[2], "end": a[3]},
                "b": {"doc": b[1], "start": b[2], "end": b[3]},
                "label": label,
                "credit": (a[4]["credit"] or b[4]["credit"]) if copy else None,
                "edit": ("none" if folded(a[4]["text"]) == folded(b[4]["text"]) else "light") if copy else None,
            }


def statements(documents, annotations, agreements):
    """Every statement with its versions, oldest first."""
    found = {}
    for article in annotations:
        document = documents[article["id"]]
        for version in article["statements"]:
            start, end = only(document["text"], version["text"])
            found.setdefault(version["statement"], []).append(
                (age(document),
                 {"doc": document["id"], "start": start, "end": end, "entity": version["entity"]}))
    if set(found) != set(agreements):
        raise Doubt(f"statements without agreement, or the other way round: {set(found) ^ set(agreements)}")
    for name in sorted(found):
        versions = sorted(found[name], key=lambda v: (v[0], v[1]["start"]))
        yield {"statement": name, "versions": [v for _, v in versions], "agreement": agreements[name]}


def quotes(documents, annotations):
    """Every article with its quotes, its text beside them so that the file can be scored by itself."""
    for article in annotations:
        document = documents[article["id"]]
        text, start, located = document["text"], 0, []
        for quote in article["quotes"]:
            try:
                located.append(locate_quote(text, quote, start))
            except Doubt as doubt:
                raise Doubt(f"{article['id']}: {doubt}") from None
            start = located[-1]["content_spans"][0][0]
        yield {
            "id": document["id"], "outlet": document["outlet"], "date": day(document["date"]), "title": document["title"],
            "text": text, "quotes": located, "not_quotes": locate_not_quotes(text, article["not_quotes"]),
        }


def main():
    annotations = json.loads((HERE / "annotations.json").read_text(encoding="utf-8"))
    articles = annotations["articles"]
    try:
        documents = archive()
        if [a["id"] for a in articles] != [i for i in documents]:
            raise Doubt(f"articles without annotation, or in another order: {set(documents) ^ {a['id'] for a in articles}}")
        files = {
            "quotes.jsonl": list(quotes(documents, articles)),
            "reuse.jsonl": list(reuses(documents, articles)),
            "statements.jsonl": list(statements(documents, articles, annotations["agreement"])),
        }
    except Doubt as doubt:
        sys.exit(str(doubt))
    stale = []
    for name, records in files.items():
        lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        path = HERE / name
        if "--check" not in sys.argv:
            path.write_text(lines, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != lines:
            stale.append(name)
        print(f"{name}: {len(records)} records", file=sys.stderr)
    if stale:
        sys.exit("not what annotations.json and the archive say: " + ", ".join(stale))


if __name__ == "__main__":
    main()
