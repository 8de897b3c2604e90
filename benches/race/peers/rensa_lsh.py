"""rensa: R-MinHash of 128 values, LSH of 32 bands, candidates kept by their estimated similarity."""
import sys

from folding import read, write
from rensa import RMinHash, RMinHashLSH


def pairs(source, threshold):
    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    names, signatures = [], []
    for name, found in read(source):
        signature = RMinHash(num_perm=128, seed=1)
        signature.update(found)
        index.insert(len(names), signature)
        names.append(name)
        signatures.append(signature)
    for i, signature in enumerate(signatures):
        for j in index.query(signature):
            if j < i and signature.jaccard(signatures[j]) >= threshold:
                yield names[j], names[i]


write(sys.argv[2], pairs(sys.argv[1], float(sys.argv[3])))
