/**
 * What a guide shows, as a site: its blocks become files by the names in their first lines, its headers are sent with every page.
 *
 * In: a guide; what to replace in its code (an issuer, a client identifier). Out: a folder; a site of it, with the Worker behind.
 * Never: a change to an example beyond those values: esbuild bundles it as it is printed.
 */
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { passOn } from "../../world/deployment/pass-on.mjs";
import { blocksOf } from "../readme/blocks.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wasm = fileURLToPath(new URL("../../../pkg/dist/browser/fc_pivot_bg.wasm", import.meta.url));

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
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

/** Serves the folder, every document with the guide's headers, and `/auth` from the Worker behind it. */
export async function serveSite({ port, folder, headers, worker }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, worker);
    if (pathname.startsWith("/auth/")) return passOn(request, response, worker);
    const type = TYPES[extname(pathname)];
    if (type !== undefined) return response.setHeader("content-type", type).end(await readFile(`${folder}${pathname}`));
    // A page of its own where the guide has one for the path, else the application's.
    const page = await readFile(`${folder}${pathname}.html`).catch(() => readFile(`${folder}/index.html`));
    return response.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" }).end(page);
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
