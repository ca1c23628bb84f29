/** The band that says that the service is not a real one. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

const TITLE_ID = "demo-notice-title";

export const demoNotice = (texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "fr-notice fr-notice--info", "aria-labelledby": TITLE_ID },
    element(
      "div",
      { class: "fr-container" },
      element(
        "div",
        { class: "fr-notice__body" },
        element(
          "p",
          {},
          element("span", { class: "fr-notice__title", id: TITLE_ID }, texts.demo.title),
          " ",
          element("span", { class: "fr-notice__desc" }, texts.demo.description),
        ),
      ),
    ),
  );
