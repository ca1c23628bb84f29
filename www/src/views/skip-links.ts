/** The links that let a keyboard reach the content without crossing the header. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

export const CONTENT_ID = "content";
export const FOOTER_ID = "footer";

export const skipLinks = (texts: Texts): HTMLElement =>
  element(
    "div",
    { class: "fr-skiplinks" },
    element(
      "nav",
      { class: "fr-container", role: "navigation", "aria-label": texts.skipLinks.label },
      element("ul", { class: "fr-skiplinks__list" }, skipLink(CONTENT_ID, texts.skipLinks.content), skipLink(FOOTER_ID, texts.skipLinks.footer)),
    ),
  );

const skipLink = (id: string, text: string): HTMLElement => element("li", {}, element("a", { class: "fr-link", href: `#${id}` }, text));
