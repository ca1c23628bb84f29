/**
 * Makes the host's next answer to the Wasm "no more memory": a real trap, in the real instance.
 *
 * In: a host in which it runs before the module is instantiated (Node and workerd as an ES module, a page as a script).
 * Out: `exhaust()`, `wasmInstances` and `wasmBytes()` in the global scope. Never: a change to what the package does or sees.
 */
{
  const instances = [];
  /** What gives memory back. The collector calls it when it likes: between the exhaustion and the request that is to feel it, too. */
  const GIVES_BACK = /_free$|^__wbindgen_destroy_closure$/;

  /** Ours: Node's own `fetch` parses HTTP in Wasm as well. */
  const keep = (instance) => {
    if (!("__wbindgen_malloc" in instance.exports)) return instance;
    const kept = { exports: instance.exports, exhausted: false };
    instances.push(kept);
    const untilExhausted = (call) => (...args) => (kept.exhausted ? undefined : call(...args));
    const exports = Object.entries(instance.exports).map(([name, value]) => [name, GIVES_BACK.test(name) ? untilExhausted(value) : value]);
    return { exports: Object.fromEntries(exports) };
  };

  WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct: (own, args) => keep(new own(...args)) });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await own.apply(WebAssembly, args);
      return made.instance === undefined ? keep(made) : { ...made, instance: keep(made.instance) };
    };
  }

  /** Repeats `act` until it throws. */
  const untilItThrows = (act) => {
    try {
      for (;;) act();
    } catch {
      // That was the last one.
    }
  };

  /** Takes all the memory that the newest instance can have, for good: what the host would give it, then what is free on its heap. */
  globalThis.exhaust = () => {
    const newest = instances.at(-1);
    newest.exhausted = true;
    const { memory, __wbindgen_malloc: take } = newest.exports;
    const room = () => 65_536 - memory.buffer.byteLength / 65_536;
    for (let pages = room(); pages >= 1; pages = Math.min(pages, room())) {
      try {
        memory.grow(pages);
      } catch {
        pages = Math.floor(pages / 2);
      }
    }
    for (let bytes = 2 ** 20; bytes >= 1; bytes /= 2) untilItThrows(() => take(bytes, 1));
  };
  globalThis.wasmInstances = () => instances.length;
  globalThis.wasmBytes = () => instances.at(-1).exports.memory.buffer.byteLength;
}
