/**
 * Figures from measured times, and the table that shows them.
 *
 * In: durations in milliseconds, over how many seconds. Out: counts, rates, percentiles; text. Never: a judgement on them.
 */

export function figuresOf(what, durations, seconds) {
  const sorted = Float64Array.from(durations).sort();
  return { what, count: sorted.length, perSecond: sorted.length / seconds, p50: percentile(sorted, 50), p99: percentile(sorted, 99) };
}

/** The nearest rank: a time that was measured. */
function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? NaN;
}

const COLUMNS = ["store", "what", "count", "per second", "p50 ms", "p99 ms"];
/** The first two are names, the others numbers. */
const NAMES = 2;

/** `rounds` are { store, figures }. */
export function table(rounds) {
  const rows = rounds.flatMap(({ store, figures }) => figures.map(({ what, count, perSecond, p50, p99 }) =>
    [store, what, String(count), perSecond.toFixed(perSecond < 100 ? 1 : 0), p50.toFixed(1), p99.toFixed(1)]));
  const widths = COLUMNS.map((_, column) => Math.max(...[COLUMNS, ...rows].map((row) => row[column].length)));
  const line = (row) => `| ${row.map((text, column) => (column < NAMES ? text.padEnd(widths[column]) : text.padStart(widths[column]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column < NAMES ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(COLUMNS), rule, ...rows.map(line)].join("\n");
}
