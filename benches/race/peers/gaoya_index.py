"""gaoya: 25 bands of 5 values, candidates kept by their estimated similarity (its own)."""
import sys

from folding import read, write
from gaoya.minhash import MinHashStringIndex


def pairs(source, threshold):
    # The index analyses strings; shingles are handed to it as one string of lines.
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=threshold, num_bands=25, band_size=5,
                               analyzer=lambda text: text.split("\n"), id_container="vec")
    names, texts = [], []
    for name, found in read(source):
        texts.append("\n".join(found))
        index.insert_document(len(names), texts[-1])
        names.append(name)
    for i, text in enumerate(texts):
        for j in index.query(text):
            if j < i:
                yield names[j], names[i]


write(sys.argv[2], pairs(sys.argv[1], float(sys.argv[3])))
