/**
 * A program of a page, bundled and minified by esbuild, and what of it weighs how much in brotli's best compression, as a CDN serves it.
 *
 * In: the program's text and the folder to which its imports refer. Out: what loads at once and what may load later, with its bytes;
 * the files that they are made of. Never: a file written.
 */
import { basename, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

export const weigh = (octets) => brotliCompressSync(octets).length;
export const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/**
 * @returns {Promise<{ first: Output[], later: Output[], sources: string[] }>} `first` is the program and whatever it imports statically
 * @typedef {{ path: string, name: string, contents: Uint8Array, text: string, weight: number }} Output
 */
export async function bundlePage(contents, folder) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    outdir: "/out", entryNames: "entry", absWorkingDir: folder, loader: { ".wasm": "file" },
    bundle: true, splitting: true, minify: true, format: "esm", target: "es2022", legalComments: "none",
    write: false, metafile: true, logLevel: "silent",
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [resolve(folder, path), output]));
  const atOnce = new Set();
  const wanted = ["/out/entry.js"];
  for (const path of wanted) {
    atOnce.add(path);
    const { imports } = outputs.get(path);
    wanted.push(...imports.filter(({ kind }) => kind === "import-statement").map((each) => resolve(folder, each.path)).filter((each) => !atOnce.has(each)));
  }
  const weighed = outputFiles.map((file) => ({ path: file.path, name: basename(file.path), contents: file.contents, text: file.text, weight: weigh(file.contents) }));
  const [first, later] = [true, false].map((now) => weighed.filter(({ path }) => atOnce.has(path) === now));
  return { first, later, sources: Object.keys(metafile.inputs).filter((path) => path !== "<stdin>") };
}
