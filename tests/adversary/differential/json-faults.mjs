/**
 * What can be wrong, or merely odd, with a JSON object before its members mean anything.
 *
 * In: the text of an honest object. Out: spoiled texts, each under its name, and the explanations of the differences that follow from them.
 * Never: a change of what the object says to a reader who takes the last of two members.
 */
const ODD = {
  "white space around it": (text) => ` \n${text}\t\r\n`,
  "a member's name in escapes": (text) => text.replace(/"([a-z])/, (_, letter) => `"\\u00${letter.charCodeAt(0).toString(16)}`),
  "a member that nobody knows": (text) => text.replace("{", '{"x-note":{"list":[1,-2.5,true,null,"é"]},'),
};

/** Where the other library accepts one of these, `why` says what is better about a refusal. */
const FAULTY = {
  "text behind it": { spoil: (text) => `${text}{}` },
  "a trailing comma": { spoil: (text) => text.replace(/}$/, ",}") },
  "single quotation marks": { spoil: (text) => text.replaceAll('"', "'") },
  "a comment": { spoil: (text) => `${text}//` },
  "cut short": { spoil: (text, choices) => text.slice(0, choices.between(0, text.length - 1)) },
  "in a list": { spoil: (text) => `[${text}]` },
  "in a text": { spoil: (text) => JSON.stringify(text) },
  "null instead": { spoil: () => "null" },
  "a raw control character": { spoil: (text) => text.replace("{", '{"x-note":"\n",') },
  "a byte order mark": {
    spoil: (text) => `\uFEFF${text}`,
    why: "RFC 8259 §8.1: it must not be added, and a parser may ignore it or refuse; a TextDecoder drops it",
  },
  "a member said twice": {
    spoil: (text) => text.replace("{", '{"x-note":1,"x-note":1,'),
    why: "RFC 8725 §2.6, RFC 7515 §4, RFC 7519 §4: two readers may take different ones, so we refuse; JSON.parse takes the last",
  },
  "the first member said twice, differently": {
    spoil: (text) => text.replace(/{("[^"]+"):/, "{$1:0,$1:"),
    why: "the same, with a member that counts: whoever takes the first reads another object than who takes the last",
  },
  "octets that are no UTF-8": {
    spoil: (text) => Buffer.concat([Buffer.from('{"x-note":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(`",${text.slice(1)}`)]),
    why: "RFC 8259 §8.1: it must be UTF-8; a TextDecoder that is not fatal puts replacement characters there",
  },
  "half of a surrogate pair": {
    spoil: (text) => text.replace("{", '{"x-note":"\\ud800",'),
    why: "RFC 8259 §8.2: no Unicode text says that, and what receivers do is unpredictable; JSON.parse keeps it",
  },
  "a number beyond any float": {
    spoil: (text) => text.replace("{", '{"x-note":1e400,'),
    why: "RFC 8259 §6: it cannot be held; JSON.parse makes Infinity of it",
  },
  "nested deeper than anything honest": {
    spoil: (text, choices) => {
      const levels = choices.between(16, 60);
      return text.replace("{", `{"x-note":${"[".repeat(levels)}${"]".repeat(levels)},`);
    },
    why: "RFC 8259 §9 lets a parser set a limit; ours is 16 levels (src/base/limits.rs), since recursion must end before the stack does",
  },
};

/**
 * Operators that put `prefix` before each name, and the differences that they make.
 * `apply` hands the spoiling function to the draft; `agreed` are the faults that the other library refuses as well.
 */
export function jsonFaults(prefix, { malformed, apply, agreed = [] }) {
  const named = (name) => `${prefix}: ${name}`;
  const operators = [
    ...Object.entries(ODD).map(([name, spoil]) => [named(name), { ours: ["accepted"], ...apply(spoil) }]),
    ...Object.entries(FAULTY).map(([name, { spoil }]) => [named(name), { ours: [malformed], ...apply(spoil) }]),
  ];
  const differences = Object.entries(FAULTY)
    .filter(([name, { why }]) => why !== undefined && !agreed.includes(name))
    .map(([name, { why }]) => ({ name: named(name), why, operators: [named(name)], ours: [malformed], theirs: /^accepted$/ }));
  return { operators: Object.fromEntries(operators), differences };
}
