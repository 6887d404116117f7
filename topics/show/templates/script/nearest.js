// Which plans are nearest to each plan: in the room they give the themes, in what they say, and in their very wording.

import { data, rows } from "./data.js";
import { at, el } from "./dom.js";
import { choice, put } from "./parts.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { byName, decimal, heading, percent, say } from "./words.js";

const TO = (filter) => toPassages("nearest", filter);

export function startNearest() {
  const all = rows(data.tables.nearest);
  const plans = [...new Set(all.map((row) => row.a))].sort(byName);
  if (!all.length) {
    put(at("nearest-table"), el("p", { class: "note" }, say("one plan")));
    return;
  }
  section("nearest", { plan: "" }, (own) => {
    const once = (row) => own.plan || row.a < row.b || !all.some((other) => other.a === row.b && other.b === row.a);
    const found = all.filter((row) => (!own.plan || row.a === own.plan) && once(row));
    const measure = (key) => ({ key, label: heading(key), right: true, href: (row) => (row[key] === null ? null : TO({ plan: [row.a, row.b] })),
      cell: (row) => (key.endsWith("_percentile") ? percent(row[key]) : decimal(row[key])) });
    const measures = Object.keys(data.tables.nearest).filter((key) => !["a", "b"].includes(key) && all.some((row) => row[key] !== null) && typeof all[0][key] !== "string");
    put(at("nearest-table"),
      el("div", { class: "choices" }, choice(heading("document"), [["", say("any")], ...plans.map((plan) => [plan, plan])], own.plan, (plan) => choose("nearest", { plan }), { name: "nearest-plan" })),
      table({
        name: "nearest", caption: say("nearest plans"), rows: found, sort: "content", descending: true, page: 12,
        columns: [
          { key: "a", label: heading("a"), header: true, href: (row) => TO({ plan: row.a }) },
          { key: "b", label: heading("b"), href: (row) => TO({ plan: row.b }) },
          ...measures.map(measure),
        ],
      }));
  });
}
