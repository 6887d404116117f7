// The themes, and the topics found under each, with their words and the passages to read first.

import { data, planOf, rows } from "./data.js";
import { at, el } from "./dom.js";
import { sharesOf } from "./glance.js";
import { bar, chip, link, put, sharesText } from "./parts.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { count, heading, percent, say } from "./words.js";

const TO = (filter) => toPassages("themes", filter);
let typical = [];

function quoted(segment) {
  const i = data.bySegment.get(segment);
  const { passages } = data;
  return el("li", {}, el("blockquote", {}, passages.text[i]),
    el("p", { class: "meta" }, link(TO({ segment }), `${passages.document[i]} · ${say("in its place")}`)));
}

function topicsTable(theme, total) {
  const found = data.topics.filter((row) => row.theme === theme.theme && row.topic >= 0);
  if (!found.length) return el("p", { class: "note" }, say("no topic"));
  const to = (row) => TO({ topic: row.topic });
  const first = (row) => typical.find((one) => one.topic === row.topic);
  return table({
    name: `topics-${theme.theme}`, caption: say("topics of", { theme: theme.name }), rows: found, page: 12,
    columns: [
      { key: "topic", label: heading("topic"), right: true, href: to },
      { key: "name", label: heading("name"), header: true, href: to },
      { key: "n_characters", label: heading("share"), right: true, href: to, cell: (row) => percent(row.n_characters / total) },
      { key: "n_segments", label: heading("n_segments"), right: true, href: to, cell: (row) => count(row.n_segments) },
      { key: "words", label: heading("words"), width: "wide", cell: (row) => row.words.slice(0, 10).join("、") },
      { key: "typical", label: say("typical"), unsorted: true, value: (row) => first(row)?.segment ?? null, href: (row) => TO({ segment: first(row).segment }),
        cell: (row) => first(row)?.segment ?? "" },
    ],
  });
}

function content(theme, total) {
  const own = typical.filter((row) => row.theme === theme.theme);
  return el("div", { class: "inside" },
    el("p", {}, el("b", {}, `${heading("words")}: `), theme.words.join("、")),
    el("h3", {}, say("typical")), el("ul", { class: "quotes" }, own.map((row) => quoted(row.segment))),
    el("h3", {}, say("topics found")), topicsTable(theme, total));
}

// Matters that no theme names, with the passages they were found in.
function emerging() {
  const found = rows(data.tables.emerging);
  if (!found.length) return el("p", {}, say("nothing emerging"));
  const to = (row) => TO({ segment: row.segments });
  return table({ name: "emerging", caption: say("emerging"), rows: found, page: 10, columns: [
    { key: "words", label: heading("words"), header: true, width: "wide", value: (row) => row.words.join("、"), cell: (row) => row.words.slice(0, 8).join("、"), href: to },
    { key: "n_segments", label: heading("n_segments"), right: true, cell: (row) => count(row.n_segments), href: to },
    { key: "n_characters", label: heading("n_characters"), right: true, cell: (row) => count(row.n_characters), href: to },
    { key: "n_documents", label: heading("n_documents"), right: true, href: to },
    { key: "districts", label: heading("district"), width: "wide", value: (row) => row.districts.join("、"), cell: (row) => row.districts.slice(0, 8).join("、") },
    { key: "first_year", label: heading("first_year"), right: true, href: (row) => TO({ segment: row.segments.filter((name) => planOf(data.bySegment.get(name)).year === row.first_year) }) },
  ] });
}

export function startThemes() {
  put(at("themes-emerging"), emerging());
  typical = rows(data.tables.typical);
  const total = data.themes.reduce((sum, row) => sum + row.n_characters, 0);
  const shares = new Map(sharesOf("", "all").map((row) => [row.theme, row]));
  const most = Math.max(...[...shares.values()].map((row) => row.high ?? row.share ?? 0), 0.01);
  const folds = data.themes.map((theme) => {
    const row = shares.get(theme.theme);
    const fold = el("details", { class: "theme", id: `theme-${theme.theme}` }, el("summary", {}, chip(theme.theme),
      bar(row?.share ?? 0, row?.low ?? null, row?.high ?? null, most, theme.colour),
      el("span", { class: "figure" }, row ? sharesText(row) : "–")));
    const fill = () => fold.childElementCount < 2 && fold.append(
      el("p", { class: "meta inside" }, link(TO({ theme: theme.theme }), say("n passages", { n: count(theme.n_segments), characters: count(theme.n_characters) }))),
      content(theme, total));
    fold.addEventListener("toggle", () => {
      if (!fold.open) return;
      fill();
      if (asked !== theme.theme) choose("themes", { theme: theme.theme });
    });
    return { theme: theme.theme, fold, fill };
  });
  let asked = "";
  put(at("themes-list"), folds.map((one) => one.fold));
  section("themes", { theme: "" }, (own) => {
    asked = own.theme;
    for (const one of folds) {
      if (one.theme !== own.theme) continue;
      one.fill();
      one.fold.open = true;
    }
  });
  window.addEventListener("beforeprint", () => folds.forEach((one) => one.fill()));
}
