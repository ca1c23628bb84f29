// A word to the other tabs of this browser, where it has BroadcastChannel.
// Comes in: a channel's name, a number or a word. Goes out: the same, in the other tabs. Never: a token, or anything of a person.

/** What tabs say to one another. */
export type Word = number | "signed-out";

/** Says it. Tabs that listen by the same name hear it, this one included where it listens too. */
export function tellTabs(name: string, word: Word): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(name);
  channel.postMessage(word);
  channel.close();
}

/** Listens. Returns what ends it. */
export function hearTabs(name: string, hear: (word: unknown) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => hear(data);
  return () => channel.close();
}
