// What a yearly list says beyond the history: changes since 2019, to the year; arrondissements and overseas collectivities.
//
// In:    the history so far, which is changed; a list's `communes.json`, its year.
// Out:   nothing: the history goes on until that list.
// Never: a commune déléguée or associée: 584 codes of the list of 2026 are a commune's too, 510 of them with another name.

const TYPES = new Set(["commune-actuelle", "arrondissement-municipal"]);

export function addList(history, entries, year) {
  const day = `${year}-01-01`;
  const listed = new Map(entries.filter(({ type }) => TYPES.has(type)).map(({ code, nom }) => [code, nom]));
  for (const [code, periods] of history) {
    if (!listed.has(code)) periods.at(-1).to ??= day;
  }
  for (const [code, name] of listed) {
    const periods = history.get(code) ?? [];
    const last = periods.at(-1);
    if (last !== undefined && last.to === undefined && last.name === name) continue;
    if (last !== undefined) last.to ??= day;
    periods.push({ from: day, to: undefined, name });
    history.set(code, periods);
  }
}
