/**
 * What the demo page must show of some test persons, in French.
 *
 * In: a person's id. Out: the text of every field, written by hand: places by the names that they had at the birth.
 * Never: a field that the page may leave out: an absent one is absent here too.
 */
export const SHOWN = {
  "married-name": {
    name: "KERVOALEN (nom d’usage\u00a0: VASSEUR-MORIN) Solène Capucine",
    fields: { fullName: "KERVOALEN (nom d’usage\u00a0: VASSEUR-MORIN) Solène Capucine", birthdate: "23 mai 1987", birthplace: "Brest (Finistère)" },
    email: "solene.vasseur@courriel.example",
    origin: "France",
    level: "Élevé (eidas3)",
    missing: [],
  },
  "presumed-day": {
    name: "BENSAÏDANE (nom d’usage\u00a0: ROUVEYROL) Yasmine",
    fields: {
      fullName: "BENSAÏDANE (nom d’usage\u00a0: ROUVEYROL) Yasmine", birthdate: "mars 1964 (jour inconnu)", birthplace: "Marseille (Bouches-du-Rhône)",
    },
    email: "yasmine.rouveyrol@courriel.example",
    origin: "France",
    level: "Substantiel (eidas2)",
    missing: [],
  },
  "born-abroad": {
    name: "EL FASSI Nour Salma",
    fields: { fullName: "EL FASSI Nour Salma", birthdate: "27 septembre 1998", birthplace: "Maroc" },
    email: "nour.elfassi@courriel.example",
    origin: "France",
    level: "Élevé (eidas3)",
    missing: [],
  },
  european: {
    name: "LINDQVIST Astrid Helena",
    fields: { fullName: "LINDQVIST Astrid Helena", birthdate: "17 juin 1984", birthplace: "Göteborg, Sverige" },
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
  const { origin, email, acr } = await fieldsIn(tab, ".panel");
  return {
    name: await tab.locator('[data-test="person-name"]').textContent(),
    fields: await fieldsIn(tab, identity),
    ...(email !== undefined && { email }),
    origin,
    level: acr,
    missing: await tab.locator('[data-test="missing"] [data-claim]').evaluateAll((items) => items.map((item) => item.dataset.claim)),
  };
}

export const registerShownBy = (tab) => fieldsIn(tab, '[data-test="rnipp"]');
