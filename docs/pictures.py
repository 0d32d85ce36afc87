"""Draws ``article.svg``, the picture of a marked article, from what the library finds: ``python docs/pictures.py``."""

from html import escape
from pathlib import Path

from kztrade import Article

HERE = Path(__file__).parent
COLOURS = {"dates": "#0072b2", "money": "#009e73", "percentages": "#d55e00", "countries": "#a0528a"}
WIDTH, LINE, LEFT = 9.03, 34, 24
LETTERS = 88


def lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end, broken at blanks."""
    found, start = [], 0
    while start < len(text):
        end = len(text) if len(text) - start <= LETTERS else text.rindex(" ", start, start + LETTERS + 1)
        found.append((start, end))
        start = end + 1
    return found


def picture(article: Article) -> str:
    """The text, each mention on its ground, with its kind's line under it; its statements below."""
    marks = [(mention, kind) for kind in COLOURS for mention in getattr(article, kind)]
    rows = lines(article.text)
    bottom = 62 + LINE * len(rows)
    height = bottom + 34 + 24 * len(article.statements)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 850 {height}" font-family="monospace" font-size="15">',
        f"<title>{escape(article.text)}</title>",
        f'<rect width="850" height="{height}" rx="8" fill="#fff" stroke="#ccc"/>',
    ]
    for i, (kind, colour) in enumerate(COLOURS.items()):
        out.append(f'<rect x="{LEFT + i * 130}" y="16" width="12" height="12" fill="{colour}"/>')
        out.append(f'<text x="{LEFT + 18 + i * 130}" y="27" fill="#333">{kind}</text>')
    for row, (start, end) in enumerate(rows):
        y = 62 + LINE * row
        for mention, kind in marks:
            first, last = max(mention.start, start), min(mention.end, end)
            if first < last:
                x, wide = LEFT + (first - start) * WIDTH, (last - first) * WIDTH
                place = f'x="{x:.1f}" width="{wide:.1f}" fill="{COLOURS[kind]}"'
                out.append(f'<rect y="{y - 16}" height="22" opacity=".16" {place}/>')
                out.append(f'<rect y="{y + 6}" height="2" {place}/>')
        line = escape(article.text[start:end])
        out.append(f'<text x="{LEFT}" y="{y}" fill="#111" textLength="{(end - start) * WIDTH:.1f}">{line}</text>')
    for i, statement in enumerate(article.statements):
        out.append(f'<text x="{LEFT}" y="{bottom + 12 + 24 * i}" fill="#444">{escape(str(statement))}</text>')
    return "\n".join([*out, "</svg>", ""])


def flow() -> str:
    """How a text becomes an article."""
    steps = ("text", "scan", "dates, money,\npercentages,\ncountries", "statements", "findings", "Article")
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 850 110" font-family="sans-serif" font-size="14">',
        "<title>How a text becomes an article</title>",
        '<rect width="850" height="110" rx="8" fill="#fff" stroke="#ccc"/>',
    ]
    for i, step in enumerate(steps):
        x = 15 + 139 * i
        out.append(f'<rect x="{x}" y="22" width="118" height="66" rx="6" fill="#eef4fa" stroke="#0072b2"/>')
        words = step.split("\n")
        for row, word in enumerate(words):
            y = 60 + 18 * (row - (len(words) - 1) / 2)
            out.append(f'<text x="{x + 59}" y="{y:g}" text-anchor="middle" fill="#111">{word}</text>')
        if i:
            out.append(f'<path d="M{x - 19} 55h14m-5 -4l5 4l-5 4" fill="none" stroke="#333" stroke-width="1.5"/>')
    return "\n".join([*out, "</svg>", ""])


TEXT = (
    "ASTANA, 5 March 2024. Trade between Kazakhstan and Italy amounted to $16.1 billion last year, exports – $15.1"
    " billion, imports – $1.6 billion. Kazakhstan's exports grew by 7.4 percent, and both sides aim for $20"
    " billion by 2030."
)

if __name__ == "__main__":
    (HERE / "article.svg").write_text(picture(Article.from_text(TEXT)), encoding="utf-8")
    (HERE / "explanation" / "data-flow.svg").write_text(flow(), encoding="utf-8")
