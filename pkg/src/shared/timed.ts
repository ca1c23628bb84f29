// A time-out for something that takes an `AbortSignal`.
// Comes in: milliseconds, and what to do. Goes out: what comes of it. Never: `AbortSignal.timeout`, which the oldest of our browsers lack;
// a timer that outlives the act.

/** Does `act`, whose signal is aborted after `milliseconds`. */
export async function timed<T>(milliseconds: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), milliseconds);
  try {
    return await act(end.signal);
  } finally {
    clearTimeout(timer);
  }
}
