/** Rows of a description as a list of terms. Each value can be found by its `data-field`, alone and without its notes. */
import type { Row } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

export const descriptionList = (rows: readonly Row[], texts: Texts): HTMLElement =>
  element("dl", { class: "facts" }, ...rows.map((row) => fact(row, texts)));

const fact = ({ field, label, value, badge, note }: Row, texts: Texts): HTMLElement =>
  element(
    "div",
    {},
    element("dt", {}, label),
    element(
      "dd",
      {},
      value === undefined ? element("span", { class: "unknown" }, texts.identity.unknown) : element("span", { "data-field": field }, value),
      badge === undefined ? null : element("span", { class: "fr-badge fr-badge--sm fr-badge--info fr-badge--no-icon fr-ml-1w" }, badge),
      note === undefined ? null : element("span", { class: "note" }, note),
    ),
  );
