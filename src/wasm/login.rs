//! The options of a login, from JavaScript.

use alloc::string::String;

use serde::Deserialize;

use crate::login::LoginOptions;

/// What one login wants, as JavaScript says it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    acr: Option<String>,
    idp_hint: Option<String>,
    ui_locales: Option<String>,
    prompt: Option<String>,
    return_to: Option<String>,
}

impl Wanted {
    pub(crate) fn options(&self) -> LoginOptions<'_> {
        LoginOptions {
            acr: self.acr.as_deref(),
            idp_hint: self.idp_hint.as_deref(),
            ui_locales: self.ui_locales.as_deref(),
            prompt: self.prompt.as_deref(),
            return_to: self.return_to.as_deref(),
        }
    }
}
