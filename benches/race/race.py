#!/usr/bin/env python3
"""race.py RAWI ARCHIVE.jsonl [--threshold 0.7] [--runs 3] [--only NAME,…]

The whole job, from a file of records to a file of pairs, by rawi and by its peers: CPU seconds (user and system, median of
the runs), peak memory, recall and precision against the exact pairs. The records are the paragraphs of ARCHIVE (records
with `id` and `text`), written once to a file that all of them read. One core each: BLAS and rayon are held to one thread.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python race.py ../../target/release/rawi archive.jsonl
"""
import argparse, importlib.metadata, json, os, platform, statistics, subprocess, sys, tempfile
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = {"SetSimilaritySearch": "set_similarity_search", "rensa": "rensa_lsh", "gaoya": "gaoya_index", "datasketch": "datasketch_lsh"}

p = argparse.ArgumentParser()
p.add_argument("rawi"); p.add_argument("archive"); p.add_argument("--threshold", default="0.7")
p.add_argument("--runs", type=int, default=3); p.add_argument("--only", default=",".join(["rawi", "rawi-minhash", *PEERS]))
a = p.parse_args()
work = Path(tempfile.mkdtemp(prefix="race-"))
source, count = work / "paragraphs.jsonl", 0
with open(source, "w", encoding="utf-8") as out, open(a.archive, encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        for text in filter(None, map(str.strip, (record.get("text") or "").split("\n"))):
            out.write(json.dumps({"id": f"p{count}", "outlet": record.get("outlet"), "text": text}, ensure_ascii=False) + "\n")
            count += 1


def rawi(method):
    def command(out):
        return [a.rawi, "overlap", source, "--unit", "document", "--emit", "pairs", "--within-outlet", "--keep-furniture",
                "--min-tokens", "1", "--min-jaccard", a.threshold, "--method", method, "--threads", "1", "-f", "jsonl", "-o", out]
    return command


def peer(script):
    return lambda out: [sys.executable, HERE / "peers" / f"{script}.py", source, out, a.threshold]


commands = {"rawi": rawi("exact"), "rawi-minhash": rawi("minhash")} | {name: peer(script) for name, script in PEERS.items()}
environment = os.environ | {"PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "RAYON_NUM_THREADS": "1",
                            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def run(command):
    """CPU seconds and peak MiB of one process, as the system accounts for it."""
    child = subprocess.Popen([str(word) for word in command], env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"race: {command[0]} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def found(out):
    with open(out, encoding="utf-8") as lines:
        if out.suffix == ".jsonl":
            return {frozenset((r["a"]["doc"], r["b"]["doc"])) for r in map(json.loads, lines)}
        return {frozenset(line.rstrip("\n").split("\t")) for line in lines}


truth = work / "SetSimilaritySearch.tsv"
run(commands["SetSimilaritySearch"](truth))
exact = found(truth)
print(f"{count:,} paragraphs of {Path(a.archive).name}, {source.stat().st_size / 1e6:.0f} MB; {len(exact):,} pairs of Jaccard >= {a.threshold}; "
      f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one thread each, median of {a.runs}\n")
print("| | CPU s | peak MiB | recall | precision |\n| --- | --- | --- | --- | --- |")
for name in a.only.split(","):
    out = work / f"{name}{'.jsonl' if name.startswith('rawi') else '.tsv'}"
    seconds, memory = zip(*(run(commands[name](out)) for _ in range(a.runs)))
    pairs = found(out)
    hit = len(pairs & exact)
    version = "" if name.startswith("rawi") else " " + importlib.metadata.version(name)
    print(f"| {name}{version} | {statistics.median(seconds):.2f} | {max(memory):.0f} | {hit / max(1, len(exact)):.4f} | {hit / max(1, len(pairs)):.4f} |", flush=True)
