(() => {
  document.querySelectorAll("details .map").forEach(map => map.addEventListener("mouseover", event => {
    const cell = event.target.closest("td");
    if (cell?.lastElementChild) cell.title = cell.lastElementChild.textContent;
  }));

  const table = document.getElementById("list"), controls = document.getElementById("controls");
  const parts = [...table.closest("section").querySelectorAll("details")].map(part => [part, [...part.querySelectorAll("tbody tr")]]);
  const all = table.tBodies[0].rows.length + parts.reduce((sum, [, rows]) => sum + rows.length, 0);
  const [text, group, missed, shown] = ["[type=search]", "select", "[type=checkbox]", "output"]
    .map(each => controls.querySelector(each));

  function filter() {
    const wanted = text.value.trim().toLowerCase();
    const chosen = wanted !== "" || group.value !== "" || missed.checked;
    let count = table.tBodies[0].querySelectorAll("tr:not([hidden])").length;
    for (const [part, rows] of parts) {
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted)
          || (group.value !== "" && row.dataset.group !== group.value)
          || (missed.checked && !(row.querySelector(".missed").textContent > 0));
      }
      const found = rows.filter(row => !row.hidden).length;
      part.hidden = found === 0;
      part.open = chosen && found > 0;
      count += found;
    }
    shown.value = `${count} / ${all}`;
  }

  controls.addEventListener("input", filter);
  filter();
})();
