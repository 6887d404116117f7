// Where groups of plans differ most, what can be said of it, and which districts are furthest from all plans together.

import { data, rows, themeName, written } from "./data.js";
import { at, el } from "./dom.js";
import { sideName } from "./glance.js";
import { bar, chip, choice, lean, link, put, sentence } from "./parts.js";
import { fold, marked } from "./search.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { count, decimal, heading, interval, percent, phrase, points, say } from "./words.js";

const TO = (filter) => toPassages("differences", filter);
let comparisons = [];
let differences = [];

function titled(one) {
  return say("a and b", { a: sideName(one, "a"), b: sideName(one, "b") });
}

export function differenceColumns(most, names, filters) {
  const share = (side) => ({ key: `share_${side}`, label: names[side], right: true, href: filters[side], cell: (row) => percent(row[`share_${side}`]) });
  return [
    { key: "theme", label: heading("theme"), header: true, value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
    share("a"), share("b"),
    { key: "difference", label: heading("difference"), right: true, href: filters.both, cell: (row) => points(row.difference) },
    { key: "bar", label: say("a less b"), unsorted: true, width: "chart", href: filters.both, cell: (row) => lean(row.difference, row.difference_low ?? null, row.difference_high ?? null, most) },
  ];
}

function one(number) {
  const sides = comparisons[number];
  const found = differences.filter((row) => row.number === number);
  const most = Math.max(...found.map((row) => Math.max(Math.abs(row.difference), Math.abs(row.difference_low ?? 0), Math.abs(row.difference_high ?? 0))), 0.001);
  const filters = { a: (row) => TO({ theme: row.theme, [sides.column]: sides.a }), b: (row) => TO({ theme: row.theme, [sides.column]: sides.b }),
    both: (row) => TO({ theme: row.theme, [sides.column]: [sides.a, sides.b] }) };
  const support = [["a", sideName(sides, "a")], ["b", sideName(sides, "b")]].map(([side, name]) => supporting(number, sides, side, name));
  const first = found[0];
  const known = (key) => (row) => (row[key] === null ? null : filters.both(row));
  const whole = (side) => TO({ [sides.column]: sides[side] });
  const both = (text) => (text === "–" ? text : link(TO({ [sides.column]: [sides.a, sides.b] }), text));
  return [
    el("p", {}, sentence("distance", { distance: both(decimal(sides.distance)), expected: both(decimal(sides.distance_expected)), p: both(decimal(sides.distance_p, 4)) }),
      " ", sentence("sides", { a: sideName(sides, "a"), n_a: link(whole("a"), count(first.n_documents_a)), c_a: link(whole("a"), count(first.n_characters_a)), b: sideName(sides, "b"), n_b: link(whole("b"), count(first.n_documents_b)), c_b: link(whole("b"), count(first.n_characters_b)) })),
    el("p", { class: "verdict" }, data.lang === "zh" ? sides.note_zh : sides.note), el("p", { class: "note" }, phrase(sides.basis), " · ", phrase(sides.interval_basis)),
    table({
      name: `differences-${sides.a}-${sides.b}`, caption: titled(sides), rows: found.map((row) => ({ ...row, rowClass: row.q !== null && row.q <= 0.05 ? "decided" : "" })), page: 15,
      columns: [
        ...differenceColumns(most, { a: sideName(sides, "a"), b: sideName(sides, "b") }, filters),
        { key: "difference_low", label: heading("difference_low"), right: true, cell: (row) => points(row.difference_low), href: known("difference_low") },
        { key: "difference_high", label: heading("difference_high"), right: true, cell: (row) => points(row.difference_high), href: known("difference_high") },
        { key: "of_distance", label: heading("of_distance"), right: true, cell: (row) => percent(row.of_distance), href: filters.both },
        { key: "p", label: "p", right: true, cell: (row) => decimal(row.p, 4), href: known("p") },
        { key: "q", label: "q", right: true, cell: (row) => decimal(row.q, 4), href: known("q") },
      ],
    }),
    el("div", { class: "sides" }, support),
  ];
}

// What supports the differences: the words one side says more, and the passages that make the difference.
function supporting(number, sides, side, name) {
  const { contrast, evidence } = data.tables;
  const own = rows(contrast).filter((row) => row.number === number && row.side === side);
  const certain = own.filter((row) => row.p !== null && row.p <= 0.05);
  const words = (certain.length ? certain : own).slice(0, 12);
  const rates = (row) => [row.rate_a, row.rate_b].map((rate) => decimal(rate, 1)).join(" : ");
  const passages = rows(evidence).filter((row) => row.number === number && row.side === side);
  return el("div", {}, el("h3", {}, say("says more", { name })), certain.length || !words.length ? null : el("p", { class: "note" }, say("words not told")),
    words.length ? el("p", { class: "note" }, say("rates are")) : null,
    el("p", { class: "wordlist" }, words.map((row) => el("a", { href: TO({ q: row.word, [sides.column]: sides[side] }), title: say("rates", { rates: rates(row) }) }, row.word, el("small", {}, rates(row))))),
    el("ul", { class: "quotes" }, passages.slice(0, 3).map(quoted)));
}

function quoted(row) {
  const i = data.bySegment.get(row.segment);
  const parts = marked(data.passages.text[i], row.words.slice(0, 6).map(fold));
  return el("li", {}, el("blockquote", {}, parts.map(([text, hit]) => (hit ? el("mark", {}, text) : text))),
    el("p", { class: "meta" }, chip(row.theme), link(TO({ segment: row.segment }), `${data.passages.document[i]} · ${say("in its place")}`)));
}

function departures() {
  const found = rows(data.tables.departures);
  const to = (row) => TO({ district: written(row.district), theme: row.theme });
  const most = Math.max(...found.map((row) => row.share), 0.01);
  return table({
    name: "departures", caption: say("departures"), rows: found, sort: "size", descending: true, page: 12,
    csv: { names: Object.keys(data.tables.departures), rows: found },
    columns: [
      { key: "district", label: heading("district"), header: true },
      { key: "theme", label: heading("theme"), value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
      { key: "share", label: heading("share"), right: true, href: to, cell: (row) => percent(row.share) },
      { key: "bar", label: say("with interval"), unsorted: true, width: "chart", href: to, cell: (row) => bar(row.share, row.low, row.high, most, data.byTheme.get(row.theme)?.colour) },
      { key: "of_all", label: say("of all plans"), right: true, href: (row) => TO({ theme: row.theme }), cell: (row) => percent(row.of_all) },
      { key: "size", label: heading("difference"), right: true, value: (row) => Math.abs(row.difference), href: to, cell: (row) => points(row.difference) },
      { key: "interval", label: say("interval"), unsorted: true, cell: (row) => interval(row.low, row.high) || phrase(row.basis), href: (row) => (row.low === null ? null : to(row)) },
      { key: "n_documents", label: heading("n_documents"), right: true, href: (row) => TO({ district: written(row.district) }) },
    ],
  });
}

export function startDifferences() {
  comparisons = rows(data.tables.comparisons);
  differences = rows(data.tables.differences);
  put(at("departures"), departures());
  section("differences", { pair: "0" }, (own) => {
    if (!comparisons.length) {
      put(at("differences-pair"), el("p", { class: "note" }, say("no pair to test")));
      return;
    }
    const number = comparisons[Number(own.pair)] ? Number(own.pair) : 0;
    put(at("differences-pair"), el("div", { class: "choices" }, choice(say("compared"), comparisons.map((row, i) => [String(i), titled(row)]), String(number), (pair) => choose("differences", { pair }), { name: "pair" })), one(number));
  });
}
