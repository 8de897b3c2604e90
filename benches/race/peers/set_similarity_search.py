"""SetSimilaritySearch: the exact join in Python, and so the judge of the others."""
import sys

from SetSimilaritySearch import all_pairs
from folding import read, write

names, sets = map(list, zip(*read(sys.argv[1])))
found = all_pairs(sets, similarity_func_name="jaccard", similarity_threshold=float(sys.argv[3]))
write(sys.argv[2], ((names[min(i, j)], names[max(i, j)]) for i, j, _ in found))
