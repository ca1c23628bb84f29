/**
 * The lists that the repository keeps of what may come in, and the crates that do.
 *
 * In: deny.toml, Cargo.lock, cargo's own metadata, the registry's index as cargo keeps it. Out: plain data. Never: the network.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const read = (path) => readFileSync(path, "utf8");

/** The texts of a list in deny.toml. */
export function denyList(name) {
  const list = new RegExp(`^${name} = \\[([^\\]]*)\\]`, "m").exec(read("deny.toml"));
  return [...list[1].replaceAll(/#.*/g, "").matchAll(/"([^"]+)"/g)].map(([, text]) => text);
}

/** Names of the crates that deny.toml bans. */
export const banned = () => [...read("deny.toml").matchAll(/{ crate = "([^"]+)" }/g)].map(([, name]) => name);

/** The crates of this repository. */
export const OWN = ["fc-pivot", "fc-pivot-ciphers"];

/** The packages of Cargo.lock. */
export function lockedCrates() {
  return read("Cargo.lock").split("[[package]]").slice(1).map((entry) => {
    const member = (name) => new RegExp(`^${name} = "(.+)"$`, "m").exec(entry)?.[1];
    return { name: member("name"), version: member("version"), source: member("source"), checksum: member("checksum") };
  });
}

/** The same as cargo sees them, for every feature, with licences and targets. */
export function describedCrates() {
  const text = execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--all-features"], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return JSON.parse(text).packages;
}

/** What the registry's index, as cargo last saw it, says of a crate's version; `undefined` where cargo keeps nothing of it. */
export function indexEntry({ name, version }) {
  const path = name.length < 4 ? [String(name.length), ...(name.length === 3 ? [name[0]] : [])] : [name.slice(0, 2), name.slice(2, 4)];
  const indices = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "index");
  const files = existsSync(indices) ? readdirSync(indices).map((index) => join(indices, index, ".cache", ...path, name)) : [];
  return files.filter(existsSync).flatMap((file) => read(file).split("\0"))
    .filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)).find(({ vers }) => vers === version);
}

/** Whether a licence expression can be fulfilled with these licences. `AND` binds closer than `OR`. */
export function satisfiable(expression, allowed) {
  const words = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g);
  const either = () => {
    let fits = both();
    while (words[0] === "OR") {
      words.shift();
      fits = both() || fits;
    }
    return fits;
  };
  const both = () => {
    let fits = one();
    while (words[0] === "AND") {
      words.shift();
      fits = one() && fits;
    }
    return fits;
  };
  const one = () => {
    const word = words.shift();
    if (word !== "(") return allowed.includes(word);
    const fits = either();
    words.shift();
    return fits;
  };
  return either() && words.length === 0;
}
