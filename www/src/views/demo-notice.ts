/** The band that says that the service is not a real one, and leads to the other application of the demo. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

const TITLE_ID = "demo-notice-title";

export const demoNotice = (behindTheGateway: string | null, texts: Texts): HTMLElement =>
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
          " ",
          behindTheGateway === null
            ? null
            : element("a", { class: "fr-notice__link", href: behindTheGateway, "data-test": "behind-the-gateway" }, texts.demo.behindTheGateway),
        ),
      ),
    ),
  );
