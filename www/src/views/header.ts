/**
 * The DSFR's header: the service, the person who is signed in, the way out, the language.
 *
 * The DSFR folds a header's tools into a menu on narrow screens. Here they stay in sight on all of them: the name of
 * the person who is signed in must remain visible, and the way out with it (see styles.css).
 */
import { element } from "../dom.ts";
import type { Language, Texts } from "../texts/texts.ts";
import { languageSwitch } from "./language-switch.ts";

/** Who is signed in, and where she signs out. */
export interface Account {
  name: string;
  logoutAction: string;
}

export const header = (texts: Texts, account: Account | null, chooseLanguage: (language: Language) => void): HTMLElement =>
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
              account === null ? null : accountOf(account, texts),
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

const accountOf = ({ name, logoutAction }: Account, texts: Texts): HTMLElement =>
  element(
    "div",
    { class: "account" },
    element(
      "p",
      { class: "account__name" },
      element("span", { class: "fr-sr-only" }, `${texts.header.signedInAs} `),
      element("span", { "data-test": "person-name" }, name),
    ),
    element(
      "form",
      { method: "post", action: logoutAction },
      element("button", { class: "fr-btn fr-btn--sm", type: "submit", "data-test": "sign-out" }, texts.header.signOut),
    ),
  );
