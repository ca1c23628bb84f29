//! The options of a login, from JavaScript.

use alloc::string::String;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::{from_js, thrown};
use crate::base::error::{Code, Error};
use crate::base::json::Malformed;
use crate::sign_in::login::LoginOptions;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { LoginOptions } from "../shared/session.js";
"#;

/// What one login wants, as JavaScript says it.
pub(crate) struct Wanted {
    acr: Option<String>,
    idp_hint: Option<String>,
    login_hint: Option<String>,
    siret_hint: Option<String>,
    ui_locales: Option<String>,
    prompt: Option<String>,
    return_to: Option<String>,
}

impl Wanted {
    /// Reads the options. An unknown option is an error: whoever set it expected an effect.
    pub(crate) fn from_js(wanted: &JsValue) -> Result<Self, JsValue> {
        Self::read(wanted).map_err(|_| thrown(Error::at(Code::LoginRequestInvalid, "options")))
    }

    fn read(wanted: &JsValue) -> Result<Self, Malformed> {
        let mut fields = from_js(wanted)?;
        let wanted = Self {
            acr: fields.optional_text("acr")?,
            idp_hint: fields.optional_text("idpHint")?,
            login_hint: fields.optional_text("loginHint")?,
            siret_hint: fields.optional_text("siretHint")?,
            ui_locales: fields.optional_text("uiLocales")?,
            prompt: fields.optional_text("prompt")?,
            return_to: fields.optional_text("returnTo")?,
        };
        fields.end()?;
        Ok(wanted)
    }

    pub(crate) fn options(&self) -> LoginOptions<'_> {
        LoginOptions {
            acr: self.acr.as_deref(),
            idp_hint: self.idp_hint.as_deref(),
            login_hint: self.login_hint.as_deref(),
            siret_hint: self.siret_hint.as_deref(),
            ui_locales: self.ui_locales.as_deref(),
            prompt: self.prompt.as_deref(),
            return_to: self.return_to.as_deref(),
        }
    }
}
