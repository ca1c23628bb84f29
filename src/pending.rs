//! A login under way: what the callback and the tokens must answer to.
//!
//! Comes in: what [`crate::login`] made. Goes out: a text for the host to keep (sealed in a cookie, or in `sessionStorage`) under the
//! login's state, and back. Never: twice. The callback consumes it, and the host removes its copy before it does anything else.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::error::{Code, Result};
use crate::fields::Fields;
use crate::json::Malformed;
use crate::limits;
use crate::scope::Scope;
use crate::secret::Secret;

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
        };
        fields.end()?;
        Ok(pending)
    }

    /// Under which name to keep it.
    #[must_use]
    pub fn state(&self) -> &str {
        self.state.expose()
    }

    /// Where the person wanted to go: a path of our own origin.
    #[must_use]
    pub fn return_to(&self) -> &str {
        &self.return_to
    }

    /// Whether it waited longer than a provider can take to answer, or our clock was set back beyond the login's start.
    #[must_use]
    pub const fn is_expired(&self, now: i64) -> bool {
        let age = now.saturating_sub(self.started_at);
        age > limits::LOGIN_SECONDS || age < -limits::CLOCK_LEEWAY_SECONDS
    }

    /// Seconds since the epoch at which it was started.
    #[must_use]
    pub const fn started_at(&self) -> i64 {
        self.started_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::tests::login;
    use alloc::format;

    #[test]
    fn what_was_stored_comes_back() {
        let pending = login().pending;
        let back = Pending::restore(&pending.store()).unwrap();
        assert_eq!(back.store(), pending.store());
        assert_eq!((back.state(), back.return_to()), (pending.state(), "/dossier"));
    }

    #[test]
    fn what_was_not_stored_by_us_does_not() {
        for text in [&b""[..], b"{}", b"null", b"{\"state\":\"x\"}", b"\xff"] {
            assert_eq!(Pending::restore(text).unwrap_err().code(), Code::StateUnknown);
        }
    }

    #[test]
    fn it_lasts_an_hour() {
        let pending = login().pending;
        let at = |seconds: i64| pending.is_expired(pending.started_at() + seconds);
        for alive in [0, 601, 1800, 3500, 3600] {
            assert!(!at(alive), "{alive}");
        }
        assert!(at(3601) && at(i64::MAX - pending.started_at()));
        assert!(!at(-limits::CLOCK_LEEWAY_SECONDS) && at(-limits::CLOCK_LEEWAY_SECONDS - 1));
    }

    #[test]
    fn debug_shows_no_secret() {
        let pending = login().pending;
        let shown = format!("{pending:?}");
        assert!(!shown.contains(pending.state()) && !shown.contains(pending.nonce.expose()));
    }
}
