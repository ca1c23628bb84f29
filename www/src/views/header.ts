/**
 * The DSFR's header: the service, the person who is signed in, the way out, the language.
 *
 * The DSFR folds a header's tools into a menu on narrow screens. Here they stay in sight on all of them: the name of
 * the person who is signed in must remain visible, and the way out with it (see styles.css).
 */
import { LOGOUT_ACTION } from "../auth.ts";
import { element } from "../dom.ts";
import type { Language, Texts } from "../texts/texts.ts";
import { languageSwitch } from "./language-switch.ts";

export const header = (texts: Texts, person: string | null, chooseLanguage: (language: Language) => void): HTMLElement =>
  element(
    "header",
    { class: "fr-header", role: "banner" },
    element(
      "div",
      { class: "fr-header__body" },
      element(
        "div",
        { class: "fr-container" },
        element(
          "div",
          { class: "fr-header__body-row" },
          brand(texts),
          element(
            "div",
            { class: "fr-header__tools" },
            element(
              "div",
              { class: "fr-header__tools-links" },
              person === null ? null : account(texts, person),
              languageSwitch(texts, chooseLanguage),
            ),
          ),
        ),
      ),
    ),
  );

const brand = (texts: Texts): HTMLElement =>
  element(
    "div",
    { class: "fr-header__brand fr-enlarge-link" },
    element("div", { class: "fr-header__brand-top" }, element("div", { class: "fr-header__logo" }, stateLogo())),
    element(
      "div",
      { class: "fr-header__service" },
      element("a", { href: "/", title: texts.service.home }, element("p", { class: "fr-header__service-title", lang: "fr" }, texts.service.name)),
      element("p", { class: "fr-header__service-tagline" }, texts.service.tagline),
    ),
  );

/** The State's own name is not translated. */
export const stateLogo = (): HTMLElement => element("p", { class: "fr-logo", lang: "fr" }, "République", element("br"), "Française");

const account = (texts: Texts, person: string): HTMLElement =>
  element(
    "div",
    { class: "account" },
    element(
      "p",
      { class: "account__name" },
      element("span", { class: "fr-sr-only" }, `${texts.header.signedInAs} `),
      element("span", { "data-test": "person-name" }, person),
    ),
    element(
      "form",
      { method: "post", action: LOGOUT_ACTION },
      element("button", { class: "fr-btn fr-btn--sm", type: "submit", "data-test": "sign-out" }, texts.header.signOut),
    ),
  );
