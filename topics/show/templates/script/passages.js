// The passages beside the report: those a number counts or a search finds, each with its place in its plan.

import { asksForCoded, codedIn, codedName, judgedName, judgement } from "./coded.js";
import { HALVES, data, planOf, themeName, valuesOf, written } from "./data.js";
import { announce, at, el } from "./dom.js";
import { bar, chip, choice, link, put } from "./parts.js";
import { characters, marked, matching, terms } from "./search.js";
import { close, here, narrow, open } from "./view.js";
import { count, decimal, heading, percent, phrase, say } from "./words.js";

const PAGE = 30;
const AROUND = 2;
const NARROW = 640;
let filter = null;
let shown = PAGE;
let opener = null;
let waiting = 0;

function marks(i, wanted) {
  return marked(data.passages.text[i], wanted).map(([text, hit]) => (hit ? el("mark", {}, text) : text));
}

function headingsAbove(i, wanted = []) {
  const outline = data.passages.outline[i];
  if (!outline) return null;
  const parts = outline.split(" › ");
  return el("ol", { class: "outline", "aria-label": heading("outline") }, parts.map((part) =>
    el("li", {}, marked(part, wanted).map(([text, hit]) => (hit ? el("mark", {}, text) : text)))));
}

// A passage among its neighbours, with the headings above; more of the plan on both sides when asked.
export function inPlace(i, wanted = []) {
  const place = el("div", { class: "place" });
  const [first, last] = [data.first.get(data.passages.document[i]), lastOf(i)];
  let [from, to] = [Math.max(first, i - AROUND), Math.min(last, i + AROUND)];
  const fill = () => {
    const lines = [];
    for (let j = from; j <= to; j += 1) {
      lines.push(el("p", { class: j === i ? "this" : null, "aria-current": j === i ? "true" : null },
        j === i ? marks(j, wanted) : data.passages.text[j]));
    }
    const wider = (label, step) => el("button", { type: "button", class: "wider", click: () => { step(); fill(); } }, label);
    place.replaceChildren(...[
      el("p", { class: "above" }, say("headings above"), headingsAbove(i, wanted) ?? say("no heading")),
      from > first && wider(say("earlier"), () => { from = Math.max(first, from - 5); }),
      ...lines,
      to < last && wider(say("later"), () => { to = Math.min(last, to + 5); }),
    ].filter(Boolean));
  };
  fill();
  return place;
}

// The passage that stands where a piece was left out: the first that ends behind it.
export function neighbour(document, start) {
  const first = data.first.get(document);
  if (first === undefined) return null;
  let i = first;
  while (data.passages.document[i + 1] === document && data.passages.end[i] <= start) i += 1;
  return data.passages.segment[i];
}

function lastOf(i) {
  let last = i;
  while (data.passages.document[last + 1] === data.passages.document[i]) last += 1;
  return last;
}

function shownPassage(i, wanted, unfolded) {
  const { passages } = data;
  const plan = planOf(i);
  const topic = data.byTopic.get(passages.topic[i]);
  const judged = asksForCoded(filter) ? codedIn(filter).filter((row) => row.at.includes(i)) : [];
  const holder = el("div");
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": String(unfolded) }, say("in its place"));
  const text = el("blockquote", { class: "text", hidden: unfolded }, marks(i, wanted));
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    text.hidden = open;
    holder.replaceChildren(...(open ? [inPlace(i, wanted)] : []));
  });
  if (unfolded) holder.append(inPlace(i, wanted));
  return el("li", { class: "passage" },
    el("p", { class: "where" },
      el("strong", {}, `${written(plan.district)} ${written(plan.year)}`), " · ", phrase(passages.half[i]),
      unfolded ? null : headingsAbove(i, wanted)),
    text, holder,
    judged.map((row) => el("p", { class: "judged" }, judgement(row))),
    el("p", { class: "meta" }, chip(passages.theme[i]), el("span", { title: say("probability is") }, decimal(passages.probability[i], 2)),
      topic && topic.topic >= 0 ? el("span", {}, `${heading("topic")} ${topic.topic} ${topic.name}`) : null),
    el("p", { class: "meta" }, el("span", { class: "source" }, say("source", { file: plan.file, start: passages.start[i], end: passages.end[i] })),
      toggle, link(here({ segment: passages.segment[i] }), say("permalink"), { class: "quiet" }),
      link(here({ plan: plan.document }), say("whole plan"), { class: "quiet" })));
}

function changed(key, value) {
  const rest = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== key && name !== "segment"));
  filter = value === "" ? rest : { ...rest, [key]: value };
  shown = PAGE;
  narrow(filter);
  fillList();
}

function controls() {
  const any = ["", say("any")];
  const options = (name) => [any, ...valuesOf(name).map((value) => [value, value])];
  const one = (key) => ([filter[key]].flat().length === 1 ? (filter[key] ?? "") : "");
  const topics = data.topics.filter((row) => row.topic >= 0).map((row) => [String(row.topic), `${row.topic} ${row.name}`]);
  const own = data.own.map((name) => choice(heading(name), options(name), one(name), (value) => changed(name, value), { name }));
  put(at("filters"),
    choice(heading("district"), options("district"), one("district"), (value) => changed("district", value), { name: "district" }),
    choice(heading("year"), options("year"), one("year"), (value) => changed("year", value), { name: "year" }),
    choice(heading("half"), [any, ...HALVES.map((half) => [half, phrase(half)])], one("half"), (value) => changed("half", value), { name: "half" }),
    choice(heading("theme"), [any, ...data.themes.map((row) => [row.theme, row.name])], one("theme"), (value) => changed("theme", value), { name: "theme" }),
    choice(heading("topic"), [any, ...topics], String(one("topic")), (value) => changed("topic", value), { name: "topic" }), own);
}

// Which coded passages are meant, and where those stand that were left out with the text around them.
function toldOfCoded() {
  const found = codedIn(filter);
  const parts = [`${judgedName(filter.judged)}${filter.coded ? ` · ${say("coded as")} ${codedName(filter.coded)}` : ""}${filter.taken ? ` · ${say("found as")} ${codedName(filter.taken)}` : ""}`];
  const absent = found.filter((row) => !row.at.length);
  const beside = (row) => neighbour(row.document, row.start);
  return [el("p", { class: "told" }, say("coded passages", { n: count(found.length), what: parts.join(" ") })),
    absent.length ? el("p", { class: "told" }, say("of them left out", { n: count(absent.length) }), " ", absent.slice(0, PAGE).map((row) => [
      link(beside(row) ? here({ segment: beside(row) }) : here({ plan: row.document }), `${row.document} ${row.start}–${row.end}`), " "])) : null].filter(Boolean);
}

// What of the filter no list of choices shows: several plans, single passages.
function told() {
  const notes = [];
  const named = (key) => (filter[key] === undefined ? [] : [filter[key]].flat());
  if (filter.segment) notes.push(say("chosen passages", { n: named("segment").length }));
  for (const key of ["plan", "district", "year"]) {
    if (named(key).length > 1 || (key === "plan" && named(key).length)) notes.push(`${heading(key === "plan" ? "document" : key)}: ${named(key).join(", ")}`);
  }
  if (filter.below !== undefined) notes.push(say("probability below", { value: percent(Number(filter.below)) }));
  return [...notes.map((note) => el("p", { class: "told" }, note)), ...(asksForCoded(filter) ? toldOfCoded() : [])];
}

function summary(found) {
  const n = characters(found);
  const parts = [say("found", { n: count(found.length), characters: count(n) })];
  const narrowed = filter.below !== undefined || filter.theme || filter.topic !== undefined || terms(filter.q).length;
  if (narrowed && !filter.segment && !asksForCoded(filter)) {
    const { theme, topic, q, below, ...rest } = filter;
    const whole = characters(matching(rest));
    if (whole) parts.push(say("of these", { share: percent(n / whole), characters: count(whole) }));
  }
  return parts.join(" ");
}

function spread(found, key, valueOf, name) {
  const sums = new Map();
  for (const i of found) sums.set(valueOf(i), (sums.get(valueOf(i)) ?? 0) + data.passages.n_characters[i]);
  const top = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 8);
  if (top.length < 2) return null;
  const colour = (value) => (key === "theme" ? (data.byTheme.get(value)?.colour ?? "") : "");
  return el("div", { class: "spread" }, el("h3", {}, heading(key)), el("ul", {}, top.map(([value, n]) => el("li", {},
    el("a", { href: here({ ...filter, [key]: value }) }, el("span", {}, name(value)), bar(n, null, null, top[0][1], colour(value)), el("span", {}, count(n)))))));
}

function fillSpread(found) {
  const parts = [
    filter.theme ? null : spread(found, "theme", (i) => data.passages.theme[i], themeName),
    filter.district ? null : spread(found, "district", (i) => written(planOf(i).district), (value) => value),
    filter.year ? null : spread(found, "year", (i) => written(planOf(i).year), (value) => value),
  ].filter(Boolean);
  at("spread").hidden = !parts.length || Boolean(filter.segment);
  put(at("spread-parts"), parts.length ? parts : [el("p", {}, "")]);
}

function fillList() {
  const found = matching(filter);
  const wanted = terms(filter.q);
  const unfolded = Boolean(filter.segment) && found.length <= 2;
  const text = summary(found);
  at("count").textContent = text;
  put(at("told"), told());
  at("found").replaceChildren(...found.slice(0, shown).map((i) => shownPassage(i, wanted, unfolded)));
  if (unfolded) at("found").querySelector(".this").scrollIntoView({ block: "center" });
  const left = found.length - shown;
  at("further").hidden = left <= 0;
  at("further").textContent = say("further", { n: count(Math.min(left, PAGE)) });
  if (at("spread").open) fillSpread(found);
  at("spread").hidden = found.length < 2 || Boolean(filter.segment);
}

export function show(asked) {
  const panel = at("panel");
  if (!asked) {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("beside");
    filter = null;
    (opener?.isConnected ? opener : at("q")).focus({ preventScroll: true });
    return;
  }
  const opening = panel.hidden;
  if (opening) opener = document.activeElement;
  const own = Object.fromEntries(Object.entries(asked).filter(([key]) => key !== "all"));
  if (!opening && JSON.stringify(own) === JSON.stringify(filter)) return;
  filter = own;
  shown = PAGE;
  panel.hidden = false;
  panel.scrollTop = 0;
  at("narrowing").hidden = Boolean(filter.segment);
  if (opening) at("narrowing").open = window.innerWidth > NARROW;
  document.body.classList.add("beside");
  if (document.activeElement !== at("q")) at("q").value = filter.q ?? "";
  controls();
  fillList();
  if (document.activeElement !== at("q")) at("panel-title").focus({ preventScroll: true });
  announce(at("count").textContent);
}

export function start() {
  at("q").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const query = at("q").value;
      if (filter) changed("q", query);
      else if (query) open({ q: query });
      announce(at("count").textContent);
    }, 60);
  });
  at("search").addEventListener("submit", (event) => event.preventDefault());
  at("close").addEventListener("click", close);
  at("clear").addEventListener("click", () => { at("q").value = ""; filter = {}; shown = PAGE; narrow(filter); at("narrowing").hidden = false; controls(); fillList(); });
  at("further").addEventListener("click", () => { shown += PAGE; fillList(); });
  at("spread").addEventListener("toggle", () => at("spread").open && filter && fillSpread(matching(filter)));
  document.addEventListener("keydown", (event) => event.key === "Escape" && !at("panel").hidden && close());
}
