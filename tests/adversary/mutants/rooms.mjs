// What is mutated, and the tests that are run first.
//
// In:    the sources. Out: rooms, each with its files and with what narrows a first run to quick tests near them; what survives those, the
//        whole of the unit tests are run against. Never: a test file.
import { readdirSync } from "node:fs";

/** What is printed of any type: one quick test asks all of them. */
const SILENCE = "silence::";
const ROOMS = [
  { name: "session", files: /^(worker\/session|sign_in\/callback)\.rs$/, tests: ["session::", "callback::", "worker::tests::stores"] },
  { name: "claims", files: /^sign_in\/claims(\.rs|\/)/, tests: ["claims::"] },
  // The three are slow: tables of multiples for each key.
  { name: "es256", files: /^jose\/es256(\.rs|\/)/, tests: ["es256::", "--skip=the_fast_ways", "--skip=keys_whose", "--skip=keys_messages"] },
  { name: "ciphers", files: /^ciphers\//, tests: ["xchacha20poly1305::"] },
  { name: "jose", files: /^jose(\.rs|\/)/, tests: ["jose::", "--skip=es256::"] },
  { name: "machine", files: /^(sign_in\/machine(\.rs|\/)|page\/\w+\.rs)/, tests: ["machine::", "page::"] },
  {
    name: "around", files: /^(base\/(fields|json)|sign_in\/(tokens|userinfo)|worker\/(record|seal|seal\/earlier))\.rs$/,
    tests: ["fields::", "json::", "record::", "seal::", "tokens::", "userinfo::", "worker::tests::stores"],
  },
];
const OF_TESTS = /(^|\/)(tests|testing|dev)(\.rs|\/)/;

/** The rooms with their files; with `only`, those of them. A file is in the first room that takes it. */
export function rooms(only = []) {
  const sources = readdirSync("src", { recursive: true }).filter((path) => path.endsWith(".rs") && !OF_TESTS.test(path)).sort();
  const room = (path) => ROOMS.find(({ files }) => files.test(path));
  const wanted = (path) => only.length === 0 || only.includes(`src/${path}`);
  return ROOMS.map(({ name, tests }) => ({
    name,
    tests: [...tests, SILENCE],
    files: sources.filter((path) => room(path)?.name === name && wanted(path)).map((path) => `src/${path}`),
  })).filter(({ files }) => files.length > 0);
}
