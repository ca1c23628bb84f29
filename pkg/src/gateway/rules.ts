// The rules of the gateway: which paths are open, and which demand a level.
// Comes in: the text of `GATEWAY_RULES`, then the readings of a path. Goes out: what the path demands. Never: an open path by a rule that names
// another one: open rules are compared to the letter, stricter ones also as an upstream reads that does not tell capitals apart (N77).

import { FcPivotError } from "../shared/errors.js";
import { GATEWAY_RULES } from "../shared/limits.js";

/** One rule. */
interface Rule {
  /** The path; for `/a/*` it is `/a`, for `/*` it is empty. */
  readonly path: string;
  readonly folded: string;
  readonly below: boolean;
  /** `undefined`: open. Else the levels that are demanded beyond the deployment's own, of which there may be none. */
  readonly levels: readonly string[] | undefined;
}

/** `GATEWAY_RULES`, read. */
export type Rules = readonly Rule[];

const EXPECTED =
  "GATEWAY_RULES: expected one rule in a line or before a semicolon, such as `/public/* open`, `/account/* signed-in`, `/act/* eidas3`";

/** A path as it is decoded: no escape, no parameter, one reading. */
const PATH = /^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))[^/\\%;?#*\s]+)+\/?)$/;
const LEVEL = /^[\w.:/-]+$/;

/** Reads them; throws `invalid_settings`. Without a rule, every path demands a session. */
export function readRules(text: string): Rules {
  const lines = text.split(/[\n;]/).map((line) => line.trim());
  const rules = lines.filter((line) => line !== "" && !line.startsWith("#")).map(ruleOf);
  if (rules.length > GATEWAY_RULES) throw new FcPivotError("invalid_settings", `GATEWAY_RULES: expected ${GATEWAY_RULES} rules at the most`);
  const names = new Set(rules.map(({ path, below }) => `${below} ${path}`));
  if (names.size < rules.length) throw new FcPivotError("invalid_settings", "GATEWAY_RULES: expected one rule for a path");
  return rules;
}

function ruleOf(line: string): Rule {
  const [written = "", ...words] = line.split(/\s+/);
  const below = written.endsWith("/*");
  const path = below ? written.slice(0, -2) : written;
  if (!(PATH.test(path) || (below && path === "")) || (below && path.endsWith("/"))) throw new FcPivotError("invalid_settings", EXPECTED);
  if (words.length === 0 || !words.every((word) => LEVEL.test(word))) throw new FcPivotError("invalid_settings", EXPECTED);
  const [verdict] = words;
  const named = verdict === "open" || verdict === "signed-in";
  if (named && words.length > 1) throw new FcPivotError("invalid_settings", EXPECTED);
  const levels = verdict === "open" ? undefined : verdict === "signed-in" ? [] : [words.join(" ")];
  return { path, folded: folded(path), below, levels };
}

/** What a path demands: `"open"`, or the levels that a session needs beyond the deployment's own. The strictest of its readings counts. */
export function demandOf(rules: Rules, readings: readonly string[]): "open" | readonly string[] {
  const demands = readings.map((reading) => levelsFor(rules, reading));
  if (demands.every((levels) => levels === undefined)) return "open";
  return demands.flatMap((levels) => levels ?? []);
}

/** Of the rules that name a path, the longest counts; of two as long, the exact one, then the stricter one. */
function levelsFor(rules: Rules, path: string): readonly string[] | undefined {
  let other: string | undefined;
  let levels: readonly string[] | undefined = [];
  let best = -1;
  for (const rule of rules) {
    const isOpen = rule.levels === undefined;
    if (!(isOpen ? covers(rule.path, rule.below, path) : covers(rule.folded, rule.below, (other ??= folded(path))))) continue;
    const rank = rule.path.length * 4 + (rule.below ? 0 : 2) + (isOpen ? 0 : 1);
    if (rank > best) [best, levels] = [rank, rule.levels];
  }
  return levels;
}

/** `/a/*` covers `/a` too. */
function covers(rule: string, below: boolean, path: string): boolean {
  return path === rule || (below && path.startsWith(`${rule}/`));
}

/** As an upstream may read a path that does not tell capitals apart, nor forms of a character, and drops dots and spaces at a name's end. */
function folded(path: string): string {
  const alike = path.normalize("NFKC").toUpperCase().toLowerCase();
  return alike.replace(/[. ]+(?=\/|$)/g, "");
}
