/**
 * The test persons, as their identity provider and the register (RNIPP) describe them. All of them are invented.
 *
 * In: nothing. Out: data. `claims` holds every claim that FC+ knows of a person; what a client receives of them is a matter
 * of scopes (claims.mjs). `trait` is what the person is there for. `level` is what the identity provider reaches, whatever
 * was demanded; `amr` is how.
 * Never: a derived value; tests/world/persons/identities.mjs says what a client must make of each.
 */

const FRANCE = "99100";
const FR_MOBILE = ["fc", "pop", "mfa"];
const FR_CARD = ["fc", "pop", "pin", "mfa"];

const PERSONS = [
  {
    id: "married-name",
    label: "Solène Kervoalen, nom d'usage Vasseur-Morin",
    trait: "a usual name beside the birth name",
    level: "eidas3",
    amr: FR_CARD,
    claims: {
      family_name: "KERVOALEN", given_name: "Solène Capucine", gender: "female", birthdate: "1987-05-23",
      birthplace: "29019", birthcountry: FRANCE, preferred_username: "VASSEUR-MORIN", email: "solene.vasseur@courriel.example",
      rnipp_family_name: "KERVOALEN", rnipp_given_name: "Solène Capucine", rnipp_given_name_array: ["Solène", "Capucine"],
      rnipp_gender: "female", rnipp_birthdate: "1987-05-23", rnipp_birthplace: "29019", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "no-usual-name",
    label: "Gaspard Trémeau, nom d'usage inconnu du fournisseur d'identité",
    trait: "no usual name: the identity provider knows none",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "TRÉMEAU", given_name: "Gaspard Louis", gender: "male", birthdate: "1992-11-08",
      birthplace: "69383", birthcountry: FRANCE, email: "gaspard.tremeau@courriel.example",
      rnipp_family_name: "TREMEAU", rnipp_given_name: "Gaspard Louis", rnipp_given_name_array: ["Gaspard", "Louis"],
      rnipp_gender: "male", rnipp_birthdate: "1992-11-08", rnipp_birthplace: "69383", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "compound-given-names",
    label: "Jean-Baptiste D'Argensac, prénoms composés",
    trait: "hyphenated given names, an apostrophe in the name",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "D'ARGENSAC", given_name: "Jean-Baptiste Marie-Lou Côme", gender: "male", birthdate: "1979-02-14",
      birthplace: "33063", birthcountry: FRANCE, preferred_username: "D'ARGENSAC", email: "jb.dargensac@courriel.example",
      rnipp_family_name: "D'ARGENSAC", rnipp_given_name: "Jean-Baptiste Marie-Lou Côme",
      rnipp_given_name_array: ["Jean-Baptiste", "Marie-Lou", "Côme"],
      rnipp_gender: "male", rnipp_birthdate: "1979-02-14", rnipp_birthplace: "33063", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "spaced-given-name",
    label: "Marie Ange Le Guellec, prénom avec une espace, liste exacte connue",
    trait: "a given name with a space; the register gives the exact list",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "LE GUELLEC", given_name: "Marie Ange Léontine", gender: "female", birthdate: "1968-07-30",
      birthplace: "56121", birthcountry: FRANCE, preferred_username: "LE GUELLEC", email: "marieange.leguellec@courriel.example",
      rnipp_family_name: "LE GUELLEC", rnipp_given_name: "Marie Ange Léontine", rnipp_given_name_array: ["Marie Ange", "Léontine"],
      rnipp_gender: "female", rnipp_birthdate: "1968-07-30", rnipp_birthplace: "56121", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "spaced-given-name-without-array",
    label: "Lou Anne Peyrelongue, prénom avec une espace, sans liste",
    trait: "a given name with a space, and no exact list anywhere",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "PEYRELONGUE", given_name: "Lou Anne Colombe", gender: "female", birthdate: "2001-10-19",
      birthplace: "31555", birthcountry: FRANCE, preferred_username: "PEYRELONGUE", email: "louanne.peyrelongue@courriel.example",
      rnipp_family_name: "PEYRELONGUE", rnipp_given_name: "Lou Anne Colombe",
      rnipp_gender: "female", rnipp_birthdate: "2001-10-19", rnipp_birthplace: "31555", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "presumed-day",
    label: "Yasmine Bensaïdane, née en mars 1964 (jour présumé)",
    trait: "a birth date known to the month: 1964-03",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "BENSAÏDANE", given_name: "Yasmine", gender: "female", birthdate: "1964-03-00",
      birthplace: "13055", birthcountry: FRANCE, preferred_username: "ROUVEYROL", email: "yasmine.rouveyrol@courriel.example",
      rnipp_family_name: "BENSAIDANE", rnipp_given_name: "Yasmine", rnipp_given_name_array: ["Yasmine"],
      rnipp_gender: "female", rnipp_birthdate: "1964-03-01", rnipp_birthplace: "13055", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "presumed-month-and-day",
    label: "Idir Aït Mahrez, né en 1951 (mois et jour présumés)",
    trait: "a birth date known to the year: 1951; born abroad",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "AÏT MAHREZ", given_name: "Idir", gender: "male", birthdate: "1951-00-00",
      birthplace: "", birthcountry: "99352", preferred_username: "AÏT MAHREZ", email: "idir.aitmahrez@courriel.example",
      rnipp_family_name: "AIT MAHREZ", rnipp_given_name: "Idir", rnipp_given_name_array: ["Idir"],
      rnipp_gender: "male", rnipp_birthdate: "1951-01-01", rnipp_birthplace: "", rnipp_birthcountry: "99352",
    },
  },
  {
    id: "presumed-day-older-spelling",
    label: "Odette Vauquelin, née en septembre 1947 (jour présumé, ancienne écriture)",
    trait: "a birth date whose -01 may stand for an unknown day",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "VAUQUELIN", given_name: "Odette Berthe", gender: "female", birthdate: "1947-09-01",
      birthplace: "76540", birthcountry: FRANCE, preferred_username: "HÉBRARD", email: "odette.hebrard@courriel.example",
      rnipp_family_name: "VAUQUELIN", rnipp_given_name: "Odette Berthe", rnipp_given_name_array: ["Odette", "Berthe"],
      rnipp_gender: "female", rnipp_birthdate: "1947-09-01", rnipp_birthplace: "76540", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "presumed-month-and-day-older-spelling",
    label: "Anselme Courtebray, né en 1939 (mois et jour présumés, ancienne écriture)",
    trait: "a birth date whose -01-01 may stand for an unknown month and day",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "COURTEBRAY", given_name: "Anselme", gender: "male", birthdate: "1939-01-01",
      birthplace: "59350", birthcountry: FRANCE, preferred_username: "COURTEBRAY", email: "anselme.courtebray@courriel.example",
      rnipp_family_name: "COURTEBRAY", rnipp_given_name: "Anselme", rnipp_given_name_array: ["Anselme"],
      rnipp_gender: "male", rnipp_birthdate: "1939-01-01", rnipp_birthplace: "59350", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "corsica-south",
    label: "Ghjulia Santucci-Leca, née à Ajaccio",
    trait: "born in Corsica: commune 2A004",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "SANTUCCI-LECA", given_name: "Ghjulia", gender: "female", birthdate: "1995-04-26",
      birthplace: "2A004", birthcountry: FRANCE, preferred_username: "SANTUCCI-LECA", email: "ghjulia.santucci@courriel.example",
      rnipp_family_name: "SANTUCCI-LECA", rnipp_given_name: "Ghjulia", rnipp_given_name_array: ["Ghjulia"],
      rnipp_gender: "female", rnipp_birthdate: "1995-04-26", rnipp_birthplace: "2A004", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "corsica-north",
    label: "Petru Albertoni, né à Bastia",
    trait: "born in Corsica: commune 2B033",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "ALBERTONI", given_name: "Petru Andria", gender: "male", birthdate: "1983-12-11",
      birthplace: "2B033", birthcountry: FRANCE, preferred_username: "ALBERTONI", email: "petru.albertoni@courriel.example",
      rnipp_family_name: "ALBERTONI", rnipp_given_name: "Petru Andria", rnipp_given_name_array: ["Petru", "Andria"],
      rnipp_gender: "male", rnipp_birthdate: "1983-12-11", rnipp_birthplace: "2B033", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "overseas-department",
    label: "Élodie Payet-Grondin, née à La Réunion",
    trait: "born in La Réunion: three digits of department",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "PAYET-GRONDIN", given_name: "Élodie Marie", gender: "female", birthdate: "1990-08-15",
      birthplace: "97411", birthcountry: FRANCE, preferred_username: "PAYET-GRONDIN", email: "elodie.payet@courriel.example",
      rnipp_family_name: "PAYET-GRONDIN", rnipp_given_name: "Elodie Marie", rnipp_given_name_array: ["Elodie", "Marie"],
      rnipp_gender: "female", rnipp_birthdate: "1990-08-15", rnipp_birthplace: "97411", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "overseas-collectivity",
    label: "Wadrawane Haocas, né à Nouméa",
    trait: "born in New Caledonia: three digits, no department of today",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "HAOCAS", given_name: "Wadrawane", gender: "male", birthdate: "1976-06-24",
      birthplace: "98818", birthcountry: FRANCE, preferred_username: "HAOCAS", email: "wadrawane.haocas@courriel.example",
      rnipp_family_name: "HAOCAS", rnipp_given_name: "Wadrawane", rnipp_given_name_array: ["Wadrawane"],
      rnipp_gender: "male", rnipp_birthdate: "1976-06-24", rnipp_birthplace: "98818", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "born-abroad",
    label: "Nour El Fassi, née au Maroc",
    trait: "born abroad: an empty birthplace and a country",
    level: "eidas3",
    amr: FR_CARD,
    claims: {
      family_name: "EL FASSI", given_name: "Nour Salma", gender: "female", birthdate: "1998-09-27",
      birthplace: "", birthcountry: "99350", preferred_username: "EL FASSI", email: "nour.elfassi@courriel.example",
      rnipp_family_name: "EL FASSI", rnipp_given_name: "Nour Salma", rnipp_given_name_array: ["Nour", "Salma"],
      rnipp_gender: "female", rnipp_birthdate: "1998-09-27", rnipp_birthplace: "", rnipp_birthcountry: "99350",
    },
  },
  {
    id: "born-abroad-without-birthplace",
    label: "Malik Ouahrani, né en Algérie, sans lieu de naissance",
    trait: "born abroad: a country, and no birthplace at all",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "OUAHRANI", given_name: "Malik", gender: "male", birthdate: "1969-02-03",
      birthcountry: "99352", preferred_username: "OUAHRANI", email: "malik.ouahrani@courriel.example",
      rnipp_family_name: "OUAHRANI", rnipp_given_name: "Malik", rnipp_given_name_array: ["Malik"],
      rnipp_gender: "male", rnipp_birthdate: "1969-02-03", rnipp_birthplace: "", rnipp_birthcountry: "99352",
    },
  },
  {
    id: "born-abroad-null-birthplace",
    label: "Fatou Ndiaye-Sorel, née au Sénégal, lieu de naissance nul",
    trait: "born abroad: a country, and a birthplace that is null",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "NDIAYE-SOREL", given_name: "Fatou", gender: "female", birthdate: "1991-07-14",
      birthplace: null, birthcountry: "99341", preferred_username: "NDIAYE-SOREL", email: "fatou.sorel@courriel.example",
      rnipp_family_name: "NDIAYE-SOREL", rnipp_given_name: "Fatou", rnipp_given_name_array: ["Fatou"],
      rnipp_gender: "female", rnipp_birthdate: "1991-07-14", rnipp_birthplace: "", rnipp_birthcountry: "99341",
    },
  },
  {
    id: "born-abroad-town",
    label: "Samira Taleb-Vernier, née à Alger",
    trait: "born abroad: a country, and a town's name as birthplace",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "TALEB-VERNIER", given_name: "Samira", gender: "female", birthdate: "1974-11-30",
      birthplace: "Alger", birthcountry: "99352", preferred_username: "TALEB-VERNIER", email: "samira.vernier@courriel.example",
      rnipp_family_name: "TALEB-VERNIER", rnipp_given_name: "Samira", rnipp_given_name_array: ["Samira"],
      rnipp_gender: "female", rnipp_birthdate: "1974-11-30", rnipp_birthplace: "", rnipp_birthcountry: "99352",
    },
  },
  {
    id: "born-abroad-commune",
    label: "Duc Tran-Mercier, né au Viêt Nam, avec un code de commune",
    trait: "born abroad: a country, and a birthplace that looks like a commune's code",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "TRAN-MERCIER", given_name: "Duc", gender: "male", birthdate: "1966-08-21",
      birthplace: "93001", birthcountry: "99243", preferred_username: "TRAN-MERCIER", email: "duc.mercier@courriel.example",
      rnipp_family_name: "TRAN-MERCIER", rnipp_given_name: "Duc", rnipp_given_name_array: ["Duc"],
      rnipp_gender: "male", rnipp_birthdate: "1966-08-21", rnipp_birthplace: "", rnipp_birthcountry: "99243",
    },
  },
  {
    id: "gender-unspecified",
    label: "Kim Brandhuber, né à l'étranger, sexe non précisé",
    trait: "gender unspecified; born abroad",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "BRANDHUBER", given_name: "Kim", gender: "unspecified", birthdate: "1985-03-12",
      birthplace: "", birthcountry: "99109", preferred_username: "BRANDHUBER", email: "kim.brandhuber@courriel.example",
      rnipp_family_name: "BRANDHUBER", rnipp_given_name: "Kim", rnipp_given_name_array: ["Kim"],
      rnipp_gender: "unspecified", rnipp_birthdate: "1985-03-12", rnipp_birthplace: "", rnipp_birthcountry: "99109",
    },
  },
  {
    id: "gender-unspecified-born-in-france",
    label: "Camille Ferrandi, né à Nantes, sexe non précisé",
    trait: "gender unspecified; born in France",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "FERRANDI", given_name: "Camille", gender: "unspecified", birthdate: "2000-02-29",
      birthplace: "44109", birthcountry: FRANCE, preferred_username: "FERRANDI", email: "camille.ferrandi@courriel.example",
      rnipp_family_name: "FERRANDI", rnipp_given_name: "Camille", rnipp_given_name_array: ["Camille"],
      rnipp_gender: "unspecified", rnipp_birthdate: "2000-02-29", rnipp_birthplace: "44109", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "usual-name-empty",
    label: "Ines Garrigou, nom d'usage vide",
    trait: "no usual name: an empty text",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "GARRIGOU", given_name: "Ines", gender: "female", birthdate: "1997-03-18",
      birthplace: "12145", birthcountry: FRANCE, preferred_username: "", email: "ines.garrigou@courriel.example",
      rnipp_family_name: "GARRIGOU", rnipp_given_name: "Ines", rnipp_given_name_array: ["Ines"],
      rnipp_gender: "female", rnipp_birthdate: "1997-03-18", rnipp_birthplace: "12145", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "usual-name-null",
    label: "Basile Quintard, nom d'usage nul",
    trait: "no usual name: null",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "QUINTARD", given_name: "Basile", gender: "male", birthdate: "1982-10-09",
      birthplace: "86194", birthcountry: FRANCE, preferred_username: null, email: "basile.quintard@courriel.example",
      rnipp_family_name: "QUINTARD", rnipp_given_name: "Basile", rnipp_given_name_array: ["Basile"],
      rnipp_gender: "male", rnipp_birthdate: "1982-10-09", rnipp_birthplace: "86194", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "usual-name-odd",
    label: "Augusta O’Brien, nom d'usage inhabituel",
    trait: "a usual name with a comma, a birth name with a typographic apostrophe",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "O’Brien", given_name: "Augusta Ada", gender: "female", birthdate: "1980-12-10",
      birthplace: "75056", birthcountry: FRANCE, preferred_username: "King, Countess of Lovelace", email: "augusta.obrien@courriel.example",
      rnipp_family_name: "O BRIEN", rnipp_given_name: "Augusta Ada", rnipp_given_name_array: ["Augusta", "Ada"],
      rnipp_gender: "female", rnipp_birthdate: "1980-12-10", rnipp_birthplace: "75056", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "mixed-case",
    label: "Lucie Martin, née le premier novembre 1992",
    trait: "names in capitals and small letters; a register's date on the first of a month",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "Martin", given_name: "Lucie", gender: "female", birthdate: "1992-11-01",
      birthplace: "44109", birthcountry: FRANCE, preferred_username: "Ñuñez", email: "lucie.martin@courriel.example",
      rnipp_family_name: "MARTIN", rnipp_given_name: "Lucie", rnipp_given_name_array: ["Lucie"],
      rnipp_gender: "female", rnipp_birthdate: "1992-11-01", rnipp_birthplace: "44109", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "european",
    label: "Astrid Lindqvist, identité européenne (Suède)",
    trait: "another Member State's identity: no birth name, a birthplace in free text, no country and no e-mail, unknown to the register",
    level: "eidas3",
    amr: ["eidas", "mfa"],
    claims: {
      family_name: "LINDQVIST", given_name: "Astrid Helena", gender: "female", birthdate: "1984-06-17",
      birthplace: "Göteborg, Sverige", preferred_username: "LINDQVIST",
    },
  },
  {
    id: "european-minimal",
    label: "Tiago Oliveira, identité européenne (Portugal), données minimales",
    trait: "another Member State's least identity: names and birth date only",
    level: "eidas2",
    amr: ["eidas", "pwd", "mfa"],
    claims: { family_name: "OLIVEIRA", given_name: "Tiago", birthdate: "1990-12-05", preferred_username: "OLIVEIRA" },
  },
  {
    id: "european-other-script",
    label: "Ελένη Παπαδοπούλου, identité européenne (Grèce)",
    trait: "another Member State's identity in its own script",
    level: "eidas2",
    amr: ["eidas", "pwd", "mfa"],
    claims: { family_name: "Παπαδοπούλου", given_name: "Ελένη", birthdate: "1971-01-01", preferred_username: "Παπαδοπούλου" },
  },
  {
    id: "level-eidas1",
    label: "Maxence Delahousse, fournisseur d'identité de niveau faible",
    trait: "an identity provider below every level that FranceConnect+ serves",
    level: "eidas1",
    amr: ["fc", "pwd", "mail"],
    claims: {
      family_name: "DELAHOUSSE", given_name: "Maxence", gender: "male", birthdate: "2003-01-22",
      birthplace: "80021", birthcountry: FRANCE, preferred_username: "DELAHOUSSE", email: "maxence.delahousse@courriel.example",
      rnipp_family_name: "DELAHOUSSE", rnipp_given_name: "Maxence", rnipp_given_name_array: ["Maxence"],
      rnipp_gender: "male", rnipp_birthdate: "2003-01-22", rnipp_birthplace: "80021", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "level-eidas2",
    label: "Clémence Aubrac-Roux, fournisseur d'identité de niveau substantiel",
    trait: "an identity provider at eidas2 and no higher",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "AUBRAC-ROUX", given_name: "Clémence", gender: "female", birthdate: "1972-05-06",
      birthplace: "12202", birthcountry: FRANCE, preferred_username: "AUBRAC-ROUX", email: "clemence.aubrac@courriel.example",
      rnipp_family_name: "AUBRAC-ROUX", rnipp_given_name: "Clemence", rnipp_given_name_array: ["Clemence"],
      rnipp_gender: "female", rnipp_birthdate: "1972-05-06", rnipp_birthplace: "12202", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "name-changed",
    label: "Gaspard Rosnay, né Trémeau, après un changement de nom",
    trait: "a name changed since an earlier visit",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "ROSNAY", given_name: "Gaspard Louis", gender: "male", birthdate: "1992-11-08",
      birthplace: "69383", birthcountry: FRANCE, preferred_username: "ROSNAY", email: "gaspard.tremeau@courriel.example",
      rnipp_family_name: "ROSNAY", rnipp_given_name: "Gaspard Louis", rnipp_given_name_array: ["Gaspard", "Louis"],
      rnipp_gender: "male", rnipp_birthdate: "1992-11-08", rnipp_birthplace: "69383", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "twin",
    label: "Marie-Ange Talbourdel, jumelle",
    trait: "a twin, with a compound given name",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "TALBOURDEL", given_name: "Marie-Ange Noémie", gender: "female", birthdate: "1988-01-19",
      birthplace: "22278", birthcountry: FRANCE, preferred_username: "TALBOURDEL", email: "famille.talbourdel@courriel.example",
      rnipp_family_name: "TALBOURDEL", rnipp_given_name: "Marie-Ange Noémie", rnipp_given_name_array: ["Marie-Ange", "Noémie"],
      rnipp_gender: "female", rnipp_birthdate: "1988-01-19", rnipp_birthplace: "22278", rnipp_birthcountry: FRANCE,
    },
  },
  {
    id: "other-twin",
    label: "Marie-Claire Talbourdel, sa sœur jumelle, à la même adresse électronique",
    trait: "her twin sister, at the same e-mail address",
    level: "eidas2",
    amr: FR_MOBILE,
    claims: {
      family_name: "TALBOURDEL", given_name: "Marie-Claire Noémie", gender: "female", birthdate: "1988-01-19",
      birthplace: "22278", birthcountry: FRANCE, preferred_username: "TALBOURDEL", email: "famille.talbourdel@courriel.example",
      rnipp_family_name: "TALBOURDEL", rnipp_given_name: "Marie-Claire Noémie", rnipp_given_name_array: ["Marie-Claire", "Noémie"],
      rnipp_gender: "female", rnipp_birthdate: "1988-01-19", rnipp_birthplace: "22278", rnipp_birthcountry: FRANCE,
    },
  },
];

function freezeDeeply(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freezeDeeply);
  return value;
}

export const persons = freezeDeeply(PERSONS);
export const findPerson = (id) => persons.find((person) => person.id === id);
