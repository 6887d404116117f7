// What the plans are about, all together: a bar a theme, with its interval.

import { data, rows } from "./data.js";
import { at, el } from "./dom.js";
import { bar, chip, link, linked, put, sharesText } from "./parts.js";
import { section, toPassages } from "./view.js";
import { heading, percent, phrase, points, say } from "./words.js";

export function sharesOf(by, half) {
  return data.shares.filter((row) => row.by === by && row.half === half);
}

// A side of a comparison by name: a district's alone, any other with what it is.
export function sideName(one, side) {
  return one.column === "district" ? one[side] : `${heading(one.column)} ${one[side]}`;
}

export function startGlance() {
  data.shares = rows(data.tables.shares);
  section("glance", {}, () => {
    const all = sharesOf("", "all").filter((row) => row.share !== null);
    const most = Math.max(...all.map((row) => row.high ?? row.share), 0.01);
    const ordered = [...all].sort((a, b) => b.share - a.share);
    put(at("glance-bars"), el("ul", { class: "bars" }, ordered.map((row) => el("li", {},
      link(toPassages("glance", { theme: row.theme }), chip(row.theme)),
      linked(toPassages("glance", { theme: row.theme }), bar(row.share, row.low, row.high, most, data.byTheme.get(row.theme)?.colour)),
      link(toPassages("glance", { theme: row.theme }), sharesText(row), { class: "figure" })))), el("p", { class: "note" }, phrase(all[0]?.basis ?? "")));
    put(at("glance-findings"), findings());
  });
}

function findings() {
  const found = rows(data.tables.differences).filter((row) => row.q !== null && row.q <= 0.05);
  const sides = rows(data.tables.comparisons);
  const best = found.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, 3);
  const lines = best.map((row) => {
    const { column, a, b } = sides[row.number];
    return el("li", {}, link(`#differences?pair=${row.number}`, say("finding", {
      a: sideName(sides[row.number], "a"), b: sideName(sides[row.number], "b"), theme: data.byTheme.get(row.theme)?.name ?? row.theme, share_a: percent(row.share_a), share_b: percent(row.share_b), difference: points(row.difference) })),
    " ", link(toPassages("glance", { theme: row.theme, [column]: [a, b] }), say("its passages"), { class: "quiet" }));
  });
  return lines.length ? [el("h3", {}, say("told from chance")), el("ul", { class: "findings" }, lines)] : [el("p", { class: "note" }, say("nothing told from chance"))];
}
