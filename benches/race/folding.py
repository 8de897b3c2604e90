"""The folding and shingling that all peers of the race share, so that they are asked the same question as rawi.

Whole-text passes over C functions, since a loop over characters would make Python, not the peer, what is measured. For
scripts with letters it gives the tokens of rawi's folding; scripts that write with combining vowel signs differ.
"""
import json
import re
import unicodedata

_MARKS = (range(0x300, 0x370), range(0x591, 0x5C8), range(0x610, 0x61B), range(0x64B, 0x660), range(0x670, 0x671), range(0x6D6, 0x6EE))
_UNSEEN = (range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x206A), (0x640, 0xAD, 0xFEFF))
_TABLE = {c: None for group in _MARKS + _UNSEEN for c in group}
_TABLE |= {ord(a): b for a, b in zip("أإآٱىیئؤةکς", "اااايييوهكσ")}
_TABLE |= {first + i: str(i) for first in (0x660, 0x6F0) for i in range(10)}
_WORD = re.compile(r"[^\W_]+")


def tokens(text):
    text = unicodedata.normalize("NFKC", text).lower()
    return _WORD.findall(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TABLE)))


def shingles(text, k=3):
    words = tokens(text)
    return list({" ".join(words[i:i + k]) for i in range(max(1, len(words) - k + 1))}) if words else []


def read(path):
    """Yields (id, shingles) of every record that has a word."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found = shingles(record["text"])
            if found:
                yield record["id"], found


def write(path, pairs):
    with open(path, "w", encoding="utf-8") as out:
        for a, b in pairs:
            out.write(f"{a}\t{b}\n")
