// Which passages match: words anywhere in a text or the headings above it, Chinese without word boundaries, and the
// district, year, half, theme, topic or plan a reader chose.

import { OF_CODED, asksForCoded, codedIn } from "./coded.js";
import { data, written } from "./data.js";

let foldedTexts = null;
let foldedOutlines = null;

// Full-width forms as their plain ones and capitals as small letters; every character keeps its place.
export function fold(text) {
  const plain = text
    .replace(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ");
  const small = plain.toLowerCase();
  if (small.length === plain.length) return small;
  return [...plain].map((one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
}

export function prepare() {
  if (foldedTexts) return;
  const known = new Map();
  foldedTexts = data.passages.text.map(fold);
  foldedOutlines = data.passages.outline.map((outline) => {
    if (!known.has(outline)) known.set(outline, fold(outline));
    return known.get(outline);
  });
}

export function terms(query) {
  return [...new Set(fold(query ?? "").split(/\s+/).filter(Boolean))];
}

const OF_PASSAGES = ["q", "theme", "topic", "half", "segment", "below", "all", ...OF_CODED];

function plansIn(filter) {
  const wanted = Object.entries(filter).filter(([key]) => !OF_PASSAGES.includes(key));
  return data.documents.map((row) =>
    wanted.every(([key, value]) => [value].flat().includes(written(row[key === "plan" ? "document" : key]))),
  );
}

// The numbers of the passages that match, in reading order.
export function matching(filter) {
  const { theme, topic, half, probability } = data.passages;
  if (filter.segment) {
    const asked = [filter.segment].flat().map((name) => data.bySegment.get(name));
    return asked.filter((i) => i !== undefined);
  }
  const plans = plansIn(filter);
  const wanted = terms(filter.q);
  if (wanted.length) prepare();
  const topics = filter.topic === undefined ? null : Number(filter.topic);
  const below = filter.below === undefined ? null : Number(filter.below);
  const chosen = asksForCoded(filter) ? new Set(codedIn(filter).flatMap((row) => row.at)) : null;
  const found = [];
  for (let i = 0; i < theme.length; i += 1) {
    if (!plans[data.plan[i]] || (chosen && !chosen.has(i))) continue;
    if (filter.theme && theme[i] !== filter.theme) continue;
    if (topics !== null && topic[i] !== topics) continue;
    if (filter.half && half[i] !== filter.half) continue;
    if (below !== null && !(probability[i] < below)) continue;
    if (wanted.every((one) => foldedTexts[i].includes(one) || foldedOutlines[i].includes(one))) found.push(i);
  }
  return found;
}

export function characters(found) {
  let sum = 0;
  for (const i of found) sum += data.passages.n_characters[i];
  return sum;
}

// A text cut where the words looked for stand: [["…", false], ["word", true], …].
export function marked(text, wanted) {
  const folded = fold(text);
  const spans = [];
  for (const one of wanted) {
    for (let from = folded.indexOf(one); from >= 0; from = folded.indexOf(one, from + one.length)) {
      spans.push([from, from + one.length]);
    }
  }
  spans.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (to <= done) continue;
    if (from > done) parts.push([text.slice(done, from), false]);
    parts.push([text.slice(Math.max(from, done), to), true]);
    done = to;
  }
  if (done < text.length) parts.push([text.slice(done), false]);
  return parts;
}
