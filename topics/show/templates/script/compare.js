// Any two districts side by side: plain shares of all their characters, and the differences; no test is made in a page.

import { HALVES, data, planOf, valuesOf, written } from "./data.js";
import { at, el } from "./dom.js";
import { differenceColumns } from "./differences.js";
import { choice, link, put, sentence, switches } from "./parts.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { count, heading, phrase, say } from "./words.js";

function counted(district, own) {
  const sums = new Map(data.themes.map((row) => [row.theme, 0]));
  const plans = new Set();
  let all = 0;
  const { theme, half, n_characters: sizes } = data.passages;
  for (let i = 0; i < theme.length; i += 1) {
    const plan = planOf(i);
    if (written(plan.district) !== district || (own.half !== "all" && half[i] !== own.half) || (own.year && written(plan.year) !== own.year)) continue;
    sums.set(theme[i], sums.get(theme[i]) + sizes[i]);
    plans.add(plan.document);
    all += sizes[i];
  }
  return { sums, all, plans: plans.size };
}

export function plainDifferences(own) {
  const [a, b] = [counted(own.a, own), counted(own.b, own)];
  const part = (side, theme) => (side.all ? side.sums.get(theme) / side.all : 0);
  const found = data.themes.map(({ theme }) => ({ theme, share_a: part(a, theme), share_b: part(b, theme), difference: part(a, theme) - part(b, theme) }));
  return { a, b, rows: found.sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference)) };
}

export function startCompare() {
  const districts = valuesOf("district");
  if (districts.length < 2) {
    put(at("compare-table"), el("p", { class: "note" }, say("one district")));
    return;
  }
  const listed = districts.map((name) => [name, name]);
  section("compare", { a: districts[0], b: districts[1], half: "all", year: "" }, (own) => {
    put(at("compare-choices"),
      choice(say("district a"), listed, own.a, (a) => choose("compare", { a }), { name: "a" }),
      choice(say("district b"), listed, own.b, (b) => choose("compare", { b }), { name: "b" }),
      choice(heading("year"), [["", say("any")], ...valuesOf("year").map((year) => [year, year])], own.year, (year) => choose("compare", { year }), { name: "compare-year" }),
      switches(heading("half"), "compare-half", ["all", ...HALVES.slice(0, 2)].map((half) => [half, phrase(half)]), own.half, (half) => choose("compare", { half })));
    const found = plainDifferences(own);
    const most = Math.max(...found.rows.map((row) => Math.abs(row.difference)), 0.001);
    const shared = { ...(own.half === "all" ? {} : { half: own.half }), ...(own.year ? { year: own.year } : {}) };
    const to = (district) => (row) => toPassages("compare", { theme: row.theme, district, ...shared });
    const whole = (side, n) => (n ? link(toPassages("compare", { district: own[side], ...shared }), count(n)) : count(n));
    const sizes = ["a", "b"].map((side) => sentence("size of", { name: own[side], n: whole(side, found[side].plans), characters: whole(side, found[side].all) }));
    put(at("compare-table"), el("p", {}, sizes[0], say("and"), sizes[1]),
      found.a.all && found.b.all ? null : el("p", { class: "verdict" }, say("no text there")),
      table({ name: `compare-${own.a}-${own.b}-${own.half}`, caption: say("a and b", { a: own.a, b: own.b }), rows: found.rows, page: 15,
        csv: { names: ["theme", "share_a", "share_b", "difference"], rows: found.rows },
        columns: differenceColumns(most, own, { a: to(own.a), b: to(own.b), both: to([own.a, own.b]) }) }),
      el("p", { class: "note" }, say("no test here"), " ", el("code", {}, `topics compare ${quoted(own.a)} ${quoted(own.b)}${own.half === "all" ? "" : ` --half ${own.half}`}`)));
  });
}

// A name as a shell takes it for one word.
function quoted(name) {
  return /^[\p{L}\p{N}_@.-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
