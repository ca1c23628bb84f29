//! Values across the border.
//!
//! Comes in: errors and plain data of the core. Goes out: `Error` objects with a `code`, plain objects. Never: a value in an error.

use alloc::string::String;

use js_sys::{Error as JsError, JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;

use crate::base::error::{Code, Error};
use crate::base::fields::Fields;
use crate::base::http::HttpRequest;
use crate::base::json::Malformed;

/// A real `Error` with its code and the place where it arose as properties; the package makes its own class of it, and has the messages.
pub(crate) fn thrown(error: Error) -> JsValue {
    let thrown = JsError::new(error.detail().unwrap_or_default());
    thrown.set_name("FcPivotFailure");
    // Setting a property on a fresh object cannot fail.
    let _ = Reflect::set(&thrown, &JsValue::from_str("code"), &JsValue::from_str(error.code().as_str()));
    thrown.into()
}

/// A plain object, by way of JSON. So JavaScript reads a claim's number as it reads any number in JSON.
pub(crate) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|_| thrown(Code::Internal.into()))?;
    JSON::parse(&text).map_err(|_| thrown(Code::Internal.into()))
}

/// The members of a plain object, by way of JSON, for which the core has a reader already.
pub(crate) fn from_js(value: &JsValue) -> Result<Fields, Malformed> {
    let text: String = JSON::stringify(value).ok().and_then(|text| text.as_string()).ok_or(Malformed)?;
    Fields::read(text.as_bytes())
}

/// The request as the package's `send` takes it. A page gets it by serde-wasm-bindgen. The edge module writes JSON for its other results
/// anyway, and is a kilobyte smaller with that alone.
pub(crate) fn request(request: &HttpRequest) -> Result<JsValue, JsValue> {
    #[cfg(feature = "browser")]
    let request = request.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|_| thrown(Code::Internal.into()));
    #[cfg(not(feature = "browser"))]
    let request = to_js(request);
    request
}

#[wasm_bindgen(typescript_custom_section)]
const REQUEST: &str = r#"
import type { HttpRequest } from "../shared/http.js";
"#;
