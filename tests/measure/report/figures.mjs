// The figures that tests print, read back.
//
// In:    everything that a run printed; lines of the form `figure: NAME: REST` (tests/runner/figures writes them).
// Out:   one entry for each, in their order: its name, what it says, and whether a count stays below its denominator.
// Never: a figure that is counted twice because a runner repeated the line.
import { stripVTControlCharacters } from "node:util";

const FIGURE = /figure: (?<name>.+?): (?<says>.+)$/gm;
const COUNT = /(?<number>\d+) of (?<of>\d+)\b/g;

export function figuresIn(output) {
  const entries = [...stripVTControlCharacters(output).matchAll(FIGURE)].map(({ groups: { name, says } }) => [name, says.trim()]);
  return [...new Map(entries)].map(([name, says]) => ({ name, says, short: isShort(says) }));
}

const isShort = (says) => [...says.matchAll(COUNT)].some(({ groups: { number, of } }) => Number(number) < Number(of));
