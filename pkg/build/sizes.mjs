// What a module weighs on disk and on the wire.
//
// In:    paths of files, as arguments.
// Out:   one line per file: its path, its size, and its size as brotli at the highest level, as a CDN sends it.
// Never: judges a size; the budgets stand in the tests.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  console.log(`${path}: ${kilobytes(bytes.length)}, brotli ${kilobytes(brotliCompressSync(bytes).length)}`);
}
