"""How often the library is right, on the articles of the project itself: ``python benchmarks/accuracy.py [--write]``.

A mention is right when its first and last character and its whole value are those of the golden line: stricter than an
overlap. A statement is right when all that it says is (reporter, partner, flow, goods or not, amount, period, change,
share, status); where it stands and how goods are called don't count. A finding is right when its rule is. Optional ones
count neither way.

``--write`` puts the tables into ``docs/explanation/accuracy.md``.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kztrade import Article, jsonl

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
PAGE = ROOT / "docs" / "explanation" / "accuracy.md"
FOLDERS = {
    "seeds": ROOT / "seeds",
    "dev-a": TESTS / "data/dev",
    "dev-b": TESTS / "data/dev",
    "made": TESTS / "data/made",
}
MENTIONS = ("dates", "money", "percentages", "countries")
HEAD = ("title", "published", "dateline")
Row = tuple[int, int, int]
"""Right, wrong, missed."""


def articles(file: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each golden line of a file, with what the library makes of its text."""
    for line in (TESTS / "golden" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        yield gold, json.loads(jsonl.dumps(Article.from_file(FOLDERS[file] / gold["source"])))


def amount(money: dict[str, Any] | None) -> Any:
    """An amount, so that ``1.3E+9`` is ``1300000000``."""
    return money and [*(money[key] and float(money[key]) for key in ("amount", "amount_max")), money["currency"]]


def mention(one: dict[str, Any]) -> str:
    """What makes a mention the same: its place and its value."""
    value = {k: float(v) if k in {"amount", "amount_max", "value_max"} and v else v for k, v in one["value"].items()}
    if value.get("value"):
        value["value"] = float(value["value"])
    value.pop("edtf", None)  # how fine it is written, not what it is
    return json.dumps([one["start"], one["end"], value], sort_keys=True)


def statement(one: dict[str, Any]) -> str:
    """What makes a statement the same."""
    change, share, period = one["change"], one["share"], one["period"]
    parts = (
        (one["reporter"], one["partner"], one["flow"], one["commodity"] is None, one["status"]),
        amount(one["value"]),
        (period["start"], period["end"]) if period and period["edtf"] else None,
        change and [change["direction"], *(change[k] and float(change[k]) for k in ("value", "value_max", "factor"))],
        share and (float(share["value"]), share["of"], share["with"]),
    )
    return json.dumps(parts)


def finding(one: dict[str, Any]) -> str:
    """What makes a finding the same, in one article."""
    return str(one["rule"])


SAME = {**dict.fromkeys(MENTIONS, mention), "statements": statement, "findings": finding}


def overlaps(one: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether it shares a place with any of the others."""
    return any(one["start"] < other["end"] and other["start"] < one["end"] for other in others)


def compare(kind: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Row:
    """Right, wrong and missed facts of one kind in one article."""
    same = SAME[kind]
    wanted = Counter(same(one) for one in gold if not one.get("optional"))
    optional = [one for one in gold if one.get("optional")]
    either = {same(one) for one in optional}
    got = Counter(same(one) for one in found if same(one) in wanted or not is_optional(kind, one, optional, either))
    right = (wanted & got).total()
    return right, got.total() - right, wanted.total() - right


def is_optional(kind: str, one: dict[str, Any], optional: list[dict[str, Any]], either: set[str]) -> bool:
    """Whether tastes differ on it: a mention where an optional one stands, any other that is like one."""
    return overlaps(one, optional) if kind in MENTIONS else SAME[kind](one) in either


def heads(gold: dict[str, Any], found: dict[str, Any]) -> Row:
    """The fields of one article's head."""
    right = sum(gold[key] is not None and gold[key] == found[key] for key in HEAD)
    return (
        right,
        sum(found[key] is not None for key in HEAD) - right,
        sum(gold[key] is not None for key in HEAD) - right,
    )


def rows(file: str) -> tuple[int, dict[str, Row]]:
    """The number of articles of a golden file, and the sums of each kind that it is about."""
    kinds = ("statements", "findings") if file == "made" else (*MENTIONS, "statements", "findings")
    sums: dict[str, list[Row]] = {}
    count = 0
    for gold, found in articles(file):
        count += 1
        if file != "made":
            sums.setdefault("head", []).append(heads(gold, found))
        for kind in kinds:
            sums.setdefault(kind, []).append(compare(kind, gold[kind], found[kind]))
    return count, {kind: tuple(map(sum, zip(*each, strict=True))) for kind, each in sums.items()}  # type: ignore[misc]


def ratio(part: int, whole: int) -> str:
    """A ratio to three digits, or a dash where there is nothing to divide by."""
    return f"{part / whole:.3f}" if whole else "–"


def table(file: str) -> str:
    """The figures of one golden file as a table of Markdown."""
    count, sums = rows(file)
    lines = [
        f"`{file}`: {count} articles",
        "",
        "| | in the text | right | wrong | missed | precision | recall | F1 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, (right, wrong, missed) in sums.items():
        figures = (
            ratio(right, right + wrong),
            ratio(right, right + missed),
            ratio(2 * right, 2 * right + wrong + missed),
        )
        lines.append(f"| {kind} | {right + missed} | {right} | {wrong} | {missed} | {' | '.join(figures)} |")
    return "\n".join(lines)


def failures() -> str:
    """The known failures of the corpora, as a list of Markdown."""
    return "\n".join(
        f"- *{path.stem}*: {case['text']} ({case['why']})"
        for path in sorted((TESTS / "corpus" / "en").glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get("known_failure", [])
    )


def filled(page: str) -> str:
    """The page with what was measured."""
    for name, text in (("figures", "\n\n".join(map(table, FOLDERS))), ("failures", failures())):
        block = f"<!-- {name} -->\n\n{text}\n\n<!-- end -->"
        page = re.sub(rf"<!-- {name} -->.*?<!-- end -->", lambda _, block=block: block, page, flags=re.DOTALL)
    return page


def main(argv: list[str]) -> None:
    """Print what was measured, or write it into the page."""
    if "--write" in argv:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(*map(table, FOLDERS), failures(), sep="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
