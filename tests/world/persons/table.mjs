/**
 * The hand-written table behind tests/world/persons/identities.mjs, which says by which rules each line was written.
 *
 * In: nothing. Out: person → identity, register (absent where it knows nothing), missing under the default scope, missing besides under the
 * full one, the level reached, amr. Never: a value that was computed.
 */

const FRANCE = { code: "99100", france: true };
const commune = (code, department) => ({ code, kind: "commune", department });
const ABROAD = { kind: "abroad" };

export const EXPECTED = {
  "married-name": {
    identity: {
      origin: "fr", birthName: "KERVOALEN", usualName: "VASSEUR-MORIN",
      givenNames: ["Solène", "Capucine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1987, month: 5, day: 23, iso: "1987-05-23", presumed: "no" },
      birthplace: commune("29019", "29"), birthCountry: FRANCE, email: "solene.vasseur@courriel.example",
    },
    rnipp: {
      birthName: "KERVOALEN", givenNames: ["Solène", "Capucine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1987, month: 5, day: 23, iso: "1987-05-23", presumed: "no" },
      birthplace: commune("29019", "29"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas3", amr: ["fc", "pop", "pin", "mfa"],
  },
  "no-usual-name": {
    identity: {
      origin: "fr", birthName: "TRÉMEAU",
      givenNames: ["Gaspard", "Louis"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE, email: "gaspard.tremeau@courriel.example",
    },
    rnipp: {
      birthName: "TREMEAU", givenNames: ["Gaspard", "Louis"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE,
    },
    missing: ["preferred_username"], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "compound-given-names": {
    identity: {
      origin: "fr", birthName: "D'ARGENSAC", usualName: "D'ARGENSAC",
      givenNames: ["Jean-Baptiste", "Marie-Lou", "Côme"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1979, month: 2, day: 14, iso: "1979-02-14", presumed: "no" },
      birthplace: commune("33063", "33"), birthCountry: FRANCE, email: "jb.dargensac@courriel.example",
    },
    rnipp: {
      birthName: "D'ARGENSAC", givenNames: ["Jean-Baptiste", "Marie-Lou", "Côme"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1979, month: 2, day: 14, iso: "1979-02-14", presumed: "no" },
      birthplace: commune("33063", "33"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "spaced-given-name": {
    identity: {
      origin: "fr", birthName: "LE GUELLEC", usualName: "LE GUELLEC",
      givenNames: ["Marie", "Ange", "Léontine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1968, month: 7, day: 30, iso: "1968-07-30", presumed: "no" },
      birthplace: commune("56121", "56"), birthCountry: FRANCE, email: "marieange.leguellec@courriel.example",
    },
    rnipp: {
      birthName: "LE GUELLEC", givenNames: ["Marie Ange", "Léontine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1968, month: 7, day: 30, iso: "1968-07-30", presumed: "no" },
      birthplace: commune("56121", "56"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "spaced-given-name-without-array": {
    identity: {
      origin: "fr", birthName: "PEYRELONGUE", usualName: "PEYRELONGUE",
      givenNames: ["Lou", "Anne", "Colombe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 2001, month: 10, day: 19, iso: "2001-10-19", presumed: "no" },
      birthplace: commune("31555", "31"), birthCountry: FRANCE, email: "louanne.peyrelongue@courriel.example",
    },
    rnipp: {
      birthName: "PEYRELONGUE", givenNames: ["Lou", "Anne", "Colombe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 2001, month: 10, day: 19, iso: "2001-10-19", presumed: "no" },
      birthplace: commune("31555", "31"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: ["rnipp_given_name_array"], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "presumed-day": {
    identity: {
      origin: "fr", birthName: "BENSAÏDANE", usualName: "ROUVEYROL",
      givenNames: ["Yasmine"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1964, month: 3, iso: "1964-03", presumed: "day" },
      birthplace: commune("13055", "13"), birthCountry: FRANCE, email: "yasmine.rouveyrol@courriel.example",
    },
    rnipp: {
      birthName: "BENSAIDANE", givenNames: ["Yasmine"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1964, month: 3, iso: "1964-03", presumed: "day" },
      birthplace: commune("13055", "13"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "presumed-month-and-day": {
    identity: {
      origin: "fr", birthName: "AÏT MAHREZ", usualName: "AÏT MAHREZ",
      givenNames: ["Idir"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1951, iso: "1951", presumed: "month-and-day" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false }, email: "idir.aitmahrez@courriel.example",
    },
    rnipp: {
      birthName: "AIT MAHREZ", givenNames: ["Idir"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1951, iso: "1951", presumed: "month-and-day" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "presumed-day-older-spelling": {
    identity: {
      origin: "fr", birthName: "VAUQUELIN", usualName: "HÉBRARD",
      givenNames: ["Odette", "Berthe"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1947, month: 9, day: 1, iso: "1947-09-01", presumed: "possibly" },
      birthplace: commune("76540", "76"), birthCountry: FRANCE, email: "odette.hebrard@courriel.example",
    },
    rnipp: {
      birthName: "VAUQUELIN", givenNames: ["Odette", "Berthe"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1947, month: 9, day: 1, iso: "1947-09-01", presumed: "possibly" },
      birthplace: commune("76540", "76"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "presumed-month-and-day-older-spelling": {
    identity: {
      origin: "fr", birthName: "COURTEBRAY", usualName: "COURTEBRAY",
      givenNames: ["Anselme"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1939, month: 1, day: 1, iso: "1939-01-01", presumed: "possibly" },
      birthplace: commune("59350", "59"), birthCountry: FRANCE, email: "anselme.courtebray@courriel.example",
    },
    rnipp: {
      birthName: "COURTEBRAY", givenNames: ["Anselme"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1939, month: 1, day: 1, iso: "1939-01-01", presumed: "possibly" },
      birthplace: commune("59350", "59"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "corsica-south": {
    identity: {
      origin: "fr", birthName: "SANTUCCI-LECA", usualName: "SANTUCCI-LECA",
      givenNames: ["Ghjulia"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1995, month: 4, day: 26, iso: "1995-04-26", presumed: "no" },
      birthplace: commune("2A004", "2A"), birthCountry: FRANCE, email: "ghjulia.santucci@courriel.example",
    },
    rnipp: {
      birthName: "SANTUCCI-LECA", givenNames: ["Ghjulia"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1995, month: 4, day: 26, iso: "1995-04-26", presumed: "no" },
      birthplace: commune("2A004", "2A"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "corsica-north": {
    identity: {
      origin: "fr", birthName: "ALBERTONI", usualName: "ALBERTONI",
      givenNames: ["Petru", "Andria"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1983, month: 12, day: 11, iso: "1983-12-11", presumed: "no" },
      birthplace: commune("2B033", "2B"), birthCountry: FRANCE, email: "petru.albertoni@courriel.example",
    },
    rnipp: {
      birthName: "ALBERTONI", givenNames: ["Petru", "Andria"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1983, month: 12, day: 11, iso: "1983-12-11", presumed: "no" },
      birthplace: commune("2B033", "2B"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "overseas-department": {
    identity: {
      origin: "fr", birthName: "PAYET-GRONDIN", usualName: "PAYET-GRONDIN",
      givenNames: ["Élodie", "Marie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1990, month: 8, day: 15, iso: "1990-08-15", presumed: "no" },
      birthplace: commune("97411", "974"), birthCountry: FRANCE, email: "elodie.payet@courriel.example",
    },
    rnipp: {
      birthName: "PAYET-GRONDIN", givenNames: ["Elodie", "Marie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1990, month: 8, day: 15, iso: "1990-08-15", presumed: "no" },
      birthplace: commune("97411", "974"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "overseas-collectivity": {
    identity: {
      origin: "fr", birthName: "HAOCAS", usualName: "HAOCAS",
      givenNames: ["Wadrawane"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1976, month: 6, day: 24, iso: "1976-06-24", presumed: "no" },
      birthplace: commune("98818", "988"), birthCountry: FRANCE, email: "wadrawane.haocas@courriel.example",
    },
    rnipp: {
      birthName: "HAOCAS", givenNames: ["Wadrawane"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1976, month: 6, day: 24, iso: "1976-06-24", presumed: "no" },
      birthplace: commune("98818", "988"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "born-abroad": {
    identity: {
      origin: "fr", birthName: "EL FASSI", usualName: "EL FASSI",
      givenNames: ["Nour", "Salma"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1998, month: 9, day: 27, iso: "1998-09-27", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99350", france: false }, email: "nour.elfassi@courriel.example",
    },
    rnipp: {
      birthName: "EL FASSI", givenNames: ["Nour", "Salma"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1998, month: 9, day: 27, iso: "1998-09-27", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99350", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas3", amr: ["fc", "pop", "pin", "mfa"],
  },
  "gender-unspecified": {
    identity: {
      origin: "fr", birthName: "BRANDHUBER", usualName: "BRANDHUBER",
      givenNames: ["Kim"], givenNamesExact: false, gender: "unspecified",
      birthdate: { year: 1985, month: 3, day: 12, iso: "1985-03-12", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99109", france: false }, email: "kim.brandhuber@courriel.example",
    },
    rnipp: {
      birthName: "BRANDHUBER", givenNames: ["Kim"], givenNamesExact: true, gender: "unspecified",
      birthdate: { year: 1985, month: 3, day: 12, iso: "1985-03-12", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99109", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "born-abroad-without-birthplace": {
    identity: {
      origin: "fr", birthName: "OUAHRANI", usualName: "OUAHRANI",
      givenNames: ["Malik"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1969, month: 2, day: 3, iso: "1969-02-03", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false }, email: "malik.ouahrani@courriel.example",
    },
    rnipp: {
      birthName: "OUAHRANI", givenNames: ["Malik"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1969, month: 2, day: 3, iso: "1969-02-03", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "born-abroad-null-birthplace": {
    identity: {
      origin: "fr", birthName: "NDIAYE-SOREL", usualName: "NDIAYE-SOREL",
      givenNames: ["Fatou"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1991, month: 7, day: 14, iso: "1991-07-14", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99341", france: false }, email: "fatou.sorel@courriel.example",
    },
    rnipp: {
      birthName: "NDIAYE-SOREL", givenNames: ["Fatou"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1991, month: 7, day: 14, iso: "1991-07-14", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99341", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "born-abroad-town": {
    identity: {
      origin: "fr", birthName: "TALEB-VERNIER", usualName: "TALEB-VERNIER",
      givenNames: ["Samira"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1974, month: 11, day: 30, iso: "1974-11-30", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false }, email: "samira.vernier@courriel.example",
    },
    rnipp: {
      birthName: "TALEB-VERNIER", givenNames: ["Samira"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1974, month: 11, day: 30, iso: "1974-11-30", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99352", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "born-abroad-commune": {
    identity: {
      origin: "fr", birthName: "TRAN-MERCIER", usualName: "TRAN-MERCIER",
      givenNames: ["Duc"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1966, month: 8, day: 21, iso: "1966-08-21", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99243", france: false }, email: "duc.mercier@courriel.example",
    },
    rnipp: {
      birthName: "TRAN-MERCIER", givenNames: ["Duc"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1966, month: 8, day: 21, iso: "1966-08-21", presumed: "no" },
      birthplace: ABROAD, birthCountry: { code: "99243", france: false },
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "gender-unspecified-born-in-france": {
    identity: {
      origin: "fr", birthName: "FERRANDI", usualName: "FERRANDI",
      givenNames: ["Camille"], givenNamesExact: false, gender: "unspecified",
      birthdate: { year: 2000, month: 2, day: 29, iso: "2000-02-29", presumed: "no" },
      birthplace: commune("44109", "44"), birthCountry: FRANCE, email: "camille.ferrandi@courriel.example",
    },
    rnipp: {
      birthName: "FERRANDI", givenNames: ["Camille"], givenNamesExact: true, gender: "unspecified",
      birthdate: { year: 2000, month: 2, day: 29, iso: "2000-02-29", presumed: "no" },
      birthplace: commune("44109", "44"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "usual-name-empty": {
    identity: {
      origin: "fr", birthName: "GARRIGOU",
      givenNames: ["Ines"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1997, month: 3, day: 18, iso: "1997-03-18", presumed: "no" },
      birthplace: commune("12145", "12"), birthCountry: FRANCE, email: "ines.garrigou@courriel.example",
    },
    rnipp: {
      birthName: "GARRIGOU", givenNames: ["Ines"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1997, month: 3, day: 18, iso: "1997-03-18", presumed: "no" },
      birthplace: commune("12145", "12"), birthCountry: FRANCE,
    },
    missing: ["preferred_username"], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "usual-name-null": {
    identity: {
      origin: "fr", birthName: "QUINTARD",
      givenNames: ["Basile"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1982, month: 10, day: 9, iso: "1982-10-09", presumed: "no" },
      birthplace: commune("86194", "86"), birthCountry: FRANCE, email: "basile.quintard@courriel.example",
    },
    rnipp: {
      birthName: "QUINTARD", givenNames: ["Basile"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1982, month: 10, day: 9, iso: "1982-10-09", presumed: "no" },
      birthplace: commune("86194", "86"), birthCountry: FRANCE,
    },
    missing: ["preferred_username"], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "usual-name-odd": {
    identity: {
      origin: "fr", birthName: "O’Brien", usualName: "King, Countess of Lovelace",
      givenNames: ["Augusta", "Ada"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1980, month: 12, day: 10, iso: "1980-12-10", presumed: "no" },
      birthplace: commune("75056", "75"), birthCountry: FRANCE, email: "augusta.obrien@courriel.example",
    },
    rnipp: {
      birthName: "O BRIEN", givenNames: ["Augusta", "Ada"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1980, month: 12, day: 10, iso: "1980-12-10", presumed: "no" },
      birthplace: commune("75056", "75"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "mixed-case": {
    identity: {
      origin: "fr", birthName: "Martin", usualName: "Ñuñez",
      givenNames: ["Lucie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1992, month: 11, day: 1, iso: "1992-11-01", presumed: "possibly" },
      birthplace: commune("44109", "44"), birthCountry: FRANCE, email: "lucie.martin@courriel.example",
    },
    rnipp: {
      birthName: "MARTIN", givenNames: ["Lucie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1992, month: 11, day: 1, iso: "1992-11-01", presumed: "possibly" },
      birthplace: commune("44109", "44"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  european: {
    identity: {
      origin: "eidas", usualName: "LINDQVIST",
      givenNames: ["Astrid", "Helena"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1984, month: 6, day: 17, iso: "1984-06-17", presumed: "no" },
      birthplace: { kind: "free-text", text: "Göteborg, Sverige" },
    },
    missing: [], missingOfRegister: [], reached: "eidas3", amr: ["eidas", "mfa"],
  },
  "european-minimal": {
    identity: {
      origin: "eidas", usualName: "OLIVEIRA", givenNames: ["Tiago"], givenNamesExact: false,
      birthdate: { year: 1990, month: 12, day: 5, iso: "1990-12-05", presumed: "no" },
    },
    missing: ["gender", "birthplace"], missingOfRegister: [],
    reached: "eidas2", amr: ["eidas", "pwd", "mfa"],
  },
  "european-other-script": {
    identity: {
      origin: "eidas", usualName: "Παπαδοπούλου", givenNames: ["Ελένη"], givenNamesExact: false,
      birthdate: { year: 1971, month: 1, day: 1, iso: "1971-01-01", presumed: "no" },
    },
    missing: ["gender", "birthplace"], missingOfRegister: [],
    reached: "eidas2", amr: ["eidas", "pwd", "mfa"],
  },
  "level-eidas1": {
    identity: {
      origin: "fr", birthName: "DELAHOUSSE", usualName: "DELAHOUSSE",
      givenNames: ["Maxence"], givenNamesExact: false, gender: "male",
      birthdate: { year: 2003, month: 1, day: 22, iso: "2003-01-22", presumed: "no" },
      birthplace: commune("80021", "80"), birthCountry: FRANCE, email: "maxence.delahousse@courriel.example",
    },
    rnipp: {
      birthName: "DELAHOUSSE", givenNames: ["Maxence"], givenNamesExact: true, gender: "male",
      birthdate: { year: 2003, month: 1, day: 22, iso: "2003-01-22", presumed: "no" },
      birthplace: commune("80021", "80"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas1", amr: ["fc", "pwd", "mail"],
  },
  "level-eidas2": {
    identity: {
      origin: "fr", birthName: "AUBRAC-ROUX", usualName: "AUBRAC-ROUX",
      givenNames: ["Clémence"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1972, month: 5, day: 6, iso: "1972-05-06", presumed: "no" },
      birthplace: commune("12202", "12"), birthCountry: FRANCE, email: "clemence.aubrac@courriel.example",
    },
    rnipp: {
      birthName: "AUBRAC-ROUX", givenNames: ["Clemence"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1972, month: 5, day: 6, iso: "1972-05-06", presumed: "no" },
      birthplace: commune("12202", "12"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "name-changed": {
    identity: {
      origin: "fr", birthName: "ROSNAY", usualName: "ROSNAY",
      givenNames: ["Gaspard", "Louis"], givenNamesExact: false, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE, email: "gaspard.tremeau@courriel.example",
    },
    rnipp: {
      birthName: "ROSNAY", givenNames: ["Gaspard", "Louis"], givenNamesExact: true, gender: "male",
      birthdate: { year: 1992, month: 11, day: 8, iso: "1992-11-08", presumed: "no" },
      birthplace: commune("69383", "69"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "twin": {
    identity: {
      origin: "fr", birthName: "TALBOURDEL", usualName: "TALBOURDEL",
      givenNames: ["Marie-Ange", "Noémie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE, email: "famille.talbourdel@courriel.example",
    },
    rnipp: {
      birthName: "TALBOURDEL", givenNames: ["Marie-Ange", "Noémie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
  "other-twin": {
    identity: {
      origin: "fr", birthName: "TALBOURDEL", usualName: "TALBOURDEL",
      givenNames: ["Marie-Claire", "Noémie"], givenNamesExact: false, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE, email: "famille.talbourdel@courriel.example",
    },
    rnipp: {
      birthName: "TALBOURDEL", givenNames: ["Marie-Claire", "Noémie"], givenNamesExact: true, gender: "female",
      birthdate: { year: 1988, month: 1, day: 19, iso: "1988-01-19", presumed: "no" },
      birthplace: commune("22278", "22"), birthCountry: FRANCE,
    },
    missing: [], missingOfRegister: [], reached: "eidas2", amr: ["fc", "pop", "mfa"],
  },
};
