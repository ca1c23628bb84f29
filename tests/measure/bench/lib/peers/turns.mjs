/**
 * Competitors in turns, where one turn measures several things.
 *
 * In: for each competitor a function that gives milliseconds by name; how many rounds. Out: table cells: medians with quartiles, and ratios to
 * the first competitor, made within each round. Never: an order of its own; lib/interleave.mjs has it.
 */
import { interleave, quantile } from "../interleave.mjs";
import { ratio } from "../markdown.mjs";

export async function takeTurns(competitors, rounds) {
  const names = Object.keys(competitors);
  const [ours] = names;
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  const recorded = (name) => async () => seen[name].push(await competitors[name]());
  await interleave(Object.fromEntries(names.map((name) => [name, recorded(name)])), rounds);

  const values = (name, measure) => seen[name].map((turn) => turn[measure]);
  const inOrder = (list) => async () => list.shift();
  return {
    /** "median (quartile-quartile)", in milliseconds. */
    milliseconds(name, measure) {
      const [median, low, high] = [0.5, 0.25, 0.75].map((share) => quantile(values(name, measure), share).toFixed(0));
      return `${median} (${low}-${high})`;
    },
    /** How many times longer `name` took than ours. */
    async timesOurs(name, measure) {
      if (name === ours) return "";
      const pair = await interleave({ [ours]: inOrder(values(ours, measure)), [name]: inOrder(values(name, measure)) }, rounds);
      return ratio(pair.ratio(ours, name));
    },
  };
}
