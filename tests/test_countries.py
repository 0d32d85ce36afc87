"""Countries: the corpus of phrases and sentences, every territory and people, and the laws of parse and find."""

import tomllib
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kztrade import Country, ParseError, countries, vocabulary
from kztrade._scan import Scan

CORPUS = Path(__file__).parent / "corpus" / "en" / "countries.toml"
SORTS = {
    "value": {"is", "form", "said"},
    "prose": {"text", "found"},
    "none": {"text"},
    "known_failure": {"text", "found", "why"},
}


def load():
    """The corpus; refuses a key that nobody reads, and a sort without cases."""
    tables = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    assert tables.keys() == SORTS.keys()
    for sort, cases in tables.items():
        assert cases, sort
        for case in cases:
            assert case.keys() == SORTS[sort], case
    return tables


TABLES = load()
CODES = vocabulary.load("codes", "countries")
WORDS = vocabulary.load("en", "countries")
PHRASES = [(case["is"], case["form"], phrase) for case in TABLES["value"] for phrase in case["said"]]
PROSE = [(case["text"], case["found"]) for case in TABLES["prose"]]
NONE = [text for case in TABLES["none"] for text in case["text"]]


def found(text, **options):
    return [[mention.text, mention.value.code] for mention in countries.find(text, **options)]


class TestCorpus:
    @pytest.mark.parametrize("code, form, phrase", PHRASES)
    def test_a_phrase_is_the_country(self, code, form, phrase):
        country = countries.parse(phrase)
        assert (country.code, country.form) == (code, form)

    @pytest.mark.parametrize("code, form, phrase", PHRASES)
    def test_a_phrase_is_found(self, code, form, phrase):
        (mention,) = countries.find(f"They spoke about {phrase}.")
        assert (mention.value.code, mention.value.form) == (code, form)
        assert mention.text == phrase.removeprefix("the ")

    @pytest.mark.parametrize("text, expected", PROSE)
    def test_prose(self, text, expected):
        assert found(text) == expected

    @pytest.mark.parametrize("text", NONE)
    def test_what_only_looks_like_a_country(self, text):
        assert found(text) == []

    @pytest.mark.parametrize(
        "text, expected",
        [
            pytest.param(case["text"], case["found"], marks=pytest.mark.xfail(strict=True, reason=case["why"]))
            for case in TABLES["known_failure"]
        ],
    )
    def test_known_failure(self, text, expected):
        assert found(text) == expected


ALPHA_3 = {alpha_2: alpha_3 for alpha_3, alpha_2 in CODES["country"].items()}
TERRITORIES = [(ALPHA_3[alpha_2], name) for alpha_2, name in Locale("en").territories.items() if alpha_2 in ALPHA_3]
NO_DEMONYM = {
    "COD": "Congolese is the Republic of the Congo's too",
    "CAF": "Central African is a region's",
    "DMA": "Dominican is the Dominican Republic's",
    "VAT": "nobody is called after the Vatican",
}
NOT_SOVEREIGN = set(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT "
    "JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF".split()
)
PEOPLES = [(code, word) for code, names in WORDS["country_demonym"].items() for word in names]


class TestEveryCountry:
    def test_there_are_all_codes(self):
        assert len(CODES["country"]) == 250
        assert len(set(CODES["country"].values())) == 250
        assert WORDS["country_bloc"].keys() == CODES["bloc"].keys()
        assert WORDS["country_name"].keys() == CODES["country"].keys()
        assert len(TERRITORIES) == 250

    @pytest.mark.parametrize("code, name", TERRITORIES)
    def test_its_name_is_found(self, code, name):
        assert found(f"Trade with {name} grew.") == [[name, code]]
        assert countries.parse(name) == Country(code)

    @pytest.mark.parametrize("code", sorted(CODES["country"].keys() - NOT_SOVEREIGN - NO_DEMONYM.keys()))
    def test_a_sovereign_state_has_people(self, code):
        assert WORDS["country_demonym"][code]

    @pytest.mark.parametrize("code", sorted(NO_DEMONYM))
    def test_an_exception_is_one(self, code):
        assert code not in WORDS["country_demonym"]

    @pytest.mark.parametrize("code, word", PEOPLES)
    def test_its_people_are_found(self, code, word):
        assert found(f"Some {word} firms grew.") == [[word, code]]

    @pytest.mark.parametrize(
        "role", ["country_name", "country_demonym", "country_abbreviation", "country_bloc", "country_capital"]
    )
    def test_no_phrase_means_two_countries(self, role):
        codes = {}
        for code, names in WORDS[role].items():
            for name in names:
                assert codes.setdefault(name, code) == code
                assert countries.parse(name).code == code


class TestParse:
    @pytest.mark.parametrize("code", [*CODES["country"], *CODES["bloc"]])
    def test_reads_its_own_text(self, code):
        assert countries.parse(str(Country(code))) == Country(code)

    @pytest.mark.parametrize("code", CODES["country"])
    def test_reads_alpha_2(self, code):
        alpha_2 = CODES["country"][code]
        assert countries.parse(alpha_2).code == ("AU" if alpha_2 == "AU" else code)  # the African Union's own name

    @pytest.mark.parametrize("text", [" Kazakhstan\n", "the Kazakhstan", "The\nKazakhstan"])
    def test_forgives_space_and_article(self, text):
        assert countries.parse(text) == Country("KAZ")

    def test_reads_a_capital(self):
        assert countries.parse("Mexico City").form == "capital"

    @pytest.mark.parametrize(
        "text",
        ["", "the", "Kazakhstan and", "in Kazakhstan", "kazakhstan", "kaz", "Sino", "New Mexico", "Kazakhstan Turkey"],
    )
    def test_refuses_the_rest(self, text):
        with pytest.raises(ParseError, match="not a country"):
            countries.parse(text)

    def test_shows_the_place(self):
        with pytest.raises(ParseError) as caught:
            countries.parse("  Atlantis ")
        assert (caught.value.start, caught.value.end) == (2, 10)

    @pytest.mark.parametrize("function", [countries.parse, countries.find])
    def test_takes_only_text(self, function):
        with pytest.raises(TypeError, match="expected the text as a str, got bytes"):
            function(b"Kazakhstan")


class TestCapitals:
    def test_are_found_on_request(self):
        text = "Beijing, Washington, D.C., and Mexico City said yes."
        assert found(text) == []
        assert found(text, capitals=True) == [["Beijing", "CHN"], ["Washington, D.C.", "USA"], ["Mexico City", "MEX"]]

    @pytest.mark.parametrize("code", sorted(WORDS["country_capital"]))
    def test_each(self, code):
        name = WORDS["country_capital"][code][0]
        assert found(f"The envoys of {name} said yes.", capitals=True) == [[name, code]]

    def test_people_are_none(self):
        assert found("Paris Hilton and Jack London came.", capitals=True) == []

    def test_countries_are_found_too(self):
        assert found("Kazakhstan and New Mexico", capitals=True) == [["Kazakhstan", "KAZ"]]


WORDS_OF_TEXTS = (
    "Kazakhstan Russian Jordan Georgia U.S. US $ dollars won Sea Gulf of the in into speaks and , - – . ’s language"
    " Michael Whitfield Texas Atlanta Republic Korea Congo Democratic Sino Lake ( ) Myanmar Burma A"
).split(" ")
WORD = st.sampled_from([*WORDS_OF_TEXTS, " ", ", ", "\n", "\n\n"])


class TestLaws:
    @given(st.one_of(st.text(), st.lists(WORD).map(" ".join), st.lists(WORD).map("".join)), st.booleans())
    def test_find(self, text, capitals):
        end = 0
        for mention in countries.find(text, capitals=capitals):
            assert end <= mention.start < mention.end
            assert text[mention.start : mention.end] == mention.text
            assert countries.parse(mention.text) == mention.value or mention.text in {"Sino", "SINO"}
            end = mention.end

    @given(st.text())
    def test_parse_gives_a_country_or_a_parse_error(self, text):
        try:
            country = countries.parse(text)
        except ParseError as error:
            assert 0 <= error.start <= error.end <= len(text)
        else:
            assert countries.parse(str(country)) == country

    def test_values_are_shared(self):
        first, second = countries.find_in(Scan.of("Kazakhstan, Kazakhstan"))
        assert first.value is second.value

    def test_time_grows_with_the_text(self):
        for piece in ("Russian, ", "Jordan Whit ", "Republic of ", "in Russian and "):
            scans = [Scan.of(piece * times) for times in (500, 5000)]
            steps = [_steps(scan) for scan in scans]
            assert steps[1] < 15 * steps[0]


def _steps(scan):
    """How often a scan is asked for a role while its countries are found."""
    asked = 0

    class Counting(type(scan)):
        def has_role(self, index, role):
            nonlocal asked
            asked += 1
            return super().has_role(index, role)

    list(countries.find_in(Counting(scan.text, scan.lexicon, scan.parts, scan.kinds, scan.starts, scan.members)))
    return asked + 1
