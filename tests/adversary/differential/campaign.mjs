/**
 * A campaign: thousands of generated cases, each put to this library and to another one, and every difference explained.
 *
 * In:    `operators`, each a named way to spoil an honest input, with the verdicts of ours that it may lead to; `differences`, the table of
 *        what is explained; `ask`, which puts one case to both.
 * Out:   tests: the verdicts of each operator; no difference that the table does not explain; no explanation without a difference; the same
 *        understanding wherever both accept. And one `figure:` line.
 * Never: a case that is left out. About one in six bears two faults; the others bear one, so that its verdict is known exactly.
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { random, SEED } from "./random.mjs";

/** A verdict: `code` is `ACCEPTED`, or why not; `value` is what was understood. */
export const ACCEPTED = "accepted";
export const accepted = (value) => ({ code: ACCEPTED, value });

/** The verdict of a call that throws when it refuses. */
export async function verdictOf(call, nameOf) {
  try {
    return accepted(await call());
  } catch (error) {
    return { code: nameOf(error) };
  }
}

/**
 * @param {object} campaign
 * @param {string} campaign.what names it
 * @param {number} campaign.cases how many
 * @param {Record<string, { ours: string[], only?: string[] }>} campaign.operators what `honest` undergoes; the first must leave it honest
 * @param {{ name: string, why: string, operators: string[], ours: string[], theirs: RegExp }[]} campaign.differences
 * @param {(operators: object[], random: object) => Promise<{ ours: object, theirs: object }>} campaign.ask
 */
export function campaign({ what, cases, operators, differences, ask }) {
  const names = Object.keys(operators);
  const explains = (difference, { applied, ours, theirs }) =>
    difference.ours.includes(ours.code) && difference.theirs.test(theirs.code) && applied.some((name) => difference.operators.includes(name));

  describe(`differential ${what} (seed ${SEED})`, () => {
    const done = [];

    before(async () => {
      const choices = random(what);
      for (let index = 0; index < cases; index += 1) {
        const first = names[index % names.length];
        const second = choices.below(6) === 0 ? choices.pick(names) : undefined;
        const applied = second !== undefined && together(operators[first], operators[second]) ? [first, second] : [first];
        done.push({ index, applied, ...(await ask(applied.map((name) => operators[name]), choices)) });
      }
      const differing = done.filter(differ);
      const occurring = differences.filter((difference) => differing.some((one) => explains(difference, one)));
      console.log(`figure: differential ${what}: ${done.length} cases, ${done.length - differing.length} agree, ` +
        `${differing.length} differ in ${occurring.length} explained classes`);
    });

    for (const [name, { ours }] of Object.entries(operators)) {
      it(`${name}: ${ours.join(" or ")}`, () => {
        const found = new Set(done.filter(({ applied }) => applied.length === 1 && applied[0] === name).map((one) => one.ours.code));
        assert.deepEqual([...found].sort(), [...ours].sort());
      });
    }

    for (const difference of differences) {
      it(`difference: ${difference.name}`, () => {
        for (const name of difference.operators) assert.ok(names.includes(name), `no operator is called ${name}`);
        assert.ok(done.filter(differ).some((one) => explains(difference, one)), "explained, and never seen");
      });
    }

    it("every difference is explained", () => {
      const unexplained = done.filter(differ).filter((one) => !differences.some((difference) => explains(difference, one)));
      const list = unexplained.map(({ applied, ours, theirs }) => `${applied.join(" + ")}: ours ${ours.code}, theirs ${theirs.code}`);
      assert.deepEqual([...new Set(list)], []);
    });

    it("what both accept, both understand alike", () => {
      const both = done.filter(({ ours, theirs }) => ours.code === ACCEPTED && theirs.code === ACCEPTED);
      assert.ok(both.length > 0);
      for (const { index, applied, ours, theirs } of both) assert.deepEqual(ours.value, theirs.value, `${index} ${applied.join(" + ")}`);
    });
  });
}

/** Not the same fault twice; and `only` says of what kind of input an operator makes sense. */
const together = (one, other) =>
  one !== other && (one.only === undefined || other.only === undefined || one.only.some((kind) => other.only.includes(kind)));

const differ = ({ ours, theirs }) => (ours.code === ACCEPTED) !== (theirs.code === ACCEPTED);
