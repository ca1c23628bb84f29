//! Values across the border.
//!
//! Comes in: errors and plain data of the core. Goes out: `Error` objects with a `code`, plain objects. Never: a value in an error.

use js_sys::{Error as JsError, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;

use crate::error::{Code, Error};
use crate::http::{HttpAnswer, HttpRequest};

/// A real `Error` with `code`; the package makes its own class of it.
pub(crate) fn thrown(error: Error) -> JsValue {
    let thrown = JsError::new(&error.message());
    // Setting a property on a fresh object cannot fail.
    let _ = Reflect::set(&thrown, &JsValue::from_str("code"), &JsValue::from_str(error.code().as_str()));
    thrown.into()
}

/// A plain object.
pub(crate) fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|_| thrown(Code::Internal.into()))
}

/// A plain object's content; whatever does not fit is `code`.
pub(crate) fn from_js<T: DeserializeOwned>(value: JsValue, code: Error) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|_| thrown(code))
}

/// The request as the package's `send` takes it.
pub(crate) fn request(request: &HttpRequest) -> Result<JsValue, JsValue> {
    to_js(request)
}

/// An answer that the package's `send` received.
#[wasm_bindgen]
pub struct Answer {
    status: u16,
    content_type: Option<alloc::string::String>,
    body: alloc::vec::Vec<u8>,
}

#[wasm_bindgen]
impl Answer {
    /// Status, `Content-Type`, body.
    #[wasm_bindgen(constructor)]
    pub fn new(status: u16, content_type: Option<alloc::string::String>, body: alloc::vec::Vec<u8>) -> Self {
        Self { status, content_type, body }
    }
}

impl Answer {
    pub(crate) fn as_core(&self) -> HttpAnswer<'_> {
        HttpAnswer { status: self.status, content_type: self.content_type.as_deref(), body: &self.body }
    }
}
