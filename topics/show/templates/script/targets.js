// The figures that plans set and reviews report, by indicator, with the clause each stands in.

import { data, rows, written } from "./data.js";
import { at, el, svg } from "./dom.js";
import { choice, put, typed } from "./parts.js";
import { ranges } from "./ranges.js";
import { fold, terms } from "./search.js";
import { table } from "./table.js";
import { address, choose, section, toPassages } from "./view.js";
import { byName, count, heading, phrase, say } from "./words.js";

const TO = (filter) => toPassages("targets", filter);
const LISTED = 60;

// Where on one line the figures of an indicator lie, with the row's own among them.
function among(row, all) {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (row.low === null || low === high) return "";
  const part = (value) => `${(2 + (96 * (value - low)) / (high - low)).toFixed(2)}%`;
  const [from, to] = [part(row.low), part(row.high ?? row.low)];
  return svg("svg", { class: `bar span ${row.kind}`, height: 14, "aria-hidden": "true", focusable: "false" },
    svg("line", { class: "axis", x1: "2%", x2: "98%", y1: 7, y2: 7 }),
    svg("line", { class: "range", x1: from, x2: to, y1: 7, y2: 7 }), svg("circle", { class: "mark", cx: from, cy: 7, r: 3.5 }), svg("circle", { class: "mark", cx: to, cy: 7, r: 3.5 }));
}

function figures(found) {
  const groups = new Map();
  const group = (row) => [row.indicator, row.change, row.unit].join("\u0000");
  for (const row of found) {
    if (row.low === null) continue;
    if (!groups.has(group(row))) groups.set(group(row), []);
    groups.get(group(row)).push(row.low, row.high ?? row.low);
  }
  const to = (row) => TO({ segment: row.segment });
  return table({
    name: "targets", caption: say("figures", { n: count(found.length) }), rows: found, page: 15, csv: { names: Object.keys(data.tables.targets), rows: found },
    columns: [
      { key: "district", label: heading("district"), header: true, value: (row) => written(row.district), cell: (row) => written(row.district) },
      { key: "year", label: heading("year"), right: true, href: (row) => (row.year === null ? null : to(row)) }, { key: "indicator", label: heading("indicator"), width: "wide" },
      { key: "kind", label: heading("kind"), cell: (row) => phrase(row.kind) },
      { key: "change", label: heading("change"), cell: (row) => say(row.change ? "a change" : "a level") },
      { key: "low", label: say("figure"), right: true, href: to, cell: (row) => row.figure },
      { key: "among", label: say("among all"), unsorted: true, width: "chart", href: to, cell: (row) => among(row, groups.get(group(row)) ?? [0]) },
      { key: "comparison", label: heading("comparison"), cell: (row) => phrase(row.comparison) },
      { key: "text", label: heading("text"), width: "text", href: to },
    ],
  });
}

export function startTargets() {
  const all = rows(data.tables.targets);
  if (!all.length) {
    put(at("targets-table"), el("p", { class: "note" }, say("no targets")));
    return;
  }
  const sizes = new Map();
  for (const row of all) sizes.set(row.indicator, (sizes.get(row.indicator) ?? 0) + 1);
  const common = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, LISTED);
  const listed = (key) => [["", say("any")], ...[...new Set(all.map((row) => written(row[key])))].sort(byName).map((value) => [value, phrase(value)])];
  section("targets", { indicator: "", words: "", district: "", year: "", kind: "" }, ({ words, ...own }) => {
    const wanted = terms(words);
    const named = (row) => wanted.every((one) => fold(row.indicator).includes(one) || fold(row.text).includes(one));
    const found = all.filter((row) => Object.entries(own).every(([key, value]) => value === "" || written(row[key]) === value) && (!wanted.length || named(row)));
    const rare = own.indicator && !common.some(([name]) => name === own.indicator) ? [[own.indicator, sizes.get(own.indicator) ?? 0]] : [];
    const indicators = [...rare, ...common].map(([name, n]) => [name, `${name} (${count(n)})`]);
    const pick = (key, options) => choice(heading(key), options, own[key], (value) => choose("targets", { [key]: value }), { name: `targets-${key}` });
    put(at("targets-table"), el("div", { class: "choices" }, pick("indicator", [["", say("any indicator", { n: count(sizes.size) })], ...indicators]), typed(say("indicator or clause"), words, (value) => choose("targets", { words: value }), { name: "targets-words" }), pick("district", listed("district")), pick("year", listed("year")), pick("kind", listed("kind"))), own.indicator ? ranges(found, (row) => TO({ segment: row.segment }), (year, kind) => address("targets", { ...own, words, year, kind })) : null, figures(found));
  });
}
