//! Pending logins in a page's `sessionStorage`: one entry for each, so that tabs and attempts do not disturb one another.
//!
//! Comes in: a pending login, or a state. Goes out: the login, once. Never: a login that is read and left there.

use alloc::format;
use alloc::string::String;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::convert::thrown;
use crate::error::{Code, Result as CoreResult};
use crate::pending::Pending;

fn key(state: &str) -> String {
    format!("fc-pivot:login:{state}")
}

/// Keeps a login until its callback.
pub(crate) fn keep(pending: &Pending) -> Result<(), JsValue> {
    let text = String::from_utf8(pending.store()).map_err(|_| thrown(Code::Internal.into()))?;
    storage()?.set_item(&key(pending.state()), &text).map_err(|_| unavailable())
}

/// Takes the login of `state` out, before anything else is done with it: a reload, the back button or a second call finds nothing.
pub(crate) fn take(state: &str) -> Result<CoreResult<Pending>, JsValue> {
    let storage = storage()?;
    let text = storage.get_item(&key(state)).map_err(|_| unavailable())?;
    storage.remove_item(&key(state)).map_err(|_| unavailable())?;
    Ok(text.ok_or(Code::StateUnknown.into()).and_then(|text| Pending::restore(text.as_bytes())))
}

/// `globalThis.sessionStorage`; reading it throws where the browser blocks storage.
fn storage() -> Result<Storage, JsValue> {
    let storage = Reflect::get(&js_sys::global(), &JsValue::from_str("sessionStorage")).ok().filter(JsValue::is_object);
    storage.map(JsCast::unchecked_into).ok_or_else(unavailable)
}

fn unavailable() -> JsValue {
    thrown(Code::StorageUnavailable.into())
}
