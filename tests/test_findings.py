"""Findings: each rule with figures that agree and figures that don't, and what is never held against each other."""

import decimal
import time
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kztrade import Change, Money, Period, Share, Statement
from kztrade.findings import check


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31))


NOW, BEFORE = year(2024), year(2023)


def money(amount, currency="USD", bound="exact"):
    """An amount, or a range written ``3E+9..4E+9``."""
    low, _, high = str(amount).partition("..")
    return Money(Decimal(low), currency, Decimal(high) if high else None, bound)


def told(flow, amount, *, at=0, with_="KEN", of="KAZ", goods=None, period=NOW, status="actual", **rest):
    currency, bound = rest.pop("currency", "USD"), rest.pop("bound", "exact")
    value = None if amount is None else money(amount, currency, bound)
    return Statement(of, with_, flow, goods, value, period, status=status, start=at, end=at + 10, **rest)


def three(trade, exports, imports, **rest):
    """Trade, exports and imports, said one after the other."""
    return [
        told(flow, amount, at=20 * n, **rest)
        for n, (flow, amount) in enumerate([("trade", trade), ("export", exports), ("import", imports)])
    ]


def up(value=None, base=BEFORE, **rest):
    return Change(rest.pop("direction", "up"), value and Decimal(value), base=base, **rest)


def by(factor, **rest):
    return up(factor=Decimal(factor), **rest)


def grown(earlier, later, change, **rest):
    return [told("trade", later, change=change, **rest), told("trade", earlier, at=20, period=BEFORE, **rest)]


def part(amount, whole, value, bound="exact", **rest):
    share = Share(Decimal(value), "trade", "W00", bound)
    return [told("trade", amount, share=share, **rest), told("trade", whole, at=20, with_="W00")]


def rules(statements):
    return [finding.rule for finding in check(statements)]


def only(statements):
    (finding,) = check(statements)
    return finding


def messages(statements):
    return [finding.message for finding in check(statements)]


class TestSum:
    @pytest.mark.parametrize(
        "trade, exports, imports",
        [
            ("41.4E+9", "31E+9", "10.4E+9"),
            ("1.30E+9", "598.0E+6", "698.9E+6"),  # rounded
            ("1.29E+9", "598.0E+6", "698.9E+6"),  # cut off
            ("8.9E+9", "5.9E+9", "3.2E+9"),
            ("8.8E+9", "5.9E+9", "3.2E+9"),  # 8.9 is 5.8 and 3.1
            ("5000000000", "3000000000", "3000000000"),  # zeros may come from "billion"
            ("8E+9..9E+9", "5.0E+9", "3.5E+9"),
        ],
    )
    def test_figures_that_agree(self, trade, exports, imports):
        assert rules(three(trade, exports, imports)) == []

    @pytest.mark.parametrize(
        "trade, exports, imports, message",
        [
            (
                "8.7E+9",
                "5.9E+9",
                "3.2E+9",
                "exports 5.9 billion + imports 3.2 billion make 9.1 billion, not 8.7 billion",
            ),
            (
                "1.23E+9",
                "598.0E+6",
                "698.9E+6",
                "exports 598 million + imports 698.9 million make 1.297 billion, not 1.23 billion",
            ),
            ("8E+9..8.1E+9", "5.0E+9", "3.5E+9", None),
            ("1.28E+9", "598.0E+6", "698.9E+6", None),  # 1.29 is not quite 1.2967
            ("5.00E+9", "3.00E+9", "3.00E+9", None),  # an exponent tells that the zeros are printed
        ],
    )
    def test_figures_that_do_not(self, trade, exports, imports, message):
        finding = only(three(trade, exports, imports))
        assert (finding.rule, finding.start, finding.end, finding.suggestion) == ("sum", 0, 50, None)
        assert message in (None, finding.message)

    def test_a_reckoned_sum_has_the_digits_that_tell_it_from_the_one_told(self):
        exports, imports = told("export", "600000.1", at=10), told("import", "600000.1", at=20)
        assert messages([told("trade", 1200000, bound="at_most"), exports, imports]) == []
        assert messages([told("trade", "1200003.7"), exports, imports]) == [
            "exports 600.0001 thousand + imports 600.0001 thousand make 1.2 million, not 1.2000037 million"
        ]
        assert "make 1.2001 million, not 1.2 million" in only(three("1.20000E+6", "600060", "600060")).message

    @pytest.mark.parametrize("bound, fits", [("at_least", True), ("at_most", False), ("about", True), ("exact", False)])
    def test_a_bound_is_evidence_only_beyond_itself(self, bound, fits):
        exports, imports = told("export", "5.9E+9", at=20), told("import", "3.8E+9", at=40)
        assert (rules([told("trade", "9.1E+9", bound=bound), exports, imports]) == []) is fits

    @pytest.mark.parametrize("bound", ["at_least", "about", "exact"])
    def test_beyond_its_bound_it_is(self, bound):
        parts = [told("export", "3.9E+9", at=20), told("import", "3.8E+9", at=40)]
        trade = told("trade", "9.1E+9", bound=bound)
        assert rules([trade, *parts]) == ["sum"]
        words = {"at_least": "over ", "about": "about ", "exact": ""}[bound]
        assert only([trade, *parts]).message.endswith(f"make 7.7 billion, not {words}9.1 billion")

    @pytest.mark.parametrize("balance", ["-460.4E+6", "460.4E+6", "-460.5E+6"])
    def test_a_balance_may_lack_its_sign(self, balance):
        assert rules([told("import", "972.7E+6"), told("export", "512.3E+6"), told("balance", balance)]) == []

    def test_a_balance_that_does_not_fit(self):
        figures = [told("export", "972.7E+6"), told("import", "512.3E+6", at=20), told("balance", "-360.4E+6", at=40)]
        assert messages(figures) == [
            "exports 972.7 million - imports 512.3 million make 460.4 million, not a balance of -360.4 million"
        ]

    @pytest.mark.parametrize("bound, fits", [("at_least", True), ("at_most", False)])
    def test_the_bound_of_a_deficit_is_one_of_its_size(self, bound, fits):
        figures = [told("export", "5.1E+9"), told("import", "8.2E+9"), told("balance", "-2.0E+9", bound=bound)]
        assert (rules(figures) == []) is fits

    def test_a_balance_confirms_exports_and_imports(self):
        figures = [*three("8.7E+9", "5.9E+9", "3.2E+9"), told("balance", "2.7E+9", at=60)]
        assert rules(figures) == ["sum"]

    def test_one_wrong_figure_breaks_two_sums_and_is_told_once(self):
        assert rules([*three("9.1E+9", "5.9E+9", "4.2E+9"), told("balance", "2.7E+9", at=60)]) == ["sum"]

    def test_a_partner_may_see_it_from_its_own_side(self):
        trade = told("trade", "1.72E+9", of="UZB", with_="KAZ")
        parts = [told("export", "1.36E+9", at=20, with_="UZB"), told("import", "498.5E+6", at=40, with_="UZB")]
        assert messages([trade, *parts]) == [
            "exports 498.5 million + imports 1.36 billion make 1.858 billion, not 1.72 billion"
        ]

    def test_inside_a_bloc_exports_are_imports(self):
        assert rules(three("9E+9", "9E+9", "9E+9", of="EAEU", with_="EAEU")) == []

    @pytest.mark.parametrize(
        "other",
        [
            {"with_": "UGA"},
            {"with_": "W00"},
            {"with_": None},
            {"of": "UZB"},
            {"goods": "wheat"},
            {"period": BEFORE},
            {"period": None},
            {"period": Period(None, None)},
            {"status": "target"},
            {"currency": "EUR"},
            {"currency": None},
        ],
        ids=str,
    )
    def test_unlike_figures_are_not_compared(self, other):
        _, exports, imports = three("8.7E+9", "5.9E+9", "3.2E+9")
        assert rules([told("trade", "8.7E+9"), exports, imports]) == ["sum"]
        assert rules([told("trade", "8.7E+9", **other), exports, imports]) == []

    @pytest.mark.parametrize("unknown", [{"with_": None}, {"period": None}, {"currency": None}], ids=str)
    def test_figures_of_which_something_is_unknown_must_stand_together(self, unknown):
        trade, exports, imports = three("8.7E+9", "5.9E+9", "3.2E+9", **unknown)
        assert rules([trade, exports, imports]) == ["sum"]
        assert rules([trade, exports, told("import", "3.2E+9", at=390, **unknown)]) == ["sum"]
        assert rules([trade, exports, told("import", "3.2E+9", at=391, **unknown)]) == []

    def test_a_period_that_could_not_be_resolved_is_none(self):
        assert rules(three("8.7E+9", "5.9E+9", "3.2E+9", period=Period(None, None))) == []

    def test_goods_and_targets_are_compared_with_their_like(self):
        assert rules(three("8.7E+9", "5.9E+9", "3.2E+9", goods="wheat", status="target")) == ["sum"]

    @pytest.mark.parametrize("amount", [None, 0, -5, "NaN", "Infinity", "1E+30", "1E-30"])
    def test_what_is_no_figure(self, amount):
        assert rules(three(amount, "5.9E+9", "3.2E+9")) == []


class TestRivals:
    def test_one_that_fits_is_enough(self):
        figures = three("8.7E+9", "5.9E+9", "3.2E+9")
        assert rules([*figures, told("trade", "9.1E+9", at=60)]) == []

    def test_none_that_fits_is_one_finding(self):
        figures = three("8.7E+9", "5.9E+9", "3.2E+9")
        assert rules([*figures, told("trade", "7.1E+9", at=60)]) == ["sum"]

    def test_none_that_fits_is_one_finding_though_the_others_are_confirmed(self):
        figures = [*three("8.7E+9", "5.9E+9", "3.2E+9"), told("balance", "2.7E+9", at=60)]
        assert rules([*figures, told("trade", "7.1E+9", at=80)]) == ["sum"]

    def test_in_another_currency(self):
        figures = three("14.9E+9", "2.6E+9", "9.1E+9", currency="AED")
        rivals = [told("export", "437E+6"), told("import", "168E+6"), told("balance", "269E+6")]
        assert rules(figures) == ["sum"]
        assert rules([*figures, *rivals]) == []

    def test_said_again_is_no_rival(self):
        figures = three("8.7E+9", "5.9E+9", "3.2E+9")
        assert rules([*figures, *three("8.7E+9", "5.9E+9", "3.2E+9")]) == ["sum"]

    def test_too_many_say_nothing(self):
        figures = three("8.7E+9", "5.9E+9", "3.2E+9")
        more = [told("trade", f"{n}.1E+9", at=60) for n in range(1, 5)]
        assert rules([*figures, *more[:3]]) == ["sum"]
        assert rules([*figures, *more]) == []

    def test_of_growth(self):
        figures = grown("31.2E+9", "31.5E+9", up("31.4"))
        assert rules(figures) == ["growth"]
        assert rules([*figures, told("trade", "41.0E+9", at=60)]) == []
        assert rules([*figures, told("trade", "24.0E+9", at=60, period=BEFORE)]) == []
        assert rules([*figures, *(told("trade", f"{n}.5E+9", at=60) for n in range(1, 5))]) == []

    def test_of_a_share(self):
        figures = part("19.9E+9", "141.4E+9", "18.8")
        assert rules(figures) == ["share"]
        assert rules([*figures, told("trade", "105.9E+9", at=60, with_="W00")]) == []
        assert rules([*figures, told("trade", "26.6E+9", at=60)]) == []


class TestOtherTimes:
    """A figure of another time that fits is the one meant."""

    @pytest.mark.parametrize(("value", "found"), [(25, []), (30, ["share"])])
    def test_of_a_share(self, value, found):
        year_before = told("trade", "2.01E+9", at=40, with_="W00", period=BEFORE)
        assert rules([*part("502E+6", "8.95E+9", value), year_before]) == found

    @pytest.mark.parametrize(("amount", "found"), [("5.03E+9", []), ("6.3E+9", ["sum"])])
    def test_of_a_sum(self, amount, found):
        year_before = told("trade", amount, at=90, period=BEFORE)
        assert rules([*three("9.01E+9", "2.01E+9", "3.02E+9"), year_before]) == found

    @pytest.mark.parametrize(("rate", "found"), [(20, []), (30, ["growth"])])
    def test_of_growth(self, rate, found):
        assert rules([*grown("151E+6", "121E+6", up(rate)), told("trade", "101E+6", at=90, period=year(2021))]) == found

    @pytest.mark.parametrize("like", [{"currency": "EUR"}, {"goods": "wheat"}, {"status": "target"}, {"with_": "ITA"}])
    def test_unlike_figures_do_not_count(self, like):
        year_before = told("trade", "5.03E+9", at=90, period=BEFORE, **like)
        assert rules([*three("9.01E+9", "2.01E+9", "3.02E+9"), year_before]) == ["sum"]


class TestGrowth:
    @pytest.mark.parametrize(
        "earlier, later, change",
        [
            ("23.4E+9", "27.9E+9", up("19.2")),
            ("1.23E+9", "1.16E+9", up("5.7", direction="down")),
            ("45.1E+6", "56.5E+6", up("24")),  # 45.2 with 25%
            ("1.41E+9", "1.5E+9", up("9")),
            ("1.41E+9", "1500000000", up("9")),
            ("100.0E+6", "170.0E+6", up("50", bound="at_least")),
            ("100.0E+6", "130.0E+6", up("50", bound="at_most")),
            ("100.0E+6", "145.0E+6", up("49", bound="about")),
            ("100.0E+6", "112.0E+6", up("10", value_max=Decimal(15))),
            ("100.0E+6", "0.5E+6", up("99", direction="down")),
            ("100.0E+6", "40.0E+6", up("50", direction="down", bound="at_least")),
            ("268E+6", "402E+6", by("1.5")),
            ("100.0E+6", "240.0E+6", by(3)),  # threefold may be a fifth less
            ("100.0E+6", "360.0E+6", by(3)),
            ("8.1E+9", "4.0E+9", by(2, direction="down")),
            ("100.0E+6", "500.0E+6", by(3, bound="at_least")),
            ("100.0E+6", "250.0E+6", by(2, factor_max=Decimal(3))),
            ("100.0E+6", "100.0E+6", up(None)),  # grew, nobody says by what
            ("100.0E+6", "100.0E+6", by(0)),
            ("100.0E+6", "100.0E+6", by("NaN")),
            ("100.0E+6", "200.0E+6", by(2, base=NOW)),
            ("-18.4E+6", "212.5E+6", up("5")),
        ],
    )
    def test_figures_that_agree(self, earlier, later, change):
        assert rules(grown(earlier, later, change)) == []

    @pytest.mark.parametrize(
        "earlier, later, change, message",
        [
            (
                "702.9E+6",
                "802.4E+6",
                up("24.3"),
                "from 702.9 million to 802.4 million is a growth of 14.2%, not 24.3%",
            ),
            ("45.1E+6", "56.7E+6", up("24"), "from 45.1 million to 56.7 million is a growth of 25.7%, not 24%"),
            ("1410000000", "1500000000", up("12.4"), "from 1.41 billion to 1.5 billion is a growth of 6.4%, not 12.4%"),
            ("1.5E+9", "1.2E+9", up("3", direction="down"), None),
            (
                "1.5E+9",
                "1.2E+9",
                up("23"),
                "from 1.5 billion to 1.2 billion is a fall of 20%, not a growth of 23%",
            ),
            (
                "1.2E+9",
                "1.5E+9",
                up("10", value_max=Decimal(15), direction="down"),
                "from 1.2 billion to 1.5 billion is a growth of 25%, not a fall of 10 to 15%",
            ),
            (
                "100.0E+6",
                "130.0E+6",
                up("50.25", bound="at_least"),
                "from 100 million to 130 million is a growth of 30%, not over 50.25%",
            ),
            ("100.0E+6", "170.0E+6", up("50", bound="at_most"), None),
            ("100.0E+6", "156.0E+6", up("49", bound="about"), None),
            ("100.0E+6", "120.0E+6", up("10", value_max=Decimal(15)), None),
            (
                "100.0E+6",
                "239.5E+6",
                by(3),
                "from 100 million to 239.5 million is a growth by a factor of 2.4, not 3",
            ),
            ("100.0E+6", "361.0E+6", by(3), None),
            ("100.0E+6", "50.0E+6", by(4, direction="down"), None),
            (
                "100.0E+6",
                "50.0E+6",
                by(2),
                "from 100 million to 50 million is a fall by a factor of 2, not a growth by a factor of 2",
            ),
            ("100.0E+6", "400.0E+6", by(2, factor_max=Decimal(3)), None),
        ],
    )
    def test_figures_that_do_not(self, earlier, later, change, message):
        finding = only(grown(earlier, later, change))
        assert (finding.rule, finding.start, finding.end, finding.suggestion) == ("growth", 0, 30, None)
        assert message in (None, finding.message)

    def test_a_coarse_figure_far_from_the_finer_one_may_be_cut_off(self):
        now, then = grown("1410000000", "1500000000", up("12.4"))
        assert rules([now, then]) == ["growth"]
        assert rules([now, told("trade", "1410000000", at=600, period=BEFORE)]) == []

    @pytest.mark.parametrize(
        "period, base",
        [
            (NOW, BEFORE),
            (Period(date(2024, 1, 1), date(2024, 2, 29)), Period(date(2023, 1, 1), date(2023, 2, 28))),
            (Period(date(2025, 1, 1), date(2025, 2, 28)), Period(date(2024, 1, 1), date(2024, 2, 29))),
            (Period(date(2024, 3, 1), date(2024, 3, 15)), Period(date(2023, 3, 1), date(2023, 3, 15))),
        ],
    )
    def test_without_a_base_it_is_the_year_before(self, period, base):
        figures = [
            told("trade", "802.4E+6", period=period, change=up("24.3", base=None)),
            told("trade", "702.9E+6", period=base, at=20),
        ]
        assert rules(figures) == ["growth"]

    @pytest.mark.parametrize(
        "period",
        [
            None,
            Period(date(2005, 1, 1), None),
            Period(None, date(2005, 1, 1)),
            Period(date(2021, 1, 1), date(2024, 12, 31)),
            Period(date(1, 1, 1), date(1, 12, 31)),
        ],
        ids=str,
    )
    def test_without_a_base_some_periods_have_no_year_before(self, period):
        later = told("trade", "802.4E+6", period=period, change=up("24.3", base=None))
        assert rules([later, *(told("trade", "702.9E+6", period=year(y), at=20) for y in (2020, 2023))]) == []

    @pytest.mark.parametrize(
        "other",
        [
            {"with_": "UGA"},
            {"of": "UZB"},
            {"goods": "wheat"},
            {"period": year(2022)},
            {"period": None},
            {"status": "forecast"},
            {"currency": "EUR"},
        ],
        ids=str,
    )
    def test_unlike_figures_are_not_compared(self, other):
        now, _ = grown("702.9E+6", "802.4E+6", up("24.3"))
        assert rules([now, told("trade", "702.9E+6", **{"period": BEFORE, **other})]) == []

    def test_an_unknown_partner_must_be_said_close_by(self):
        now, then = grown("702.9E+6", "802.4E+6", up("24.3"), with_=None)
        assert rules([now, then]) == ["growth"]
        assert rules([now, told("trade", "702.9E+6", with_=None, period=BEFORE, at=500)]) == []

    def test_a_balance_has_no_rate(self):
        figures = [told("balance", "5.1E+9", change=up("10")), told("balance", "2.1E+9", period=BEFORE)]
        assert rules(figures) == []


class TestShare:
    @pytest.mark.parametrize(
        "amount, whole, value, bound",
        [
            ("19.9E+9", "141.4E+9", "14.1", "exact"),
            ("19.9E+9", "141.4E+9", "14.0", "exact"),
            ("19.9E+9", "141.4E+9", "15", "exact"),
            ("38.2E+9", "79.4E+9", "50", "at_most"),
            ("15.7E+9", "61.8E+9", "25", "at_least"),
            ("40.0E+9", "80.0E+9", "53", "about"),
            ("40.0E+9", "80.0E+9", "NaN", "exact"),
        ],
    )
    def test_figures_that_agree(self, amount, whole, value, bound):
        assert rules(part(amount, whole, value, bound)) == []

    @pytest.mark.parametrize(
        "amount, whole, value, bound, message",
        [
            ("19.9E+9", "141.4E+9", "18.8", "exact", "19.9 billion is 14.1% of 141.4 billion, not 18.8%"),
            ("19.9E+9", "141.4E+9", "14.25", "exact", "19.9 billion is 14.07% of 141.4 billion, not 14.25%"),
            ("42.2E+9", "79.4E+9", "50", "at_most", "42.2 billion is 53.1% of 79.4 billion, not up to 50%"),
            ("12.7E+9", "61.8E+9", "25", "at_least", None),
            ("40.0E+9", "80.0E+9", "57", "about", None),
        ],
    )
    def test_figures_that_do_not(self, amount, whole, value, bound, message):
        finding = only(part(amount, whole, value, bound))
        assert (finding.rule, finding.start, finding.end, finding.suggestion) == ("share", 0, 30, None)
        assert message in (None, finding.message)

    @pytest.mark.parametrize(
        "other", [{"period": None}, {"period": BEFORE}, {"status": "target"}, {"currency": "EUR"}], ids=str
    )
    def test_unlike_figures_are_not_compared(self, other):
        assert rules(part("19.9E+9", "141.4E+9", "18.8", **other)) == []

    def test_of_another_flow_with_the_same_partner(self):
        share = Share(Decimal(97), "trade", "KEN")
        figures = [told("export", "50.0E+6", share=share), told("trade", "63.0E+6", at=20)]
        assert rules(figures) == ["share"]

    def test_of_itself(self):
        assert rules([told("trade", "50.0E+6", share=Share(Decimal(97), "trade", "KEN"))]) == []

    def test_of_a_balance(self):
        share = Share(Decimal(97), "balance", "KEN")
        assert rules([told("export", "50.0E+6", share=share), told("balance", "63.0E+6", at=20)]) == []

    def test_goods_in_all_that_goes_to_one_partner(self):
        share = Share(Decimal(15), "export", "KEN")
        wheat = told("export", "50.0E+6", goods="wheat", share=share)
        assert rules([wheat, told("export", "100.0E+6", at=20)]) == ["share"]
        assert rules([wheat, told("export", "100.0E+6", at=20, goods="wheat", with_="W00")]) == []

    def test_one_partner_in_all_that_is_sold_of_the_goods(self):
        share = Share(Decimal(15), "export", "W00")
        wheat = told("export", "50.0E+6", goods="wheat", share=share)
        world = {"at": 20, "with_": "W00"}
        assert rules([wheat, told("export", "100.0E+6", goods="wheat", **world)]) == ["share"]
        # In all exports to the world? Nobody says so.
        assert rules([wheat, told("export", "100.0E+6", **world)]) == []
        assert (
            rules([wheat, told("export", "100.0E+6", goods="wheat", **world), told("export", "333E+6", **world)]) == []
        )


class TestMagnitude:
    @pytest.mark.parametrize(
        "trade, exports, imports, right, message",
        [
            (
                "3.530E+9",
                "2.387E+9",
                "1.143E+6",
                "1.143E+9",
                "exports 2.387 billion + imports 1.143 million do not make 3.53 billion; imports of 1.143 billion do",
            ),
            (
                "14.6E+6",
                "11.5E+6",
                "3.1E+9",
                "3.1E+6",
                "exports 11.5 million + imports 3.1 billion do not make 14.6 million; imports of 3.1 million do",
            ),
            (
                "14.6E+6",
                "11.5",
                "3.1E+6",
                "11.5E+6",
                "exports 11.5 + imports 3.1 million do not make 14.6 million; exports of 11.5 million do",
            ),
            (
                "14.6E+12",
                "11.5E+6",
                "3.1E+6",
                "14.6E+6",
                "exports 11.5 million + imports 3.1 million do not make 14.6 trillion, but 14.6 million",
            ),
        ],
    )
    def test_of_a_sum(self, trade, exports, imports, right, message):
        finding = only(three(trade, exports, imports))
        assert (finding.rule, finding.message, finding.suggestion) == ("magnitude", message, money(right))
        assert finding.end - finding.start == 10  # the wrong figure alone

    def test_of_a_balance(self):
        figures = [told("export", "5.9E+9"), told("import", "3.2E+9"), told("balance", "2.7E+6", at=40)]
        finding = only(figures)
        assert (finding.rule, finding.start, finding.suggestion) == ("magnitude", 40, money("2.7E+9"))
        assert finding.message.endswith("do not make a balance of 2.7 million, but 2.7 billion")

    def test_of_a_range(self):
        finding = only(three("9E+6..10E+6", "5.9E+9", "3.2E+9"))
        assert finding.suggestion == money("9E+9..10E+9")
        assert finding.message.endswith("do not make 9 million to 10 million, but 9 billion to 10 billion")

    def test_a_bounded_figure_is_none_to_correct(self):
        assert rules(three("9.1E+6", "5.9E+9", "3.2E+9")) == ["magnitude"]
        _, exports, imports = three("9.1E+6", "5.9E+9", "3.2E+9")
        assert rules([told("trade", "9.1E+6", bound="at_most"), exports, imports]) == ["sum"]

    def test_a_figure_that_could_as_well_be_nothing_is_not_implied(self):
        assert rules(three("5.1E+9", "5.1E+9", "2.2E+9")) == ["sum"]

    def test_a_figure_that_two_rules_accuse_is_told_once(self):
        figures = [*three("3.5E+9", "2.4E+9", "1.1E+6"), told("import", "1.0E+9", at=60, period=BEFORE)]
        figures[2] = told("import", "1.1E+6", at=40, change=up("10"))
        assert rules(figures) == ["magnitude"]

    def test_of_growth_where_a_sum_confirms_the_other_figure(self):
        now, then = grown("702.9E+6", "802.4E+9", up("14.2"))
        assert rules([now, then]) == ["growth"]  # either could be wrong
        parts = [told("export", "402.9E+6", period=BEFORE), told("import", "300.0E+6", period=BEFORE)]
        finding = only([now, then, *parts])
        assert (finding.rule, finding.start, finding.suggestion) == ("magnitude", 0, money("802.4E+6"))
        assert finding.message == "from 702.9 million to 802.4 billion is no growth of 14.2%; to 802.4 million is"
        finding = only([now, then, told("export", "402.4E+9"), told("import", "400.0E+9")])
        assert (finding.rule, finding.start, finding.suggestion) == ("magnitude", 20, money("702.9E+9"))
        assert finding.message == "from 702.9 million to 802.4 billion is no growth of 14.2%; from 702.9 billion is"

    def test_of_growth_by_a_factor(self):
        figures = grown("100.0E+6", "200.0E+9", by(2))
        confirmed = [told("export", "50.0E+6", period=BEFORE), told("import", "50.0E+6", period=BEFORE)]
        assert "is no growth by a factor of 2; to" in only([*figures, *confirmed]).message

    def test_of_a_share_where_a_sum_confirms_the_other_figure(self):
        figures = part("19.9E+6", "141.4E+9", "14.1")
        assert rules(figures) == ["share"]
        world = [told("export", "81.6E+9", with_="W00"), told("import", "59.8E+9", with_="W00")]
        finding = only([*figures, *world])
        assert (finding.rule, finding.start, finding.suggestion) == ("magnitude", 0, money("19.9E+9"))
        assert finding.message == "19.9 million is not 14.1% of 141.4 billion; 19.9 billion is"
        finding = only([*figures, told("export", "15.9E+6"), told("import", "4.0E+6")])
        assert (finding.start, finding.suggestion) == (20, money("141.4E+6"))
        assert finding.message == "19.9 million is not 14.1% of 141.4 billion; of 141.4 million it is"


class TestAll:
    def test_nothing(self):
        assert list(check([])) == []

    def test_in_the_order_of_the_text(self):
        figures = [*part("19.9E+9", "141.4E+9", "18.8"), *three("8.7E+6", "5.9E+6", "3.2E+6", with_="UGA")]
        figures += [
            told("trade", "2.0E+9", at=5, with_="FRA", change=up("5")),
            told("trade", "1.0E+9", at=30, with_="FRA", period=BEFORE),
        ]
        found = list(check(reversed(figures)))
        assert [finding.rule for finding in found] == ["share", "sum", "growth"]
        assert found == list(check(figures))

    def test_where_all_amounts_are_confirmed_the_rate_is_wrong(self):
        figures = [*grown("702.9E+6", "802.4E+6", up("24.3"))]
        figures += [told("export", "402.9E+6", period=BEFORE), told("import", "300.0E+6", period=BEFORE)]
        figures += [told("export", "402.4E+6"), told("import", "400.0E+6")]
        assert rules(figures) == ["growth"]
        assert rules([*figures, figures[0]]) == ["growth"]

    def test_the_callers_own_way_to_reckon_is_left_alone(self):
        with decimal.localcontext(Context(prec=2)) as context:
            found = check(three("8.7E+9", "5.9E+9", "3.2E+9"))
            assert next(found).rule == "sum"
            assert decimal.getcontext() is context
            assert rules(three("1.2345E+9", "1.1111E+9", "0.1234E+9")) == []

    @pytest.mark.parametrize("partners", [1, 2500])
    def test_ten_thousand_statements_take_no_quadratic_time(self, partners):
        flows = ("trade", "export", "import")
        hostile = [
            told(
                flows[n % 3],
                10_000_000 * (n + 1) + 1,
                at=n,
                with_=f"P{n % partners}",
                period=(NOW, BEFORE)[n // 3 % 2],
                change=up("5"),
                share=Share(Decimal(5), "trade", f"P{n % partners}"),
            )
            for n in range(10_000)
        ]
        before = time.process_time()
        list(check(hostile[1::2] + hostile[::2]))
        assert time.process_time() - before < 20


amounts = st.integers(10_000, 10**13).map(Decimal)
digits = st.integers(1, 6)
ways = st.sampled_from([ROUND_DOWN, ROUND_HALF_UP])


def printed(number, count, way):
    """A number with so many digits, rounded or cut off, as plain digits: how a text comes to us."""
    return Decimal(format(Context(prec=count, rounding=way).plus(number), "f"))


class TestLaws:
    """True figures, rounded or cut off, are never found fault with."""

    @given(exports=amounts, imports=amounts, first=digits, second=digits, third=digits, way=ways, other=ways)
    def test_sums(self, *, exports, imports, first, second, third, way, other):
        figures = three(
            printed(exports + imports, first, way), printed(exports, second, way), printed(imports, third, other)
        )
        balance = exports - imports
        assert rules([*figures, told("balance", printed(balance, first, other), at=60)]) == []

    @given(amounts, amounts, digits, st.integers(0, 2), ways)
    def test_growth(self, earlier, later, count, places, way):
        rate = abs(later / earlier - 1) * 100
        assume(rate < 10_000)
        change = up(rate.quantize(Decimal(1).scaleb(-places), way), direction="up" if later >= earlier else "down")
        assert rules(grown(printed(earlier, count, ROUND_HALF_UP), printed(later, count, ROUND_HALF_UP), change)) == []

    @given(one=amounts, other=amounts, first=digits, second=digits, places=st.integers(0, 2), way=ways)
    def test_shares(self, *, one, other, first, second, places, way):
        share = (one / (one + other) * 100).quantize(Decimal(1).scaleb(-places), way)
        assert rules(part(printed(one, first, way), printed(one + other, second, way), share)) == []

    @given(
        st.lists(
            st.builds(told, st.sampled_from(["trade", "export", "import", "balance"]), amounts, at=st.integers(0, 99)),
            max_size=12,
        )
    )
    def test_findings_are_in_order_and_told_once(self, statements):
        found = list(check(statements))
        assert [finding.start for finding in found] == sorted(finding.start for finding in found)
        assert len(found) == len(set(found)) <= 2  # one for each of the two sums
        assert all(finding.rule in {"sum", "magnitude"} for finding in found)
        assert all((finding.suggestion is None) == (finding.rule == "sum") for finding in found)
