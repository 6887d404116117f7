// Small things many sections are made of: a theme's name with its colour, a bar with its interval, a labelled choice.

import { data } from "./data.js";
import { el, svg } from "./dom.js";
import { interval, percent, points, pattern } from "./words.js";

export function chip(code) {
  const theme = data.byTheme.get(code);
  return el("span", { class: `chip ${theme?.colour ?? ""}` }, theme?.name ?? code);
}

export function link(href, text, attributes = {}) {
  return el("a", { href, ...attributes }, text);
}

// A sentence with links in it: what stands for a value may be a node.
export function sentence(key, values) {
  return pattern(key).split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] : part));
}

// A bar as a link that repeats the number beside it: for the hand, but no second stop for the keyboard.
export function linked(href, mark) {
  return el("a", { href, class: "mark-link", tabindex: "-1", "aria-hidden": "true" }, mark);
}

// A bar from 0 to share, with a line over its interval; `most` is the share that fills the width.
export function bar(share, low, high, most, colour = "") {
  const part = (value) => `${((100 * value) / most).toFixed(2)}%`;
  const marks = [svg("rect", { class: "mark", x: 0, y: 3, width: part(share ?? 0), height: 8, rx: 1 })];
  if (low !== null && high !== null) {
    marks.push(svg("line", { class: "whisker", x1: part(low), x2: part(high), y1: 7, y2: 7 }));
    for (const end of [low, high]) marks.push(svg("line", { class: "whisker", x1: part(end), x2: part(end), y1: 4, y2: 10 }));
  }
  return svg("svg", { class: `bar ${colour}`, height: 14, "aria-hidden": "true", focusable: "false" }, marks);
}

// A difference as a bar to the left or right of the middle, with its interval.
export function lean(difference, low, high, most) {
  const part = (value) => `${(50 + (50 * value) / most).toFixed(2)}%`;
  const [from, to] = difference < 0 ? [difference, 0] : [0, difference];
  const width = `${((50 * (to - from)) / most).toFixed(2)}%`;
  const marks = [
    svg("line", { class: "axis", x1: "50%", x2: "50%", y1: 0, y2: 14 }),
    svg("rect", { class: difference < 0 ? "mark less" : "mark more", x: part(from), y: 3, width, height: 8 }),
  ];
  if (low !== null && high !== null) {
    marks.push(svg("line", { class: "whisker", x1: part(low), x2: part(high), y1: 7, y2: 7 }));
  }
  return svg("svg", { class: "bar lean", height: 14, "aria-hidden": "true", focusable: "false" }, marks);
}

export function sharesText(row) {
  const between = interval(row.low, row.high);
  return between ? `${percent(row.share)} (${between})` : percent(row.share);
}

export function pointsText(row) {
  const between = interval(row.difference_low, row.difference_high, points);
  return between ? `${points(row.difference)} (${between})` : points(row.difference);
}

// A labelled list to choose from; options: [[value, text], …].
export function choice(label, options, value, chosen, attributes = {}) {
  const id = `choice-${attributes.name}`;
  const list = el("select", { id, ...attributes, change: (event) => chosen(event.target.value) },
    options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  return el("div", { class: "choice" }, el("label", { for: id }, label), list);
}

// A labelled field to type into; `chosen` hears of it when the reader pauses.
export function typed(label, value, chosen, attributes = {}) {
  const id = `choice-${attributes.name}`;
  let waiting = 0;
  const field = el("input", { id, type: "search", value, autocomplete: "off", ...attributes, input: (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => chosen(event.target.value), 250);
  } });
  return el("div", { class: "choice" }, el("label", { for: id }, label), field);
}

// A few choices side by side, one of them chosen.
export function switches(label, name, options, value, chosen) {
  return el("fieldset", { class: "switches" }, el("legend", {}, label), options.map(([key, text]) => el("label", {},
    el("input", { type: "radio", name, value: key, checked: key === value, change: () => chosen(key) }), el("span", {}, text))));
}

// Put new content into a place of the page; what had the focus keeps it where it is still there.
export function put(place, ...content) {
  const focused = document.activeElement;
  const [name, value] = place.contains(focused) ? [focused.name, focused.value] : [null, null];
  place.replaceChildren(...content.flat(Infinity).filter(Boolean));
  if (!name) return;
  const named = [...place.querySelectorAll("[name]")].filter((one) => one.name === name);
  const again = named.find((one) => one.type !== "radio" || one.value === value) ?? named[0];
  again?.focus();
  if (again?.type === "search") again.setSelectionRange(again.value.length, again.value.length);
}
