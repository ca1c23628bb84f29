/**
 * Counts what crosses the border between JavaScript and the package's Wasm.
 *
 * In: a process into which the package was not loaded yet. Out: calls and copied bytes, in either direction. Never: a change to what the package
 * does or sees; a count of the pointers, lengths and numbers that calls carry.
 *
 * Calls are counted where the instance is made: its imports are what the Wasm calls, its exports what JavaScript calls. Bytes are counted in
 * the platform's own functions, wherever one of them reads or writes the memory of that instance.
 */
let intoWasm;
let outOfWasm;
let memory;
restart();

function restart() {
  intoWasm = { calls: 0, housekeeping: 0, bytes: 0 };
  outOfWasm = { calls: 0, bytes: 0 };
}

/** The glue's own calls: to have memory, to give it back, to keep a reference to an object. */
const HOUSEKEEPING = /^__(wb|externref)/;

const inMemory = (view) => ArrayBuffer.isView(view) && view.buffer === memory?.buffer;

/** Has `count` see each call of one of these functions, with its result and its arguments. */
function counted(functions, count) {
  const watched = (name, value) => (typeof value === "function" ? seen(value, (...call) => count(name, ...call)) : value);
  return Object.fromEntries(Object.entries(functions).map(([name, value]) => [name, watched(name, value)]));
}

function seen(own, count) {
  return function (...given) {
    const result = own.apply(this, given);
    count(result, given, this);
    return result;
  };
}

function calledFromWasm(_name, result, [, length]) {
  outOfWasm.calls += 1;
  // A copy of what a pointer and a length say.
  if (result instanceof Uint8Array && !inMemory(result) && result.byteLength === length) outOfWasm.bytes += length;
}

function calledFromJavaScript(name) {
  intoWasm.calls += 1;
  if (HOUSEKEEPING.test(name)) intoWasm.housekeeping += 1;
}

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(own, [module, imports]) {
    // Node has other Wasm, which parses HTTP.
    const isOurs = WebAssembly.Module.exports(module).some(({ name }) => name === "__wbindgen_malloc");
    if (!isOurs) return new own(module, imports);
    const from = Object.entries(imports).map(([name, functions]) => [name, counted(functions, calledFromWasm)]);
    const { exports } = new own(module, Object.fromEntries(from));
    memory = exports.memory;
    return { exports: counted(exports, calledFromJavaScript) };
  },
});

/** `count` sees each call of this method of the platform's. */
function watch(owner, name, count) {
  owner[name] = seen(owner[name], count);
}

watch(TextEncoder.prototype, "encodeInto", ({ written }, [, view]) => {
  if (inMemory(view)) intoWasm.bytes += written;
});
watch(Object.getPrototypeOf(Uint8Array.prototype), "set", (_, [octets], view) => {
  if (inMemory(view)) intoWasm.bytes += octets.length;
});
watch(crypto, "getRandomValues", (_, [view]) => {
  if (inMemory(view)) intoWasm.bytes += view.byteLength;
});
watch(TextDecoder.prototype, "decode", (_, [view]) => {
  if (inMemory(view)) outOfWasm.bytes += view.byteLength;
});
for (const name of ["decrypt", "encrypt"]) {
  watch(crypto.subtle, name, (_, given) => {
    for (const view of given.filter(inMemory)) outOfWasm.bytes += view.byteLength;
  });
}

/** What crosses the border while `act` runs. */
export async function crossing(act) {
  restart();
  await act();
  return { intoWasm: { ...intoWasm }, outOfWasm: { ...outOfWasm } };
}
