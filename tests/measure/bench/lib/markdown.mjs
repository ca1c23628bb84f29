/**
 * Tables, as Markdown shows them.
 *
 * In: { caption, columns, rows, note? }, and numbers. Out: text. Never: more digits than were measured.
 */

export function table({ caption, columns, rows, note }) {
  const texts = rows.map((row) => row.map(String));
  const widths = columns.map((column, at) => Math.max(column.length, ...texts.map((row) => row[at].length)));
  const isNumber = columns.map((_, at) => texts.every((row) => /^[-\d]/.test(row[at])));
  const line = (cells) => `| ${cells.map((cell, at) => (isNumber[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (isNumber[at] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [`**${caption}**`, "", line(columns), rule, ...texts.map(line), ...(note === undefined ? [] : ["", note])].join("\n");
}

/** Three digits that count. */
export const figure = (number) => (Math.abs(number) >= 100 ? number.toFixed(0) : number.toPrecision(3));

/** A ratio's median, with its quartiles. */
export const ratio = ({ median, low, high }) => `${median.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
