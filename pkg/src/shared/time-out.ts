// Time-outs.
// Comes in: milliseconds, and work that takes an `AbortSignal`, or a promise. Goes out: what comes of it in time. Never: `AbortSignal.timeout`,
// which the oldest of our browsers lack; a timer that outlives the work.

/** Does `work`, whose signal is aborted after `milliseconds`. */
export async function withTimeout<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), milliseconds);
  try {
    return await work(end.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `promise`, and gives its value in an object; `undefined` where it takes longer than `milliseconds`. */
export async function orTimeout<T>(milliseconds: number, promise: Promise<T>): Promise<{ readonly value: T } | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
