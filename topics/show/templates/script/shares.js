// Which theme takes how much of whose plans: a table of all themes, one theme with its intervals, and its way over the years.

import { HALVES, data, rows, written } from "./data.js";
import { at, el, svg } from "./dom.js";
import { sharesOf } from "./glance.js";
import { bar, chip, choice, link, put, switches } from "./parts.js";
import { table } from "./table.js";
import { choose, section, toPassages } from "./view.js";
import { bare, count, heading, interval, percent, phrase, say } from "./words.js";

const TO = (filter) => toPassages("shares", filter);

function filterOf(row, own) {
  const names = own.by ? own.by.split(",") : [];
  const half = own.half === "all" ? {} : { half: own.half };
  return { ...Object.fromEntries(names.map((name, i) => [name, row.group[i]])), theme: row.theme, ...half };
}

function named(group) {
  return group.length ? group.join(" ") : say("all plans");
}

function grouped(shares) {
  const groups = new Map();
  for (const row of shares) {
    const key = row.group.join("\u0000");
    if (!groups.has(key)) groups.set(key, { group: row.group, first: row, of: {} });
    groups.get(key).of[row.theme] = row;
  }
  return [...groups.values()];
}

function flat(shares, own) {
  const names = own.by ? own.by.split(",") : [];
  const columns = [...names, "half", "theme", "share", "low", "high", "basis", "n_documents", "n_characters"];
  return { names: columns, rows: shares.map((row) => ({ ...row, ...Object.fromEntries(names.map((name, i) => [name, row.group[i]])) })) };
}

function heat(row, own, theme, most) {
  const found = row.of[theme.theme];
  if (!found || found.share === null) return el("span", { class: "none" }, "–");
  const node = link(TO(filterOf(found, own)), bare(found.share), { class: `heat ${theme.colour}`,
    title: [themed(row, theme, found), interval(found.low, found.high), phrase(found.basis)].filter(Boolean).join("\n") });
  node.style.setProperty("--v", Math.min(1, found.share / most).toFixed(3));
  return node;
}

function themed(row, theme, found) {
  return `${named(row.group)} · ${theme.name}: ${percent(found.share)}`;
}

function matrix(shares, own, themes) {
  const most = Math.max(...shares.map((row) => row.share ?? 0), 0.01);
  const whole = (row) => TO({ ...filterOf(row.first, own), theme: "" });
  return table({
    name: `shares-${own.by || "all"}-${own.half}`, caption: say("shares of themes", { half: phrase(own.half) }), rows: grouped(shares),
    csv: flat(shares, own), page: 24, grid: true,
    columns: [
      { key: "group", label: own.by ? own.by.split(",").map(heading).join(" ") : "", header: true, value: (row) => named(row.group), cell: (row) => named(row.group) },
      ...themes.map((theme) => ({ key: theme.theme, label: theme.name, right: true,
        value: (row) => row.of[theme.theme]?.share ?? null, cell: (row) => heat(row, own, theme, most) })),
      { key: "n_documents", label: heading("n_documents"), right: true, value: (row) => row.first.n_documents, cell: (row) => String(row.first.n_documents), href: whole },
      { key: "n_characters", label: heading("n_characters"), right: true, value: (row) => row.first.n_characters, cell: (row) => count(row.first.n_characters), href: whole },
    ],
  });
}

function oneTheme(shares, own, theme) {
  const mine = shares.filter((row) => row.theme === theme.theme);
  const to = (row) => (row.share === null ? null : TO(filterOf(row, own)));
  const sure = (row) => (row.low === null ? null : to(row));
  const whole = (row) => TO({ ...filterOf(row, own), theme: "" });
  const ranked = own.by === "district" && own.half === "all" ? new Map(data.ranks.filter((row) => row.theme === theme.theme).map((row) => [written(row.district), row])) : new Map();
  const rank = (row) => ranked.get(row.group[0]);
  const most = Math.max(...mine.map((row) => row.high ?? row.share ?? 0), 0.01);
  return table({
    name: `share-${theme.theme}-${own.by || "all"}-${own.half}`, caption: say("share of theme", { theme: theme.name, half: phrase(own.half) }), rows: mine, csv: flat(mine, own),
    sort: "share", descending: true, page: 15,
    columns: [
      { key: "group", label: own.by ? own.by.split(",").map(heading).join(" ") : "", header: true, value: (row) => named(row.group), cell: (row) => named(row.group) },
      { key: "share", label: heading("share"), right: true, cell: (row) => percent(row.share), href: to },
      { key: "bar", label: say("with interval"), unsorted: true, width: "chart", href: to, cell: (row) => bar(row.share, row.low, row.high, most, theme.colour) },
      { key: "low", label: heading("low"), right: true, cell: (row) => percent(row.low), href: sure },
      { key: "high", label: heading("high"), right: true, cell: (row) => percent(row.high), href: sure },
      ...(ranked.size ? [
        { key: "tier", label: heading("tier"), right: true, value: (row) => rank(row)?.tier ?? null, cell: (row) => String(rank(row)?.tier ?? "–"), href: to },
        { key: "rank", label: say("rank"), right: true, value: (row) => rank(row)?.rank_best ?? null, cell: (row) => (rank(row) ? `${rank(row).rank_best}–${rank(row).rank_worst}` : "–"), href: to }] : []),
      { key: "n_documents", label: heading("n_documents"), right: true, href: whole },
      { key: "n_characters", label: heading("n_characters"), right: true, cell: (row) => count(row.n_characters), href: whole },
      { key: "basis", label: heading("basis"), width: "wide", cell: (row) => phrase(row.basis) },
    ],
  });
}

// What can be said of the order of districts.
function tiers(own, theme) {
  const found = data.rankings.find((row) => row.theme === theme.theme);
  return own.by === "district" && own.half === "all" && found ? el("p", { class: "note" }, data.lang === "zh" ? found.note_zh : found.note) : null;
}

const [WIDTH, HEIGHT, SIDE, TOP, FOOT] = [200, 124, 8, 14, 16];

function line(theme, rows, most, own) {
  const x = (i) => SIDE + (i * (WIDTH - 2 * SIDE)) / Math.max(rows.length - 1, 1);
  const y = (value) => TOP + (HEIGHT - TOP - FOOT) * (1 - value / most);
  const known = rows.map((row, i) => [row, i]).filter(([row]) => row.share !== null);
  const sure = known.filter(([row]) => row.low !== null);
  const path = known.map(([row, i]) => `${x(i)},${y(row.share)}`).join(" ");
  const band = [...sure.map(([row, i]) => `${x(i)},${y(row.high)}`), ...[...sure].reverse().map(([row, i]) => `${x(i)},${y(row.low)}`)].join(" ");
  const points = known.map(([row, i]) => svg("a", { href: TO(filterOf(row, own)), "aria-label": `${row.group[0]}: ${percent(row.share)} ${interval(row.low, row.high)}` },
    svg("circle", { class: "hit", cx: x(i), cy: y(row.share), r: 11 }), svg("circle", { class: "mark", cx: x(i), cy: y(row.share), r: 3 }),
    i === 0 || i === rows.length - 1 ? svg("text", { x: x(i), y: y(row.high ?? row.share) - 5, "text-anchor": i ? "end" : "start" }, bare(row.share)) : null,
    svg("title", {}, `${row.group[0]}: ${percent(row.share)} ${interval(row.low, row.high)}`)));
  const ends = [[0, "start"], [rows.length - 1, "end"]].map(([i, anchor]) => svg("text", { class: "year", x: x(i), y: HEIGHT - 3, "text-anchor": anchor }, rows[i].group[0]));
  return el("figure", { class: "small" }, el("figcaption", {}, chip(theme.theme)),
    svg("svg", { class: `line ${theme.colour}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": theme.name },
      svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) }), sure.length > 1 ? svg("polygon", { class: "band", points: band }) : null,
      svg("polyline", { class: "path", points: path }), points, ends));
}

function overYears(own, themes) {
  const shares = sharesOf("year", own.half).filter((row) => row.group[0] !== "?");
  const years = new Set(shares.filter((row) => row.share !== null).map((row) => row.group[0]));
  if (years.size < 2) return [el("p", { class: "note" }, say("one year"))];
  const most = Math.max(...shares.map((row) => row.high ?? row.share ?? 0), 0.01);
  const inYears = { by: "year", half: own.half };
  return [el("p", { class: "note" }, say("all districts together"), " ", phrase(shares[0].basis)),
    el("div", { class: "smalls" }, themes.filter((theme) => theme.n_segments).map((theme) => line(theme, shares.filter((row) => row.theme === theme.theme), most, inYears)))];
}

export function startShares() {
  data.ranks = rows(data.tables.ranks);
  data.rankings = rows(data.tables.rankings);
  const groupings = [...new Set(data.shares.map((row) => row.by))].filter(Boolean);
  const themes = data.themes.filter((row) => row.n_segments);
  const names = groupings.map((by) => [by, by.split(",").map(heading).join(" × ")]);
  section("shares", { by: "district", half: "all", theme: themes[0].theme }, (own) => {
    const shares = sharesOf(own.by, own.half);
    const theme = data.byTheme.get(own.theme) ?? themes[0];
    put(at("shares-choices"),
      switches(say("by"), "by", names, own.by, (by) => choose("shares", { by })),
      switches(heading("half"), "shares-half", ["all", ...HALVES.slice(0, 2)].map((half) => [half, phrase(half)]), own.half, (half) => choose("shares", { half })));
    put(at("shares-matrix"), matrix(shares, own, themes));
    put(at("shares-theme"), el("div", { class: "choices" }, choice(heading("theme"), themes.map((row) => [row.theme, row.name]), theme.theme, (chosen) => choose("shares", { theme: chosen }), { name: "shares-theme" })),
      oneTheme(shares, own, theme), tiers(own, theme));
    put(at("shares-years"), overYears(own, themes));
  });
}
