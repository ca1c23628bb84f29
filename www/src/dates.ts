/** An instant for a reader. In: seconds, the page's language. Out: text, in the reader's own time zone. Never: a date of birth, which is no instant. */
import type { Texts } from "./texts/texts.ts";

export const instant = (seconds: number, texts: Texts): string =>
  new Intl.DateTimeFormat(texts.locale, { dateStyle: "long", timeStyle: "short" }).format(seconds * 1000);
