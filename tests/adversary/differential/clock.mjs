/**
 * The fixed time of a campaign: a token that expires at the very second must do so in every run.
 *
 * In: nothing. Out: `NOW`, which is what every clock of this process shows from the import on. Never: a timer that stands still; only
 * dates do.
 */
import { mock } from "node:test";

/** Seconds since the epoch. */
export const NOW = 1_790_000_000;

mock.timers.enable({ apis: ["Date"], now: NOW * 1000 });
