// What the page says, in the language it was made in, and how numbers are written.

let WORDS = {};
let HEADINGS = {};
let PHRASES = {};

// The order of names: Chinese by its readings, numbers by their value.
export const byName = new Intl.Collator("zh", { numeric: true }).compare;

export function useWords({ words, headings, phrases }) {
  WORDS = words;
  HEADINGS = headings;
  PHRASES = phrases;
}

export function say(key, values = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export function pattern(key) {
  return WORDS[key];
}

export function heading(column) {
  return HEADINGS[column] ?? column;
}

export function phrase(value) {
  return value === null ? "" : (PHRASES[value] ?? value);
}

export function count(number) {
  return number.toLocaleString("en-US");
}

// Without its sign; a share above zero is never written as zero.
export function bare(share) {
  const rounded = (100 * share).toFixed(1);
  return share > 0 && Number(rounded) === 0 ? "<0.1" : rounded;
}

export function percent(share) {
  return share === null ? "–" : `${bare(share)} %`;
}

export function points(difference) {
  if (difference === null) return "–";
  const rounded = (100 * difference).toFixed(1);
  if (Number(rounded) === 0) return "0.0 pp";
  return `${difference > 0 ? "+" : "−"}${rounded.replace("-", "")} pp`;
}

export function decimal(number, digits = 3) {
  if (number === null) return "–";
  const rounded = number.toFixed(digits);
  return Number(rounded) === 0 ? rounded.replace("-", "") : rounded.replace("-", "−");
}

// The unit stands once, at the end.
export function interval(low, high, write = percent) {
  if (low === null || high === null) return "";
  const [from, to] = [write(low), write(high)];
  return `${from.slice(0, from.lastIndexOf(" "))} – ${to}`;
}
