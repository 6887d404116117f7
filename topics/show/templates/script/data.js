// The report's data: packed columns become tables, and every passage can be found by its name or its plan.

import { at } from "./dom.js";
import { byName } from "./words.js";

export const HALVES = ["review", "plan", "neither"];
export const data = {};

async function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function column(packed) {
  return Array.isArray(packed) ? packed : packed.codes.map((code) => (code < 0 ? null : packed.values[code]));
}

function columns(table) {
  return Object.fromEntries(Object.entries(table).map(([name, packed]) => [name, column(packed)]));
}

export function rows(table) {
  const names = Object.keys(table);
  const first = table[names[0]] ?? [];
  return first.map((_, i) => Object.fromEntries(names.map((name) => [name, table[name][i]])));
}

export async function load() {
  const raw = await unpacked(at("data").textContent.trim());
  Object.assign(data, raw, { tables: Object.fromEntries(Object.entries(raw.tables).map(([k, v]) => [k, columns(v)])) });
  const { documents, passages, themes, topics } = data.tables;
  data.passages = passages;
  data.documents = rows(documents);
  data.themes = rows(themes).map((row, i) => ({ ...row, colour: `t${i}`, name: row[`name_${data.lang}`] }));
  data.topics = rows(topics);
  data.byDocument = new Map(data.documents.map((row, i) => [row.document, i]));
  data.byTheme = new Map(data.themes.map((row) => [row.theme, row]));
  data.byTopic = new Map(data.topics.map((row) => [row.topic, row]));
  data.bySegment = new Map(passages.segment.map((name, i) => [name, i]));
  data.plan = passages.document.map((name) => data.byDocument.get(name));
  data.first = new Map();
  passages.document.forEach((name, i) => data.first.has(name) || data.first.set(name, i));
}

export function themeName(code) {
  return data.byTheme.get(code)?.name ?? code;
}

export function planOf(i) {
  return data.documents[data.plan[i]];
}

// A value of a column of plans as it is written in filters: nothing known is "?".
export function written(value) {
  return value === null || value === undefined ? "?" : String(value);
}

export function valuesOf(name) {
  const values = [...new Set(data.documents.map((row) => written(row[name])))];
  return values.sort((a, b) => (a === "?") - (b === "?") || byName(a, b));
}
