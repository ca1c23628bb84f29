/**
 * `make docs`: the reference of every entry of the package, from the comments of its sources.
 *
 * In: `exports` of pkg/package.json, pkg/src, what `make modules` made. `--out FOLDER` writes elsewhere; `--entry FILE --tsconfig FILE` documents
 * that file alone. Out: HTML in pkg/docs. Exit code 1 where an export has no comment, a link in one leads nowhere, or a public type is not exported.
 * Never: a reference that was written all the same.
 *
 * typedoc: the generator that reads TypeScript itself. typescript-6: typedoc asks the compiler as a library, and the compiler of this repository,
 * TypeScript 7, is a program. The overrides of package.json tell npm so.
 */
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const pkg = fileURLToPath(new URL("../", import.meta.url));

/** Of no use to a reader: what a public type is made of, and what workerd passes in. */
const INTERNAL = ["catalogue", "Name", "DurableObjectState"];
/** What Node passes in, which Node documents. */
const OF_NODE = {
  '"node:http".IncomingMessage': "https://nodejs.org/api/http.html#class-httpincomingmessage",
  '"node:http".ServerResponse': "https://nodejs.org/api/http.html#class-httpserverresponse",
};
/** What needs a comment of its own. Of a member, the type's comment and the member's name may be enough. */
const DOCUMENTED = ["Class", "Enum", "Function", "Interface", "Method", "TypeAlias", "Variable"];

const { values } = parseArgs({ options: { out: { type: "string" }, entry: { type: "string" }, tsconfig: { type: "string" } } });

const { name, exports } = JSON.parse(readFileSync(`${pkg}package.json`, "utf8"));
/** The entries: by their sources, without `.ts`, what one imports them by. */
const entries = new Map(Object.entries(exports)
  .filter(([, { types }]) => types !== undefined)
  .map(([subpath, { types }]) => [types.replace(/^\.\/dist\/|\.d\.ts$/g, ""), subpath.replace(".", name)]));

const hook = 'export const resolve = (name, context, next) => next(name === "typescript" ? "typescript-6" : name, context);';
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { Application } = await import("typedoc");

const application = await Application.bootstrap({
  name,
  entryPoints: values.entry === undefined ? [...entries.keys()].map((path) => `${pkg}src/${path}.ts`) : [values.entry],
  tsconfig: values.tsconfig ?? `${pkg}tsconfig.json`,
  out: values.out ?? `${pkg}docs`,
  readme: "none",
  disableSources: true,
  excludePrivate: true,
  includeVersion: true,
  githubPages: false,
  requiredToBeDocumented: DOCUMENTED,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  intentionallyNotExported: values.entry === undefined ? INTERNAL : [],
  externalSymbolLinkMappings: { [name]: OF_NODE },
  treatWarningsAsErrors: true,
});
const project = await application.convert();
if (project === undefined) process.exit(1);
// typedoc calls a module after its file: `adapters/react`, and `labels` where the file is labels/index.ts.
for (const module of project.children ?? []) module.name = entries.get(module.name) ?? entries.get(`${module.name}/index`) ?? module.name;
application.validate(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);
await application.generateOutputs(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) process.exit(1);
