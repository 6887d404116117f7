// How far to trust it: agreement with people where passages were coded, and how sure the model is of each theme.

import { LEFT_OUT, codedIn, codedName } from "./coded.js";
import { data, rows, themeName } from "./data.js";
import { at, el } from "./dom.js";
import { bar, chip, put } from "./parts.js";
import { table } from "./table.js";
import { section, toPassages } from "./view.js";
import { count, decimal, heading, percent, phrase, points, say } from "./words.js";

const TO = (filter) => toPassages("trust", filter);
const HALF = 0.5;

const of = (row) => (row.theme === "none" ? null : TO({ theme: row.theme }));
const FRACTIONS = ["diversity", "unassigned", "no_topic"];
// What the figures of agreement count: those that are right, those that are not, and all of them.
const COUNTS = { strict: ["strict-right", "strict-wrong", "all"], accept: ["accept-right", "accept-wrong", "all"], half: ["half-right", "half-wrong", "halves"] };

const judgedTo = (judged, more = {}) => TO({ judged, ...more });
const counted = (judged, more = {}) => codedIn({ judged, ...more }).length;

function measures(found, plans) {
  const rowsOf = found.map((row) => {
    const [right, wrong, all] = COUNTS[row.measure] ?? [null, null, row.measure === "calibration_error" ? "stated" : "all"];
    return { ...row, all, right: right && counted(right), wrong: wrong && counted(wrong), to_right: right, to_wrong: wrong };
  });
  const error = (row) => row.measure.endsWith("_error");
  const all = (row) => (row.value === null ? null : row.measure === "share_error" ? TO({ judged: "all", plan: plans }) : judgedTo(row.all));
  const number = (key, label) => ({ key, label, right: true, cell: (row) => (row[key] === null ? "–" : count(row[key])), href: (row) => (row[key] ? judgedTo(row[`to_${key}`]) : null) });
  return table({ name: "agreement", caption: say("agreement"), narrow: true, rows: rowsOf, csv: { names: ["measure", "value", "n", "right", "wrong"], rows: rowsOf }, columns: [
    { key: "measure", label: heading("measure"), header: true, width: "wide", cell: (row) => phrase(row.measure) },
    { key: "value", label: heading("value"), right: true, cell: (row) => (error(row) ? points(row.value).replace("+", "±") : percent(row.value)),
      href: (row) => (row.right ? judgedTo(row.to_right) : all(row)) },
    number("right", say("right")), number("wrong", say("wrong")),
    { key: "n", label: "n", right: true, cell: (row) => count(row.n), href: all }] });
}

function byTheme(themes) {
  const found = themes.map((row) => ({ ...row, wrong: counted("accept-wrong", { coded: row.theme }) }));
  const to = (judged) => (row) => (counted(judged, { coded: row.theme }) ? judgedTo(judged, { coded: row.theme }) : judgedTo("all", { coded: row.theme }));
  return table({ name: "agreement-by-theme", caption: say("agreement by theme"), narrow: true, rows: found, page: 15, columns: [
    { key: "theme", label: say("coded as"), header: true, value: (row) => codedName(row.theme), cell: (row) => (row.theme === "none" ? codedName(row.theme) : chip(row.theme)), href: to("all") },
    { key: "strict", label: phrase("strict"), right: true, cell: (row) => percent(row.strict), href: to("strict-right") },
    { key: "accept", label: phrase("accept"), right: true, cell: (row) => percent(row.accept), href: to("accept-right") },
    { key: "wrong", label: say("wrong"), right: true, cell: (row) => count(row.wrong), href: (row) => (row.wrong ? to("accept-wrong")(row) : null) },
    { key: "n", label: "n", right: true, cell: (row) => count(row.n), href: to("all") }] });
}

function confusions(found) {
  const to = (row) => judgedTo("accept-wrong", { coded: row.theme, taken: row.found || LEFT_OUT });
  return table({ name: "confusion", caption: say("taken for"), narrow: true, rows: found, page: 8, columns: [
    { key: "theme", label: say("coded as"), header: true, cell: (row) => codedName(row.theme), href: to },
    { key: "found", label: say("found as"), cell: (row) => codedName(row.found || LEFT_OUT), href: to },
    { key: "n", label: "n", right: true, cell: (row) => count(row.n), href: to }] });
}

function trueShares(found) {
  const here = (row) => TO({ plan: row.document, theme: row.theme });
  return table({ name: "true-shares", caption: say("true shares"), narrow: true, rows: found, page: 6, csv: { names: ["document", "theme", "true", "found", "difference"], rows: found }, columns: [
    { key: "document", label: heading("document"), header: true, href: (row) => TO({ plan: row.document }) },
    { key: "theme", label: heading("theme"), value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
    { key: "true", label: say("coded share"), right: true, cell: (row) => percent(row.true), href: (row) => (row.true ? judgedTo("all", { coded: row.theme, plan: row.document }) : TO({ judged: "all", plan: row.document })) },
    { key: "found", label: say("found share"), right: true, cell: (row) => percent(row.found), href: here },
    { key: "difference", label: heading("difference"), right: true, value: (row) => Math.abs(row.difference), cell: (row) => points(row.difference), href: here }] });
}

function agreement() {
  const { summary, per_theme: themes, confusion, true_shares: shares } = data.tables;
  if (!summary) return [el("p", { class: "note" }, say("no coded passages"))];
  const known = rows(shares);
  return [
    measures(rows(summary), [...new Set(known.map((row) => row.document))]), byTheme(rows(themes)),
    confusion.theme.length ? confusions(rows(confusion)) : null, known.length ? trueShares(known) : null,
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
    n_unsure: unsure.filter((one) => one[0] < HALF).length, least: unsure.sort((a, b) => a[0] - b[0]).slice(0, 20).map((one) => one[1]) }));
  return table({ name: "sureness", caption: say("sureness"), rows: found, sort: "mean", page: 15, csv: { names: ["theme", "n", "characters", "mean", "n_unsure"], rows: found }, columns: [
    { key: "theme", label: heading("theme"), header: true, value: (row) => themeName(row.theme), cell: (row) => chip(row.theme) },
    { key: "n", label: heading("n_segments"), right: true, cell: (row) => count(row.n), href: of },
    { key: "mean", label: say("mean probability"), right: true, cell: (row) => percent(row.mean), href: of },
    { key: "bar", label: "", unsorted: true, width: "chart", href: of, cell: (row) => bar(row.mean, null, null, 1, data.byTheme.get(row.theme)?.colour) },
    { key: "n_unsure", label: say("below half"), right: true, cell: (row) => count(row.n_unsure), href: (row) => (row.n_unsure ? TO({ theme: row.theme, below: HALF }) : null) },
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

// How good the topics are: all together, and each, with the passages each is made of.
function quality() {
  const { quality: summary, of_topics: each } = data.tables;
  if (!summary) return [el("p", { class: "note" }, say("no topics"))];
  const all = { unassigned: { theme: "unassigned" }, no_topic: { topic: -1 } };
  const to = (row) => (row.value === null ? null : row.measure in all ? (row.value ? TO(all[row.measure]) : TO({ all: 1 })) : "#of-topics");
  const topics = rows(each);
  const one = (row) => TO({ topic: row.topic });
  const figure = (key) => ({ key, label: heading(key), right: true, cell: (row) => decimal(row[key], 2), href: (row) => (row[key] === null ? null : one(row)) });
  return [
    table({ name: "topic-quality", caption: say("topic measures"), narrow: true, rows: rows(summary), columns: [
      { key: "measure", label: heading("measure"), header: true, width: "wide", cell: (row) => phrase(row.measure) },
      { key: "value", label: heading("value"), right: true, href: to, cell: (row) => (FRACTIONS.includes(row.measure) ? percent(row.value) : decimal(row.value)) },
      { key: "n", label: heading("n"), right: true, href: (row) => (row.measure in all ? TO({ all: 1 }) : "#of-topics"), cell: (row) => count(row.n) }] }),
    el("div", { id: "of-topics" }, table({ name: "of-topics", caption: say("each topic"), rows: topics, page: 8, columns: [
      { key: "topic", label: heading("topic"), right: true, href: one }, { key: "name", label: heading("name"), header: true, href: one },
      { key: "n_segments", label: heading("n_segments"), right: true, href: one, cell: (row) => count(row.n_segments) },
      ...["npmi", "c_v", "silhouette"].map(figure),
      ...(each.jaccard ? [figure("jaccard"), { key: "came_back", label: heading("came_back"), right: true, cell: (row) => percent(row.came_back), href: one }] : []),
    ] })),
  ];
}

// Whether the topics come back in other fits, where that was tried.
function stability() {
  const { stability: summary, fits } = data.tables;
  if (!data.tables.quality) return null;
  if (!summary) return el("p", { class: "note" }, say("no stability"), " ", el("code", {}, `topics stability models/${data.name}`));
  const tried = rows(fits);
  const of = { seed: () => TO({ all: 1 }), plan: () => TO({ plan: tried.filter((row) => row.what === "plan").map((row) => row.which) }) };
  const to = (row) => of[row.what]();
  const one = (row) => (row.what === "plan" ? TO({ plan: row.which }) : TO({ all: 1 }));
  return [
    table({ name: "stability", caption: say("stability"), narrow: true, rows: rows(summary), columns: [
      { key: "what", label: heading("what"), header: true, cell: (row) => say(`other ${row.what}`) },
      ...["agreement", "lowest"].map((key) => ({ key, label: heading(key), right: true, cell: (row) => decimal(row[key]), href: to })),
      ...["n_fits", "n_same"].map((key) => ({ key, label: heading(key), right: true, cell: (row) => count(row[key]), href: to }))] }),
    table({ name: "fits", caption: say("fits"), narrow: true, rows: tried, sort: "agreement", page: 5, columns: [
      { key: "what", label: heading("what"), cell: (row) => say(`other ${row.what}`) }, { key: "which", label: heading("which"), header: true, href: one },
      { key: "agreement", label: heading("agreement"), right: true, cell: (row) => decimal(row.agreement), href: one },
      { key: "n_topics", label: heading("n_topics"), right: true, cell: (row) => count(row.n_topics), href: one }] }),
  ];
}

export function startTrust() {
  section("trust", {}, () => {
    put(at("trust-agreement"), agreement());
    put(at("trust-sureness"), sureness());
    put(at("trust-uncertainty"), uncertainty());
    put(at("trust-quality"), quality());
    put(at("trust-stability"), stability());
  });
}
