/**
 * What a text of this repository points to: links, paths from the root, names of files.
 *
 * In: a text, and what kind of file it is of. Out: lists of what it mentions, as it is written.
 * Never: a look at the disk; paths.test.mjs asks whether what is mentioned is there.
 */
import { extname } from "node:path";

const COMMENTED = {
  "//": /\.(rs|mjs|js|ts|tsx|vue|jsonc)$/,
  "#": /(\.(sh|toml|capnp|dict|gitignore)|(^|\/)(Makefile|\.gitignore))$/,
};
/** Folders at the top of the repository: a path from the root begins with one of them. */
const PATH = /(?<![\w.\/@$}~-])(?:src|tests|pkg|worker|www|findings)\/[\w.\/-]*\w/g;
const NAME = /(?<![\w.\/@$}*-])(?:[\w-]+\/)*\w[\w-]*(?:\.test)?\.(?:rs|mjs|ts|sh)\b(?!\/)/g;

/** The targets of a Markdown text's relative links, without what stands behind `#`. */
export const linksIn = (text) => [...withoutCode(text).matchAll(/\]\((?!#|\w+:)([^)#\s]+)/g)].map(([, target]) => target);

/** The relative links of a Markdown text that lead to a heading: the target, empty for the text itself, and the heading's anchor. */
export const anchorsIn = (text) => [...withoutCode(text).matchAll(/\]\((?!\w+:)([^)#\s]*)#([^)\s]+)\)/g)].map(([, target, anchor]) => ({ target, anchor }));

/** The anchors that a Markdown text's headings have, by GitHub's rule. */
export const headingsIn = (text) =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));

/** Paths from the root of the repository, up to where a word in capitals stands for any name. */
export const pathsIn = (text) => [...text.matchAll(PATH)].map(([path]) => path.replace(/\/[A-Z]+(\/.*)?$/, ""));

/** Names of source files that are mentioned alone, or with the last of their folders. */
export const namesIn = (text) => [...text.matchAll(NAME)].map(([name]) => name);

/** What people read in a file: all of a document, the comments of a source; of other files nothing. */
export function proseOf(path, text) {
  if (extname(path) === ".md") return text;
  const [mark] = Object.entries(COMMENTED).find(([, files]) => files.test(path)) ?? [];
  if (mark === undefined) return "";
  return text.split("\n").map((line) => commentOf(line, mark)).join("\n");
}

/** From the mark on; the lines of a block comment, which begin with a star, are comments as a whole. */
function commentOf(line, mark) {
  const trimmed = line.trim();
  if (mark === "//" && /^(\/\*|\*)/.test(trimmed)) return trimmed;
  if (trimmed.startsWith(mark)) return trimmed;
  const at = line.search(new RegExp(` ${mark}+ `));
  return at < 0 ? "" : line.slice(at);
}

const withoutCode = (text) => text.replaceAll(/^```.*?^```$/gms, "");
