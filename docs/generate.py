"""Writes what the docs show of the library itself: ``python docs/generate.py``.

These are pictures of a marked article and of the flow of data, the help of the command, and the JSON Schemas.
``tests/test_docs.py`` tells when one of them is behind the code.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from kztrade import Article, cli

HERE = Path(__file__).parent
COLOURS = {"dates": "#0072b2", "money": "#009e73", "percentages": "#d55e00", "countries": "#c46ba8"}
LETTERS, LETTER, LINE, LEFT = 66, 9.03, 34, 24
"""Letters of a line, the width of one, the height of a line, the margin."""

WIDTH = 2 * LEFT + round(LETTERS * LETTER)
TEXT = (
    "ASTANA, 5 March 2024. Trade between Kazakhstan and Italy amounted to $16.1 billion last year, exports – $15.1"
    " billion, imports – $1.6 billion. Kazakhstan's exports grew by 7.4 percent, and both sides aim for $20"
    " billion by 2030."
)
STYLE = """<style>
.ground { fill: #fff; stroke: #ccc } .box { fill: #eef4fa; stroke: #0072b2 }
.ink { fill: #111 } .soft { fill: #444 } .arrow { fill: none; stroke: #555; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
.ground { fill: #16181d; stroke: #444 } .box { fill: #1c2b38; stroke: #4aa3d8 }
.ink { fill: #eee } .soft { fill: #bbb } .arrow { stroke: #aaa }
}
</style>"""


def frame(title: str, width: int, height: int, body: list[str], font: str) -> str:
    """An SVG on a ground of its own, so that it can be read on any page."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ground = f'<rect class="ground" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>'
    title = f"<title>{escape(title, quote=False)}</title>"
    return "\n".join([f'{head} font-family="{font}" font-size="15">', title, STYLE, ground, *body, "</svg>", ""])


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, broken at blanks."""
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= LETTERS else text.rindex(" ", start, start + LETTERS + 1)
        yield start, end
        start = end + 1


def written(kind: str, x: float, y: float, text: str, more: str = "") -> str:
    """A line of text."""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{more}>{escape(text, quote=False)}</text>'


def marked(article: Article, start: int, end: int, y: float) -> Iterator[str]:
    """The grounds and underlines of the mentions on one line."""
    for kind, colour in COLOURS.items():
        for mention in getattr(article, kind):
            first, last = max(mention.start, start), min(mention.end, end)
            if first < last:
                x, wide = LEFT + (first - start) * LETTER, (last - first) * LETTER
                place = f'x="{x:.1f}" width="{wide:.1f}" fill="{colour}"'
                yield f'<rect y="{y - 16}" height="22" opacity=".25" {place}/>'
                yield f'<rect y="{y + 6}" height="2" {place}/>'


def picture(article: Article) -> str:
    """The text, each mention on its ground, with its kind's line under it; below it statements and findings."""
    body = []
    for i, (kind, colour) in enumerate(COLOURS.items()):
        body.append(f'<rect x="{LEFT + i * 150}" y="16" width="12" height="12" fill="{colour}"/>')
        body.append(written("soft", LEFT + 18 + i * 150, 27, kind))
    y = 62
    for start, end in lines(article.text):
        body.extend(marked(article, start, end, y))
        length = f' textLength="{(end - start) * LETTER:.1f}"'
        body.append(written("ink", LEFT, y, article.text[start:end], length))
        y += LINE
    for said in (*map(str, article.statements), *(f"⚠ {finding.message}" for finding in article.findings)):
        y += 20
        body.append(written("soft", LEFT, y - 12, said, ' font-size="12"'))
    return frame(article.text, WIDTH, y + 8, body, "monospace")


def box(x: int, y: int, width: int, text: str, height: int = 66) -> Iterator[str]:
    """A box with lines of text in its middle."""
    yield f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'
    rows = text.split("\n")
    for row, words in enumerate(rows):
        below = y + height / 2 + 5 + 18 * (row - (len(rows) - 1) / 2)
        yield written("ink", x + width / 2, below, words, ' text-anchor="middle"')


def flow() -> str:
    """How a text becomes an article, and what an article becomes."""
    steps = ("text or\nweb page", "scan", "dates, money,\npercentages,\ncountries", "statements", "findings")
    forms = ("JSON lines,\nCSV, Parquet", "pandas, polars,\nDuckDB", "report", "notebook", "spaCy")
    body: list[str] = []
    for i, (step, form) in enumerate(zip(steps, forms, strict=True)):
        x = 20 + 137 * i
        body += [*box(x, 20, 112, step), *box(x, 208, 112, form)]
        if i:
            body.append(f'<path class="arrow" d="M{x - 23} 53h20m-6 -5l6 5l-6 5"/>')
        if step not in {"text or\nweb page", "scan"}:
            body.append(f'<path class="arrow" d="M{x + 56} 90v26m-5 -6l5 6l5 -6"/>')
        body.append(f'<path class="arrow" d="M{x + 56} 164v38m-5 -6l5 6l5 -6"/>')
    body += box(20, 120, 660, "Article: all that one text says, frozen, with the place of each fact", 40)
    title = (
        "A text is scanned once; mentions, statements and findings make an article, which becomes lines, tables, pages"
    )
    return frame(title, 700, 294, body, "sans-serif")


def shown(*arguments: str) -> str:
    """What the command prints."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    with contextlib.redirect_stdout(out):
        cli.main(arguments)
    os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    return out.buffer.getvalue().decode()


def files() -> dict[str, str]:
    """Each file's name in ``docs``, and what is to stand in it."""
    return {
        "article.svg": picture(Article.from_text(TEXT)),
        "explanation/data-flow.svg": flow(),
        "reference/command.txt": shown("--help"),
        "reference/command-report.txt": shown("report", "--help"),
        "reference/article.schema.json": shown("schema"),
        "reference/input.schema.json": shown("schema", "input"),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (HERE / name).write_text(content, encoding="utf-8")
