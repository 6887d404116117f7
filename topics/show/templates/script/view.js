// Which view is shown: a section with its choices, and the passages beside it. The address after # is all of it:
// #shares?by=district&p.theme=industry is the section `shares` by district, with the passages on industry beside it.

const BESIDE = "p.";
const sections = new Map();
let current = { section: "", own: {}, beside: null };
let showBeside = () => {};

export function section(name, choices, render) {
  sections.set(name, { defaults: { ...choices }, own: { ...choices }, render });
}

export function beside(show) {
  showBeside = show;
}

function different(own, defaults) {
  return Object.fromEntries(Object.entries(own).filter(([key, value]) => value !== defaults[key]));
}

// The address of a view; links to passages are made of it.
export function address(name, own, filter) {
  const query = new URLSearchParams(own);
  for (const [key, value] of Object.entries(filter ?? {})) {
    for (const one of [value].flat()) if (one !== "" && one !== null) query.append(BESIDE + key, one);
  }
  if (filter && ![...query.keys()].some((key) => key.startsWith(BESIDE))) query.append(`${BESIDE}all`, "1");
  const text = query.toString();
  return `#${name}${text ? `?${text}` : ""}`;
}

// A link from within a section to passages: the section's choices stay as they are.
export function toPassages(name, filter) {
  const found = sections.get(name);
  return address(name, found ? different(found.own, found.defaults) : {}, filter);
}

// A link from among the passages to others: the section beside them stays as it is.
export function here(filter) {
  return toPassages(current.section || "glance", filter);
}

function replace() {
  const found = sections.get(current.section);
  const own = found ? different(found.own, found.defaults) : current.own;
  history.replaceState(null, "", address(current.section, own, current.beside));
}

// A reader chose something in a section.
export function choose(name, changed) {
  const found = sections.get(name);
  found.own = { ...found.own, ...changed };
  if (current.section !== name) current = { ...current, section: name };
  replace();
  found.render(found.own);
}

// A reader changed the filter of the passages.
export function narrow(filter) {
  current = { ...current, beside: filter };
  replace();
}

export function close() {
  current = { ...current, beside: null };
  const found = sections.get(current.section);
  const own = found ? different(found.own, found.defaults) : {};
  history.pushState(null, "", address(current.section || "glance", own, null));
  showBeside(null);
}

export function open(filter) {
  current = { ...current, section: current.section || "glance", beside: filter };
  history.pushState(null, "", toPassages(current.section, filter));
  showBeside(filter);
}

function parsed(hash) {
  const text = hash.replace(/^#/, "");
  const cut = text.indexOf("?");
  const query = new URLSearchParams(cut < 0 ? "" : text.slice(cut + 1));
  const own = {};
  let filter = null;
  for (const [key, value] of query) {
    if (!key.startsWith(BESIDE)) own[key] = value;
    else {
      filter ??= {};
      const name = key.slice(BESIDE.length);
      filter[name] = name in filter ? [filter[name], value].flat() : value;
    }
  }
  return { section: cut < 0 ? text : text.slice(0, cut), own, beside: filter };
}

// Show what the address says.
export function follow({ first = false } = {}) {
  const asked = parsed(location.hash);
  const found = sections.get(asked.section);
  const moved = asked.section && asked.section !== current.section;
  current = asked;
  if (found) {
    const known = Object.fromEntries(Object.entries(asked.own).filter(([key]) => key in found.defaults));
    const own = { ...found.defaults, ...known };
    if (JSON.stringify(own) !== JSON.stringify(found.own)) {
      found.own = own;
      found.render(own);
    }
  }
  showBeside(asked.beside);
  if (first || (moved && !asked.beside)) document.getElementById(asked.section)?.scrollIntoView({ block: "start" });
}

export function start() {
  for (const found of sections.values()) found.render(found.own);
  window.addEventListener("hashchange", () => follow());
  follow({ first: true });
}
