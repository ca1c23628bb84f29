/**
 * What the demo page must show of some test persons, in French.
 *
 * In: a person's id. Out: the text of every field, and of the notes beside them. Written by hand, from the person's claims and from
 * what a reader must learn of them. Never: a field that the page may leave out: an absent one is absent here too.
 */
const GUESSED = "La séparation entre les prénoms est supposée\u00a0: ils ont été transmis en une seule suite.";

export const SHOWN = {
  "married-name": {
    name: "Solène Capucine VASSEUR-MORIN",
    fields: {
      birthName: "KERVOALEN", usualName: "VASSEUR-MORIN", givenNames: "Solène Capucine", gender: "Féminin", birthdate: "23 mai 1987",
      birthplace: "Commune 29019 (département 29)", birthCountry: "France (99100)", email: "solene.vasseur@courriel.example",
    },
    notes: [GUESSED],
    origin: "France",
    level: "Élevé (eidas3)",
    missing: [],
  },
  "presumed-day": {
    name: "Yasmine ROUVEYROL",
    fields: {
      birthName: "BENSAÏDANE", usualName: "ROUVEYROL", givenNames: "Yasmine", gender: "Féminin", birthdate: "mars 1964",
      birthplace: "Commune 13055 (département 13)", birthCountry: "France (99100)", email: "yasmine.rouveyrol@courriel.example",
    },
    notes: ["jour présumé", "Seuls le mois et l’année de naissance sont connus de l’état civil."],
    origin: "France",
    level: "Substantiel (eidas2)",
    missing: [],
  },
  "born-abroad": {
    name: "Nour Salma EL FASSI",
    fields: {
      birthName: "EL FASSI", usualName: "EL FASSI", givenNames: "Nour Salma", gender: "Féminin", birthdate: "27 septembre 1998",
      birthplace: "À l’étranger", birthCountry: "Pays de code Insee 99350", email: "nour.elfassi@courriel.example",
    },
    notes: [GUESSED],
    origin: "France",
    level: "Élevé (eidas3)",
    missing: [],
  },
  european: {
    name: "Astrid Helena LINDQVIST",
    fields: {
      usualName: "LINDQVIST", givenNames: "Astrid Helena", gender: "Féminin", birthdate: "17 juin 1984",
      birthplace: "Göteborg, Sverige",
    },
    notes: [
      "Un autre État européen transmet le nom d’usage, pas le nom de naissance.",
      GUESSED,
      "Lieu écrit librement par l’État qui a transmis l’identité.",
    ],
    origin: "Autre État européen (eIDAS)",
    level: "Élevé (eidas3)",
    missing: [],
  },
};

/** The fields of one section, by name. */
const fieldsIn = (tab, section) =>
  tab.locator(`${section} [data-field]`).evaluateAll((spans) => Object.fromEntries(spans.map((span) => [span.dataset.field, span.textContent])));

/** The same shape, read from the page. */
export async function shownBy(tab) {
  const identity = '[data-test="identity"]';
  const { origin, acr } = await fieldsIn(tab, ".panel");
  return {
    name: await tab.locator('[data-test="person-name"]').textContent(),
    fields: await fieldsIn(tab, identity),
    notes: await tab.locator(`${identity} .fr-badge, ${identity} .note`).allTextContents(),
    origin,
    level: acr,
    missing: await tab.locator('[data-test="missing"] [data-claim]').evaluateAll((items) => items.map((item) => item.dataset.claim)),
  };
}

export const registerShownBy = (tab) => fieldsIn(tab, '[data-test="rnipp"]');
