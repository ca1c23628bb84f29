/**
 * Times of two classes of inputs, taken in random order.
 *
 * In: a subject: what makes inputs of either class, what makes one ready, and what is called with it. Out: for each class a list of microseconds.
 * Never: an order that one class could profit from, or the same few objects again and again: each class has a pool of inputs.
 */
import { randomBytes } from "node:crypto";

const POOL = 64;
const WARM_UP = 500;

/** One round: `samples` times in all. What serves for one call only is made by `prepare`, before each, and not timed. */
export async function measure({ inputs, prepare = (input) => input, call, repeat = 1, slow = false }, samples) {
  const pools = inputs.map((make) => Array.from({ length: POOL }, make));
  const classes = Uint8Array.from(randomBytes(samples), (octet) => octet & 1);
  const times = [[], []];
  const sample = slow ? slowSample(call) : quickSample(call, repeat);
  for (let index = 0; index < WARM_UP / (slow ? 10 : 1); index += 1) await sample(await prepare(pools[index & 1][index % POOL]));
  globalThis.gc?.();
  for (let index = 0; index < samples; index += 1) {
    const which = classes[index];
    const input = await prepare(pools[which][(index >>> 1) % POOL]);
    times[which].push(slow ? await sample(input) : sample(input));
  }
  return times;
}

const quickSample = (call, repeat) => (input) => {
  const start = performance.now();
  for (let again = 0; again < repeat; again += 1) call(input);
  return ((performance.now() - start) * 1000) / repeat;
};

/** For calls that wait for WebCrypto. */
const slowSample = (call) => async (input) => {
  const start = performance.now();
  await call(input);
  return (performance.now() - start) * 1000;
};
