"""Charts: which figures may stand side by side, and where they are drawn."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kztrade import Finding, Money, Period, Statement
from kztrade._charts import by_partner, figure, mirrored, timelines


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31))


def said(flow, amount, partner="ITA", period=2023, currency="USD", **more):
    when = year(period) if isinstance(period, int) else period
    return Statement("KAZ", partner, flow, None, Money(Decimal(amount), currency), when, **more)


def drawn(*statements, published=None, source="a.txt", findings=()):
    return [figure(statement, findings, published, source) for statement in statements]


class TestFigure:
    @pytest.mark.parametrize(
        "change",
        [
            {"value": None},
            {"value": Money(Decimal(5))},
            {"value": Money(Decimal("NaN"), "USD")},
            {"commodity": "wheat"},
            {"period": None},
            {"period": Period(date(2005, 1, 1), None)},
            {"period": Period(None, date(2005, 1, 1))},
            {"partner": None},
        ],
    )
    def test_what_no_chart_can_show(self, change):
        assert drawn(said("export", 5)) != [None]
        assert drawn(evolve(said("export", 5), **change)) == [None]

    def test_it_tells_where_it_is_from_and_what_doubts_it(self):
        finding = Finding("sum", 5, 9, "no")
        statements = [
            said("investment_in", 5_000_000, start=0, end=5),
            said("export", 5, status="target", start=0, end=6),
        ]
        first, second = drawn(*statements, findings=[finding])
        assert first.told() == "investment in, 2023: 5 million USD – a.txt"
        assert second.told() == "export, 2023: 5 USD (target), doubted by a finding – a.txt"
        assert (first.label(), second.label()) == ("5 million", "5 ⚠")


class TestByPartner:
    def test_partners_by_size_flows_in_order(self):
        figures = drawn(said("import", 2), said("export", 4), said("trade", 8, "CHN"))
        (chart,) = by_partner(figures)
        assert chart.title == "Kazakhstan, 2023, USD"
        assert [name for name, _ in chart.rows] == ["China", "Italy"]
        assert [(bar.flow, bar.width, bar.label) for bar in chart.bars] == [
            ("trade", 70.0, "8"),
            ("export", 35.0, "4"),
            ("import", 17.5, "2"),
        ]
        assert chart.flows == ["trade", "export", "import"]
        places = [bar.y for bar in chart.bars]
        assert places == sorted(places)
        assert places[-1] < chart.height

    def test_what_may_not_stand_side_by_side_is_apart(self):
        statements = [
            said(flow, 5, currency=currency, period=period)
            for currency in ("USD", "KZT")
            for period in (2022, 2023)
            for flow in ("export", "import")
        ]
        charts = by_partner(drawn(*statements))
        assert {chart.title for chart in charts} == {
            f"Kazakhstan, {period}, {currency}" for currency in ("USD", "KZT") for period in (2022, 2023)
        }
        assert {len(chart.bars) for chart in charts} == {2}

    def test_nothing_is_added_up_and_what_differs_is_shown(self):
        early = drawn(said("export", 4), said("import", 1), published=date(2024, 1, 1), source="early.txt")
        late = drawn(said("export", 8), said("import", 1), published=date(2024, 6, 1), source="late.txt")
        (chart,) = by_partner([*late, *early])
        exports, imports = chart.bars
        assert (exports.label, exports.others) == ("8", (35.0,))
        assert exports.told == "export, 2023: 8 USD – late.txt; export, 2023: 4 USD – early.txt"
        assert (imports.label, imports.others) == ("1", ())

    @pytest.mark.parametrize("statement", [said("export", 5, status="target"), said("balance", 5), said("export", -5)])
    def test_targets_and_differences_are_no_bars(self, statement):
        assert by_partner(drawn(statement, said("import", 5))) == []

    def test_a_single_bar_is_no_chart(self):
        assert by_partner(drawn(said("export", 5))) == []

    def test_partners_beyond_what_a_chart_holds_are_counted(self):
        codes = [f"A{n:02}" for n in range(20)]
        (chart,) = by_partner(drawn(*(said("export", n, code) for n, code in enumerate(codes))))
        assert [name for name, _ in chart.rows] == codes[:4:-1]
        assert chart.more == 5

    def test_figures_of_nought_have_no_length(self):
        (chart,) = by_partner(drawn(said("export", 0), said("import", 0)))
        assert [bar.width for bar in chart.bars] == [0, 0]


class TestMirrored:
    def test_imports_grow_to_the_left_exports_to_the_right(self):
        (chart,) = mirrored(drawn(said("export", 8), said("import", 2), said("trade", 10), said("export", 9, "CHN")))
        assert chart.rows == (("Italy: balance +6", 13),)
        imports, exports = chart.bars
        assert (imports.flow, imports.left, imports.x, imports.width) == ("import", True, 43.0, 7.0)
        assert (exports.flow, exports.left, exports.x, exports.width) == ("export", False, 50, 28.0)

    def test_a_deficit(self):
        (chart,) = mirrored(drawn(said("export", 2_000_000), said("import", 8_000_000)))
        assert chart.rows[0][0] == "Italy: balance -6 million"

    @pytest.mark.parametrize(
        "money", [Money(Decimal(8), "USD", bound="at_least"), Money(Decimal(8), "USD", Decimal(9))]
    )
    def test_no_balance_of_what_is_not_exact(self, money):
        (chart,) = mirrored(drawn(evolve(said("export", 8), value=money), said("import", 2)))
        assert chart.rows[0][0] == "Italy"

    def test_without_a_pair_there_is_none(self):
        assert mirrored(drawn(said("export", 8), said("import", 2, "CHN"))) == []


class TestTimelines:
    def test_a_line_is_as_long_as_its_period(self):
        half = Period(date(2024, 1, 1), date(2024, 6, 30))
        (chart,) = timelines(drawn(said("export", 4), said("export", 2, period=half), said("trade", 5, period=2025)))
        assert chart.title == "Kazakhstan and Italy, USD"
        lengths = [round(mark.x2 - mark.x1) for mark in chart.marks]
        assert lengths == [33, 16, 33]
        assert [name for name, _ in chart.levels] == ["0", "1", "2", "3", "4", "5"]
        assert [number for number, _ in chart.years] == [2023, 2024, 2025]
        assert chart.flows == ["export", "trade"]

    def test_years_that_follow_each_other_are_joined_in_their_flow(self):
        statements = [said("export", n, period=n) for n in (2020, 2021, 2023)]
        statements += [said("import", 5, period=2022), said("export", 9, period=2022, status="target")]
        (chart,) = timelines(drawn(*statements))
        threads = [mark for mark in chart.marks if mark.kind == "thread"]
        first, second, *_ = (mark for mark in chart.marks if mark.kind == "actual")
        assert [(mark.flow, mark.y1, mark.y2) for mark in threads] == [("export", first.y1, second.y1)]
        assert [mark.kind for mark in chart.marks].count("target") == 1

    def test_deficits_are_under_nought(self):
        (chart,) = timelines(drawn(said("balance", -3), said("balance", -1, period=2024)))
        heights = dict(chart.levels)
        assert heights["0"] == min(heights.values())
        assert all(mark.y1 > heights["0"] for mark in chart.marks)

    def test_one_period_is_no_timeline(self):
        assert timelines(drawn(said("export", 5), said("import", 5))) == []

    def test_nothing_but_noughts(self):
        (chart,) = timelines(drawn(said("export", 0), said("export", 0, period=2024)))
        assert {mark.y1 for mark in chart.marks} == {dict(chart.levels)["0"]}

    @given(
        st.lists(
            st.tuples(st.integers(-(10**30), 10**30), st.integers(1, 9999)),
            min_size=2,
            max_size=6,
            unique_by=lambda p: p[1],
        )
    )
    def test_all_is_within_the_picture(self, pairs):
        (chart,) = timelines(drawn(*(said("balance", amount, period=period) for amount, period in pairs)))
        assert 2 <= len(chart.levels) <= 8
        assert len(chart.years) <= 6
        for mark in chart.marks:
            assert 0 <= mark.x1 < mark.x2 <= 100
            assert 20 <= mark.y1 <= 240
            assert 20 <= mark.y2 <= 240
