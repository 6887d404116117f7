// The page comes alive: data, sections, passages, and the view that the address names.

import { startCompare } from "./compare.js";
import { startCorpus } from "./corpus.js";
import { data, load } from "./data.js";
import { startDifferences } from "./differences.js";
import { at } from "./dom.js";
import { startGlance } from "./glance.js";
import { startLedger } from "./ledger.js";
import { startNearest } from "./nearest.js";
import * as passages from "./passages.js";
import { prepare } from "./search.js";
import { startShares } from "./shares.js";
import { startTargets } from "./targets.js";
import { startThemes } from "./themes.js";
import { startTrust } from "./trust.js";
import * as view from "./view.js";
import { useWords } from "./words.js";

// Text set before the page's own letters were there keeps its empty boxes until it is set anew.
function setAnew() {
  if ([...document.fonts].some((font) => font.status === "loaded")) document.documentElement.classList.add("lettered");
}

async function begin() {
  await load();
  useWords(data);
  for (const start of [startGlance, startCorpus, startThemes, startShares, startDifferences, startCompare, startNearest, startLedger, startTargets, startTrust]) start();
  passages.start();
  view.beside(passages.show);
  view.start();
  document.documentElement.dataset.ready = "true";
  setTimeout(prepare, 300);
}

document.fonts.addEventListener("loadingdone", setAnew);
document.fonts.ready.then(setAnew);
begin().catch((error) => {
  at("failed").hidden = false;
  at("failed-why").textContent = String(error);
});
