"""Countries and blocs in prose: ``Kazakhstan``, ``the Kyrgyz Republic``, ``U.S.``, ``Dutch companies``, ``the EAEU``.

Countries and territories are those of ISO 3166-1, with Kosovo as ``XKX``; a bloc of economies goes by its usual
short name. A country's word in the name of a language, a currency, a sea, a person or a dish is no mention, nor are
countries that are gone, regions, and organisations that are no group of economies. Where prose leaves a doubt,
nothing is found.

>>> parse("the Republic of Kazakhstan")
Country('KAZ')
>>> [(m.text, m.value.code, m.value.form) for m in find("Kazakh-German talks in the U.S. were held in Russian.")]
[('Kazakh', 'KAZ', 'demonym'), ('German', 'DEU', 'demonym'), ('U.S.', 'USA', 'abbreviation')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from attrs import frozen

from kztrade import vocabulary
from kztrade._scan import UNKNOWN, Longer, Scan, Spelled, Tail, continues, known_of, lexicon, tails
from kztrade.errors import ParseError
from kztrade.values import Country, Form, Mention

__all__ = ["find", "find_in", "parse"]

_CAPITAL = "country_capital"
_COMBINING = "country_combining"  # "Sino-": an adjective where a hyphen follows
_BARE = "country_bare"  # "Congo": a longer-named neighbour goes by it too
_TELLING = "country_telling"  # "Kinshasa": tells of which of them a text speaks
_LOOKALIKE = "country_lookalike"  # "New Mexico": holds a country's word and is none

_FORMS: dict[str, Form] = {
    "country_name": "name",
    "country_demonym": "demonym",
    "country_abbreviation": "abbreviation",
    "country_bloc": "bloc",
    _CAPITAL: "capital",
}
"""The roles whose words are countries, with the form that they give."""


def parse(text: str, *, language: str = "en") -> Country:
    """The one country or bloc that a text is: a name, an adjective, a code, a capital.

    Args:
        text: the text, with nothing but the country and perhaps its article.
        language: ISO 639 code of a language that has a vocabulary.

    Raises:
        ParseError: the text is no country, or more than that.
        TypeError: text is not a str.

    >>> parse("Kyrgyz"), parse("KZ"), parse("EAEU"), parse("Astana").form
    (Country('KGZ'), Country('KAZ'), Country('EAEU'), 'capital')
    >>> parse("between friends")
    Traceback (most recent call last):
    kztrade.errors.ParseError: not a country
      between friends
      ^^^^^^^^^^^^^^^
    """
    if not isinstance(text, str):
        msg = f"expected the text as a str, got {type(text).__name__}"
        raise TypeError(msg)
    stripped = text.strip()
    scan = Scan.of(stripped, language)
    codes = vocabulary.load("codes", "countries")
    if stripped in codes["bloc"]:
        return _shared(stripped, "bloc")
    if stripped in codes["country"]:
        return _shared(stripped, "abbreviation")
    first = 3 if scan.has_role(1, "country_article") and scan.has_role(2, "blank") else 1
    for role, form in _FORMS.items():
        if scan.has_role(first, role):
            for last, code in scan.lexicon.phrases[role].match(scan.parts, first):
                if scan.end(last) == len(stripped):
                    return _shared(code, form)
    if stripped in _alpha_2():
        return _shared(_alpha_2()[stripped], "abbreviation")
    start = len(text) - len(text.lstrip())
    raise ParseError("not a country", text, start, start + len(stripped))


def find(text: str, *, language: str = "en", capitals: bool = False) -> Iterator[Mention[Country]]:
    """The countries and blocs that a text names, in order.

    Args:
        text: any text; nothing in it raises.
        language: ISO 639 code of a language that has a vocabulary.
        capitals: find capitals too, which may stand for their governments (``Beijing said``).

    Raises:
        TypeError: text is not a str.

    >>> list(find("Exports to Türkiye grew."))
    [<[11,18) 'Türkiye': Country('TUR')>]
    """
    return find_in(Scan.of(text, language), capitals=capitals)


def find_in(scan: Scan, *, capitals: bool = False) -> Iterator[Mention[Country]]:
    """The countries and blocs of a scanned text.

    Args:
        scan: the text.
        capitals: find capitals too.
    """
    found = _find(scan, capitals=capitals)
    if any(kind in scan.kinds for kind in scan.members[_TELLING]):
        return _told_apart(scan, list(found))
    return found


def _told_apart(scan: Scan, mentions: Sequence[Mention[Country]]) -> Iterator[Mention[Country]]:
    """Mentions, ``Congo`` being the Democratic Republic where a text tells of Kinshasa alone."""
    neighbours, telling = scan.lexicon.meanings[_BARE], scan.lexicon.meanings[_TELLING]
    told = {telling[part.lower()] for index, part in enumerate(scan.parts) if scan.has_role(index, _TELLING)}
    named = {x.value.code for x in mentions if x.text.lower() not in neighbours}
    for x in mentions:
        neighbour = neighbours.get(x.text.lower())
        if neighbour in told and x.value.code not in told | named:
            yield Mention(x.start, x.end, x.text, _shared(neighbour, x.value.form))
        else:
            yield x


def _find(scan: Scan, *, capitals: bool) -> Iterator[Mention[Country]]:
    """The countries and blocs of a text, each by its own words and what stands beside them."""
    words = _words(scan.lexicon.language, capitals=capitals)
    text, kinds, parts, starts = scan.text, scan.kinds, scan.parts, scan.starts
    known, telling = words.known, words.telling
    free, size = 0, len(parts)  # free: the first piece that no earlier phrase has taken
    for candidate in words.beginnings.finditer(kinds):
        first = last = candidate.start()
        if first < free:
            continue
        country, longer = known[parts[first]]
        if longer and first + 2 < size and parts[first + 2] in longer:
            last, country = _longest(scan, first, longer) or (first, country)
        if not country:
            if country is not None:  # New Mexico
                free = last + 1
            continue
        free = last + 1
        doubt, after = candidate.lastgroup, last + 2 - (last % 2 == 0)
        if doubt == "feature":
            continue
        if doubt or kinds[after] in telling:  # mostly there is nothing to ask
            guards = words.own.get(kinds[first], ()) + words.after.get(kinds[after], ())
            if any(guard(scan, first, last, country) for guard in guards):
                continue
        start, end = starts[first], starts[last + 1] if last % 2 else starts[last] + 1
        yield Mention(start, end, text[start:end], country)


_Guard = Callable[[Scan, int, int, Country], bool]


_Found = Country | Literal[""] | None
"""What a phrase is: a country, nothing that only looks like one, or not known."""


@frozen(eq=False, repr=False)
class _Words:
    """How the words of a language can begin a country, and what can tell that it is none.

    Attributes:
        beginnings: the pieces that can begin one, as a pattern over classes; its last group tells of a doubt.
        known: by such a piece, what it is by itself, and the longer phrases that it begins.
        own: by the class of a country's own piece, the guards to ask.
        after: the same by the class of the piece after it.
        telling: the classes of those.
    """

    beginnings: re.Pattern[str]
    known: Mapping[str, tuple[_Found, Longer]]
    own: Mapping[str, tuple[_Guard, ...]]
    after: Mapping[str, tuple[_Guard, ...]]
    telling: str


def _known_of(said: Iterable[tuple[Tail, _Found]]) -> tuple[_Found, Longer]:
    alone, longer = known_of(said)
    return next(iter(alone), None), longer


@cache
def _words(language: str, *, capitals: bool) -> _Words:
    # Mexico City is a capital where those are wanted, else what only looks like Mexico; the earlier role wins.
    roles = [_LOOKALIKE, *_FORMS, _COMBINING]
    roles.remove(_CAPITAL)
    roles = [_CAPITAL, *roles] if capitals else roles
    words = lexicon(language)

    def names() -> Iterator[tuple[str, _Found]]:
        for role in roles:
            for phrase, code in words.phrases[role].all():
                yield phrase, "" if role == _LOOKALIKE else _shared(code, _FORMS.get(role, "demonym"))

    known = Spelled(names(), _known_of)
    own, after = _triggers(language)
    doubtful = "|".join(role for triggers, _ in _TRIGGERS.values() for role in triggers if role != _FAMILY)
    beginnings = f"<{'|'.join(roles)}> ( {_FEATURE} | (word: (?<= <{doubtful}> ) | {_AFTER_NAME} ) )?"
    return _Words(words.compile(beginnings), known, own, after, "".join(after))


_FEATURE = """
    (feature: (?<= <feature_before> _ . ) | (?<= <feature_of> _ <feature_link> _ . )
            | (?<= <feature_of> _ <feature_link> _ <feature_article> _ . ) )"""
"""``Lake Chad``, ``Gulf of Guinea``: told of the word that ends it."""

_FAMILY = "namesake_family"
_AFTER_NAME = f"(?<= <person_title|given_name> . <{_FAMILY}> ) | (?<= <stop> <{_FAMILY}> )"
"""Most countries that are family names are doubtful only there: ``Michael Jordan``, ``Mr. Jordan``, ``B. Jordan``."""


def _longest(scan: Scan, first: int, longer: Longer) -> tuple[int, _Found] | None:
    """The longest phrase that begins at a piece: its last piece or separator, and what it is."""
    parts, most = scan.parts, len(scan.parts) - first
    for tail, found in tails(longer, parts, first):
        last = first + len(tail)
        if len(tail) < most and continues(tail, parts, first + 1) and _is_whole(scan, last):
            return last, found
    return None


def _is_whole(scan: Scan, last: int) -> bool:
    """Whether a phrase that ends with a mark (``U.S.``, ``Myanmar (Burma)``) has that mark, and not a blank for it."""
    return last % 2 == 1 or scan.parts[last][0] in ".)"


@cache
def _shared(code: str, form: Form) -> Country:
    """One value for all mentions of a country in one form."""
    return Country(code, form)


@cache
def _alpha_2() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2."""
    return {alpha_2: alpha_3 for alpha_3, alpha_2 in vocabulary.load("codes", "countries")["country"].items()}


def _next(scan: Scan, last: int) -> int:
    """The piece that only a blank parts from a phrase; 0 where there is none."""
    if last % 2:
        return last + 2 if scan.has_role(last + 1, "blank") and last + 2 < len(scan.parts) else 0
    return last + 1 if scan.parts[last][1:].isspace() and last + 1 < len(scan.parts) else 0


def _next_or_hyphened(scan: Scan, last: int) -> int:
    """The piece that only a blank or a hyphen parts from a phrase; 0 where there is none."""
    after = last + 2 - (last % 2 == 0)
    return _next(scan, last) or (after if scan.has_role(after - 1, "tight_dash") else 0)


# A guard tells whether a country's word, from its first to its last piece, is no country where it stands.


def _is_currency(scan: Scan, _first: int, last: int, country: Country) -> bool:
    """``Swiss francs``, ``US$``."""
    after = last + 2 - (last % 2 == 0)
    if scan.has_role(after, "currency_sign"):
        return country.form in {"abbreviation", "bloc"} and not scan.text[scan.end(last) : scan.starts[after]].strip()
    index = _next_or_hyphened(scan, last)
    return (
        scan.has_any(index, ("currency_noun", "currency_cent"))
        and country.form in {"name", "demonym", "abbreviation"}
        and (not scan.has_role(index, "doubtful_currency") or _issues(scan, country, index))
    )


def _shares_currency(scan: Scan, _first: int, last: int, country: Country) -> bool:
    """``U.S. and Canadian dollars``."""
    if country.form not in {"demonym", "abbreviation"}:
        return False
    index = _next_or_hyphened(scan, last)
    return bool(index and _blank_before(scan, index + 2)) and any(
        scan.has_role(_next(scan, end), "currency_noun")
        for role in ("country_demonym", "country_name", "country_abbreviation")
        if scan.has_role(index + 2, role)
        for end, _ in scan.lexicon.phrases[role].match(scan.parts, index + 2)
    )


def _issues(scan: Scan, country: Country, index: int) -> bool:
    """Whether a doubtful word is the country's currency; not in ``Brazilian real estate``."""
    if country.form == "name" or any(scan.lexicon.phrases["no_currency"].match(scan.parts, index)):
        return False
    currencies = vocabulary.load("codes", "currencies")
    meaning = scan.lexicon.meanings["currency_noun"][scan.parts[index].lower()]
    unit = currencies.get(meaning, {}).get("unit", meaning)
    return any(
        country.code in currency["of"] and unit in {code, currency.get("unit")} for code, currency in currencies.items()
    )


def _is_feature(scan: Scan, _first: int, last: int, _country: Country) -> bool:
    """``Norwegian Sea``; what stands before a country's word is told by the pattern that finds it."""
    return scan.has_role(_next(scan, last), "feature_noun")


def _blank_before(scan: Scan, index: int) -> bool:
    return scan.has_role(index - 1, "blank")


def _is_state(scan: Scan, first: int, last: int, country: Country) -> bool:
    """``Atlanta, Georgia``, ``the state of Georgia``, ``Lebanon, Tennessee``."""
    if country.form not in {"name", "capital"}:
        return False
    namesake = first == last and scan.has_role(first, "state_namesake")
    if scan.has_role(last + 1, "comma") and scan.has_role(last + 2, "us_state"):
        for end, _ in scan.lexicon.phrases["us_state"].match(scan.parts, last + 2):
            after = _next(scan, end)
            if namesake or not scan.has_role(after, "country_joint"):  # else a list: "Mexico, Texas and …"
                return True
    return namesake and (_stands_before_states(scan, first) or _stands_after_states(scan, first))


def _stands_before_states(scan: Scan, first: int) -> bool:
    """``Georgia and Alabama``, ``Georgia Gov. …``."""
    index = _next(scan, first)
    return scan.has_role(index, "state_follower") or (
        scan.has_role(index, "country_joint") and scan.has_role(index + 2, "us_state")
    )


def _stands_after_states(scan: Scan, first: int) -> bool:
    """``Atlanta, Georgia``, ``Florida and Georgia``, ``the state of Georgia``."""
    before = first - 2
    if scan.has_role(first - 1, "comma"):
        return scan.has_role(before, "state_town") or scan.has_role(before, "us_state")
    if not _blank_before(scan, first):
        return False
    if scan.has_role(before, "country_joint") and _blank_before(scan, before):
        return scan.has_role(before - 2, "us_state")
    return scan.has_role(before, "feature_link") and scan.has_role(before - 2, "state_noun")


_FAR = 40
"""Pieces within which a list of languages, or the words of a name, are looked through."""


def _is_language(scan: Scan, first: int, last: int, country: Country) -> bool:
    """``in Russian``, ``the Kazakh language``, ``published in Czech, Kazakh and English``; not ``in Russian ports``."""
    if country.form != "demonym" or first != last:
        return False
    if _languages(scan.lexicon.language, "named").match(scan.kinds, first, first + _FAR):
        return True
    head = _head_of_languages(scan, first)
    if scan.has_role(head - 2, "language_filler") and _blank_before(scan, head):
        head -= 2
    certain = _has_cue(scan, head)
    if not certain and not (_blank_before(scan, head) and scan.has_role(head - 2, "language_preposition")):
        return False
    languages = _languages(scan.lexicon.language, "list").match(scan.kinds, first, first + _FAR)
    end = languages.end() if languages else first + 1
    return end == len(scan.parts) - 1 or _is_no_adjective(scan, end, certain=certain)


def _is_no_adjective(scan: Scan, end: int, *, certain: bool) -> bool:
    """Whether no noun follows languages that end before a separator."""
    if not scan.has_role(end, "blank"):
        return not scan.has_any(end, ("tight_dash", "apostrophe", "touch"))
    if scan.has_role(end + 1, "country_joint"):
        # "in Russian and foreign ports" has two adjectives, "speaks Russian and sings" none.
        return certain or scan.has_role(end + 3, "language_follower")
    return scan.has_role(end + 1, "language_follower")


_LANGUAGES = {
    "joint": ", | <slash> | ( , | _ | ~ ) <country_joint> _",
    "list": "<language_name> ( ( {joint} ) <language_name> )*",
    "compound": "<language_name> ( ( {joint} | <tight_dash> ) <language_name> )*",
    "spoken": "_ <language_verb> ( _ <language_adverb> )? _ <language_done>",
    "named": "{compound} ( ( _ | ~ ) <language_noun> | {spoken} )",
}
"""Languages in a row, alone and with what makes a language of them after them, as rules of grammar."""


@cache
def _languages(language: str, rule: str) -> re.Pattern[str]:
    return lexicon(language).compile(_LANGUAGES[rule], _LANGUAGES)


def _head_of_languages(scan: Scan, first: int) -> int:
    """The first language of the list that this one is in."""
    head = first
    while first - head < _FAR:
        before = head - 2
        if scan.has_role(before, "country_joint") and _blank_before(scan, head):
            before -= 2
            joined = scan.has_any(before + 1, ("blank", "comma", "dash"))
        else:
            joined = scan.has_role(head - 1, "comma") or scan.has_role(head - 1, "slash")
        if not joined or not scan.has_role(before, "language_name"):
            break
        head = before
    return head


def _has_cue(scan: Scan, head: int) -> bool:
    """Whether what stands before a language leaves no doubt: ``speaks``, ``translated to``, ``languages:``."""
    before = head - 2
    if scan.has_role(before, "language_cue"):
        return scan.has_any(head - 1, ("blank", "colon", "open"))
    return (
        _blank_before(scan, head)
        and scan.has_role(before, "language_link")
        and _blank_before(scan, before)
        and (scan.has_role(before - 2, "language_deed") or scan.has_role(before - 2, "language_name"))
    )


def _is_person(scan: Scan, first: int, last: int, _country: Country) -> bool:
    """``Michael Jordan``, ``Mr. Jordan``, ``Chad Warren``; not ``Jordan Customs``."""
    if first != last:
        return False
    before = first - 2
    blank, stop = _blank_before(scan, first), scan.has_role(first - 1, "stop")
    if (blank or stop) and scan.has_role(before, "person_title"):
        return True
    if stop and len(scan.parts[before]) == 1:  # an initial: "Michael B. Jordan"
        blank, before = _blank_before(scan, before), before - 2
    return (blank and scan.has_role(before, "given_name")) or (
        scan.has_role(first, "namesake_given") and _has_surname(scan, first)
    )


def _has_surname(scan: Scan, first: int) -> bool:
    """Whether a capitalised word follows that makes a person's name of a country's, outside of headlines."""
    index = _next(scan, first)
    if not index or not scan.parts[index][0].isupper():
        return False
    if len(scan.parts[index]) == 1 and scan.parts[index + 1] == ". ":  # an initial: "Jordan P. Smith"
        return scan.kinds[index + 2] == UNKNOWN and scan.parts[index + 2][0].isupper()
    if scan.has_role(index, "given_name"):
        return True
    if scan.kinds[index] != UNKNOWN or _is_institution(scan, index):
        return False
    return (_blank_before(scan, first) and scan.has_role(first - 2, "byline")) or not _is_headline(scan, first, index)


def _is_institution(scan: Scan, index: int) -> bool:
    """Whether a noun of institutions is among the capitalised words from a piece on: ``Jordan Phosphate Mines``."""
    for place in range(index, min(index + _FAR, len(scan.parts)), 2):
        if scan.has_role(place, "institution_noun"):
            return True
        if not scan.parts[place][0].isupper() or not scan.has_role(place + 1, "blank"):
            break
    return False


def _is_headline(scan: Scan, first: int, last: int) -> bool:
    """Whether all longer words around are capitalised, so that a capital tells nothing."""
    capitals = 0
    for step in (-2, 2):
        place = first - 2 if step < 0 else last + 2
        stop = place + step * _FAR // 4
        while 0 < place < len(scan.parts) and place != stop:
            if "\n" in scan.parts[place - step // 2]:
                break
            word = scan.parts[place]
            if len(word) > 3 and word.islower():
                return False
            capitals += word[0].isupper()
            place += step
    return capitals > 0


def _is_uncombined(scan: Scan, _first: int, last: int, _country: Country) -> bool:
    """``Sino`` where no hyphen makes an adjective of it."""
    return not scan.has_role(last + 1, "tight_dash")


def _is_shouted(scan: Scan, first: int, last: int, _country: Country) -> bool:
    """A pronoun in a line of capitals: ``CONTACT US``."""
    if first != last or not scan.has_role(first, "doubtful_in_capitals") or not _blank_before(scan, first):
        return False
    word, index = scan.parts[first - 2], _next(scan, last)
    return len(word) > 2 and word.isupper() and (not index or scan.parts[index].isupper())


_TRIGGERS: Mapping[_Guard, tuple[tuple[str, ...], tuple[str, ...]]] = {
    _is_currency: ((), ("currency_sign", "currency_noun", "currency_cent")),
    _shares_currency: ((), ("country_joint",)),
    _is_feature: ((), ("feature_noun",)),
    _is_state: (("state_namesake",), ("us_state",)),
    _is_language: (("language_name",), ()),
    _is_person: (("namesake_given", _FAMILY), ()),
    _is_uncombined: ((_COMBINING,), ()),
    _is_shouted: (("doubtful_in_capitals",), ()),
}
"""The guards, each with the roles that call for it: of the country's own word, and of the piece after."""


def _triggers(language: str) -> tuple[Mapping[str, tuple[_Guard, ...]], ...]:
    """The guards by the classes that call for them, for the same two places."""
    places: tuple[dict[str, tuple[_Guard, ...]], ...] = ({}, {})
    for guard, triggers in _TRIGGERS.items():
        for by_kind, roles in zip(places, triggers, strict=True):
            for kind in dict.fromkeys(lexicon(language).any_of(roles)):
                by_kind[kind] = (*by_kind.get(kind, ()), guard)
    return places
