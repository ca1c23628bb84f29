/** The DSFR's language menu. Its entries are real links; a plain click changes the language without a reload. */
import { element } from "../dom.ts";
import { LANGUAGES, languageUrl } from "../language.ts";
import type { Language, Texts } from "../texts/texts.ts";

const MENU_ID = "language-menu";

export const languageSwitch = (texts: Texts, choose: (language: Language) => void): HTMLElement =>
  element(
    "div",
    { class: "fr-translate fr-nav" },
    element(
      "div",
      { class: "fr-nav__item" },
      element(
        "button",
        {
          type: "button",
          class: "fr-translate__btn fr-btn fr-btn--tertiary",
          title: texts.header.chooseLanguage,
          "aria-expanded": "false",
          "aria-controls": MENU_ID,
          "data-test": "language",
        },
        texts.language.toUpperCase(),
        element("span", { class: "fr-hidden-lg" }, `\u00a0- ${texts.languageNames[texts.language]}`),
      ),
      element(
        "div",
        { class: "fr-collapse fr-translate__menu fr-menu", id: MENU_ID },
        element("ul", { class: "fr-menu__list" }, ...LANGUAGES.map((language) => entry(language, texts, choose))),
      ),
    ),
  );

function entry(language: Language, texts: Texts, choose: (language: Language) => void): HTMLElement {
  const link = element(
    "a",
    {
      class: "fr-translate__language fr-nav__link",
      hreflang: language,
      lang: language,
      href: languageUrl(language),
      "data-test": `language-${language}`,
      ...(language === texts.language && { "aria-current": "true" }),
    },
    `${language.toUpperCase()} - ${texts.languageNames[language]}`,
  );
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(language);
  });
  return element("li", {}, link);
}
