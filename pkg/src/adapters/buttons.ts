// The sign-in button of each of the State's federations, as data: for the element, and for views of an application's own.
// Comes in: a federation and a language. Goes out: the DSFR's classes, the words, the link below the button. Never: an asset, a style, a DOM node.

import type { Language } from "../shared/errors.js";

/** A federation that has a button of its own. */
export type Federation = "franceconnect-plus" | "franceconnect" | "proconnect";

/** What a button shows, and what stands with it. */
export interface FederationButton {
  /** The federation's name, for a sentence. */
  name: string;
  /** The button's classes. ProConnect's logo is the page's to bring, for `pro-connect`; those of FranceConnect are the DSFR's. */
  classes: string;
  /** The first line, in `fr-connect__login`. */
  login: string;
  /** The second line, in `fr-connect__brand`. FranceConnect+'s `+` is drawn by its class. */
  brand: string;
  /** The sentence above the button. */
  presentation: string;
  /** The link below it, which opens a new window. */
  about: {
    href: string;
    label: string;
    /** The label, and that a new window opens. */
    title: string;
  };
}

type Look = Pick<FederationButton, "name" | "classes" | "brand"> & { href: string; presentation: Readonly<Record<Language, string>> };

const forCitizens = (name: string): Look["presentation"] => ({
  fr: `${name} est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne.`,
  en: `${name} is the French State’s solution to make signing in to your online services simpler and more secure.`,
});

const LOOKS: Readonly<Record<Federation, Look>> = {
  "franceconnect-plus": {
    classes: "fr-connect fr-connect--plus",
    brand: "FranceConnect",
    name: "FranceConnect+",
    href: "https://franceconnect.gouv.fr/france-connect-plus",
    presentation: forCitizens("FranceConnect+"),
  },
  franceconnect: {
    classes: "fr-connect",
    brand: "FranceConnect",
    name: "FranceConnect",
    href: "https://franceconnect.gouv.fr/",
    presentation: forCitizens("FranceConnect"),
  },
  proconnect: {
    classes: "fr-connect pro-connect",
    brand: "ProConnect",
    name: "ProConnect",
    href: "https://www.proconnect.gouv.fr/",
    presentation: {
      fr: "ProConnect est la solution proposée par l’État pour que les agents publics et les professionnels se connectent à leurs services en ligne.",
      en: "ProConnect is the French State’s solution for public officials and professionals to sign in to their online services.",
    },
  },
};

const WORDS = {
  fr: { login: "S’identifier avec", about: (name: string) => `Qu’est-ce que ${name}\u00a0?`, newWindow: "nouvelle fenêtre" },
  en: { login: "Sign in with", about: (name: string) => `What is ${name}?`, newWindow: "new window" },
} as const;

/** The federations that have a button. */
export const FEDERATIONS = Object.keys(LOOKS) as readonly Federation[];

/** A federation's button, in one of two languages. */
export function federationButton(federation: Federation, language: Language): FederationButton {
  const { classes, brand, name, href, presentation } = LOOKS[federation];
  const { login, about, newWindow } = WORDS[language];
  const label = about(name);
  return { name, classes, login, brand, presentation: presentation[language], about: { href, label, title: `${label} - ${newWindow}` } };
}
