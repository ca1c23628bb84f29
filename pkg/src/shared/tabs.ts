// Messages to the other tabs of this browser, where it has BroadcastChannel.
// Comes in: a channel's name, a message. Goes out: the same, in the other tabs. Never: a token, or anything of a person.

/** A message: the mark of a session, or that the person signed out. */
export type Message = number | "signed-out";

/** A channel to the other tabs. */
export interface Tabs {
  tell(message: Message): void;
  close(): void;
}

/** Opens a channel. A message reaches every other channel of the same name, and not this one. */
export function openTabs(name: string, hear: (message: unknown) => void): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tell() {}, close() {} };
  // In Node an open channel keeps the process alive, unless `unref` is called.
  const channel: BroadcastChannel & { unref?(): void } = new BroadcastChannel(name);
  channel.unref?.();
  channel.onmessage = ({ data }) => hear(data);
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

/** Sends a message where no channel is open. */
export function tellTabs(name: string, message: Message): void {
  const tabs = openTabs(name, () => {});
  tabs.tell(message);
  tabs.close();
}
