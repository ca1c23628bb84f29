/**
 * Competitors, measured in turns.
 *
 * In: for each competitor a function that does its work for a short while and gives the cost of one unit, or several costs by name; how
 * many rounds. Out: medians, and ratios that were made within each round. Never: one competitor after the other: what disturbs the machine for a minute would then
 * disturb one of them.
 */

/** @param {Record<string, () => Promise<number | Record<string, number>>>} competitors @param {number} rounds */
export async function interleave(competitors, rounds) {
  const names = Object.keys(competitors);
  const costs = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of turn(names, round)) costs[name].push(named(await competitors[name]()));
  }
  return {
    /** The cost of one unit. */
    median: (name, which = COST) => quantile(costs[name].map((cost) => cost[which]), 0.5),
    /** How many times dearer `other` is than `name`, round by round: above 1, `name` is faster. */
    ratio(name, other, which = COST) {
      const ratios = costs[other].map((cost, round) => cost[which] / costs[name][round][which]);
      return { median: quantile(ratios, 0.5), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) };
    },
  };
}

const COST = "cost";
const named = (cost) => (typeof cost === "number" ? { [COST]: cost } : cost);

/** A B C, C A B reversed, …: each comes at each place, and after each of the others. */
function turn(names, round) {
  const first = round % names.length;
  const turned = [...names.slice(first), ...names.slice(0, first)];
  return Math.floor(round / names.length) % 2 === 0 ? turned : turned.reverse();
}

export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}
