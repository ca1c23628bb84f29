/**
 * The test persons of ProConnect: agents and professionals, as their identity provider and the registry of companies describe them.
 *
 * In: nothing. Out: data, as in persons.mjs, with the `sub` that every service gets. All of them, and their organisations, are invented. Never: a
 * derived value; tests/world/persons says what a client must make of each.
 */
import { IDP_HINTS } from "../profile.mjs";

const [STATE, TOWN] = IDP_HINTS;
const PASSWORD = ["pwd"];
const TWO_FACTORS = ["pwd", "otp", "mfa"];

const PERSONS = [
  {
    id: "state-agent",
    sub: "0f6f1d52-6f0c-4d0e-9a57-2f2f6b1f6a01",
    label: "Maëlys Ferrandon, agente de l'État",
    trait: "an agent of the State; every claim, and one of the identity provider's own",
    level: "eidas2",
    amr: ["pop", "pin", "mfa"],
    claims: {
      given_name: "Maëlys", usual_name: "FERRANDON", email: "maelys.ferrandon@ministere.example", uid: "mferrandon",
      siret: "98000001200016", siren: "980000012", organizational_unit: "SG/DNUM", belonging_population: "agent", phone_number: "+33 1 99 00 12 34",
      "chorusdt:matricule": "A012345", "chorusdt:societe": "MIN9", idp_id: STATE, idp_acr: "eidas2", organization_label: "MINISTERE DES ESSAIS",
      roles: ["agent_public", "agent_public_etat"], custom: { grade: "attachée", site: { code: 12 } },
    },
  },
  {
    id: "territorial-agent",
    sub: "5a3f0a7c-8b0e-4a1e-8f6f-0d3c7e9b2c02",
    label: "Anselme Courtebray, agent territorial",
    trait: "an agent of a town, at one factor",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      given_name: "Anselme", usual_name: "COURTEBRAY", email: "anselme.courtebray@ville.example", uid: "42",
      siret: "98000012900018", idp_id: TOWN, idp_acr: "eidas1", organization_label: "COMMUNE DE VILLE-EXEMPLE",
      roles: ["agent_public", "agent_public_territorial"], custom: {},
    },
  },
  {
    id: "two-factors",
    sub: "9d1b7e34-2c55-4f0b-b0de-6a8e5d4c3b03",
    label: "Inès Garrigou, deux facteurs",
    trait: "self-declared, with two factors: a level that is neither above nor below eidas1",
    level: "eidas0-mfa",
    amr: TWO_FACTORS,
    claims: {
      given_name: "Inès", usual_name: "GARRIGOU", email: "ines.garrigou@association.example", uid: "ines.garrigou@association.example",
      siret: "98000023600011", idp_id: TOWN, idp_acr: "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
      organization_label: "ASSOCIATION EXEMPLE", roles: [], custom: {},
    },
  },
  {
    id: "two-factors-checked",
    sub: "1e2d3c4b-5a69-4788-97a6-b5c4d3e2f104",
    label: "Côme Talbourdel, deux facteurs, organisation vérifiée",
    trait: "checked organisation, two factors; no registry knows its name",
    level: "eidas1-mfa",
    amr: TWO_FACTORS,
    claims: {
      given_name: "Côme", usual_name: "TALBOURDEL", email: "come.talbourdel@entreprise.example", uid: "ct-0007",
      siret: "98000034300015", idp_id: STATE, idp_acr: "eidas1", roles: [], custom: {},
    },
  },
  {
    id: "self-declared",
    sub: "c3d2e1f0-0a1b-4c2d-8e3f-4a5b6c7d8e05",
    label: "Duc Tran-Mercier, se déclare lui-même",
    trait: "self-declared, one factor, the identity provider says not how",
    level: "eidas0",
    amr: [],
    claims: {
      given_name: "Duc", usual_name: "TRAN-MERCIER", email: "duc@tran-mercier.example", uid: "duc@tran-mercier.example",
      siret: "98000034300122", idp_id: TOWN, idp_acr: "eidas0", organization_label: "TRAN-MERCIER DUC", roles: [], custom: {},
    },
  },
  {
    id: "postal-worker",
    sub: "7b8c9d0e-1f20-4314-a526-374859607106",
    label: "Odette Vauquelin, La Poste",
    trait: "an establishment of La Poste's, whose number has no check digit",
    level: "eidas3",
    amr: ["hwk", "pin", "mfa"],
    claims: {
      given_name: "Odette Berthe", usual_name: "Vauquelin", email: "odette.vauquelin@poste.example", uid: "P-99",
      siret: "35600000099999", idp_id: STATE, idp_acr: "eidas3", organization_label: "LA POSTE", roles: [], custom: {},
    },
  },
  {
    id: "head-of-company",
    sub: "20314253-6475-4869-9a8b-7c6d5e4f3a07",
    label: "Basile Quintard, dirigeant",
    trait: "certified as the head of a company: a role, and no strength",
    level: "https://proconnect.gouv.fr/assurance/certification-dirigeant",
    amr: PASSWORD,
    claims: {
      given_name: "Basile", usual_name: "QUINTARD", email: "basile.quintard@entreprise.example", uid: "bq",
      siret: "98000034300015", idp_id: TOWN, idp_acr: "eidas1", organization_label: "ENTREPRISE EXEMPLE", roles: [], custom: {},
    },
  },
  {
    id: "new-employer",
    sub: "b4a59687-7869-4a5b-8c3d-2e1f00112208",
    label: "Maëlys Ferrandon, chez un autre employeur",
    trait: "the state-agent's person at another employer: another sub",
    level: "eidas2",
    amr: TWO_FACTORS,
    claims: {
      given_name: "Maëlys", usual_name: "FERRANDON", email: "maelys.ferrandon@ville.example", uid: "mferrandon",
      siret: "98000012900125", idp_id: TOWN, idp_acr: "eidas2", organization_label: "COMMUNE DE VILLE-EXEMPLE",
      roles: ["agent_public", "agent_public_territorial"], custom: {},
    },
  },
  {
    id: "same-address",
    sub: "d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c509",
    label: "Quelqu'un d'autre, à l'adresse de Maëlys Ferrandon",
    trait: "somebody at another identity provider that asserts the state-agent's e-mail address",
    level: "eidas2",
    amr: PASSWORD,
    claims: {
      given_name: "Maelys", usual_name: "Ferrandon", email: "maelys.ferrandon@ministere.example", uid: "x-1",
      siret: "98000023600128", idp_id: TOWN, idp_acr: "eidas2", organization_label: "ASSOCIATION EXEMPLE", roles: [], custom: {},
    },
  },
];

function freezeDeeply(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freezeDeeply);
  return value;
}

export const persons = freezeDeeply(PERSONS);
