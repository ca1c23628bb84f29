/**
 * Options for a handler of `fc-pivot/worker` that runs in a test's own process: its log would drown what the test says.
 *
 * In: nothing. Out: options. Never: for a test of the log itself.
 */
export const QUIET = { onEvent() {} };
