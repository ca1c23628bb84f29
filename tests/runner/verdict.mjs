// Whether a run counts as a success.
//
// In:    how the run ended, and what it counted.
// Out:   { passed, failed, reasons }: every reason why `failed` is not zero, for people to read.
// Never: lets a run pass that died, ran nothing, or left a test out.

export function verdict(ending, { passed, failed, skipped }) {
  const reasons = [];
  if (failed > 0) reasons.push(`${failed} failed`);
  if (skipped > 0) reasons.push(`${skipped} skipped, and nothing is skipped here`);
  if (passed + failed + skipped === 0) reasons.push("ran no test");
  const counted = failed + skipped;

  if (counted > 0) return { passed, failed: counted, reasons };
  reasons.push(...death(ending));
  return { passed, failed: reasons.length > 0 ? 1 : 0, reasons };
}

// A preparation has no tests: it succeeds, or it is one failure.
export function preparationVerdict(ending) {
  const reasons = death(ending);
  return { passed: 0, failed: reasons.length, reasons };
}

function death({ code, signal, timedOut }) {
  if (timedOut) return ["did not end in time"];
  if (signal !== null) return [`was ended by ${signal}`];
  if (code !== 0) return [`ended with exit code ${code}`];
  return [];
}
