"use strict";
// The table sorts and filters. Without this script the page shows all of it, in the order of the articles.
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    words: row.textContent.toLowerCase(), // names and codes of countries alike
    first: Number(row.dataset.first),
    last: Number(row.dataset.last),
  }));

  // What a cell sorts by, null where it is empty. "USD 1.5E+9" sorts by currency, then by amount.
  const keyOf = (cell, kind) => {
    const key = cell.dataset.key ?? cell.textContent.trim();
    if (key === "") return null;
    if (kind === "number") return [Number(key)];
    if (kind === "money") return [key.split(" ")[0], Number(key.split(" ")[1])];
    return [key.toLowerCase()];
  };

  const compare = (a, b) => {
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
  };

  const sortBy = (head) => {
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = rows.map((one) => ({ one, key: keyOf(one.row.cells[head.cellIndex], head.dataset.kind) }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.one.place - b.one.place;
      return sign * compare(a.key, b.key) || a.one.place - b.one.place;
    });
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    body.append(...keyed.map(({ one }) => one.row));
  };

  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    const isChosen = (name, row) => wanted[name] === "*" || wanted[name] === row.dataset[name];
    const year = Number(wanted.year);
    let shown = 0;
    for (const { row, words: text, first, last } of rows) {
      const fits =
        ["reporter", "partner", "flow", "status"].every((name) => isChosen(name, row)) &&
        (wanted.year === "*" || (row.dataset.first !== "" && first <= year && year <= last)) &&
        words.every((word) => text.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} statements`;
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(head));
    head.append(button);
  }
  for (const event of ["input", "change"]) form.addEventListener(event, filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter)); // the fields are empty only after the event
  form.hidden = false;
  filter();
})();
