#!/usr/bin/env python3
"""How well web pages are read: main text, title, date, author, against pages with a gold text.

    python3 benches/html/score.py FOLDER --rawi target/release/rawi     # reads the pages of FOLDER with the program
    python3 benches/html/score.py FOLDER --read pages.jsonl             # what another reader made of them

FOLDER holds gold.jsonl (one object a page: file, source, url, title, date, authors, text, with, without) and the pages
it names. `pages.jsonl` has one object a page: file, title, date, author, text.

Full text is scored as scrapinghub's article-extraction-benchmark does it: bags of 4-word shingles, precision and recall
of each page, F1 of their means. `with` are snippets that the text must hold, `without` such that it must not. A title is
right if its words are the gold's; a date, if it is the same day; an author, if every gold name is in it and it is
not much longer. Some gold cannot be met from the page: a title that stands nowhere in it, or a day that does so in no
usual way of writing. They count in `title` and `date`; `title+` and `date+` leave them out, and --errors names them.
`title+` also takes for right what is the gold but for a label before it or a site behind it. Pages are cut into halves by a hash of their names, so that rules can be made on one and
checked on the other.
"""

import argparse
import gzip
import html
import json
import re
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

WORD = re.compile(r"\w+")


def shingles(text, n=4):
    words = WORD.findall(text or "")
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)) if words)


def overlap(gold, read):
    """Precision and recall of one page; None where there is nothing to divide by (as in the benchmark)."""
    gold, read = shingles(gold), shingles(read)
    both = sum((gold & read).values())
    precision = both / sum(read.values()) if read else None
    recall = both / sum(gold.values()) if gold else None
    return precision, recall


def words(text):
    return WORD.findall(unicodedata.normalize("NFKC", text or "").casefold())


def flat(text):
    return " ".join(unicodedata.normalize("NFKC", text or "").split())


def author_right(gold, read):
    have = words(read)
    need = [word for name in ([gold] if isinstance(gold, str) else gold) for word in words(name)]
    return bool(have) and set(need) <= set(have) and len(have) <= len(need) + 3


def letters(text):
    return "".join(words(html.unescape(text)))


MONTHS = (
    ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
)


def in_page(folder, row):
    """Whether the gold title and the gold day stand in the page, in its text or in its tags."""
    page = gzip.open(folder / row["file"]).read()
    try:
        page = page.decode("utf-8")
    except UnicodeDecodeError:
        page = page.decode("latin-1")
    shown = re.sub(r"<[^>]*>", " ", page)
    title = not row["title"] or any(letters(row["title"]) in letters(text) for text in (shown, page))
    if not row["date"]:
        return title, True
    year, month, day = row["date"][:4], int(row["date"][5:7]), int(row["date"][8:10])
    numbers = rf"{year}[-/._]?0?{month}[-/._]?0?{day}(?!\d)|(?<!\d)0?{day}[-/.]\s?0?{month}[-/.]\s?(?:{year}|{year[2:]})"
    names = "|".join(sorted({names[month - 1] for names in MONTHS}))
    written = rf"(?<!\d)0?{day}(?:st|nd|rd|th)?[. ]*(?:de )?(?:{names})|(?:{names})\w*\.? 0?{day}(?!\d)"
    american = rf"(?<!\d)0?{month}/0?{day}/{year}"
    # A language that is not one of the three: believed.
    known = row["source"] != "fundus"
    return title, not known or bool(re.search(f"{numbers}|{written}|{american}", page, re.I))


def nearly(gold, read):
    """Whether two titles are one but for a label before or a site behind, set off by a mark."""
    short, long = sorted((flat(gold), flat(read)), key=len)
    at = long.find(short)
    if at < 0 or len(words(short)) < 3:
        return False
    before, behind = long[:at].rstrip(), long[at + len(short) :].lstrip()
    return (not before or before[-1] in ":|-–—»·") and (not behind or behind[0] in "|-–—»·")


def half(name):
    return "ab"[zlib.crc32(name.encode()) & 1]


def score(rows, pages):
    out = {}
    full = [row for row in rows if row["text"]]
    pairs = [(row, overlap(row["text"], pages.get(row["file"], {}).get("text"))) for row in full]
    if pairs:
        precisions = [p for _, (p, _) in pairs if p is not None]
        recalls = [r for _, (_, r) in pairs if r is not None]
        precision = sum(precisions) / len(precisions) if precisions else 0
        recall = sum(recalls) / len(recalls)
        out["F1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0
        out["precision"], out["recall"] = precision, recall
        out["unread"] = sum(p is None for _, (p, _) in pairs)
    for name, want in (("with", True), ("without", False)):
        found = [flat(s) in flat(pages.get(row["file"], {}).get("text")) for row in rows for s in row[name]]
        if found:
            out[name] = sum(f == want for f in found) / len(found)
    for name, right in (
        ("title", lambda row, page: words(row["title"]) == words(page.get("title"))),
        ("date", lambda row, page: row["date"][:10] == (page.get("date") or "")[:10]),
        ("authors", lambda row, page: author_right(row["authors"], page.get("author"))),
        ("title+", title_nearly),
        ("date+", lambda row, page: row["date"][:10] == (page.get("date") or "")[:10]),
    ):
        field = name.rstrip("+")
        have = [row for row in rows if row[field] and (field == name or row["stands"][field])]
        if have:
            out[name] = sum(bool(right(row, pages.get(row["file"], {}))) for row in have) / len(have)
    return out


def title_nearly(row, page):
    gold, read = row["title"], page.get("title") or ""
    return words(gold) == words(read) or nearly(gold, read)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rawi", type=Path, help="the program to read the pages with")
    parser.add_argument("--read", type=Path, help="the pages as another reader read them")
    parser.add_argument("--half", choices="ab", help="only this half of the pages")
    parser.add_argument("--errors", action="store_true", help="a line for each page that is not right")
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.folder / "gold.jsonl").open(encoding="utf-8")]
    for row in rows:
        row["stands"] = dict(zip(("title", "date"), in_page(args.folder, row)))
    if args.half:
        rows = [row for row in rows if half(row["file"]) == args.half]
    if args.rawi:
        done = subprocess.run(
            [args.rawi, "read", *[args.folder / row["file"] for row in rows]],
            stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
        lines = done.stdout.split("\n")
    elif args.read:
        lines = args.read.read_text(encoding="utf-8").split("\n")
    else:
        sys.exit("--rawi or --read is needed")
    pages = {}
    for line in filter(None, lines):
        page = json.loads(line)
        pages["/".join(page["file"].split("/")[-2:])] = page
    sources = Counter(row["source"] for row in rows)
    print(f"{'source':<32}{'pages':>6}" + "".join(f"{n:>10}" for n in COLUMNS))
    for source, group in [*((s, {s}) for s in sources), ("all", set(sources))]:
        for name in ("a", "b", "ab"):
            part = [row for row in rows if row["source"] in group and half(row["file"]) in name]
            if part and (not args.half or name == args.half):
                figures = score(part, pages)
                cells = "".join(f"{figures[c]:>10.4g}" if c in figures else f"{'':>10}" for c in COLUMNS)
                print(f"{source + ' ' + name:<32}{len(part):>6}{cells}")
    if args.errors:
        errors(rows, pages)


COLUMNS = ("F1", "precision", "recall", "unread", "with", "without", "title", "title+", "date", "date+", "authors")


def errors(rows, pages):
    for row in rows:
        page, said = pages.get(row["file"], {}), []
        if row["text"]:
            p, r = (x or 0 for x in overlap(row["text"], page.get("text")))
            if min(p, r) < 0.97:
                said.append(f"P {p:.2f} R {r:.2f}")
        text = flat(page.get("text"))
        said += [f"lacks {s!r}" for s in row["with"] if flat(s) not in text]
        said += [f"holds {s!r}" for s in row["without"] if flat(s) in text]
        if row["title"] and words(row["title"]) != words(page.get("title")):
            why = "" if row["stands"]["title"] else " (which is not in the page)"
            why = why or (" (but for a label or a site)" if title_nearly(row, page) else "")
            said.append(f"title {page.get('title')!r}, not {row['title']!r}{why}")
        if row["date"] and row["date"][:10] != (page.get("date") or "")[:10]:
            why = "" if row["stands"]["date"] else " (which is not in the page)"
            said.append(f"date {page.get('date')!r}, not {row['date']!r}{why}")
        if row["authors"] and not author_right(row["authors"], page.get("author")):
            said.append(f"author {page.get('author')!r}, not {row['authors']!r}")
        for what in said:
            print(f"{row['file']}\t{what}")


if __name__ == "__main__":
    main()
