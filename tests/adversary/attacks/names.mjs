/**
 * What tests call themselves, read from their sources.
 *
 * In: the source of a test file, or the path of one. Out: the rows of the table of attacks that its tests bear, and whether it has a test of
 * a name. Never: comments; a helper's name.
 */
import { readFileSync } from "node:fs";

/** The rows that the tests of a Rust source bear: a test bears the ids that its name begins with (`n19_to_n21_…`). */
export function rowsInRust(source) {
  const rows = new Set();
  for (const [, names] of source.matchAll(/#\[test\]\s+(?:#\[[^\]]*\]\s+)*fn ((?:n\d\d_)(?:(?:to|and)_n\d\d_|n\d\d_)*)/g)) {
    let last;
    for (const [, to, digits] of names.matchAll(/(to_)?n(\d\d)/g)) {
      const row = Number(digits);
      for (let each = to ? last + 1 : row; each <= row; each += 1) rows.add(each);
      last = row;
    }
  }
  return rows;
}

/** The rows that the tests of a JavaScript source bear: ids in texts ("N57 …"), since tables hold most names. */
export function rowsInJavaScript(source) {
  return new Set(textsOf(source).flatMap((text) => [...text.matchAll(/\bN(\d\d)\b/g)]).map(([, digits]) => Number(digits)));
}

const isRust = (path) => path.endsWith(".rs");

/** The rows that a file's tests bear. */
export const rowsOf = (path) => (isRust(path) ? rowsInRust : rowsInJavaScript)(readFileSync(path, "utf8"));

/** Whether a file has a test of this name: a function of Rust; a text of JavaScript, or the part of one that is written out. */
export function hasTest(path, name) {
  const source = readFileSync(path, "utf8");
  return isRust(path) ? new RegExp(`\\bfn ${name}\\(`).test(source) : textsOf(source).some((text) => text.includes(name));
}

function textsOf(source) {
  const code = source.replace(/\/\*[^]*?\*\//g, "").replace(/(^|[\s;{(,])\/\/.*$/gm, "$1");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text);
}
