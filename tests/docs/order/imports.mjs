/**
 * What a source imports, read from its statements.
 *
 * In: the text of a source. Out: specifiers of modules. Never: a comment; a link in documentation binds nothing.
 */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*"([^"]+)"/g;

/** Static and dynamic imports, re-exports, and `import("…")` in a type. */
export const importsInTypeScript = (text) => [...withoutComments(text).matchAll(SPECIFIER)].map(([, specifier]) => specifier);

const withoutComments = (text) => text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
