/**
 * The code blocks of the README.
 *
 * In: the README. Out: its blocks, by language, and its tables' first column. Never: an edited example; what is run is what is printed.
 */
import { readFile } from "node:fs/promises";

export const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");

/** The blocks of one language, in their order. */
export function blocks(language) {
  return [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, own]) => own === language).map(([, , text]) => text);
}

/** The code spans in the first column of the tables. */
export function firstColumn() {
  return [...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, text]) => text);
}
