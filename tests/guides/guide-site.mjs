/**
 * What a guide shows, as a site: its blocks become files by the names in their first lines, its headers are sent with every page.
 *
 * In: a guide; what to replace in its code (an issuer, a client identifier). Out: a folder for a Worker to serve; the headers.
 * Never: a change to an example beyond those values: esbuild bundles it as it is printed.
 */
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { blocksOf } from "../readme/blocks.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wasm = fileURLToPath(new URL("../../pkg/dist/browser/fc_pivot_bg.wasm", import.meta.url));

const NAMED = /^(?:\/\/|<!--) ([\w.-]+)/;

/** The blocks of all languages, by name; a block without one is the guide's headers. */
export async function readGuide(name) {
  const blocks = await blocksOf(`pkg/guides/${name}.md`);
  const files = Object.fromEntries(["html", "js"].flatMap(blocks).map((text) => [NAMED.exec(text)[1], text]));
  const headers = Object.fromEntries(blocks("text").join("").trim().split("\n").map((line) => line.split(": ")));
  return { files, headers };
}

/** Writes the site into a new folder. `values` maps what the guide says to what is there. */
export async function writeSite({ files }, values = {}) {
  const folder = await mkdtemp(`${tmpdir()}/guide-`);
  const replaced = (text) => Object.entries(values).reduce((code, [from, to]) => code.replaceAll(from, to), text);
  for (const [name, text] of Object.entries(files)) {
    if (name.endsWith(".html")) {
      await writeFile(`${folder}/${name}`, text);
      continue;
    }
    await build({
      stdin: { contents: replaced(text), resolveDir: here, sourcefile: name },
      bundle: true, format: "esm", target: "es2022", outfile: `${folder}/${name}`, logLevel: "error",
    });
  }
  // Where the bundle at the site's root looks for it.
  await mkdir(`${folder}/browser`);
  await cp(wasm, `${folder}/browser/fc_pivot_bg.wasm`);
  return folder;
}

/** Sends the guide's headers with every document of `origin`. */
export async function sendHeaders(context, origin, headers) {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  await context.route((url) => url.origin === origin && !url.pathname.startsWith("/auth/"), async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), ...own } });
  });
}
