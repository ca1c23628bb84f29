/** Rows of a description as a list of terms. Each value can be found by its `data-field`. */
import type { Row } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

export const descriptionList = (rows: readonly Row[], texts: Texts): HTMLElement =>
  element("dl", { class: "facts" }, ...rows.map((row) => fact(row, texts)));

const fact = ({ field, label, value }: Row, texts: Texts): HTMLElement =>
  element(
    "div",
    {},
    element("dt", {}, label),
    element(
      "dd",
      {},
      value === undefined ? element("span", { class: "unknown" }, texts.identity.unknown) : element("span", { "data-field": field }, value),
    ),
  );
