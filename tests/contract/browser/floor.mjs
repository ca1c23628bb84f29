/**
 * The oldest browsers that the README names, as far as a newer one can imitate them.
 *
 * In: nothing. Out: the browsers' names for a compiler, and a script for a page that removes what these browsers lack.
 * Never: a function that one of them has; a list of syntax, which esbuild has.
 */

/** As the README says, in esbuild's words. */
export const FLOOR = ["chrome96", "edge96", "firefox91", "safari15.0", "ios15.0"];

/** Runs in the page, before its own scripts. Which browser had it first after the floor stands beside each row. */
export function takeNewerFunctionsAway() {
  const newer = [
    [AbortSignal, "timeout", "any", "abort"], // Safari 16 and Chrome 103, 17.4, 15.4
    [AbortSignal.prototype, "throwIfAborted", "reason"], // Safari 15.4
    [globalThis, "structuredClone", "reportError", "BroadcastChannel"], // Safari 15.4
    [globalThis, "CompressionStream", "DecompressionStream"], // Safari 16.4
    [globalThis, "requestIdleCallback", "scheduler", "navigation", "cookieStore", "trustedTypes", "Iterator", "URLPattern"], // Safari 26 or later
    [Object, "hasOwn", "groupBy"], // Safari 15.4, 17.4
    [Map, "groupBy"], // Safari 17.4
    [Promise, "withResolvers", "try"], // Safari 17.4, 18.2
    [Array, "fromAsync"], // Safari 16.4
    [Array.prototype, "at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"], // Safari 15.4, 15.4, 16
    [Object.getPrototypeOf(Uint8Array.prototype), "at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"], // the same
    [Uint8Array, "fromBase64", "fromHex"], // Safari 18.2
    [Uint8Array.prototype, "toBase64", "toHex", "setFromBase64", "setFromHex"], // Safari 18.2
    [String.prototype, "at", "isWellFormed", "toWellFormed"], // Safari 15.4, 16.4
    [Set.prototype, "union", "intersection", "difference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"], // Safari 17
    [ArrayBuffer.prototype, "transfer", "resize"], // Safari 17.4, 16.4
    [Math, "f16round", "sumPrecise"], // Safari 18.2 or later
    [RegExp, "escape"], // Safari 18.2
    [Error, "isError"], // later than Safari 18
    [Crypto.prototype, "randomUUID"], // Safari 15.4, and nowhere on plain http
    [URL, "canParse", "parse"], // Safari 17, 18
    [URLSearchParams.prototype, "size"], // Safari 17
    [Response, "json", "error"], // Safari 17
    [Response.prototype, "bytes"], // Safari 18
    [Request.prototype, "bytes", "duplex"], // Safari 18
    [Blob.prototype, "bytes"], // Safari 18
    [ReadableStream, "from"], // Firefox 117
    [ReadableStream.prototype, Symbol.asyncIterator, "values"], // Safari 26
    [Navigator.prototype, "locks", "userAgentData", "storageBuckets"], // Safari 15.4 or later
    [Element.prototype, "checkVisibility", "setHTMLUnsafe", "getHTML"], // Safari 17.4
    [HTMLElement.prototype, "showPopover", "hidePopover", "inert"], // Safari 17, 15.5
    [Document.prototype, "startViewTransition"], // Safari 18
    [HTMLFormElement.prototype, "requestSubmit"], // Safari 16
    [WebAssembly, "JSTag", "Tag", "Exception"], // Safari 15.2
  ];
  for (const [owner, ...names] of newer) for (const name of names) delete owner[name];
}
