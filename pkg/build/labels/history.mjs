// Each commune's names with their dates, from 1943-01-01, where INSEE's history begins, to the list of 2019.
//
// In:    `historique-communes.json`.
// Out:   code → periods { from, to, name } in order of time, half-open; `from` and `to` are absent where the history has no end on that side.
// Never: a commune déléguée or associée: many bear another name than the commune of their code.

export function historyOf(entries) {
  const history = new Map();
  for (const { type, code, nom: name, dateDebut: from, dateFin: to } of entries) {
    // A step of a merger may begin and end on one day.
    if (type !== "COM" || (from !== undefined && from === to)) continue;
    if (!history.has(code)) history.set(code, []);
    history.get(code).push({ from, to, name });
  }
  for (const [code, periods] of history) history.set(code, joined(code, periods));
  return history;
}

/** In order of time. A change of another kind than of the name leaves two periods of one name: they become one. */
function joined(code, periods) {
  const result = [];
  for (const period of periods.sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1))) {
    const last = result.at(-1);
    if (last !== undefined && !(last.to <= period.from)) throw new Error(`two names at a time: ${code}`);
    if (last?.to === period.from && last?.name === period.name) last.to = period.to;
    else result.push({ ...period });
  }
  return result;
}
