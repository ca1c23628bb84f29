/** Sign-ins at better-auth with its OAuth provider, with each kind of key that it makes and that we take. */
import { startWith } from "../../world/providers/better-auth.mjs";
import { signsInAt } from "./each.mjs";

for (const alg of ["EdDSA", "ES256", "RS256", "PS256"]) signsInAt(`better-auth, ${alg}`, startWith(alg));
