/**
 * What axe objects to on a page.
 *
 * In: a tab; how many rules pass at least. Out: its objections, best practices included, each with the elements that it means.
 * Never: a page that axe did not look at.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function objections(tab, atLeast = 20) {
  await tab.evaluate(axe);
  const { violations, incomplete, passes } = await tab.evaluate(() => window.axe.run({ resultTypes: ["violations", "incomplete"] }));
  assert.ok(passes.length > atLeast, `axe looked at the page: ${passes.length}`);
  const named = (kind) => (rules) => rules.map(({ id, nodes }) => `${kind} ${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  // The DSFR draws its states as background images, over which axe cannot measure a contrast; what it cannot decide otherwise counts.
  const undecided = incomplete.filter(({ id }) => id !== "color-contrast");
  return [...named("violation")(violations), ...named("undecided")(undecided)];
}
