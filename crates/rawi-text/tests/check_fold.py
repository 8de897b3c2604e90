#!/usr/bin/env python3
"""check_fold.py FOLDER < fold_cases.jsonl: does FOLDER/fold.py (`tokens(text)`) give the tokens that the cases say?

Characters that this Python's Unicode tables do not know yet are left out: they are no letters there.
"""
import json, sys, unicodedata

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import fold

cases = wrong = unknown = 0
for line in sys.stdin.buffer:
    case = json.loads(line)
    if any(unicodedata.category(c) == "Cn" for c in case["text"]):
        unknown += 1
        continue
    cases += 1
    found = fold.tokens(case["text"])
    if found != case["tokens"]:
        wrong += 1
        print(f"{case['name']}: {ascii(case['text'])}\n  expected {ascii(case['tokens'])}\n  found    {ascii(found)}")
print(f"{cases} cases, {wrong} wrong, {unknown} with characters unknown here")
sys.exit(wrong > 0)
