"""The scan: pieces and their classes, phrases, and the notation of rules."""

import re
from itertools import islice

import pytest

from kztrade._scan import UNKNOWN, Phrases, Scan, characters, lexicon, pieces, without_marks

ENGLISH = lexicon("en")


class TestPieces:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "In May 2024, $5 billion (20%).",
            "a\r\nb\n\nc",
            "Astana’s 3rd, 5m² – Қазақстан",
            "🇰🇿 \x00\ud800 9" + "9" * 50,
            "U.S.-based",
        ],
    )
    def test_joined_they_are_the_text_and_offsets_count_in_it(self, text):
        scan = Scan.of(text)
        assert "".join(scan.parts) == text
        assert len(scan.parts) == len(scan.starts) - 1
        assert scan.starts[-1] == len(text)
        assert set(scan.kinds[len(scan.parts) :]) <= {UNKNOWN}
        assert len(scan.kinds) >= len(scan.parts)
        for index, part in enumerate(scan.parts):
            assert text[scan.starts[index] :].startswith(part)
            assert scan.slice(index, index + 1) == part

    def test_separators_stand_at_even_places(self):
        assert Scan.of("Q1 2024: $5m").parts == ["", "Q", "", "1", " ", "2024", ": ", "$", "", "5", "", "m", ""]
        assert pieces("no more than") == ["no", " ", "more", " ", "than"]

    def test_a_letter_with_its_mark_is_one_piece(self):
        assert Scan.of("São Tomé, Қазақстан").parts[1::2] == ["São", "Tomé", "Қазақстан"]
        assert Scan.of("Sa\u0303o").parts == ["", "Sa\u0303o", ""]

    def test_the_slice_of_many_pieces(self):
        scan = Scan.of("In May 2024, they met.")
        assert scan.slice(3, 6) == "May 2024"

    def test_a_phrase_that_ends_with_a_dot_ends_in_the_separator(self):
        scan = Scan.of("the U.S. army")
        assert scan.end(3) == len("the U")
        assert scan.end(6) == len("the U.S.")

    @pytest.mark.parametrize("thing", [None, b"May", 5])
    def test_only_a_str_is_a_text(self, thing):
        with pytest.raises(TypeError, match=f"str, got {type(thing).__name__}"):
            Scan.of(thing)


class TestRoles:
    @pytest.mark.parametrize(
        "separator, roles",
        [
            ("", {"touch"}),
            (" ", {"blank", "space"}),
            ("\xa0", {"blank", "space"}),
            ("\n", {"blank"}),
            ("  ", {"blank"}),
            ("\n\n", {"break"}),
            (", ", {"comma"}),
            (",", {"comma", "tight_comma"}),
            (" – ", {"dash"}),
            ("-", {"dash", "tight_dash"}),
            ("’", {"apostrophe", "tight_apostrophe"}),
            ("/", {"slash", "tight_slash"}),
            (" (", {"open"}),
            ("), ", {"close"}),
            ("., ", {"stop_comma"}),
            (" [", set()),
            (",\n\n", set()),
            (" … ", set()),
        ],
    )
    def test_a_separator(self, separator, roles):
        scan = Scan.of(f"x{separator}y") if separator else Scan.of("5y")
        known = {"touch", "blank", "space", "break", "comma", "tight_comma", "dash", "tight_dash", "apostrophe"}
        known |= {"tight_apostrophe", "slash", "tight_slash", "open", "close", "stop_comma", "stop"}
        assert {role for role in known if scan.has_role(2, role)} == roles

    @pytest.mark.parametrize(
        "word, role, is_one",
        [
            ("May", "month", True),
            ("MAY", "month", True),
            ("may", "month", False),
            ("year", "unit", True),
            ("Year", "unit", True),
            ("YEAR", "unit", True),
            ("yEAR", "unit", False),
            ("31", "day_number", True),
            ("32", "day_number", False),
            ("05", "day_number", True),
            ("2024", "year", True),
            ("2200", "year", False),
            ("12345", "digits", True),
            ("5", "digits", True),
        ],
    )
    def test_a_word(self, word, role, is_one):
        assert Scan.of(word).has_role(1, role) is is_one

    def test_none_stands_outside_the_text(self):
        scan = Scan.of("May")
        assert not scan.has_role(-1, "month")
        assert not scan.has_role(3, "month")
        assert not scan.has_role(1, "no such role")

    def test_an_unknown_word_has_no_role(self):
        assert Scan.of("Xyzzy").kinds[1] == UNKNOWN

    def test_more_than_four_digits_are_several_pieces_that_touch(self):
        scan = Scan.of("1234567890")
        assert scan.parts == ["", "1234", "", "5678", "", "90", ""]
        assert all(scan.has_role(i, "digits") for i in (1, 3, 5))

    def test_without_marks(self):
        assert without_marks("Türkiye, ısı, Łódź") == "Turkiye, isi, Lodz"
        assert without_marks("plain") == "plain"


class TestRules:
    def match(self, rule, text, rules=None):
        return ENGLISH.compile(rule, rules).match(Scan.of(text).kinds, 1)

    def test_pieces_and_what_parts_them(self):
        assert self.match("<month>_<year>", "May 2024")
        assert not self.match("<month>_<year>", "May, 2024")
        assert self.match("<month>,<year>", "May, 2024")
        assert self.match("<month>~<month>", "May – June")
        assert self.match("<year>^<plural_s>", "1990s")
        assert not self.match("<year>^<plural_s>", "1990 s")

    def test_groups_and_repeats(self):
        assert self.match("<month>( _<year> | ,<year> )?$", "May") is None
        assert self.match("(<month>_)+<year>", "May June July 2024").end() == 8
        assert self.match("<month>(?=_<year>)", "May 2024").end() == 2

    def test_captures_are_the_places_of_pieces(self):
        match = self.match("<month:m>_<day_number:d>,<year:y>", "May 5, 2024")
        assert ENGLISH.captures(match) == {"m": 1, "d": 3, "y": 5}

    def test_one_name_may_stand_in_several_alternatives(self):
        rule = "<month:m>_<year:y>|<year:y>_<month:m>"
        assert ENGLISH.captures(self.match(rule, "May 2024")) == {"m": 1, "y": 3}
        assert ENGLISH.captures(self.match(rule, "2024 May")) == {"m": 3, "y": 1}

    def test_a_rule_in_a_rule_takes_a_prefix(self):
        rules = {"date": "<month:m>({year})?", "year": "_<year:y>"}
        match = self.match("{date:a}~{date:b}", "May 2023 – June 2024", rules)
        assert ENGLISH.captures(match) == {"a_m": 1, "a_y": 3, "b_m": 5, "b_y": 7}

    def test_a_group_can_be_captured(self):
        match = self.match("<month>(year: _<year>)", "May 2024")
        assert match["year"] == Scan.of("May 2024").kinds[2:4]

    def test_a_role_without_words_matches_nothing(self):
        assert self.match("<no_such_role>|<month>", "May")
        assert not self.match("<no_such_role>", "May")

    def test_an_unknown_rule_is_an_error(self):
        with pytest.raises(KeyError, match="nonsense"):
            ENGLISH.compile("{nonsense}")

    def test_a_rule_is_a_regular_expression(self):
        assert re.compile(ENGLISH.rule("<month>")).match(Scan.of("May").kinds, 1)


class TestPhrases:
    names = Phrases({"KOR": ["South Korea"], "S": ["South"], "USA": ["U.S."], "STP": ["São Tomé"]})

    def matches(self, text):
        return list(self.names.match(Scan.of(text).parts, 1))

    def test_the_longest_comes_first(self):
        assert self.matches("South Korea") == [(3, "KOR"), (1, "S")]

    @pytest.mark.parametrize("text", ["SOUTH KOREA", "South-Korea", "South\nKorea", "South \xa0Korea"])
    def test_capitals_hyphens_and_lines_do_not_matter(self, text):
        assert (3, "KOR") in self.matches(text)

    @pytest.mark.parametrize("text", ["south korea", "South. Korea", "South\n\nKorea", "South, Korea", "South"])
    def test_what_parts_the_words_matters(self, text):
        assert (3, "KOR") not in self.matches(text)

    def test_a_dot_at_the_end_belongs_to_the_phrase(self):
        assert self.matches("U.S. army") == [(4, "USA")]
        assert self.matches("U.S.-based") == [(4, "USA")]
        assert self.matches("U.S") == []

    def test_diacritics_may_be_left_out(self):
        assert self.matches("Sao Tome") == [(3, "STP")]
        assert self.matches("SÃO TOMÉ") == [(3, "STP")]

    def test_no_phrase_begins_there(self):
        assert self.matches("North Korea") == []

    def test_a_phrase_is_added_once(self):
        names = Phrases({"PER": ["Peru", "Peru"]})
        assert list(names.match(["", "Peru", ""], 1)) == [(1, "PER")]


def test_an_unknown_language_is_an_error():
    with pytest.raises(ValueError, match="no vocabulary for the language 'xx'"):
        Scan.of("May", "xx")


def test_characters_of_classes_mean_nothing_to_a_regular_expression():
    some = list(islice(characters(), 1000))
    assert len(set(some)) == len(some)
    assert all(re.fullmatch(f".(?<=[{c}])[^{c}]", f"{c}a" if c != "a" else "ab") for c in some)
