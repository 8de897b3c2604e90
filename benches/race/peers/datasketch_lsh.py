"""datasketch: MinHash of 128 values, its own choice of bands, candidates kept by their estimated similarity."""
import sys

from datasketch import MinHash, MinHashLSH
from folding import read, write


def pairs(source, threshold):
    index = MinHashLSH(threshold=threshold, num_perm=128)
    names, signatures = [], []
    for name, found in read(source):
        signature = MinHash(num_perm=128, seed=1)
        signature.update_batch([s.encode() for s in found])
        index.insert(len(names), signature)
        names.append(name)
        signatures.append(signature)
    for i, signature in enumerate(signatures):
        for j in index.query(signature):
            if j < i and signature.jaccard(signatures[j]) >= threshold:
                yield names[j], names[i]


write(sys.argv[2], pairs(sys.argv[1], float(sys.argv[3])))
