// Pages that a browser prerenders (N81).
// Comes in: work. Goes out: its result, once the page is shown. Never: a login that a prerendered page starts or finishes: the person has not asked
// for it, and the browser discards such a page's `sessionStorage` when it shows the page.

interface Prerenderable {
  readonly prerendering?: boolean;
  addEventListener(type: "prerenderingchange", act: () => void, options: { once: true }): void;
}

/** Does `work` when the page is shown: at once, unless a browser is prerendering it. */
export function onceShown<T>(work: () => Promise<T>): Promise<T> {
  const page = (globalThis as { document?: Prerenderable }).document;
  if (!page?.prerendering) return work();
  return new Promise((resolve) => page.addEventListener("prerenderingchange", () => resolve(work()), { once: true }));
}
