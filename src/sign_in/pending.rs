//! A login under way: what the callback and the tokens must answer to.
//!
//! Comes in: what [`crate::sign_in::login`] made. Goes out: a text for the host to keep (sealed in a cookie, or in `sessionStorage`) under the
//! login's state, and back. Never: a login for two callbacks. The callback consumes it; the host removes its copy before anything else.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::base::error::{Code, Result};
use crate::base::fields::Fields;
use crate::base::json::Malformed;
use crate::base::limits;
use crate::base::scope::Scope;
use crate::base::secret::Secret;

/// A login between its request and its callback.
#[derive(Debug, Serialize)]
pub struct Pending {
    pub(crate) state: Secret,
    pub(crate) nonce: Secret,
    /// PKCE's, where the preset sends the challenge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) verifier: Option<Secret>,
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: Scope,
    /// The demanded level of assurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acr: Option<String>,
    pub(crate) return_to: String,
    /// Seconds since the epoch.
    pub(crate) started_at: i64,
    /// The start again, in seconds by a page's steady clock: see [`Pending::settle`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) steady: Option<i64>,
}

impl Pending {
    /// The text to keep. It holds secrets.
    #[must_use]
    pub fn store(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The login that [`Pending::store`] kept.
    ///
    /// # Errors
    /// `state_unknown` where the text is not one of ours.
    pub fn restore(text: &[u8]) -> Result<Self> {
        Self::read(text).map_err(|_| Code::StateUnknown.into())
    }

    fn read(text: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::read(text)?;
        let pending = Self {
            state: fields.secret("state")?,
            nonce: fields.secret("nonce")?,
            verifier: fields.optional_text("verifier")?.map(Secret::new),
            issuer: fields.text("issuer")?,
            client_id: fields.text("client_id")?,
            redirect_uri: fields.text("redirect_uri")?,
            scope: fields.scope("scope")?,
            acr: fields.optional_text("acr")?,
            return_to: fields.text("return_to")?,
            started_at: fields.integer("started_at")?,
            steady: fields.optional_integer("steady")?,
        };
        fields.end()?;
        Ok(pending)
    }

    /// The name to keep it under.
    #[must_use]
    pub fn state(&self) -> &str {
        self.state.expose()
    }

    /// Where the person wanted to go: a path of our own origin.
    #[must_use]
    pub fn return_to(&self) -> &str {
        &self.return_to
    }

    /// Whether the login is older than a login may become, or lies in the future, since our clock was set back.
    #[must_use]
    pub const fn is_expired(&self, now: i64) -> bool {
        let age = now.saturating_sub(self.started_at);
        age > limits::LOGIN_SECONDS || age < -limits::CLOCK_LEEWAY_SECONDS
    }

    /// Moves the start onto the page's clock as it stands now: somebody may have set that clock since the login. `steady` is monotonic, but some
    /// browsers stop it while the computer sleeps, and some start it anew with another process. So the smaller of the two ages counts, and at least 0.
    pub fn settle(&mut self, now: i64, steady: i64) {
        let by_date = now.saturating_sub(self.started_at);
        let age = self.steady.map_or(by_date, |start| by_date.min(steady.saturating_sub(start))).max(0);
        self.started_at = now.saturating_sub(age);
    }

    /// Moves the start onto another clock. That clock shows `there` while the present one shows `here`.
    pub(crate) const fn move_to(&mut self, here: i64, there: i64) {
        self.started_at = self.started_at.saturating_add(there.saturating_sub(here));
    }

    /// Seconds since the epoch at which it was started.
    #[must_use]
    pub const fn started_at(&self) -> i64 {
        self.started_at
    }
}

#[cfg(test)]
mod tests;
