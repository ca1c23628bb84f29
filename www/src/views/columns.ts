/** The two columns of the page for somebody who is signed in: what is said of her, and how we know. */
import { type Child, element } from "../dom.ts";

export const columns = (said: readonly Child[], aside: readonly Child[]): HTMLElement =>
  element(
    "div",
    { class: "fr-grid-row fr-grid-row--gutters" },
    element("div", { class: "fr-col-12 fr-col-lg-8" }, ...said),
    element("div", { class: "fr-col-12 fr-col-lg-4" }, ...aside),
  );
