// What became of the mutants, held against the sentences that explain survivors.
//
// In:    cargo-mutants' outcomes, the table of explained.json, the sources. Out: figures for each file; survivors without a sentence;
//        sentences without a survivor. Never: a mutant known by its line number, which the next edit moves.

const FATES = { CaughtMutant: "caught", MissedMutant: "survived", Timeout: "timeouts", Unviable: "unviable" };

/** A mutant as the table names it: the file and what was done to it; and the source from that place to the end of its line. */
export function described({ name, file, span }, source) {
  const { line, column } = span.start;
  return { mutant: `${file}: ${name.replace(/^\S+ /, "")}`, at: source(file).split("\n")[line - 1].slice(column - 1) };
}

/** The mutants of an outcomes.json, each with its fate. */
export function mutantsIn({ outcomes }, source) {
  return outcomes.filter(({ scenario }) => scenario.Mutant).map(({ scenario: { Mutant }, summary }) => {
    if (!(summary in FATES)) throw new Error(`${Mutant.name}: ${summary}`);
    return { name: Mutant.name, file: Mutant.file, fate: FATES[summary], ...described(Mutant, source) };
  });
}

/** One mutant that ran on is told from a slow machine only by whoever looks: it needs a sentence as a survivor does. */
export const needsSentence = ({ fate }) => fate === "survived" || fate === "timeouts";

export function judge(files, mutants, explained) {
  const same = (one) => (other) => one.mutant === other.mutant && one.at === other.at;
  const left = mutants.filter(needsSentence);
  const figures = Object.fromEntries(files.map((file) => {
    const here = mutants.filter((mutant) => mutant.file === file);
    const count = (fate) => here.filter((mutant) => mutant.fate === fate).length;
    const sentences = left.filter((mutant) => mutant.file === file && explained.some(same(mutant))).length;
    return [file, { mutants: here.length, caught: count("caught"), unviable: count("unviable"), timeouts: count("timeouts"), explained: sentences }];
  }));
  return {
    figures,
    unexplained: left.filter((mutant) => !explained.some(same(mutant))),
    obsolete: explained.filter((entry) => files.includes(entry.mutant.split(":")[0]) && !left.some(same(entry))),
  };
}
