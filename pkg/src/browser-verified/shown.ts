// Pages that a browser makes ready before anybody wants to see them (N81).
// Comes in: work. Goes out: its result, once the page is shown. Never: a login that a prerendered page starts or finishes: nobody has asked for
// it, and what such a page keeps in `sessionStorage` is thrown away when it is shown.

interface Prerenderable {
  readonly prerendering?: boolean;
  addEventListener(type: "prerenderingchange", act: () => void, options: { once: true }): void;
}

/** Does `work` at once, in a page that somebody sees, or that was made in no browser; else when it is shown. */
export function onceShown<T>(work: () => Promise<T>): Promise<T> {
  const page = (globalThis as { document?: Prerenderable }).document;
  if (!page?.prerendering) return work();
  return new Promise((resolve) => page.addEventListener("prerenderingchange", () => resolve(work()), { once: true }));
}
