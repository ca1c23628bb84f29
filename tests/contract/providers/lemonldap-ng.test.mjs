/** Sign-ins at LemonLDAP::NG, of Debian. */
import { start } from "../../world/providers/lemonldap-ng.mjs";
import { signsInAt } from "./each.mjs";
import { verifiesByPageAloneAt } from "./page-alone.mjs";

signsInAt("LemonLDAP::NG", start);
verifiesByPageAloneAt("LemonLDAP::NG", start);
