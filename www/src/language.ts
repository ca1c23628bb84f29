/**
 * Which language the page speaks: French, unless the person asked for English.
 *
 * In: the `lang` parameter of the address, else the last choice. Out: the language, and its texts.
 * Never: a guess from the browser's settings; a French public service opens in French.
 */
import { en } from "./texts/en.ts";
import { fr } from "./texts/fr.ts";
import type { Language, Texts } from "./texts/texts.ts";

const PARAMETER = "lang";
const STORED = "mon-mouillage.lang";
const TEXTS: Readonly<Record<Language, Texts>> = { fr, en };

export const LANGUAGES: readonly Language[] = ["fr", "en"];

export const textsIn = (language: Language): Texts => TEXTS[language];

/** The language to open the page in. A choice made by link is kept like one made in the menu. */
export function currentLanguage(): Language {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (isLanguage(asked)) {
    remember(asked);
    return asked;
  }
  return remembered() ?? "fr";
}

/** Keeps the choice for next time, and in the address, so that the page can be passed on in that language. */
export function chooseLanguage(language: Language): void {
  remember(language);
  history.replaceState(history.state, "", languageUrl(language));
}

export function languageUrl(language: Language): string {
  const search = new URLSearchParams(location.search);
  search.set(PARAMETER, language);
  return `${location.pathname}?${search}`;
}

const isLanguage = (value: string | null): value is Language => LANGUAGES.some((language) => language === value);

/** Back from a failed sign-in the address has no `lang` any more: the choice must have outlived the journey. */
function remember(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Storage is switched off: the address alone carries the choice.
  }
}

function remembered(): Language | null {
  try {
    const stored = localStorage.getItem(STORED);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}
