/**
 * Pages that sign people in, ours and the peers'.
 *
 * In: nothing. Out: for each its name and packages, its program (pages/), and what it does with an ID token: which wrong ones it refuses
 * (peers.test.mjs lets each see all of them), whether it can decrypt one (read in its published code). Never: a size or a time.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { WRONGS } from "../../../../world/handmade/provider.mjs";

const ALL = Object.keys(WRONGS);

/** In the order of tables. */
export const PAGES = [
  { name: "fc-pivot, browser-verified", packages: [], program: "fc-pivot", refuses: ALL, decrypts: "its Worker does", target: 8192 },
  { name: "oidc-client-ts", packages: ["oidc-client-ts"], program: "oidc-client-ts", refuses: ["nonce"], decrypts: "no" },
  { name: "oauth4webapi", packages: ["oauth4webapi"], program: "oauth4webapi", refuses: ALL, decrypts: "by a function that one writes" },
  { name: "oauth4webapi + jose", packages: ["oauth4webapi", "jose"], program: "oauth4webapi-jose", refuses: ALL, decrypts: "with a key in the page" },
  { name: "openid-client", packages: ["openid-client"], program: "openid-client", refuses: ALL, decrypts: "with a key in the page" },
  { name: "keycloak-js", packages: ["keycloak-js"], program: "keycloak-js", refuses: ["nonce"], decrypts: "no" },
  { name: "@axa-fr/oidc-client", packages: ["@axa-fr/oidc-client"], program: "axa-oidc-client", refuses: ["iss", "exp", "nonce"], decrypts: "no" },
];

/** Nothing comes back to this page but who is signed in. */
export const EDGE_SESSION = { name: "fc-pivot, edge session", packages: [], program: "edge-session", decrypts: "its Worker does", target: 4096 };

export const page = (program) => PAGES.find((each) => each.program === program);

/** What a page makes sure of before it believes an ID token. */
export const checksOf = ({ refuses }) => {
  if (refuses === undefined) return "gets none: its Worker checks all";
  const missing = ALL.filter((each) => !refuses.includes(each));
  return missing.length === 0 ? ALL.join(", ") : `${refuses.join(", ")}; not ${missing.join(", ")}`;
};

/** Exact versions, as installed. */
export const versionsOf = ({ packages }) => packages.map(versionOf).join(" + ");

/** Not every package exports its package.json. */
function versionOf(name) {
  const [path] = createRequire(import.meta.url).resolve.paths(name).map((folder) => `${folder}/${name}/package.json`).filter(existsSync);
  return JSON.parse(readFileSync(path, "utf8")).version;
}
