//! Sessions of the version before, which were JSON: an upgrade signs nobody out.
//!
//! Comes in: such a text. Goes out: the same in the form of today, but for the identity, which nobody has made yet. Never: a new one.
//!
//! They end at the latest [`crate::base::limits::SESSION_MAX_SECONDS`] after the upgrade: then this file can go.

use alloc::string::String;
use alloc::vec::Vec;

use super::form::{Parts, Times};
use crate::base::fields::Fields;
use crate::base::json::{self, Malformed};
use crate::identity::Assurance;

pub(super) fn read(text: &[u8]) -> Option<(Times, Parts)> {
    members(text).ok()
}

fn members(text: &[u8]) -> Result<(Times, Parts), Malformed> {
    let mut fields = Fields::read(text)?;
    let issuer = fields.text("issuer")?;
    let sub = fields.text("sub")?;
    let granted = fields.scope("granted")?;
    let acr: Option<String> = fields.optional_text("acr")?;
    let amr: Option<Vec<String>> = fields.optional_texts("amr")?;
    let auth_time = fields.integer("auth_time")?;
    let claims = fields.object("claims")?;
    let id_token = fields.secret("id_token")?;
    let times = [fields.integer("opened_at")?, fields.integer("expires_at")?, fields.integer("ends_at")?];
    fields.end()?;
    let assurance = Assurance::new(acr, amr, auth_time);
    Ok((
        times,
        Parts::new([
            "",
            &issuer,
            &sub,
            &assurance.acr,
            granted.as_str(),
            id_token.expose(),
            &json::text(&assurance),
            "",
            &json::text(&claims),
        ]),
    ))
}
