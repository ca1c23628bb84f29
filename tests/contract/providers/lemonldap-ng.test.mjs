/** Sign-ins at LemonLDAP::NG, of Debian. */
import { start } from "../../world/providers/lemonldap-ng.mjs";
import { signsInAt } from "./each.mjs";

signsInAt("LemonLDAP::NG", start);
