//! The grant that a checked callback gives, for JavaScript.

use alloc::string::String;

use wasm_bindgen::prelude::*;

use super::convert::{Answer, thrown};
use super::tokens::Tokens;
use crate::sign_in::callback;

/// An authorization code, bound to its login. Exchanging it consumes it.
#[wasm_bindgen]
pub struct Grant(pub(crate) callback::Grant);

#[wasm_bindgen]
impl Grant {
    /// Where the person wanted to go.
    #[wasm_bindgen(getter, js_name = returnTo)]
    pub fn return_to(&self) -> String {
        self.0.return_to().into()
    }

    /// Reads the token endpoint's answer.
    #[wasm_bindgen(js_name = readTokens)]
    pub fn read_tokens(self, answer: &Answer) -> Result<Tokens, JsValue> {
        self.0.read(&answer.as_core()).map(Tokens).map_err(thrown)
    }
}
