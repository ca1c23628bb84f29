// Written by pkg/build/federation-persons.mjs from the stand-in's persons: change them there.

import type { Agent } from "../shared/agent.js";
import type { Identity } from "../shared/identity.js";

/** A person as the provider and as this package have her. */
export interface Known<Who> {
  trait: string;
  level: string;
  amr?: string[];
  claims: Record<string, unknown>;
  who: Who;
}

/** The claims that each scope of FranceConnect grants. */
export const scopesOfCitizen: Readonly<Record<string, readonly string[]>> = {
  "openid": ["sub"],
  "given_name": ["given_name","given_name_array"],
  "family_name": ["family_name"],
  "birthdate": ["birthdate"],
  "gender": ["gender"],
  "birthplace": ["birthplace"],
  "birthcountry": ["birthcountry"],
  "email": ["email"],
  "preferred_username": ["preferred_username"],
  "idp_birthdate": ["idp_birthdate"],
  "idp_id": ["idp_id"],
  "profile": ["given_name","given_name_array","family_name","birthdate","gender","preferred_username"],
  "birth": ["birthplace","birthcountry"],
  "identite_pivot": ["given_name","given_name_array","family_name","birthdate","gender","birthplace","birthcountry"],
  "amr": ["amr"],
  "dgfip_rfr": ["dgfip_rfr"],
  "dgfip_RevDecl_Cat1_Tspr": ["dgfip_RevDecl_Cat1_Tspr"],
  "cnam_contrats": ["cnam_contrats"],
  "cnous_identite": ["cnous_identite"],
  "droits_assurance_maladie": ["droits_assurance_maladie"],
};

/** The names of FranceConnect's test persons, as the stand-in knows them too. */
export type CitizenName =
  | "married-name"
  | "no-usual-name"
  | "spaced-given-name"
  | "presumed-day"
  | "presumed-month-and-day"
  | "first-of-the-month"
  | "corsica-south"
  | "gender-unspecified"
  | "european"
  | "european-minimal";

/** FranceConnect's. */
export const dataOfCitizen: Readonly<Record<CitizenName, Known<Identity>>> = {
  "married-name": {
    trait: "a usual name beside the birth name; the identity provider reaches more than FranceConnect says",
    level: "eidas1",
    amr: ["fc","pop","mfa"],
    claims: {"family_name":"KERVOALEN","given_name":"Solène Capucine","given_name_array":["Solène","Capucine"],"gender":"female","birthdate":"1987-05-23","birthplace":"29019","birthcountry":"99100","preferred_username":"VASSEUR-MORIN","email":"solene.vasseur@courriel.example","idp_birthdate":"1987-05-23","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"75d4b47d9e3e98340a60174b1ad95a7eafef6ee8f2206eecaa397ddb0b31ae31v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"KERVOALEN","usualName":"VASSEUR-MORIN","givenNames":["Solène","Capucine"],"givenNamesExact":true,"gender":"female","birthdate":{"year":1987,"month":5,"day":23,"iso":"1987-05-23","presumed":"no"},"birthplace":{"kind":"commune","code":"29019","department":"29"},"birthCountry":{"code":"99100","france":true},"email":"solene.vasseur@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1987-05-23","birthplace":"29019","email":"solene.vasseur@courriel.example","family_name":"KERVOALEN","gender":"female","given_name":"Solène Capucine","given_name_array":["Solène","Capucine"],"idp_birthdate":"1987-05-23","preferred_username":"VASSEUR-MORIN","sub":"75d4b47d9e3e98340a60174b1ad95a7eafef6ee8f2206eecaa397ddb0b31ae31v1"}},
  },
  "no-usual-name": {
    trait: "no usual name",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"TREMEAU","given_name":"Gaspard Louis","given_name_array":["Gaspard","Louis"],"gender":"male","birthdate":"1992-11-08","birthplace":"69383","birthcountry":"99100","email":"gaspard.tremeau@courriel.example","idp_birthdate":"1992-11-08","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031"},
    who: {"sub":"c4edb636b22d250bc1883108973dcc2f0691e728ed0da7d71709fef5346d2220v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"TREMEAU","givenNames":["Gaspard","Louis"],"givenNamesExact":true,"gender":"male","birthdate":{"year":1992,"month":11,"day":8,"iso":"1992-11-08","presumed":"no"},"birthplace":{"kind":"commune","code":"69383","department":"69"},"birthCountry":{"code":"99100","france":true},"email":"gaspard.tremeau@courriel.example","missing":["preferred_username"],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1992-11-08","birthplace":"69383","email":"gaspard.tremeau@courriel.example","family_name":"TREMEAU","gender":"male","given_name":"Gaspard Louis","given_name_array":["Gaspard","Louis"],"idp_birthdate":"1992-11-08","sub":"c4edb636b22d250bc1883108973dcc2f0691e728ed0da7d71709fef5346d2220v1"}},
  },
  "spaced-given-name": {
    trait: "a given name with a space; the list is exact",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"LE GUELLEC","given_name":"Marie Ange Léontine","given_name_array":["Marie Ange","Léontine"],"gender":"female","birthdate":"1968-07-30","birthplace":"56121","birthcountry":"99100","preferred_username":"LE GUELLEC","email":"marieange.leguellec@courriel.example","idp_birthdate":"1968-07-30","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"c4c5e151cfe82584859ed7aa490edda666325d7381f26058083e73bd72aafc5dv1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"LE GUELLEC","usualName":"LE GUELLEC","givenNames":["Marie Ange","Léontine"],"givenNamesExact":true,"gender":"female","birthdate":{"year":1968,"month":7,"day":30,"iso":"1968-07-30","presumed":"no"},"birthplace":{"kind":"commune","code":"56121","department":"56"},"birthCountry":{"code":"99100","france":true},"email":"marieange.leguellec@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1968-07-30","birthplace":"56121","email":"marieange.leguellec@courriel.example","family_name":"LE GUELLEC","gender":"female","given_name":"Marie Ange Léontine","given_name_array":["Marie Ange","Léontine"],"idp_birthdate":"1968-07-30","preferred_username":"LE GUELLEC","sub":"c4c5e151cfe82584859ed7aa490edda666325d7381f26058083e73bd72aafc5dv1"}},
  },
  "presumed-day": {
    trait: "a birth date known to the month: the register writes 1964-03-01, the identity provider 1964-03-00",
    level: "eidas1",
    amr: ["fc","pop","mfa"],
    claims: {"family_name":"BENSAIDANE","given_name":"Yasmine","given_name_array":["Yasmine"],"gender":"female","birthdate":"1964-03-01","birthplace":"13055","birthcountry":"99100","preferred_username":"ROUVEYROL","email":"yasmine.rouveyrol@courriel.example","idp_birthdate":"1964-03-00","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"6f93513f4b7ba8b6bcbb55aeb495452421ab0eebef34f0d5898f740c3b38c1d2v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"BENSAIDANE","usualName":"ROUVEYROL","givenNames":["Yasmine"],"givenNamesExact":true,"gender":"female","birthdate":{"year":1964,"month":3,"iso":"1964-03","presumed":"day"},"birthplace":{"kind":"commune","code":"13055","department":"13"},"birthCountry":{"code":"99100","france":true},"email":"yasmine.rouveyrol@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1964-03-01","birthplace":"13055","email":"yasmine.rouveyrol@courriel.example","family_name":"BENSAIDANE","gender":"female","given_name":"Yasmine","given_name_array":["Yasmine"],"idp_birthdate":"1964-03-00","preferred_username":"ROUVEYROL","sub":"6f93513f4b7ba8b6bcbb55aeb495452421ab0eebef34f0d5898f740c3b38c1d2v1"}},
  },
  "presumed-month-and-day": {
    trait: "a birth date known to the year: 1951-01-01 and 1951-00-00; born abroad",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"AIT MAHREZ","given_name":"Idir","given_name_array":["Idir"],"gender":"male","birthdate":"1951-01-01","birthplace":"","birthcountry":"99352","preferred_username":"AÏT MAHREZ","email":"idir.aitmahrez@courriel.example","idp_birthdate":"1951-00-00","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"21b83d119bbc1d094aa5091ccd5fbb6e56c87558030ff33f22797297de82a410v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"AIT MAHREZ","usualName":"AÏT MAHREZ","givenNames":["Idir"],"givenNamesExact":true,"gender":"male","birthdate":{"year":1951,"iso":"1951","presumed":"month-and-day"},"birthplace":{"kind":"abroad"},"birthCountry":{"code":"99352","france":false},"email":"idir.aitmahrez@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99352","birthdate":"1951-01-01","birthplace":"","email":"idir.aitmahrez@courriel.example","family_name":"AIT MAHREZ","gender":"male","given_name":"Idir","given_name_array":["Idir"],"idp_birthdate":"1951-00-00","preferred_username":"AÏT MAHREZ","sub":"21b83d119bbc1d094aa5091ccd5fbb6e56c87558030ff33f22797297de82a410v1"}},
  },
  "first-of-the-month": {
    trait: "a true first of the month, which the identity provider writes so too",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"MARTIN","given_name":"Lucie","given_name_array":["Lucie"],"gender":"female","birthdate":"1992-11-01","birthplace":"44109","birthcountry":"99100","preferred_username":"MARTIN","email":"lucie.martin@courriel.example","idp_birthdate":"1992-11-01","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031"},
    who: {"sub":"d4c09df77d9fa3b10be1edf7981d88818c8b9588270ff780b5dfff6afde50372v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"MARTIN","usualName":"MARTIN","givenNames":["Lucie"],"givenNamesExact":true,"gender":"female","birthdate":{"year":1992,"month":11,"day":1,"iso":"1992-11-01","presumed":"possibly"},"birthplace":{"kind":"commune","code":"44109","department":"44"},"birthCountry":{"code":"99100","france":true},"email":"lucie.martin@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1992-11-01","birthplace":"44109","email":"lucie.martin@courriel.example","family_name":"MARTIN","gender":"female","given_name":"Lucie","given_name_array":["Lucie"],"idp_birthdate":"1992-11-01","preferred_username":"MARTIN","sub":"d4c09df77d9fa3b10be1edf7981d88818c8b9588270ff780b5dfff6afde50372v1"}},
  },
  "corsica-south": {
    trait: "born in Corsica: commune 2A004",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"SANTUCCI-LECA","given_name":"Ghjulia","given_name_array":["Ghjulia"],"gender":"female","birthdate":"1995-04-26","birthplace":"2A004","birthcountry":"99100","preferred_username":"SANTUCCI-LECA","email":"ghjulia.santucci@courriel.example","idp_birthdate":"1995-04-26","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"ce05014303f6a6bdce653f6dfcc22774f2bea01d9bc5248fc3912392bcf89523v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"SANTUCCI-LECA","usualName":"SANTUCCI-LECA","givenNames":["Ghjulia"],"givenNamesExact":true,"gender":"female","birthdate":{"year":1995,"month":4,"day":26,"iso":"1995-04-26","presumed":"no"},"birthplace":{"kind":"commune","code":"2A004","department":"2A"},"birthCountry":{"code":"99100","france":true},"email":"ghjulia.santucci@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99100","birthdate":"1995-04-26","birthplace":"2A004","email":"ghjulia.santucci@courriel.example","family_name":"SANTUCCI-LECA","gender":"female","given_name":"Ghjulia","given_name_array":["Ghjulia"],"idp_birthdate":"1995-04-26","preferred_username":"SANTUCCI-LECA","sub":"ce05014303f6a6bdce653f6dfcc22774f2bea01d9bc5248fc3912392bcf89523v1"}},
  },
  "gender-unspecified": {
    trait: "gender unspecified; born abroad",
    level: "eidas1",
    amr: ["fc","pwd"],
    claims: {"family_name":"BRANDHUBER","given_name":"Kim","given_name_array":["Kim"],"gender":"unspecified","birthdate":"1985-03-12","birthplace":"","birthcountry":"99109","preferred_username":"BRANDHUBER","email":"kim.brandhuber@courriel.example","idp_birthdate":"1985-03-12","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21"},
    who: {"sub":"190cc3b1ee797ad1253a087a5c43682e8a3454cffed471d81bb712ab21e0baa4v1","issuer":"https://franceconnect.example/api/v2","origin":"fr","birthName":"BRANDHUBER","usualName":"BRANDHUBER","givenNames":["Kim"],"givenNamesExact":true,"gender":"unspecified","birthdate":{"year":1985,"month":3,"day":12,"iso":"1985-03-12","presumed":"no"},"birthplace":{"kind":"abroad"},"birthCountry":{"code":"99109","france":false},"email":"kim.brandhuber@courriel.example","missing":[],"anomalies":[],"raw":{"birthcountry":"99109","birthdate":"1985-03-12","birthplace":"","email":"kim.brandhuber@courriel.example","family_name":"BRANDHUBER","gender":"unspecified","given_name":"Kim","given_name_array":["Kim"],"idp_birthdate":"1985-03-12","preferred_username":"BRANDHUBER","sub":"190cc3b1ee797ad1253a087a5c43682e8a3454cffed471d81bb712ab21e0baa4v1"}},
  },
  "european": {
    trait: "another Member State's identity: no register, a birthplace in free text, no country and no e-mail",
    level: "eidas1",
    amr: ["eidas"],
    claims: {"family_name":"Lindqvist","given_name":"Astrid","gender":"female","birthdate":"1990-06-01","birthplace":"Göteborg","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031"},
    who: {"sub":"275cc458a8f935ad416a8235e942130bea0a80074a205f9e6fd348e698c95845v1","issuer":"https://franceconnect.example/api/v2","origin":"eidas","usualName":"Lindqvist","givenNames":["Astrid"],"givenNamesExact":false,"gender":"female","birthdate":{"year":1990,"month":6,"day":1,"iso":"1990-06-01","presumed":"no"},"birthplace":{"kind":"free-text","text":"Göteborg"},"missing":["preferred_username"],"anomalies":[],"raw":{"birthdate":"1990-06-01","birthplace":"Göteborg","family_name":"Lindqvist","gender":"female","given_name":"Astrid","sub":"275cc458a8f935ad416a8235e942130bea0a80074a205f9e6fd348e698c95845v1"}},
  },
  "european-minimal": {
    trait: "another Member State's least identity: names and birth date only",
    level: "eidas1",
    amr: ["eidas"],
    claims: {"family_name":"Παπαδάκης","given_name":"Νίκος","birthdate":"1971-12-24","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031"},
    who: {"sub":"ca70f8d83fbe22ecccaa395bfeb29fa47ac97af578c4a841b4ec82d96c7b24b6v1","issuer":"https://franceconnect.example/api/v2","origin":"eidas","usualName":"Παπαδάκης","givenNames":["Νίκος"],"givenNamesExact":false,"birthdate":{"year":1971,"month":12,"day":24,"iso":"1971-12-24","presumed":"no"},"missing":["preferred_username","gender","birthplace"],"anomalies":[],"raw":{"birthdate":"1971-12-24","family_name":"Παπαδάκης","given_name":"Νίκος","sub":"ca70f8d83fbe22ecccaa395bfeb29fa47ac97af578c4a841b4ec82d96c7b24b6v1"}},
  },
};

/** The claims that each scope of ProConnect grants. */
export const scopesOfAgent: Readonly<Record<string, readonly string[]>> = {
  "openid": ["sub"],
  "given_name": ["given_name"],
  "usual_name": ["usual_name"],
  "email": ["email"],
  "uid": ["uid"],
  "siret": ["siret"],
  "siren": ["siren"],
  "organizational_unit": ["organizational_unit"],
  "belonging_population": ["belonging_population"],
  "idp_id": ["idp_id"],
  "idp_acr": ["idp_acr"],
  "organization_label": ["organization_label"],
  "roles": ["roles"],
  "custom": ["custom"],
  "phone": ["phone_number"],
  "chorusdt": ["chorusdt:matricule","chorusdt:societe"],
};

/** The names of ProConnect's test persons, as the stand-in knows them too. */
export type AgentName =
  | "state-agent"
  | "territorial-agent"
  | "two-factors"
  | "two-factors-checked"
  | "self-declared"
  | "postal-worker"
  | "head-of-company"
  | "new-employer"
  | "same-address";

/** ProConnect's. */
export const dataOfAgent: Readonly<Record<AgentName, Known<Agent>>> = {
  "state-agent": {
    trait: "an agent of the State; every claim, and one of the identity provider's own",
    level: "eidas2",
    amr: ["pop","pin","mfa"],
    claims: {"given_name":"Maëlys","usual_name":"FERRANDON","email":"maelys.ferrandon@ministere.example","uid":"mferrandon","siret":"98000001200016","siren":"980000012","organizational_unit":"SG/DNUM","belonging_population":"agent","phone_number":"+33 1 99 00 12 34","chorusdt:matricule":"A012345","chorusdt:societe":"MIN9","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","idp_acr":"eidas2","organization_label":"MINISTERE DES ESSAIS","roles":["agent_public","agent_public_etat"],"custom":{"grade":"attachée","site":{"code":12}}},
    who: {"sub":"0f6f1d52-6f0c-4d0e-9a57-2f2f6b1f6a01","issuer":"https://proconnect.example/api/v2","givenName":"Maëlys","usualName":"FERRANDON","email":"maelys.ferrandon@ministere.example","uid":"mferrandon","siret":"98000001200016","siren":"980000012","organizationLabel":"MINISTERE DES ESSAIS","idpId":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","roles":["agent_public","agent_public_etat"],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"maelys.ferrandon@ministere.example","given_name":"Maëlys","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","organization_label":"MINISTERE DES ESSAIS","roles":["agent_public","agent_public_etat"],"siret":"98000001200016","sub":"0f6f1d52-6f0c-4d0e-9a57-2f2f6b1f6a01","uid":"mferrandon","usual_name":"FERRANDON"}},
  },
  "territorial-agent": {
    trait: "an agent of a town, at one factor",
    level: "eidas1",
    amr: ["pwd"],
    claims: {"given_name":"Anselme","usual_name":"COURTEBRAY","email":"anselme.courtebray@ville.example","uid":"42","siret":"98000012900018","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"eidas1","organization_label":"COMMUNE DE VILLE-EXEMPLE","roles":["agent_public","agent_public_territorial"],"custom":{}},
    who: {"sub":"5a3f0a7c-8b0e-4a1e-8f6f-0d3c7e9b2c02","issuer":"https://proconnect.example/api/v2","givenName":"Anselme","usualName":"COURTEBRAY","email":"anselme.courtebray@ville.example","uid":"42","siret":"98000012900018","siren":"980000129","organizationLabel":"COMMUNE DE VILLE-EXEMPLE","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":["agent_public","agent_public_territorial"],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"anselme.courtebray@ville.example","given_name":"Anselme","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"COMMUNE DE VILLE-EXEMPLE","roles":["agent_public","agent_public_territorial"],"siret":"98000012900018","sub":"5a3f0a7c-8b0e-4a1e-8f6f-0d3c7e9b2c02","uid":"42","usual_name":"COURTEBRAY"}},
  },
  "two-factors": {
    trait: "self-declared, with two factors: a level that is neither above nor below eidas1",
    level: "eidas0-mfa",
    amr: ["pwd","otp","mfa"],
    claims: {"given_name":"Inès","usual_name":"GARRIGOU","email":"ines.garrigou@association.example","uid":"ines.garrigou@association.example","siret":"98000023600011","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"https://proconnect.gouv.fr/assurance/self-asserted-2fa","organization_label":"ASSOCIATION EXEMPLE","roles":[],"custom":{}},
    who: {"sub":"9d1b7e34-2c55-4f0b-b0de-6a8e5d4c3b03","issuer":"https://proconnect.example/api/v2","givenName":"Inès","usualName":"GARRIGOU","email":"ines.garrigou@association.example","uid":"ines.garrigou@association.example","siret":"98000023600011","siren":"980000236","organizationLabel":"ASSOCIATION EXEMPLE","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"ines.garrigou@association.example","given_name":"Inès","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"ASSOCIATION EXEMPLE","roles":[],"siret":"98000023600011","sub":"9d1b7e34-2c55-4f0b-b0de-6a8e5d4c3b03","uid":"ines.garrigou@association.example","usual_name":"GARRIGOU"}},
  },
  "two-factors-checked": {
    trait: "checked organisation, two factors; no registry knows its name",
    level: "eidas1-mfa",
    amr: ["pwd","otp","mfa"],
    claims: {"given_name":"Côme","usual_name":"TALBOURDEL","email":"come.talbourdel@entreprise.example","uid":"ct-0007","siret":"98000034300015","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","idp_acr":"eidas1","roles":[],"custom":{}},
    who: {"sub":"1e2d3c4b-5a69-4788-97a6-b5c4d3e2f104","issuer":"https://proconnect.example/api/v2","givenName":"Côme","usualName":"TALBOURDEL","email":"come.talbourdel@entreprise.example","uid":"ct-0007","siret":"98000034300015","siren":"980000343","idpId":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"come.talbourdel@entreprise.example","given_name":"Côme","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","roles":[],"siret":"98000034300015","sub":"1e2d3c4b-5a69-4788-97a6-b5c4d3e2f104","uid":"ct-0007","usual_name":"TALBOURDEL"}},
  },
  "self-declared": {
    trait: "self-declared, one factor, the identity provider says not how",
    level: "eidas0",
    amr: [],
    claims: {"given_name":"Duc","usual_name":"TRAN-MERCIER","email":"duc@tran-mercier.example","uid":"duc@tran-mercier.example","siret":"98000034300122","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"eidas0","organization_label":"TRAN-MERCIER DUC","roles":[],"custom":{}},
    who: {"sub":"c3d2e1f0-0a1b-4c2d-8e3f-4a5b6c7d8e05","issuer":"https://proconnect.example/api/v2","givenName":"Duc","usualName":"TRAN-MERCIER","email":"duc@tran-mercier.example","uid":"duc@tran-mercier.example","siret":"98000034300122","siren":"980000343","organizationLabel":"TRAN-MERCIER DUC","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"duc@tran-mercier.example","given_name":"Duc","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"TRAN-MERCIER DUC","roles":[],"siret":"98000034300122","sub":"c3d2e1f0-0a1b-4c2d-8e3f-4a5b6c7d8e05","uid":"duc@tran-mercier.example","usual_name":"TRAN-MERCIER"}},
  },
  "postal-worker": {
    trait: "an establishment of La Poste's, whose number has no check digit",
    level: "eidas3",
    amr: ["hwk","pin","mfa"],
    claims: {"given_name":"Odette Berthe","usual_name":"Vauquelin","email":"odette.vauquelin@poste.example","uid":"P-99","siret":"35600000099999","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","idp_acr":"eidas3","organization_label":"LA POSTE","roles":[],"custom":{}},
    who: {"sub":"7b8c9d0e-1f20-4314-a526-374859607106","issuer":"https://proconnect.example/api/v2","givenName":"Odette Berthe","usualName":"Vauquelin","email":"odette.vauquelin@poste.example","uid":"P-99","siret":"35600000099999","siren":"356000000","organizationLabel":"LA POSTE","idpId":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"odette.vauquelin@poste.example","given_name":"Odette Berthe","idp_id":"5c2f0f0e-9a53-4c55-8f5e-3c1d7a9b6e21","organization_label":"LA POSTE","roles":[],"siret":"35600000099999","sub":"7b8c9d0e-1f20-4314-a526-374859607106","uid":"P-99","usual_name":"Vauquelin"}},
  },
  "head-of-company": {
    trait: "certified as the head of a company: a role, and no strength",
    level: "https://proconnect.gouv.fr/assurance/certification-dirigeant",
    amr: ["pwd"],
    claims: {"given_name":"Basile","usual_name":"QUINTARD","email":"basile.quintard@entreprise.example","uid":"bq","siret":"98000034300015","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"eidas1","organization_label":"ENTREPRISE EXEMPLE","roles":[],"custom":{}},
    who: {"sub":"20314253-6475-4869-9a8b-7c6d5e4f3a07","issuer":"https://proconnect.example/api/v2","givenName":"Basile","usualName":"QUINTARD","email":"basile.quintard@entreprise.example","uid":"bq","siret":"98000034300015","siren":"980000343","organizationLabel":"ENTREPRISE EXEMPLE","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"basile.quintard@entreprise.example","given_name":"Basile","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"ENTREPRISE EXEMPLE","roles":[],"siret":"98000034300015","sub":"20314253-6475-4869-9a8b-7c6d5e4f3a07","uid":"bq","usual_name":"QUINTARD"}},
  },
  "new-employer": {
    trait: "the state-agent's person at another employer: another sub",
    level: "eidas2",
    amr: ["pwd","otp","mfa"],
    claims: {"given_name":"Maëlys","usual_name":"FERRANDON","email":"maelys.ferrandon@ville.example","uid":"mferrandon","siret":"98000012900125","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"eidas2","organization_label":"COMMUNE DE VILLE-EXEMPLE","roles":["agent_public","agent_public_territorial"],"custom":{}},
    who: {"sub":"b4a59687-7869-4a5b-8c3d-2e1f00112208","issuer":"https://proconnect.example/api/v2","givenName":"Maëlys","usualName":"FERRANDON","email":"maelys.ferrandon@ville.example","uid":"mferrandon","siret":"98000012900125","siren":"980000129","organizationLabel":"COMMUNE DE VILLE-EXEMPLE","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":["agent_public","agent_public_territorial"],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"maelys.ferrandon@ville.example","given_name":"Maëlys","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"COMMUNE DE VILLE-EXEMPLE","roles":["agent_public","agent_public_territorial"],"siret":"98000012900125","sub":"b4a59687-7869-4a5b-8c3d-2e1f00112208","uid":"mferrandon","usual_name":"FERRANDON"}},
  },
  "same-address": {
    trait: "somebody at another identity provider that asserts the state-agent's e-mail address",
    level: "eidas2",
    amr: ["pwd"],
    claims: {"given_name":"Maelys","usual_name":"Ferrandon","email":"maelys.ferrandon@ministere.example","uid":"x-1","siret":"98000023600128","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","idp_acr":"eidas2","organization_label":"ASSOCIATION EXEMPLE","roles":[],"custom":{}},
    who: {"sub":"d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c509","issuer":"https://proconnect.example/api/v2","givenName":"Maelys","usualName":"Ferrandon","email":"maelys.ferrandon@ministere.example","uid":"x-1","siret":"98000023600128","siren":"980000236","organizationLabel":"ASSOCIATION EXEMPLE","idpId":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","roles":[],"custom":{},"missing":[],"anomalies":[],"raw":{"email":"maelys.ferrandon@ministere.example","given_name":"Maelys","idp_id":"b7d1c9a4-6e0f-4f7a-9b1d-2a4c8e5f7031","organization_label":"ASSOCIATION EXEMPLE","roles":[],"siret":"98000023600128","sub":"d0e1f2a3-b4c5-4d6e-8f70-8192a3b4c509","uid":"x-1","usual_name":"Ferrandon"}},
  },
};
