"""Tables that a page has flattened to lines: the names of columns, then a country and its figures, one by one."""

from __future__ import annotations

from attrs import define, field

from kztrade._prose import Item, Row
from kztrade._reading import Sentence, Told
from kztrade._sides import flow_of
from kztrade._topics import WORLD, Context, Topic
from kztrade.values import Share

__all__ = ["Cells"]


@define(eq=False, repr=False)
class Cells:
    """Reads the lines of a flattened table.

    Attributes:
        columns: the flow of each column, and whether it holds shares of it.
        record: the country whose figures are read.
        figures: what was told of it so far, one for each cell.
    """

    columns: list[tuple[str, bool]] = field(factory=list)
    record: Item | None = None
    figures: list[Told | None] = field(factory=list)

    def read(self, row: Row, context: Context, told: list[Told]) -> bool:
        """Read a line; tells whether it is a table's."""
        kinds = [item.kind for item in row.items]
        if kinds in (["flow"], ["share", "in", "flow"]) or (kinds == ["share"] and self.columns):
            flow = flow_of(row.items[-1])[0] if kinds != ["share"] else self.columns[-1][0]
            if self.record is not None:
                self.clear()  # another table begins
            self.columns.append((flow, kinds[0] == "share"))
        elif self.columns and kinds == ["country"]:
            self.record, self.figures = row.items[0], []
            context.name(row.items[0])
        elif self.record is not None and kinds in (["money"], ["percent"]) and len(self.figures) < len(self.columns):
            self.figures.append(self._figure(row, context, told))
        else:
            return False
        return True

    def clear(self) -> None:
        """Forget the table: other text has followed."""
        self.columns, self.record = [], None

    def _figure(self, row: Row, context: Context, told: list[Told]) -> Told | None:
        """Tell the amount of a cell, or add its share to the amount of the same flow."""
        flow, is_share = self.columns[len(self.figures)]
        item, record = row.items[0], self.record
        if item.kind == "percent":
            whole = next((one for one in self.figures if one is not None and one.flow == flow), None)
            if whole is not None and is_share:
                whole.share = Share(item.value.value, whole.flow, WORLD, item.value.bound)
                whole.use("share in a table", item)
            return None
        if is_share or record is None:
            return None
        topic = Topic(
            flow, context.home, record.value.code, None, context.period, cues=(record,), rule="row of a table"
        )
        sentence = Sentence(context, row, told, topic, len(told))
        sentence.tell(0, topic, "cell of a table", value=item.value, period=topic.period)
        if sentence.last is not None:
            sentence.last.start = record.start
        return sentence.last
