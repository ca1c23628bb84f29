/**
 * Welch's t-test for two samples of times, with the slowest cut off at several places.
 *
 * In: two lists of numbers. Out: the t of the largest absolute value; and how far the medians lie apart. Never: a verdict.
 */

/** Shares of the pooled samples that are kept. */
const KEPT = [1, 0.99, 0.95, 0.9, 0.75, 0.5];

export function largestT(one, other) {
  const pooled = Float64Array.from([...one, ...other]).sort();
  return KEPT.map((share) => {
    const limit = pooled[Math.ceil(pooled.length * share) - 1];
    return welch(one.filter((time) => time <= limit), other.filter((time) => time <= limit));
  }).reduce((largest, next) => (Math.abs(next) > Math.abs(largest) ? next : largest));
}

export const medianDifference = (one, other) => median(one) - median(other);

const median = (sample) => [...sample].sort((smaller, greater) => smaller - greater)[Math.floor(sample.length / 2)];

/** t = (m₁ − m₂) / √(s₁²/n₁ + s₂²/n₂). */
export function welch(one, other) {
  const [first, second] = [one, other].map(moments);
  const error = Math.sqrt(first.variance / first.count + second.variance / second.count);
  return error === 0 ? 0 : (first.mean - second.mean) / error;
}

function moments(sample) {
  const count = sample.length;
  const mean = sample.reduce((sum, value) => sum + value, 0) / count;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, variance };
}
