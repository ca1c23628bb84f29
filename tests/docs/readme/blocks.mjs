/**
 * The code blocks of a document, and the first column of its tables.
 *
 * In: a path. Out: a document. Never: an edited example; what is run is what is printed.
 */
import { readFile } from "node:fs/promises";

const textOf = (path) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

const blocksIn = (text, language) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, own]) => own === language).map(([, , block]) => block);

/** The document at `path` in this repository. */
export async function documentAt(path) {
  const text = await textOf(path);
  const blocks = (language) => blocksIn(text, language);
  return {
    text,
    /** The blocks of one language, in their order. */
    blocks,
    /** The one block of a language that begins so: what a block is, its first line says; where it stands may change. */
    blockOf(language, beginning) {
      const found = blocks(language).filter((block) => block.startsWith(beginning));
      if (found.length !== 1) throw new Error(`${path} has ${found.length} blocks of ${language} that begin with ${beginning}`);
      return found[0];
    },
    /** How many blocks there are, of any language. */
    count: [...text.matchAll(/^```\w+$/gm)].length,
    /** The code spans in the first column of the tables. */
    firstColumn: () => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name),
    /** The targets of the links, without what stands behind `#`; other sites and this page itself left out. */
    links: [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target),
  };
}

/** The blocks of the document at `path` in this repository: a function from a language to its blocks. */
export const blocksOf = async (path) => (await documentAt(path)).blocks;
