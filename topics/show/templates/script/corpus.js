// What was read and what was left out: plans, problems, and every piece that cleaning took away.

import { data, rows } from "./data.js";
import { at, el } from "./dom.js";
import { choice, put } from "./parts.js";
import { neighbour } from "./passages.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { count, heading, phrase, say } from "./words.js";

const TO = (filter) => toPassages("corpus", filter);

function plans(removals) {
  const sizes = new Map();
  data.passages.document.forEach((name, i) => {
    const [n, characters] = sizes.get(name) ?? [0, 0];
    sizes.set(name, [n + 1, characters + data.passages.n_characters[i]]);
  });
  const pieces = new Map();
  for (const row of removals) pieces.set(row.document, (pieces.get(row.document) ?? 0) + 1);
  return data.documents.map((row) => {
    const [n, characters] = sizes.get(row.document) ?? [0, 0];
    return { ...row, n_segments: n, n_characters: characters, n_removals: pieces.get(row.document) ?? 0 };
  });
}

function plansTable(removals) {
  const numbers = (key, href) => ({ key, label: heading(key), right: true, cell: (row) => count(row[key]), href: (row) => (row[key] ? href(row) : null) });
  return table({
    name: "documents", caption: say("plans read"), rows: plans(removals), sort: "document", page: 15,
    columns: [
      { key: "document", label: heading("document"), header: true, href: (row) => TO({ plan: row.document }) },
      { key: "title", label: heading("title"), width: "wide" }, { key: "file", label: heading("file"), width: "wide" },
      ...data.own.map((key) => ({ key, label: heading(key) })),
      numbers("n_segments", (row) => TO({ plan: row.document })), numbers("n_characters", (row) => TO({ plan: row.document })),
      numbers("n_removals", (row) => `#corpus?piece=${encodeURIComponent(row.document)}`),
    ],
  });
}

function removed(removals, own) {
  const chosen = removals.filter((row) => (!own.piece || row.document === own.piece) && (!own.reason || row.reason === own.reason));
  const any = ["", say("any")];
  const listed = (key) => [any, ...[...new Set(removals.map((row) => row[key]))].sort().map((value) => [value, phrase(value)])];
  const place = (row) => {
    const segment = neighbour(row.document, row.start);
    return segment ? TO({ segment }) : null;
  };
  return [
    el("div", { class: "choices" },
      choice(heading("document"), listed("document"), own.piece, (piece) => choose("corpus", { piece }), { name: "piece" }),
      choice(heading("reason"), listed("reason"), own.reason, (reason) => choose("corpus", { reason }), { name: "reason" })),
    table({
      name: "removals", caption: say("pieces left out", { n: count(chosen.length) }), rows: chosen, page: 8, csv: { names: ["document", "start", "end", "reason", "text"], rows: chosen },
      columns: [
        { key: "document", label: heading("document"), header: true, href: (row) => TO({ plan: row.document }) }, { key: "reason", label: heading("reason"), cell: (row) => phrase(row.reason) },
        { key: "text", label: heading("text"), width: "text" },
        { key: "start", label: say("place"), right: true, cell: (row) => `${row.start}–${row.end}`, href: place },
      ],
    }),
  ];
}

function problemsTable() {
  const found = rows(data.tables.problems);
  if (!found.length) return el("p", {}, say("no problems"));
  const plan = (row) => data.documents.find((one) => one.file === row.file);
  const to = (row) => (plan(row) ? TO({ plan: plan(row).document }) : null);
  return table({
    name: "problems", caption: say("problems"), rows: found, page: 10,
    columns: ["file", "problem", "left_out", "found", "remedy"].map((key) => ({
      key, label: heading(key), header: key === "file", width: "wide", href: key === "found" ? to : undefined,
      cell: (row) => (key === "left_out" ? say(row.left_out ? "yes" : "no") : phrase(row[key])) })),
  });
}

export function startCorpus() {
  const removals = rows(data.tables.removals);
  put(at("corpus-plans"), plansTable(removals));
  put(at("corpus-problems"), problemsTable());
  section("corpus", { piece: "", reason: "" }, (own) => {
    put(at("corpus-removals"), removals.length ? removed(removals, own) : el("p", {}, say("nothing left out")));
  });
}
