// How the figures of one indicator lie over the years: what plans set beside what reviews report, a dot a figure.

import { el, svg } from "./dom.js";
import { count, phrase, say } from "./words.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [420, 190, 72, 12, 12, 22];
const APART = 10;
const MOST_DOTS = 600;

function key(row) {
  return `${row.change ? say("a change") : say("a level")}${row.unit ? `, ${row.unit}` : ""}`;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function short(value) {
  return Math.abs(value) >= 1000 ? count(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function drawn(name, rows, href, those) {
  const years = [...new Set(rows.map((row) => row.year))].sort((a, b) => a - b);
  const values = rows.flatMap((row) => [row.low, row.high ?? row.low]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (row) => LEFT + ((years.indexOf(row.year) + 0.5) * (WIDTH - LEFT - RIGHT)) / years.length + (row.kind === "target" ? -APART : APART);
  const y = (value) => TOP + (HEIGHT - TOP - FOOT) * (high === low ? 0.5 : (high - value) / (high - low));
  const [reaches, middles] = [[], []];
  for (const year of years) {
    for (const kind of ["target", "result"]) {
      const mine = rows.filter((row) => row.year === year && row.kind === kind);
      if (!mine.length) continue;
      const middle = y(median(mine.map((row) => (row.low + (row.high ?? row.low)) / 2)));
      const ends = mine.flatMap((row) => [row.low, row.high ?? row.low]);
      const all = (mark) => svg("a", { href: those(String(year), kind), tabindex: "-1", "aria-hidden": "true" }, mark);
      reaches.push(all(svg("line", { class: "reach", x1: x(mine[0]), x2: x(mine[0]), y1: y(Math.min(...ends)), y2: y(Math.max(...ends)) })));
      middles.push(all(svg("line", { class: "middle", x1: x(mine[0]) - 9, x2: x(mine[0]) + 9, y1: middle, y2: middle })));
    }
  }
  const dots = rows.length > MOST_DOTS ? [] : rows.map((row) => svg("a", { href: href(row), tabindex: "-1", "aria-hidden": "true" },
    svg("circle", { class: `dot ${row.kind}`, cx: x(row), cy: y((row.low + (row.high ?? row.low)) / 2), r: 3.5 }),
    svg("title", {}, `${row.district ?? "?"} ${row.year} ${phrase(row.kind)}: ${row.figure}`)));
  const scale = [low, high].map((value) => svg("text", { x: LEFT - 18, y: y(value) + 4, "text-anchor": "end" }, short(value)));
  const below = years.map((year, i) => svg("text", { class: "year", x: LEFT + ((i + 0.5) * (WIDTH - LEFT - RIGHT)) / years.length, y: HEIGHT - 4, "text-anchor": "middle" }, String(year)));
  return el("figure", { class: "ranges" }, el("figcaption", {}, name, " ", el("small", {}, say("figures", { n: count(rows.length) }))),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": name }, reaches, middles, dots, scale, below));
}

// The two commonest kinds of figure of an indicator (growth in %, a level in 亿元, say), each over the years.
export function ranges(found, href, those) {
  const groups = new Map();
  for (const row of found.filter((one) => one.low !== null && one.year !== null)) {
    if (!groups.has(key(row))) groups.set(key(row), []);
    groups.get(key(row)).push(row);
  }
  const common = [...groups].filter(([, rows]) => rows.length > 1).sort((a, b) => b[1].length - a[1].length).slice(0, 2);
  if (!common.length) return null;
  return [el("p", { class: "note" }, say("ranges")), el("div", { class: "rangelist" }, common.map(([name, rows]) => drawn(name, rows, href, those)))];
}
