/** The RNIPP's data, apart from the identity and under their own warning: no assurance level covers them. */
import type { Described, Labels } from "fc-pivot/labels";
import { registerRows } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { descriptionList } from "./description-list.ts";

export const register = (person: Described, labels: Labels | undefined, texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "fr-mt-4w", "aria-labelledby": "register-title", "data-test": "rnipp" },
    element("h2", { class: "fr-h4", id: "register-title" }, texts.register.heading),
    element("div", { class: "fr-alert fr-alert--warning fr-alert--sm fr-mb-2w" }, element("p", {}, texts.register.note)),
    descriptionList(registerRows(person, labels, texts), texts),
  );
