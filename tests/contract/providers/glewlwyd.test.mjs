/** Sign-ins at Glewlwyd, of Debian. */
import { start } from "../../world/providers/glewlwyd.mjs";
import { signsInAt } from "./each.mjs";

signsInAt("Glewlwyd", start);
