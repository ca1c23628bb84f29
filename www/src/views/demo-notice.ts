/** The band that says that the service is not a real one. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

export const demoNotice = (texts: Texts): HTMLElement =>
  element(
    "div",
    { class: "fr-notice fr-notice--info" },
    element(
      "div",
      { class: "fr-container" },
      element(
        "div",
        { class: "fr-notice__body" },
        element(
          "p",
          {},
          element("span", { class: "fr-notice__title" }, texts.demo.title),
          " ",
          element("span", { class: "fr-notice__desc" }, texts.demo.description),
        ),
      ),
    ),
  );
