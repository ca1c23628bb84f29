/**
 * What a client must make of each test person of ProConnect: the complete `Agent`, as JavaScript gets it.
 *
 * In: a person's id, the issuer, the scope. Out: plain data to compare with. Never: anything computed by the code under test. Every field below was
 * written by hand, from the `Agent` interface, by these rules:
 *
 * - a field is there where its claim came; `roles` and `custom` are always there, empty where nothing came.
 * - `siren` is the first nine digits of `siret`, whatever the claim `siren` says; La Poste's numbers have no check digit.
 * - a level is one of a set: who reaches none of those that the service lists is refused, however strong.
 */
import { persons } from "../standin/persons/proconnect.mjs";

export const SCOPE = "openid given_name usual_name email uid siret idp_id roles organization_label";
export const FULL_SCOPE = `${SCOPE} siren organizational_unit belonging_population phone chorusdt idp_acr custom`;

const CLAIMS = ["given_name", "usual_name", "email", "uid", "siret", "idp_id", "roles", "organization_label"];
const FULL_CLAIMS = [
  ...CLAIMS, "siren", "organizational_unit", "belonging_population", "phone_number", "chorusdt:matricule", "chorusdt:societe", "idp_acr", "custom",
];

const STATE = "5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21";
const TOWN = "b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031";

/** `more` is what FULL_SCOPE brings besides. */
const EXPECTED = {
  "state-agent": {
    agent: {
      sub: "0f6f1d52-6f0c-4d0e-9a57-2f2f6b1f6a01", givenName: "Maëlys", usualName: "FERRANDON", email: "maelys.ferrandon@ministere.example",
      uid: "mferrandon", siret: "98000001200016", siren: "980000012", organizationLabel: "MINISTERE DES ESSAIS", idpId: STATE,
      roles: ["agent_public", "agent_public_etat"], custom: {},
    },
    more: { organizationalUnit: "SG/DNUM", phone: "+33 1 99 00 12 34", idpAcr: "eidas2", custom: { grade: "attachée", site: { code: 12 } } },
    reached: "eidas2", amr: ["pop", "pin", "mfa"],
  },
  "territorial-agent": {
    agent: {
      sub: "5a3f0a7c-8b0e-4a1e-8f6f-0d3c7e9b2c02", givenName: "Anselme", usualName: "COURTEBRAY", email: "anselme.courtebray@ville.example",
      uid: "42", siret: "98000012900018", siren: "980000129", organizationLabel: "COMMUNE DE VILLE-EXEMPLE", idpId: TOWN,
      roles: ["agent_public", "agent_public_territorial"], custom: {},
    },
    more: { idpAcr: "eidas1" },
    reached: "eidas1", amr: ["pwd"],
  },
  "two-factors": {
    agent: {
      sub: "9d1b7e34-2c55-4f0b-b0de-6a8e5d4c3b03", givenName: "Inès", usualName: "GARRIGOU", email: "ines.garrigou@association.example",
      uid: "ines.garrigou@association.example", siret: "98000023600011", siren: "980000236", organizationLabel: "ASSOCIATION EXEMPLE", idpId: TOWN,
      roles: [], custom: {},
    },
    more: { idpAcr: "https://proconnect.gouv.fr/assurance/self-asserted-2fa" },
    reached: "eidas0-mfa", amr: ["pwd", "otp", "mfa"],
  },
  "two-factors-checked": {
    agent: {
      sub: "1e2d3c4b-5a69-4788-97a6-b5c4d3e2f104", givenName: "Côme", usualName: "TALBOURDEL", email: "come.talbourdel@entreprise.example",
      uid: "ct-0007", siret: "98000034300015", siren: "980000343", idpId: STATE, roles: [], custom: {},
    },
    more: { idpAcr: "eidas1" },
    reached: "eidas1-mfa", amr: ["pwd", "otp", "mfa"],
  },
  "self-declared": {
    agent: {
      sub: "c3d2e1f0-0a1b-4c2d-8e3f-4a5b6c7d8e05", givenName: "Duc", usualName: "TRAN-MERCIER", email: "duc@tran-mercier.example",
      uid: "duc@tran-mercier.example", siret: "98000034300122", siren: "980000343", organizationLabel: "TRAN-MERCIER DUC", idpId: TOWN,
      roles: [], custom: {},
    },
    more: { idpAcr: "eidas0" },
    reached: "eidas0", amr: undefined,
  },
  "postal-worker": {
    agent: {
      sub: "7b8c9d0e-1f20-4314-a526-374859607106", givenName: "Odette Berthe", usualName: "Vauquelin", email: "odette.vauquelin@poste.example",
      uid: "P-99", siret: "35600000099999", siren: "356000000", organizationLabel: "LA POSTE", idpId: STATE, roles: [], custom: {},
    },
    more: { idpAcr: "eidas3" },
    reached: "eidas3", amr: ["hwk", "pin", "mfa"],
  },
  "head-of-company": {
    agent: {
      sub: "20314253-6475-4869-9a8b-7c6d5e4f3a07", givenName: "Basile", usualName: "QUINTARD", email: "basile.quintard@entreprise.example",
      uid: "bq", siret: "98000034300015", siren: "980000343", organizationLabel: "ENTREPRISE EXEMPLE", idpId: TOWN, roles: [], custom: {},
    },
    more: { idpAcr: "eidas1" },
    reached: "https://proconnect.gouv.fr/assurance/certification-dirigeant", amr: ["pwd"],
  },
  "new-employer": {
    agent: {
      sub: "b4a59687-7869-4a5b-8c3d-2e1f00112208", givenName: "Maëlys", usualName: "FERRANDON", email: "maelys.ferrandon@ville.example",
      uid: "mferrandon", siret: "98000012900125", siren: "980000129", organizationLabel: "COMMUNE DE VILLE-EXEMPLE", idpId: TOWN,
      roles: ["agent_public", "agent_public_territorial"], custom: {},
    },
    more: { idpAcr: "eidas2" },
    reached: "eidas2", amr: ["pwd", "otp", "mfa"],
  },
  "same-address": {
    agent: {
      sub: "d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c509", givenName: "Maelys", usualName: "Ferrandon", email: "maelys.ferrandon@ministere.example",
      uid: "x-1", siret: "98000023600128", siren: "980000236", organizationLabel: "ASSOCIATION EXEMPLE", idpId: TOWN, roles: [], custom: {},
    },
    more: { idpAcr: "eidas2" },
    reached: "eidas2", amr: ["pwd"],
  },
};

export const expectedPersons = Object.keys(EXPECTED);

function rawOf(id, names, sub) {
  const { claims } = persons.find((person) => person.id === id);
  return { sub, ...Object.fromEntries(names.filter((name) => Object.hasOwn(claims, name)).map((name) => [name, claims[name]])) };
}

/** The complete Agent under SCOPE or FULL_SCOPE. */
export function expectedAgent(id, { issuer, scope }) {
  if (scope !== SCOPE && scope !== FULL_SCOPE) throw new RangeError("written for SCOPE and FULL_SCOPE only");
  const { agent, more } = EXPECTED[id];
  const full = scope === FULL_SCOPE;
  return structuredClone({
    ...agent,
    issuer,
    ...(full ? more : {}),
    missing: [],
    anomalies: [],
    raw: rawOf(id, full ? FULL_CLAIMS : CLAIMS, agent.sub),
  });
}

/** The Assurance where the levels of `listed` were demanded; nobody's, `undefined`, who reaches none of them. */
export function expectedAssurance(id, listed, { amr: asked = false } = {}) {
  const { reached, amr } = EXPECTED[id];
  return listed.includes(reached) ? { acr: reached, ...(asked && amr ? { amr: [...amr] } : {}) } : undefined;
}
