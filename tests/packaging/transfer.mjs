/**
 * What a page transfers for one way of use: bundled and minified by esbuild, compressed by brotli as a CDN does it.
 *
 * In: the package's folder, an entry, what is imported of it. Out: bytes before and after the click, and the files they are made of.
 * Never: the application's own code.
 */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const WASM = "dist/browser/fc_pivot_bg.wasm";
const size = (bytes) => brotliCompressSync(bytes).length;

export async function transfer(installed, entry, name) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `import { ${name} } from "${entry}"; globalThis.use = ${name};`, resolveDir: installed },
    outdir: "/out", entryNames: "entry", absWorkingDir: installed,
    bundle: true, splitting: true, minify: true, format: "esm", target: "es2022", legalComments: "none",
    write: false, metafile: true, logLevel: "silent",
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [join(installed, path), output]));
  const atOnce = new Set();
  const wanted = ["/out/entry.js"];
  for (const path of wanted) {
    atOnce.add(path);
    const { imports } = outputs.get(path);
    wanted.push(...imports.filter(({ kind }) => kind === "import-statement").map((each) => join(installed, each.path)).filter((each) => !atOnce.has(each)));
  }
  const [first, later] = [true, false].map((now) => outputFiles.filter(({ path }) => atOnce.has(path) === now));
  // The expression that fetches it, or the interface that compiles it; the word alone stands in the texts of errors.
  const usesWasm = outputFiles.some(({ text }) => text.includes(basename(WASM)) || /\bWebAssembly\.\w/.test(text));
  const wasm = usesWasm ? size(await readFile(join(installed, WASM))) : 0;
  return {
    beforeClick: sum(first.map(({ contents }) => size(contents))),
    afterClick: sum(later.map(({ contents }) => size(contents))) + wasm,
    sources: Object.keys(metafile.inputs).filter((path) => path !== "<stdin>"),
    usesWasm,
  };
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
