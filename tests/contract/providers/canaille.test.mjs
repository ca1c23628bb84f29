/** Sign-ins at canaille, of PyPI, with each kind of key that it has. */
import { startWith } from "../../world/providers/canaille.mjs";
import { signsInAt } from "./each.mjs";
import { verifiesByPageAloneAt } from "./page-alone.mjs";

for (const alg of ["RS256", "EdDSA"]) signsInAt(`canaille, ${alg}`, startWith(alg));
verifiesByPageAloneAt("canaille, RS256", startWith("RS256"));
