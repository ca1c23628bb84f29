/**
 * What a source imports, read from its statements.
 *
 * In: the text of a source; for Rust also the path of its module. Out: specifiers of modules (TypeScript, JavaScript), or the first names of
 * paths below the crate's root (Rust). Never: a comment; a link in documentation binds nothing.
 */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*"([^"]+)"/g;

/** Static and dynamic imports, re-exports, and `import("…")` in a type. */
export const importsInTypeScript = (text) => [...withoutComments(text).matchAll(SPECIFIER)].map(([, specifier]) => specifier);

/** Every name right below the crate's root that a module of `path` (its names, from the root) reaches by `crate::` or `super::`. */
export function importsInRust(text, path) {
  const code = withoutComments(text);
  const fromRoot = [...code.matchAll(/\bcrate::(\w+|\{)/g)].flatMap((match) => namesAt(code, match));
  const upwards = [...code.matchAll(/(?<!::)\b((?:super::)+)(\w+|\{)/g)]
    .filter(([, supers]) => supers.length / "super::".length >= path.length)
    .flatMap((match) => namesAt(code, match));
  return [...fromRoot, ...upwards];
}

/** The name that a path goes on with, or the first names of each path in braces. */
function namesAt(code, match) {
  const next = match.at(-1);
  if (next !== "{") return [next];
  const names = [];
  let depth = 0;
  for (const [token] of code.slice(match.index + match[0].length).matchAll(/[{},]|\w+(?:::\w+)*/g)) {
    if (token === "}" && depth === 0) return names;
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    else if (token !== "," && depth === 0) names.push(token.split("::")[0]);
  }
  return names;
}

const withoutComments = (text) => text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
