// A table that sorts, shows some rows at first and more when asked, and gives all of them as CSV.

import { announce, el } from "./dom.js";
import { download } from "./csv.js";
import { byName, count, say } from "./words.js";

function compare(a, b) {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : byName(String(a), String(b));
}

function sorted(rows, column, descending) {
  const known = (row) => column.value(row) !== null && column.value(row) !== undefined;
  const order = (a, b) => (known(a) && known(b) && descending ? -1 : 1) * compare(column.value(a), column.value(b));
  return [...rows].sort(order);
}

// Arrow keys move between the links of a table that is a grid of links: Tab then needs one stop for it, not hundreds.
function moveByArrows(event) {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell || event.target.tagName !== "A") return;
  const body = cell.closest("tbody");
  let [row, column] = [cell.parentElement.sectionRowIndex + step[0], cell.cellIndex + step[1]];
  for (; body.rows[row]?.cells[column]; row += step[0], column += step[1]) {
    const link = body.rows[row].cells[column].querySelector("a");
    if (link) {
      event.preventDefault();
      event.target.tabIndex = -1;
      link.tabIndex = 0;
      link.focus();
      return;
    }
  }
}

// columns: { key, label, value(row), cell(row), href(row), right, unsorted, header, width }; csv: { names, rows } of all.
export function table({ name, caption, columns, rows, csv, sort = null, descending = false, page = 20, grid = false, narrow = false }) {
  const all = columns.map((column) => ({ value: (row) => row[column.key] ?? null, ...column }));
  const state = { sort, descending, shown: page };
  const body = el("tbody");
  const heads = all.map((column) => head(column));
  const more = el("p", { class: "more" });
  const shell = el("div", { class: narrow ? "table narrow" : "table" });
  const inner = el("table", { class: grid ? "grid" : null },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, heads.map((one) => one.node))), body);
  if (grid) inner.addEventListener("keydown", moveByArrows);

  function head(column) {
    const attributes = { scope: "col", class: column.right ? "right" : null, "data-key": column.key };
    if (column.unsorted) return { column, node: el("th", attributes, column.label) };
    const button = el("button", { type: "button", click: () => order(column) }, column.label, el("span", { class: "arrow", "aria-hidden": "true" }));
    return { column, node: el("th", attributes, button) };
  }

  function order(column) {
    const same = state.sort === column.key;
    state.descending = same ? !state.descending : Boolean(column.right);
    state.sort = column.key;
    fill();
    announce(say(state.descending ? "sorted down" : "sorted up", { column: column.plain ?? column.label }));
  }

  function cellOf(column, row, first) {
    const plain = column.cell ? column.cell(row) : (row[column.key] ?? "");
    const href = column.href && plain !== "" ? column.href(row) : null;
    // A mark repeats the number beside it: a link for the hand, but no second stop for the keyboard.
    const content = href ? el("a", column.width === "chart" ? { href, tabindex: "-1", "aria-hidden": "true" } : { href, class: column.width === "text" ? "passage-link" : null }, plain) : plain;
    const attributes = { class: column.right ? "right" : (column.width ?? null) };
    if (column.header) return el("th", { scope: "row", ...attributes }, content);
    const node = el("td", attributes, content);
    const link = grid ? node.querySelector("a") : null;
    if (link) link.tabIndex = first ? 0 : -1;
    return node;
  }

  function fill() {
    for (const { column, node } of heads) {
      if (state.sort === column.key) node.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else node.removeAttribute("aria-sort");
    }
    const column = all.find((one) => one.key === state.sort);
    const ordered = column ? sorted(rows, column, state.descending) : rows;
    let first = true;
    body.replaceChildren(...ordered.slice(0, state.shown).map((row) => el("tr", { class: row.rowClass }, all.map((one) => {
      const node = cellOf(one, row, first);
      if (grid && node.querySelector("a")) first = false;
      return node;
    }))));
    fillMore();
  }

  function fillMore() {
    more.replaceChildren();
    more.hidden = rows.length <= page;
    const left = rows.length - state.shown;
    more.append(el("span", {}, say("rows shown", { n: count(Math.min(state.shown, rows.length)), all: count(rows.length) })));
    const show = (n) => () => { state.shown = n; fill(); };
    if (left > 0) more.append(el("button", { type: "button", click: show(state.shown + 5 * page) }, say("more rows")));
    if (left > 5 * page && rows.length <= 500) more.append(el("button", { type: "button", click: show(rows.length) }, say("all rows")));
  }

  const data = csv ?? { names: all.map((one) => one.key), rows: rows.map((row) => Object.fromEntries(all.map((one) => [one.key, one.value(row)]))) };
  const save = el("button", { type: "button", class: "csv", "aria-label": say("export", { table: caption }),
    click: () => download(name, data.names, data.rows) }, "CSV");
  fill();
  shell.append(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, inner), el("div", { class: "below" }, more, save));
  return shell;
}
