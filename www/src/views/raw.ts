/** The verified claims as they came, folded away. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

const PANEL_ID = "raw-identity";

export const rawIdentity = (raw: Readonly<Record<string, unknown>>, texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "fr-accordion fr-mt-4w" },
    element(
      "h2",
      { class: "fr-accordion__title" },
      element("button", { type: "button", class: "fr-accordion__btn", "aria-expanded": "false", "aria-controls": PANEL_ID }, texts.raw.heading),
    ),
    element(
      "div",
      { class: "fr-collapse", id: PANEL_ID },
      element("p", {}, texts.raw.note),
      element("pre", { class: "raw", "data-test": "raw" }, JSON.stringify(raw, null, 2)),
    ),
  );
