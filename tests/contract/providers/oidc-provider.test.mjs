/** Sign-ins at the newest oidc-provider, as it comes. */
import { start } from "../../world/providers/oidc-provider.mjs";
import { signsInAt } from "./each.mjs";
import { verifiesByPageAloneAt } from "./page-alone.mjs";

signsInAt("oidc-provider", start);
verifiesByPageAloneAt("oidc-provider", start);
