"use strict";
(() => {
  const map = document.querySelector(".map");
  map?.addEventListener("mouseover", event => {
    const cell = event.target.closest("td");
    if (cell?.lastElementChild) cell.title = cell.lastElementChild.textContent;
  });

  const table = document.getElementById("list");
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, place) => row.cells[place].dataset.key ?? row.cells[place].textContent;
  const isNone = text => text === "" || text === "–";
  const compare = (one, other) =>
    isNaN(one) || isNaN(other) ? words.compare(one, other) : one - other;

  function sort(head, place) {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    heads.forEach(each => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const keys = new Map(rows.map(row => [row, value(row, place)]));
    rows.sort((one, other) => {
      const a = keys.get(one), b = keys.get(other);
      return isNone(a) - isNone(b) || (isNone(a) ? 0 : way * compare(a, b));
    });
    rows.forEach(row => body.append(row));
  }

  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, place));
    head.append(button);
  });

  const controls = document.getElementById("controls");
  const [text, group, missed, shown] = ["[type=search]", "select", "[type=checkbox]", "output"]
    .map(each => controls.querySelector(each));
  const place = heads.findIndex(head => head.className === "missed");

  function filter() {
    const wanted = text.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted)
        || (group.value !== "" && row.dataset.group !== group.value)
        || (missed.checked && !(row.cells[place].textContent > 0));
      count += !row.hidden;
    }
    shown.value = `${count} / ${rows.length}`;
  }

  controls.addEventListener("input", filter);
  controls.hidden = false;
  filter();
})();
