"""Loads what rawi wrote, with the packages its users work with. Called by load.rs: load.py PACKAGE FOLDER.

Prints "left out" where the package is not installed; fails where something cannot be loaded or is not what it should be.
"""

import datetime
import importlib
import json
import pathlib
import sys

package, folder = sys.argv[1], pathlib.Path(sys.argv[2])
try:
    module = importlib.import_module(package)
    if package == "pandas":
        importlib.import_module("pyarrow")
except ImportError as cause:
    print(f"left out: {cause}")
    sys.exit(0)

TABLES = ["read", "matrix", "families", "pairs", "reuses", "documents", "quotes", "speakers", "statements"]
DATES = {"read": "date", "families": "date", "pairs": "a.date", "reuses": "b.date", "documents": "date",
         "quotes": "date", "speakers": "first", "statements": "date"}
DAY = datetime.date(2018, 7, 1)


def rows(table, form):
    """How many records the JSONL has, or rows where a record has several."""
    lines = [json.loads(line) for line in (folder / f"{table}.jsonl").read_text("utf-8").splitlines()]
    member = {"families": "members", "statements": "versions", "matrix": "shared_with"}.get(table)
    return sum(max(1, len(line[member])) if member else 1 for line in lines)


if package == "pandas":
    import pyarrow.parquet

    for table in TABLES:
        parquet = module.read_parquet(folder / f"{table}.parquet")
        csv = module.read_csv(folder / f"{table}.csv")
        excel = module.read_csv(folder / f"{table}.excel.csv")
        jsonl = module.read_json(folder / f"{table}.jsonl", lines=True)
        assert len(parquet) == len(csv) == len(excel) == rows(table, "jsonl"), table
        assert len(jsonl) > 0, table
        columns = [column for column in parquet.columns if not column.endswith("_iso")]
        assert columns == list(csv.columns) == list(excel.columns), table
        if table in DATES:
            dates = parquet[DATES[table]].dropna()
            assert len(dates) and all(type(date) is datetime.date and date > DAY for date in dates), table
        metadata = pyarrow.parquet.read_schema(folder / f"{table}.parquet").metadata
        assert metadata[b"rawi.version"] and json.loads(metadata[b"rawi.settings"])["reading"], table
    quotes = module.read_parquet(folder / "quotes.parquet")
    texts = module.read_parquet(folder / "read.parquet").set_index("id")["text"]
    for doc, content, text in zip(quotes["doc"], quotes["content"], quotes["text"]):
        assert " … ".join(texts[doc][start:end] for start, end in json.loads(content)) == text
    assert quotes["confidence"].dtype == "float64"
    assert module.read_parquet(folder / "families.parquet")["start"].dtype == "int64"

elif package == "duckdb":
    for table in TABLES:
        for ending in ["parquet", "csv"]:
            (count,) = module.sql(f"select count(*) from '{folder}/{table}.{ending}'").fetchall()[0]
            assert count == rows(table, "jsonl"), (table, ending, count)
        (count,) = module.sql(f"select count(*) from read_json('{folder}/{table}.jsonl', format = 'newline_delimited')").fetchall()[0]
        assert count > 0, table
    day, kind = module.sql(f"select max(date), typeof(max(date)) from '{folder}/quotes.parquet'").fetchall()[0]
    assert day > DAY and kind == "DATE"
    (outlets,) = module.sql(f"select typeof(outlets) from '{folder}/families.parquet' limit 1").fetchall()[0]
    assert outlets == "VARCHAR[]", outlets

elif package == "polars":
    for table in TABLES:
        assert module.read_parquet(folder / f"{table}.parquet").height == rows(table, "jsonl"), table
    assert module.read_parquet(folder / "read.parquet")["date"].dtype == module.Date

elif package == "networkx":
    outlets = module.read_gexf(folder / "outlets.gexf")
    matrix = [json.loads(line) for line in (folder / "matrix.jsonl").read_text("utf-8").splitlines()]
    assert set(outlets.nodes) == {row["outlet"] for row in matrix}
    for row in matrix:
        assert outlets.nodes[row["outlet"]]["tokens"] == row["tokens"]
        for other, shared in row["shared_with"].items():
            assert outlets.edges[row["outlet"], other]["weight"] == shared["tokens"]
    speakers = module.read_gexf(folder / "speakers.gexf")
    records = [json.loads(line) for line in (folder / "speakers.jsonl").read_text("utf-8").splitlines()]
    kinds = [data["kind"] for _, data in speakers.nodes(data=True)]
    assert kinds.count("speaker") == len(records) and kinds.count("outlet") == len(matrix)
    assert sum(weight for _, _, weight in speakers.edges(data="weight")) == sum(record["quotes"] for record in records)

print(f"loaded with {package} {module.__version__}")
