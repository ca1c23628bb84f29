// What the packages lack or have wrong, of INSEE's facts: its lists of movements, and its notes on each list.
//
// In:    the history, which is changed: `correct` before the yearly lists are added, `complete` after them.
// Out:   nothing.
// Never: a fact that the packages have.

/** A code's periods, as `name, day, name, day`: a last day is the code's end. `undefined` first: it began on the day that follows. */
const periods = (...parts) => {
  const result = [];
  let [from, rest] = parts[0] === undefined ? [parts[1], parts.slice(2)] : [undefined, parts];
  for (let at = 0; at < rest.length; at += 2) {
    result.push({ from, to: rest[at + 1], name: rest[at] });
    from = rest[at + 1];
  }
  return result;
};

/** The history of 0.7.0, set right: names that it lacks, misspells or misdates. */
const CORRECTIONS = {
  "06162": periods(undefined, "1947-09-17", "La Brigue"), // Italian before
  "06163": periods(undefined, "1947-09-17", "Tende"), // Italian before
  14406: periods("Martragny", "2017-01-01", "Moulins-en-Bessin"),
  22183: periods("Plémet", "2016-01-01", "Les Moulins", "2017-12-25", "Plémet"),
  30183: periods("Moulézan-et-Montagnac", "1947-10-01", "Moulézan"),
  31040: periods("Bachos-Binos", "1948-07-22", "Bachos"),
  31059: periods("Belbèze-Escoulis", "1953-02-12", "Belbèze", "1957-04-01", "Belbèze-en-Comminges"),
  32287: periods("Monties-Aussos", "1949-05-14", "Monties"),
  33222: periods("La Lande-de-Libourne", "1978-12-21", "Lalande-de-Pomerol"),
  39374: periods("Moutaine-Aresches", "1950-11-11", "Moutaine", "1973-01-01"),
  39378: periods("Nanc", "1971-08-12", "Nanc-lès-Saint-Amour", "2016-04-01", "Les Trois Châteaux", "2019-01-01", "Les Trois-Châteaux"),
  44060: periods("Le Fresne-sur-Loire", "2015-12-31"),
  46269: periods("Saint-Hilaire-Bessonies", "1947-10-23", "Saint-Hilaire"),
  51210: periods("Dizy-Magenta", "1965-02-01", "Dizy"),
  60054: periods("Beaumont-les-Nonains", "2019-01-01", "Les Hauts-Talican"),
  60209: periods("Énencourt-le-Sec", "2019-01-01", "La Corne-en-Vexin"),
  60682: periods("Villers-Saint-Frambourg", "2019-01-01", "Villers-Saint-Frambourg-Ognon"),
  65089: periods("Betpouey-Barèges", "1946-08-16", "Betpouey"),
  71569: periods("Vérizet-Fleurville", "1952-06-18", "Vérizet", "1969-01-01"),
  72128: periods("Évaillé", "2019-01-01", "Val-d'Étangson"),
  79224: periods("Le Puy-Saint-Bonnet", "1973-09-01"),
  97311: periods(undefined, "1949-11-12", "Saint-Laurent-du-Maroni"),
  97353: periods("Haut-Maroni", "1953-01-01", "Maripasoula"),
  97361: periods(undefined, "1989-01-01", "Awala-Yalimapo"),
};

/** Codes in no list: of places that were communes until 1942; of communes déléguées alone; of Guadeloupe until 2007. */
const ADDITIONS = {
  "01220": periods("Lompnes", "1943-01-01"),
  "01459": periods("Hauteville", "1943-01-01"),
  44225: periods(undefined, "2018-01-01", "Freigné"),
  49382: periods(undefined, "2015-12-31", "Le Fresne-sur-Loire"),
  50649: periods(undefined, "2018-01-01", "Pont-Farcy", "2020-01-01"),
  66131: periods("Palalda", "1943-01-01"),
  66235: periods("Amélie-les-Bains", "1943-01-01"),
  97123: periods("Saint-Barthélemy", "2007-02-23"),
  97127: periods("Saint-Martin", "2007-02-23"),
};

/** When codes began that the packages have without a beginning. What is overseas and not here stays known from its first list on. */
const BEGINNINGS = [
  [/^75056$|^751|^69123$|^6938[1-7]$/, undefined], // Paris, Lyon and their arrondissements: before 1943
  [/^69388$/, "1959-02-08"],
  [/^69389$/, "1964-08-12"],
  [/^132/, "1946-10-18"],
  [/^97[1-4]/, "1946-03-21"],
  [/^976/, "2011-03-31"],
  [/^97[78]01$/, "2007-02-23"],
];

export function correct(history) {
  for (const [code, right] of Object.entries(CORRECTIONS)) history.set(code, right);
}

export function complete(history, firstListed) {
  for (const [code, periods] of Object.entries(ADDITIONS)) {
    if (history.has(code)) throw new Error(`${code} is in the packages`);
    history.set(code, periods);
  }
  for (const [code, [first]] of history) {
    const known = BEGINNINGS.find(([pattern]) => pattern.test(code));
    if (known !== undefined && (first.from === undefined || first.from === firstListed)) first.from = known[1];
  }
}
