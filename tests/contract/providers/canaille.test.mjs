/** Sign-ins at canaille, of PyPI, with each kind of key that it has. */
import { startWith } from "../../world/providers/canaille.mjs";
import { signsInAt } from "./each.mjs";

for (const alg of ["RS256", "EdDSA"]) signsInAt(`canaille, ${alg}`, startWith(alg));
