/**
 * The test persons of FranceConnect: the register's identity, with the identity provider's e-mail, usual name and own date of birth.
 *
 * In: nothing. Out: data, as in persons.mjs. All of them are invented. Never: a derived value; tests/world/persons says what a client must make of
 * each.
 */
import { IDP_HINTS } from "../profile.mjs";

const FRANCE = "99100";
const [IDP, OTHER_IDP] = IDP_HINTS;
const PASSWORD = ["fc", "pwd"];
const MOBILE = ["fc", "pop", "mfa"];

const PERSONS = [
  {
    id: "married-name",
    label: "Solène Kervoalen, nom d'usage Vasseur-Morin",
    trait: "a usual name beside the birth name; the identity provider reaches more than FranceConnect says",
    level: "eidas3",
    amr: MOBILE,
    claims: {
      family_name: "KERVOALEN", given_name: "Solène Capucine", given_name_array: ["Solène", "Capucine"], gender: "female",
      birthdate: "1987-05-23", birthplace: "29019", birthcountry: FRANCE, preferred_username: "VASSEUR-MORIN",
      email: "solene.vasseur@courriel.example", idp_birthdate: "1987-05-23", idp_id: IDP,
    },
  },
  {
    id: "no-usual-name",
    label: "Gaspard Trémeau, nom d'usage inconnu",
    trait: "no usual name",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "TREMEAU", given_name: "Gaspard Louis", given_name_array: ["Gaspard", "Louis"], gender: "male",
      birthdate: "1992-11-08", birthplace: "69383", birthcountry: FRANCE,
      email: "gaspard.tremeau@courriel.example", idp_birthdate: "1992-11-08", idp_id: OTHER_IDP,
    },
  },
  {
    id: "spaced-given-name",
    label: "Marie Ange Le Guellec, prénom avec une espace",
    trait: "a given name with a space; the list is exact",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "LE GUELLEC", given_name: "Marie Ange Léontine", given_name_array: ["Marie Ange", "Léontine"], gender: "female",
      birthdate: "1968-07-30", birthplace: "56121", birthcountry: FRANCE, preferred_username: "LE GUELLEC",
      email: "marieange.leguellec@courriel.example", idp_birthdate: "1968-07-30", idp_id: IDP,
    },
  },
  {
    id: "presumed-day",
    label: "Yasmine Bensaïdane, née en mars 1964 (jour présumé)",
    trait: "a birth date known to the month: the register writes 1964-03-01, the identity provider 1964-03-00",
    level: "eidas2",
    amr: MOBILE,
    claims: {
      family_name: "BENSAIDANE", given_name: "Yasmine", given_name_array: ["Yasmine"], gender: "female",
      birthdate: "1964-03-01", birthplace: "13055", birthcountry: FRANCE, preferred_username: "ROUVEYROL",
      email: "yasmine.rouveyrol@courriel.example", idp_birthdate: "1964-03-00", idp_id: IDP,
    },
  },
  {
    id: "presumed-month-and-day",
    label: "Idir Aït Mahrez, né en 1951 (mois et jour présumés)",
    trait: "a birth date known to the year: 1951-01-01 and 1951-00-00; born abroad",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "AIT MAHREZ", given_name: "Idir", given_name_array: ["Idir"], gender: "male",
      birthdate: "1951-01-01", birthplace: "", birthcountry: "99352", preferred_username: "AÏT MAHREZ",
      email: "idir.aitmahrez@courriel.example", idp_birthdate: "1951-00-00", idp_id: IDP,
    },
  },
  {
    id: "first-of-the-month",
    label: "Lucie Martin, née le premier novembre 1992",
    trait: "a true first of the month, which the identity provider writes so too",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "MARTIN", given_name: "Lucie", given_name_array: ["Lucie"], gender: "female",
      birthdate: "1992-11-01", birthplace: "44109", birthcountry: FRANCE, preferred_username: "MARTIN",
      email: "lucie.martin@courriel.example", idp_birthdate: "1992-11-01", idp_id: OTHER_IDP,
    },
  },
  {
    id: "corsica-south",
    label: "Ghjulia Santucci-Leca, née à Ajaccio",
    trait: "born in Corsica: commune 2A004",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "SANTUCCI-LECA", given_name: "Ghjulia", given_name_array: ["Ghjulia"], gender: "female",
      birthdate: "1995-04-26", birthplace: "2A004", birthcountry: FRANCE, preferred_username: "SANTUCCI-LECA",
      email: "ghjulia.santucci@courriel.example", idp_birthdate: "1995-04-26", idp_id: IDP,
    },
  },
  {
    id: "gender-unspecified",
    label: "Kim Brandhuber, né à l'étranger, sexe non précisé",
    trait: "gender unspecified; born abroad",
    level: "eidas1",
    amr: PASSWORD,
    claims: {
      family_name: "BRANDHUBER", given_name: "Kim", given_name_array: ["Kim"], gender: "unspecified",
      birthdate: "1985-03-12", birthplace: "", birthcountry: "99109", preferred_username: "BRANDHUBER",
      email: "kim.brandhuber@courriel.example", idp_birthdate: "1985-03-12", idp_id: IDP,
    },
  },
  {
    id: "european",
    label: "Astrid Lindqvist, identité européenne (Suède)",
    trait: "another Member State's identity: no register, a birthplace in free text, no country and no e-mail",
    level: "eidas2",
    amr: ["eidas"],
    claims: {
      family_name: "Lindqvist", given_name: "Astrid", gender: "female", birthdate: "1990-06-01", birthplace: "Göteborg", idp_id: OTHER_IDP,
    },
  },
  {
    id: "european-minimal",
    label: "Nikos Papadakis, identité européenne réduite au minimum (Grèce)",
    trait: "another Member State's least identity: names and birth date only",
    level: "eidas2",
    amr: ["eidas"],
    claims: { family_name: "Παπαδάκης", given_name: "Νίκος", birthdate: "1971-12-24", idp_id: OTHER_IDP },
  },
];

function freezeDeeply(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freezeDeeply);
  return value;
}

export const persons = freezeDeeply(PERSONS);
