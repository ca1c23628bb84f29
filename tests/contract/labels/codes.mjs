/**
 * The codes in the text of the communes, read without the package's reader.
 *
 * In: the text. Out: its codes, in their order. Never: a name.
 */
export function codesIn(text) {
  const codes = [];
  let department;
  let number;
  for (const line of text.trimEnd().split("\n").slice(2)) {
    if (line.startsWith("#")) {
      [department, number] = [line.slice(1), 0];
      continue;
    }
    number += Number(/^\+(\d+) /.exec(line)?.[1] ?? 1);
    if (line !== "") codes.push(department + String(number).padStart(5 - department.length, "0"));
  }
  return codes;
}
