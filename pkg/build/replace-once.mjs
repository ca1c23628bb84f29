// A replacement in what wasm-bindgen wrote.
//
// In:    the glue's text; what to replace, and by what.
// Out:   the text, changed in one place.
// Never: a text with no such place, or several: another version of wasm-bindgen may write something else, and no build is better than one
//        that is not guarded, or does not fit its module.
export function replaceOnce(text, [from, to]) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`fc_pivot.js has ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}
