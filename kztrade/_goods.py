"""The goods that the words beside a noun or verb of trade name: ``exports of wheat``, ``bought crude``."""

from __future__ import annotations

from kztrade._prose import Row, Rule, goods_text
from kztrade._scan import UNKNOWN

__all__ = [
    "chain_of",
    "free_word_before",
    "goods_named",
    "goods_that_moved",
    "is_of_a_kind",
    "names_any_goods",
    "object_goods",
    "with_more",
    "with_those_before",
]

_LONGEST_NAME = 6
"""Words of a name of goods that no vocabulary holds, at most."""

_IN_FRONT = Rule("flow in front", "! of|from|to|in|country|its|date* comma")
_ITEM = Rule("what is exported most", "! of|from|to|in|country|date* leading goods=goods comma? opener|leading")
_IS_ITEM = Rule("what goods are in a flow", "goods=goods far|leading|sharing|in* of ! with|at|comma")


def goods_named(row: Row, n: int) -> str | None:
    """The goods that the words beside a noun of trade name: ``exports of uranium``, ``oil exports``."""
    found = _ITEM.match(row, n)
    itself = row.items[n].last
    if found and (row.scan.has_role(itself, "all_goods") or row.scan.has_role(itself + 2, "all_goods")):
        return row.text(found["goods"])  # "The main export item was oil, which brought in $5 billion"
    item, beside = _IS_ITEM.match(row, n), (row.items[n - 1].first - 2, row.items[n].last + 2)
    if item and any(row.scan.has_role(k, "all_goods") for k in beside):
        return row.text(item["goods"])  # "Mineral products remain the main item of exports"
    if row.kinds[n - 1] == "goods" and row.gap(n - 1, n) <= (1 if row.items[n - 1].first > row.first else 4):
        first = chain_of(row, n - 1)
        if first != n - 1 and row.kinds[first - 1] not in ("of", "dash"):  # oil and gas exports
            return goods_text(row.scan.text[row.items[first].start : row.items[n - 1].end])
        return row.text(n - 1)
    if row.kinds[n + 1] == "goods" and row.gap(n, n + 1) == 0:
        return with_more(row, n + 1)  # "earnings from crude"
    if row.kinds[n + 1] in ("of", "in") and row.gap(n, n + 1) == 0:
        for k in range(n + 2, min(n + 5, len(row.items))):
            if row.kinds[k] == "goods" and row.gap(k - 1, k) <= 2:
                return with_more(row, k)
            if row.kinds[k] not in ("country", "of", "joint", "hyphen") and row.items[k].value != "balance":
                break  # but "the deficit of the balance of services"
        if row.kinds[n + 1] == "of":
            return _unknown_goods(row, row.items[n + 1].last + 2)
    index = free_word_before(row, n)
    if index is not None and row.scan.has_role(index, "goods"):  # where only "textile products" are known
        first = index - 2 if row.scan.has_role(index - 1, "tight_dash") and index - 2 >= row.first else index
        return goods_text(row.scan.slice(first, index + 1))  # "Textile exports", "machine-building exports"
    return _part_named(row, n)


def goods_that_moved(row: Row, n: int) -> str | None:
    """The goods that a sentence tells of whose flow stands in front: ``In exports, electronic goods grew by …``."""
    scan, first = row.scan, row.items[n].first
    if not (first - row.first == 2 and scan.has_role(row.first, "within")) or not _IN_FRONT.fits(row, n):
        return None
    comma = row.after(n, "comma") or n
    verb = row.after(comma, "movement", "leading", "sharing", "multiple", "with") or comma
    between = row.kinds[comma + 1 : verb]
    if between and (between[0] != "goods" or not {"goods", "comma", "joint"}.issuperset(between)):
        return None
    known = row.kinds[verb - 1] == "goods"
    index, last = row.items[comma].last + 1, row.items[verb - 1].last if known else row.items[verb].first - 2
    joining = {k for item in row.items[comma:verb] if item.kind == "joint" for k in range(item.first, item.last + 1)}
    joining |= {k for item in row.items[comma:verb] if item.kind == "goods" for k in range(item.first + 2, item.last)}
    words = [k for k in range(index, last + 1, 2) if k not in joining]
    if not 0 < len(words) <= _LONGEST_NAME or scan.has_role(index, "no_goods"):
        return None
    if any(scan.has_role(k, "function_word") or not scan.parts[k].islower() for k in words):
        return None
    return goods_text(scan.slice(index, last + 1))


def _part_named(row: Row, n: int) -> str | None:
    """What a part of a flow just told is called by a word that no vocabulary holds.

    ``Food exports were $1.3 bn, and metallurgy exports $2.6 bn``, ``with auto exports accounting for $1.6 bn``; a word
    before a flow may as well say how strong it is.
    """
    scan, index = row.scan, row.items[n].first - 2
    if index <= row.items[n - 1].last or not scan.has_role(index + 1, "blank"):
        return None
    if scan.kinds[index] != UNKNOWN and not scan.has_role(index, "goods"):  # "auto" begins "auto parts"
        return None
    same = [k for k in range(n) if row.kinds[k] == "flow" and row.items[k].value == row.items[n].value]
    if not same or (row.kinds[n + 1] != "sharing" and all(row.kinds[k - 1] != "goods" for k in same)):
        return None
    word = scan.parts[index]
    return word if word.islower() and row.has_between(n, len(row.items), "money") else None


def is_of_a_kind(row: Row, n: int) -> bool:
    """Whether a word that no vocabulary holds says what kind of flow it is: ``handicraft exports``."""
    scan, index = row.scan, free_word_before(row, n)
    return index is not None and scan.kinds[index] == UNKNOWN and (scan.parts[index].islower() or index == row.first)


def with_more(row: Row, k: int) -> str:
    """Goods with those joined to them: ``machinery, equipment and vehicles``."""
    last = k
    while row.kinds[last + 1] in ("comma", "joint") and row.kinds[last + 2] == "goods" and row.gap(last, last + 2) <= 1:
        last += 2
    return goods_text(row.scan.text[row.items[k].start : row.items[last].end])


def chain_of(row: Row, k: int) -> int:
    """The first of the goods that stand together with others at their end: ``machinery, equipment and vehicles``."""
    first = at = k
    while row.kinds[at] == "goods" and row.gap(at, first) <= 1:
        first, at = at, at - 1
        while row.kinds[at] in ("comma", "joint"):
            at -= 1
    return first


def with_those_before(row: Row, k: int) -> str:
    """Goods with those before them that have something together: ``Machinery, equipment and vehicles made up 46%``."""
    if row.kinds[k + 1] == "joint" and row.kinds[k + 2] == "sharing" and row.gap(k + 1, k + 2) > 0:
        # "machinery and precision tools account for"
        return goods_text(row.scan.text[row.items[k].start : row.items[k + 2].start])
    first = chain_of(row, k)
    begins = row.kinds[first - 1] == "example" or row.begins_clause(first)
    if first == k or not begins or row.kinds[first - 1] == "dash":
        return row.text(k)
    return goods_text(row.scan.text[row.items[first].start : row.items[k].end])


def _unknown_goods(row: Row, index: int) -> str | None:
    """Goods that no vocabulary holds: the words in lower case right after ``of``."""
    scan = row.scan
    taken = {item.first for item in row.items if item.kind != "joint"}
    last = None
    if scan.has_role(index, "no_goods"):
        return None
    countries = (item for item in row.items if item.first == index and item.kind == "country")
    demonym = next((item for item in countries if item.value.form == "demonym"), None)
    if demonym is not None:
        index = demonym.last + 2
    first = index
    joined = {item.first for item in row.items if item.kind == "joint"}
    while index < row.stop and index not in taken and scan.parts[index].isalpha() and scan.parts[index].islower():
        if index in joined and last is not None:
            index += 2  # "mechanical and electrical products"
            continue
        if scan.has_role(index, "function_word") or (index > first and scan.has_role(index, "no_goods")):
            break
        last = index
        tied = scan.has_role(index + 1, "tight_dash") and index == first  # labor-intensive products
        if not (tied or scan.has_role(index + 1, "blank")) or index - first > 4:
            break
        index += 2
    if last is None or (first == last and scan.has_role(first, "all_goods")):
        return None
    return goods_text(scan.slice(first, last + 1))


def names_any_goods(row: Row, n: int) -> bool:
    """``imported $1.6 billion of goods``, ``exports over 100 types of products``: whatever they are."""
    scan = row.scan
    if row.kinds[n + 1] == "money" and row.kinds[n + 2] == "of":
        return scan.has_role(row.items[n + 2].last + 2, "all_goods")
    after = row.after(n, "to", "from", "country", "money", "comma", "semicolon", "opener", "flow", "deed")
    begin, end = row.items[n].last + 2, row.stop if after is None else row.items[after].first
    words = range(begin, min(end, begin + _LONGEST_OBJECT), 2)
    counted = next((k for k in words if scan.has_role(k, "digits")), end)
    return any(scan.has_role(k, "all_goods") for k in words if k > counted)


_LONGEST_OBJECT = 20
"""Pieces and separators of a verb's object, at most."""


def object_goods(row: Row, n: int) -> str | None:
    """The goods that a verb's object names: ``bought wheat``, ``610 million yuan worth of wheat``, ``oil was sold``."""
    if row.kinds[n - 1] == "leading" and row.kinds[n - 2] == "goods" and row.gap(n - 2, n) <= 2:
        return row.text(n - 2)
    if row.kinds[n - 1] == "goods" and row.gap(n - 1, n) == 1:
        return row.text(n - 1)  # "The non-oil sector exported"
    if row.kinds[n + 1] == "leading" and row.gap(n, n + 1) > 0:
        return _unknown_goods(row, row.items[n].last + 2)  # "exported vegetable fats worth $5 million"
    for k in range(n + 1, min(n + 6, len(row.items))):
        if row.kinds[k] == "goods":
            return with_more(row, k)
        if row.kinds[k] in ("flow", "deed") and row.kinds[k - 1] == "from":
            continue  # "earned $30 billion from exporting oil"
        if row.kinds[k] == "of" and row.kinds[k - 1] == "leading" and row.kinds[k + 1] != "goods":
            return _unknown_goods(row, row.items[k].last + 2)
        if row.kinds[k] in ("flow", "deed", "doubtful_deed", "open", "example") or row.items[k].value == "which":
            break
    return None


def free_word_before(row: Row, n: int) -> int | None:
    """The piece right before an item, in its sentence, if it is no item itself."""
    index = row.items[n].first - 2
    return index if index >= row.first and (n == 0 or index > row.items[n - 1].last) else None
