// How far to trust it: agreement with people where passages were coded, and how sure the model is of each theme.

import { data, rows, themeName } from "./data.js";
import { at, el } from "./dom.js";
import { bar, chip, put } from "./parts.js";
import { table } from "./table.js";
import { section, toPassages } from "./view.js";
import { count, decimal, heading, percent, phrase, points, say } from "./words.js";

const TO = (filter) => toPassages("trust", filter);

const of = (row) => (row.theme === "none" ? null : TO({ theme: row.theme }));

const FRACTIONS = ["diversity", "unassigned", "no_topic"];

function agreement() {
  const { summary, per_theme: themes, confusion } = data.tables;
  if (!summary) return [el("p", { class: "note" }, say("no coded passages"))];
  const cell = (row) => (row.measure.endsWith("_error") ? points(row.value).replace("+", "±") : percent(row.value));
  return [
    table({ name: "agreement", caption: say("agreement"), narrow: true, rows: rows(summary), columns: [
      { key: "measure", label: heading("measure"), header: true, width: "wide", cell: (row) => phrase(row.measure) },
      { key: "value", label: heading("value"), right: true, cell }, { key: "n", label: "n", right: true, cell: (row) => count(row.n) }] }),
    table({ name: "agreement-by-theme", caption: say("agreement by theme"), narrow: true, rows: rows(themes), page: 15, columns: [
      { key: "theme", label: heading("theme"), header: true, value: (row) => themeName(row.theme), cell: (row) => chip(row.theme), href: of },
      { key: "strict", label: phrase("strict"), right: true, cell: (row) => percent(row.strict), href: of },
      { key: "accept", label: phrase("accept"), right: true, cell: (row) => percent(row.accept), href: of },
      { key: "n", label: "n", right: true, cell: (row) => count(row.n) }] }),
    confusion.theme.length ? table({ name: "confusion", caption: say("taken for"), narrow: true, rows: rows(confusion), page: 8, columns: [
      { key: "theme", label: say("coded as"), header: true, cell: (row) => themeName(row.theme) },
      { key: "found", label: say("found as"), cell: (row) => themeName(row.found) },
      { key: "n", label: "n", right: true, cell: (row) => count(row.n) }] }) : null,
  ];
}

function sureness() {
  const { theme, probability, segment, n_characters: sizes } = data.passages;
  const sums = new Map(data.themes.map((row) => [row.theme, { theme: row.theme, n: 0, characters: 0, sum: 0, unsure: [] }]));
  for (let i = 0; i < theme.length; i += 1) {
    const row = sums.get(theme[i]);
    row.n += 1;
    row.characters += sizes[i];
    row.sum += probability[i] * sizes[i];
    row.unsure.push([probability[i], segment[i]]);
  }
  const found = [...sums.values()].filter((row) => row.n).map(({ unsure, ...row }) => ({ ...row, mean: row.sum / row.characters,
    n_unsure: unsure.filter((one) => one[0] < 0.5).length, least: unsure.sort((a, b) => a[0] - b[0]).slice(0, 20).map((one) => one[1]) }));
  return table({ name: "sureness", caption: say("sureness"), rows: found, sort: "mean", page: 15, csv: { names: ["theme", "n", "characters", "mean", "n_unsure"], rows: found }, columns: [
    { key: "theme", label: heading("theme"), header: true, value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
    { key: "n", label: heading("n_segments"), right: true, cell: (row) => count(row.n), href: of },
    { key: "mean", label: say("mean probability"), right: true, cell: (row) => percent(row.mean), href: of },
    { key: "bar", label: "", unsorted: true, width: "chart", href: of, cell: (row) => bar(row.mean, null, null, 1, data.byTheme.get(row.theme)?.colour) },
    { key: "n_unsure", label: say("below half"), right: true, cell: (row) => count(row.n_unsure) },
    { key: "least", label: say("least sure"), unsorted: true, href: (row) => TO({ segment: row.least }), cell: (row) => say("show twenty", { n: row.least.length }) },
  ] });
}

const SOURCES = ["plans", "assignment", "granularity", "seed"];

// Where the uncertainty of each theme's share of all plans comes from; one row a theme, one column a source.
function uncertainty() {
  const found = rows(data.tables.uncertainty);
  const themes = [...new Set(found.map((row) => row.theme))].filter((code) => data.byTheme.get(code)?.n_segments);
  const errors = new Map(found.map((row) => [`${row.theme} ${row.source}`, row]));
  const of_all = (code) => found.find((row) => row.theme === code).share;
  const table_rows = themes.map((theme) => ({ theme, share: of_all(theme), ...Object.fromEntries(SOURCES.map((source) => [source, errors.get(`${theme} ${source}`)?.error ?? null])) }));
  const bases = SOURCES.map((source) => [source, found.find((row) => row.source === source)]).filter(([, row]) => row);
  return [table({ name: "uncertainty", caption: say("uncertainty"), narrow: true, rows: table_rows, page: 15, csv: { names: ["theme", "source", "share", "error", "part", "basis"], rows: found }, columns: [
    { key: "theme", label: heading("theme"), header: true, value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
    { key: "share", label: heading("share"), right: true, cell: (row) => percent(row.share), href: of },
    ...SOURCES.map((source) => ({ key: source, label: phrase(source), right: true, cell: (row) => (row[source] === null ? "–" : `±${(100 * row[source]).toFixed(2)} pp`), href: of })),
  ] }), el("ul", { class: "note" }, bases.map(([source, row]) => el("li", {}, `${phrase(source)}: ${phrase(row.basis)}`)))];
}

function quality() {
  const { quality: measures } = data.tables;
  if (!measures) return el("p", { class: "note" }, say("no topics"));
  return table({ name: "topic-quality", caption: say("topic measures"), narrow: true, rows: rows(measures), columns: [
    { key: "measure", label: heading("measure"), header: true, width: "wide", cell: (row) => phrase(row.measure) },
    { key: "value", label: heading("value"), right: true, cell: (row) => (FRACTIONS.includes(row.measure) ? percent(row.value) : decimal(row.value)) },
    { key: "n", label: heading("n"), right: true, cell: (row) => count(row.n) }] });
}

export function startTrust() {
  section("trust", {}, () => {
    put(at("trust-agreement"), agreement());
    put(at("trust-sureness"), sureness());
    put(at("trust-uncertainty"), uncertainty());
    put(at("trust-quality"), quality());
  });
}
