// The passages that people coded: which of them a figure of agreement counts, and what was said of each.

import { data, rows, themeName } from "./data.js";
import { phrase, say } from "./words.js";

// What each name of a choice counts; `judged` in an address is one of these.
const COUNTED = {
  all: () => true,
  "strict-right": (row) => row.strict,
  "strict-wrong": (row) => !row.strict,
  "accept-right": (row) => row.accept,
  "accept-wrong": (row) => !row.accept,
  "half-right": (row) => row.same_half === true,
  "half-wrong": (row) => row.same_half === false,
  halves: (row) => row.same_half !== null,
  stated: (row) => row.coded !== "none" && row.probability !== null,
};
export const LEFT_OUT = "left-out";
export const OF_CODED = ["judged", "coded", "taken"];

let all = null;

function coded() {
  all ??= rows(data.tables.coded ?? {}).map((row) => ({ ...row, first: row.coded.split("|")[0], taken: row.found || LEFT_OUT,
    at: row.segments.map((name) => data.bySegment.get(name)).filter((i) => i !== undefined) }));
  return all;
}

// The coded passages that a filter asks for.
export function codedIn(filter) {
  const counts = COUNTED[filter.judged] ?? COUNTED.all;
  return coded().filter((row) => counts(row) && (!filter.coded || row.first === filter.coded) && (!filter.taken || row.taken === filter.taken)
    && (!filter.plan || [filter.plan].flat().includes(row.document)));
}

export function asksForCoded(filter) {
  return OF_CODED.some((key) => filter[key] !== undefined);
}

export function codedName(code) {
  return code === "none" ? say("coded none") : code === LEFT_OUT ? say("text left out") : themeName(code);
}

function named(codes) {
  return codes.split("|").map(codedName).join(" / ");
}

// What people and the model said of a coded passage, in a line.
export function judgement(row) {
  const verdict = row.strict ? say("as coded first") : row.accept ? say("as allowed") : say("otherwise");
  const halves = row.same_half === false ? ` · ${say("half coded", { coded: phrase(row.coded_half), found: phrase(row.found_half) })}` : "";
  return `${say("coded and found", { coded: named(row.coded), found: codedName(row.taken) })} · ${verdict}${halves}`;
}

export function judgedName(judged) {
  return judged in COUNTED && judged !== "all" ? phrase(judged) : say("any");
}
