/**
 * The code blocks of the README, and of any other document.
 *
 * In: the README; a path. Out: blocks, by language, and the README's tables' first column. Never: an edited example; what is run is what is
 * printed.
 */
import { readFile } from "node:fs/promises";

const textOf = (path) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

const blocksIn = (text, language) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, own]) => own === language).map(([, , block]) => block);

export const readme = await textOf("README.md");

/** The README's blocks of one language, in their order. */
export const blocks = (language) => blocksIn(readme, language);

/** The README's one block of a language that begins so: what a block is, its first line says; where it stands may change. */
export function blockOf(language, beginning) {
  const found = blocks(language).filter((text) => text.startsWith(beginning));
  if (found.length !== 1) throw new Error(`README.md has ${found.length} blocks of ${language} that begin with ${beginning}`);
  return found[0];
}

/** The blocks of the document at `path` in this repository: a function from a language to its blocks. */
export async function blocksOf(path) {
  const text = await textOf(path);
  return (language) => blocksIn(text, language);
}

/** The code spans in the first column of the README's tables. */
export function firstColumn() {
  return [...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, text]) => text);
}
