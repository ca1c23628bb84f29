/** How the DSFR's scripts run: quietly. They read this once, so it is imported before them. */
declare global {
  interface Window {
    dsfr?: unknown;
  }
}

window.dsfr = { production: true };

export {};
