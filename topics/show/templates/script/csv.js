// A table as a file for a spreadsheet: text that a spreadsheet would take for a formula gets an apostrophe in front.

import { at, el } from "./dom.js";

const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const joined = Array.isArray(value) ? value.join("|") : String(value);
  const safe = FORMULA.test(joined) ? `'${joined}` : joined;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(names, rows) {
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

export function download(name, names, rows) {
  const url = URL.createObjectURL(new Blob([`\ufeff${csv(names, rows)}`], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: url, download: `${name}.csv`, hidden: true });
  at("main").append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
