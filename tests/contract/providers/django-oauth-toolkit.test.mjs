/** Sign-ins at django-oauth-toolkit, of PyPI. */
import { start } from "../../world/providers/django-oauth-toolkit.mjs";
import { signsInAt } from "./each.mjs";

signsInAt("django-oauth-toolkit", start);
