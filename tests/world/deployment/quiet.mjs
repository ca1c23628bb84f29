/**
 * Options for a handler of `fc-pivot/worker` that runs in a test's own process: its log would hide the test's own output.
 *
 * In: nothing. Out: options. Never: for a test of the log itself.
 */
export const QUIET = { onEvent() {} };
