// What became of what was planned: each item of a plan beside what the next year's review or plan says of it.

import { data, rows } from "./data.js";
import { at, el } from "./dom.js";
import { bar, chip, choice, put, switches } from "./parts.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { count, decimal, heading, percent, phrase, say } from "./words.js";

const TO = (filter) => toPassages("ledger", filter);
const ORDER = { review: ["done", "partly", "not mentioned", "unplanned"], plan: ["kept", "changed", "dropped", "new"] };
const LONGEST = 14;
const ADDED = ["unplanned", "new"];

// How often each status stands in the ledger; shares are of what was planned.
function tally(found, own) {
  const sizes = ORDER[own.against].map((status) => [status, found.filter((row) => row.status === status).length]);
  const most = Math.max(...sizes.map((one) => one[1]), 1);
  const planned = found.filter((row) => row.planned).length;
  const share = (n, status) => (planned && !ADDED.includes(status) ? `${count(n)} (${percent(n / planned)})` : count(n));
  const press = (status) => ({ type: "button", click: () => choose("ledger", { status: own.status === status ? "" : status }) });
  return el("ul", { class: "bars" }, sizes.map(([status, n]) => el("li", {},
    el("button", { ...press(status), class: "linklike", "aria-pressed": String(own.status === status) }, phrase(status)),
    el("button", { ...press(status), class: "linklike", tabindex: "-1", "aria-hidden": "true" }, bar(n, null, null, most, "plain")),
    el("button", { ...press(status), class: "linklike figure", tabindex: "-1", "aria-label": `${phrase(status)}: ${share(n, status)}` }, share(n, status)))));
}

// The first letters of a long run of words; the export has it whole.
function short(words) {
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function items(found) {
  const ids = (row) => [row.planned, row.later, ...(row.also ?? [])].filter(Boolean);
  const passage = (key) => ({ key: `text_${key}`, label: heading(`text_${key}`), width: "text",
    cell: (row) => row[`text_${key}`] ?? "–", href: (row) => (row[key] ? TO({ segment: row[key] }) : null) });
  return table({
    name: "ledger", caption: say("items", { n: count(found.length) }), rows: found, page: 10,
    csv: { names: Object.keys(data.tables.ledger), rows: found },
    columns: [
      { key: "status", label: heading("status"), header: true, href: (row) => TO({ segment: ids(row) }), cell: (row) => phrase(row.status) },
      passage("planned"), passage("later"),
      { key: "signs", label: heading("signs"), value: (row) => (row.signs ?? []).join("、") || null, cell: (row) => (row.signs ?? []).join("、") },
      { key: "shared", label: heading("shared"), width: "wide", value: (row) => row.shared.join("、"), cell: (row) => row.shared.slice(0, 4).map(short).join("、") },
      { key: "similarity", label: heading("similarity"), right: true, cell: (row) => decimal(row.similarity, 2), href: (row) => (row.similarity === null ? null : TO({ segment: ids(row) })) },
      { key: "theme", label: heading("theme"), cell: (row) => chip(row.theme) },
    ],
  });
}

export function startLedger() {
  const all = rows(data.tables.ledger);
  if (!all.length) {
    put(at("ledger-table"), el("p", { class: "note" }, say("no ledger")));
    return;
  }
  const steps = [...new Map(all.map((row) => [`${row.district} ${row.year}`, [row.district, row.year]])).values()];
  const districts = [...new Set(steps.map((step) => step[0]))];
  section("ledger", { district: districts[0], year: "", against: "review", theme: "", status: "" }, (own) => {
    const years = steps.filter((step) => step[0] === own.district).map((step) => String(step[1]));
    const year = years.includes(own.year) ? own.year : years[0];
    const found = all.filter((row) => row.district === own.district && String(row.year) === year && row.against === own.against && (!own.theme || row.theme === own.theme));
    put(at("ledger-table"), el("div", { class: "choices" },
      choice(heading("district"), districts.map((name) => [name, name]), own.district, (district) => choose("ledger", { district, year: "", status: "" }), { name: "ledger-district" }),
      choice(say("planned for"), years.map((one) => [one, one]), year, (chosen) => choose("ledger", { year: chosen, status: "" }), { name: "ledger-year" }),
      choice(heading("theme"), [["", say("any")], ...data.themes.map((row) => [row.theme, row.name])], own.theme, (theme) => choose("ledger", { theme }), { name: "ledger-theme" }),
      switches(say("held against"), "against", ["review", "plan"].map((half) => [half, say(`against ${half}`)]), own.against, (against) => choose("ledger", { against, status: "" }))),
    tally(found, own), items(own.status ? found.filter((row) => row.status === own.status) : found));
  });
}
