/** The DSFR's footer: what this page is, and the State's reference sites. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { stateLogo } from "./header.ts";
import { FOOTER_ID } from "./skip-links.ts";

const STATE_SITES = ["info.gouv.fr", "service-public.gouv.fr", "legifrance.gouv.fr", "data.gouv.fr"] as const;

export const footer = (texts: Texts): HTMLElement =>
  element(
    "footer",
    { class: "fr-footer", role: "contentinfo", id: FOOTER_ID },
    element(
      "div",
      { class: "fr-container" },
      element(
        "div",
        { class: "fr-footer__body" },
        element("div", { class: "fr-footer__brand fr-enlarge-link" }, element("a", { href: "/", title: texts.footer.home }, stateLogo())),
        element(
          "div",
          { class: "fr-footer__content" },
          element("p", { class: "fr-footer__content-desc" }, texts.footer.description),
          element("ul", { class: "fr-footer__content-list" }, ...STATE_SITES.map((site) => stateSite(site, texts))),
        ),
      ),
      element("div", { class: "fr-footer__bottom" }, element("div", { class: "fr-footer__bottom-copy" }, element("p", {}, texts.footer.about))),
    ),
  );

const stateSite = (site: string, texts: Texts): HTMLElement =>
  element(
    "li",
    { class: "fr-footer__content-item" },
    element(
      "a",
      {
        class: "fr-footer__content-link",
        href: `https://${site}`,
        target: "_blank",
        rel: "noopener external",
        title: `${site} - ${texts.newWindow}`,
      },
      site,
    ),
  );
