/**
 * A computer whose clock is wrong, for pages in Chromium.
 *
 * In: a context; by how many seconds, once, or anew for every page that is loaded from then on. Out: nothing. Never: another clock for anybody
 * else: provider and Worker keep the true time, and `performance.now()` counts on unchanged.
 */

/** Runs in the page before its own scripts: `Date` is off by the seconds that are stored for the page's origin, else by `everywhere`. */
function shift([everywhere, isSet]) {
  const kept = () => {
    try {
      return localStorage.getItem("clock-off-by");
    } catch {
      return null;
    }
  };
  const milliseconds = Number(kept() ?? everywhere) * 1000;
  const True = Date;
  globalThis.Date = class extends True {
    constructor(...given) {
      super(...(given.length === 0 ? [True.now() + milliseconds] : given));
    }
    static now() {
      return True.now() + milliseconds;
    }
  };
  // The browser reads `performance.timeOrigin` off the clock at its start. A clock that was wrong then makes it wrong; one set later does not.
  if (isSet) return;
  const { timeOrigin } = performance;
  Object.defineProperty(Performance.prototype, "timeOrigin", { get: () => timeOrigin + milliseconds });
}

/** Off by `seconds` from the start. */
export const offBy = (context, seconds) => context.addInitScript(shift, [seconds, false]);

/** Off by `seconds` now, and right, or off by something else, once `setClock` has been called. */
export const offUntilSet = (context, seconds) => context.addInitScript(shift, [seconds, true]);

/** What the clock is off by in the pages of this tab's origin that are loaded from now on. */
export const setClock = (tab, seconds) => tab.evaluate((off) => localStorage.setItem("clock-off-by", off), String(seconds));
