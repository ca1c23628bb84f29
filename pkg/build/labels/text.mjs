// The history as one text, small and quick to read. `pkg/src/labels/communes.ts` reads it.
//
// In:    code → periods.
// Out:   a head of two lines: of what the file is made; the length of each block in bytes, with the line break before it.
//        A block for each department, begun by `#` and the department. Then a line for each commune, in order of the numbers: the first is 001
//        (overseas 01), an empty line is a number without a commune, `+5 ` before a name leaves the four numbers before it without one.
//        A line: `name|day|name|day|name`. A name holds until the day after it; a last day is the code's end. `day~day`: there was no commune
//        between the two. `<day|` first: the code began that day. Days since 1943-01-01, in base 36.
// Never: a character that the form uses, in a name.

const EPOCH = Date.parse("1943-01-01");
const base36 = (iso) => ((Date.parse(iso) - EPOCH) / 86_400_000).toString(36);

export function headOf(text, year, digest) {
  const lengths = text.split(/\n(?=#)/).map((block) => `${block.slice(1, block.indexOf("\n"))}:${Buffer.byteLength(block) + 1}`);
  return `INSEE, COG ${year}, Licence Ouverte 2.0, from npm's @etalab/decoupage-administratif by pkg/build/labels (${digest})\n${lengths.join(" ")}`;
}

export function textOf(history) {
  const blocks = new Map();
  for (const code of [...history.keys()].sort()) {
    const department = /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
    if (!blocks.has(department)) blocks.set(department, []);
    blocks.get(department).push([Number(code.slice(department.length)), lineOf(code, history.get(code))]);
  }
  return [...blocks].map(([department, communes]) => [`#${department}`, ...linesOf(communes)].join("\n")).join("\n");
}

function linesOf(communes) {
  let last = 0;
  return communes.flatMap(([number, line]) => {
    const step = number - last;
    last = number;
    if (step === 1) return line;
    return step === 2 ? ["", line] : `+${step} ${line}`;
  });
}

function lineOf(code, periods) {
  const parts = [];
  for (const [at, { from, to, name }] of periods.entries()) {
    if (/[|~<#+\n`\\$]/.test(name)) throw new Error(`a name of ${code} has a character of the form`);
    if (at === 0 && from !== undefined) parts.push(`<${base36(from)}`);
    parts.push(name);
    const next = periods[at + 1]?.from;
    if (to !== undefined) parts.push(next === undefined || next === to ? base36(to) : `${base36(to)}~${base36(next)}`);
  }
  return parts.join("|");
}
