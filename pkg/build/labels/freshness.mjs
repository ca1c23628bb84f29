// Tells whether the committed names of communes are what the scripts of this folder make of the packages.
//
// In:    this folder; the text.
// Out:   a digest of both. The packages are pinned in here, so the same digest means the same text.
// Never: the network.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const here = new URL("./", import.meta.url);

export function digestOf(text) {
  const hash = createHash("sha256");
  for (const name of readdirSync(here).sort()) hash.update(readFileSync(new URL(name, here)));
  return hash.update(text).digest("hex");
}
