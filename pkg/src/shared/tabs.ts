// A word to the other tabs of this browser, where it has BroadcastChannel.
// Comes in: a channel's name, a number or a word. Goes out: the same, in the other tabs. Never: a token, or anything of a person.

/** What tabs say to one another. */
export type Word = number | "signed-out";

/** A channel to the other tabs. */
export interface Tabs {
  tell(word: Word): void;
  close(): void;
}

/** Opens one. What is told through it is heard by all that listen by the same name, but not by itself. */
export function openTabs(name: string, hear: (word: unknown) => void): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tell() {}, close() {} };
  // On Node, where a channel would keep the process alive, it can be told not to.
  const channel: BroadcastChannel & { unref?(): void } = new BroadcastChannel(name);
  channel.unref?.();
  channel.onmessage = ({ data }) => hear(data);
  return { tell: (word) => channel.postMessage(word), close: () => channel.close() };
}

/** Tells the other tabs where no channel is open. */
export function tellTabs(name: string, word: Word): void {
  const tabs = openTabs(name, () => {});
  tabs.tell(word);
  tabs.close();
}
