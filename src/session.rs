//! The session: what the Worker remembers of a person between her sign-in and her sign-out.
//!
//! Comes in: verified ID token and userinfo. Goes out: a text to seal, and back; identity and assurance, computed afresh from the
//! verified claims. Never: an access token, or a life beyond the one it was opened with.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::claims::{IdToken, Userinfo};
use crate::config::{Preset, Provider};
use crate::error::{Code, Result};
use crate::identity::{self, Assurance, Facts, Identity};
use crate::json::Object;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::{base64url, limits};

/// A person's session.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// New at every login, so that nothing of an earlier session lives on (session fixation, N63).
    id: String,
    issuer: String,
    sub: String,
    granted: Scope,
    acr: Option<String>,
    amr: Option<Vec<String>>,
    auth_time: i64,
    claims: Object,
    id_token: Secret,
    opened_at: i64,
    expires_at: i64,
}

/// What JavaScript gets of a session.
#[derive(Debug, Serialize)]
pub struct SessionView {
    /// Who is signed in.
    pub identity: Identity,
    /// How surely.
    pub assurance: Assurance,
    /// Seconds since the epoch at which the session ends.
    pub expires_at: i64,
}

impl core::fmt::Debug for Session {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Session(…)")
    }
}

impl Session {
    /// Opens a session of `seconds` from `now` on. `id` is 16 fresh random bytes.
    #[must_use]
    pub fn open(
        provider: &Provider,
        granted: &Scope,
        id_token: &IdToken,
        userinfo: Userinfo,
        now: i64,
        seconds: i64,
        id: [u8; 16],
    ) -> Self {
        Self {
            id: base64url::encode(&id),
            issuer: provider.issuer.clone(),
            sub: id_token.sub.clone(),
            granted: granted.clone(),
            acr: id_token.acr.clone(),
            amr: id_token.amr.clone(),
            auth_time: id_token.auth_time,
            claims: userinfo.claims,
            id_token: id_token.jws.clone(),
            opened_at: now,
            expires_at: now.saturating_add(seconds),
        }
    }

    /// The text to seal.
    #[must_use]
    pub fn store(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The session that [`Session::store`] kept, if it still lasts.
    ///
    /// # Errors
    /// `no_session` where it has expired, or is not one.
    pub fn restore(text: &[u8], now: i64) -> Result<Self> {
        let session: Self = serde_json::from_slice(text).map_err(|_| Code::NoSession)?;
        // As with a login, one that was opened ahead of us says that our clock was set back: it would outlive its term.
        let lasts = session.opened_at <= now.saturating_add(limits::CLOCK_LEEWAY_SECONDS) && now < session.expires_at;
        if lasts { Ok(session) } else { Err(Code::NoSession.into()) }
    }

    /// Who is signed in. `preset` is the one that the session was opened with.
    #[must_use]
    pub fn identity(&self, preset: &'static Preset) -> Identity {
        let Self { issuer, sub, granted, amr, claims, .. } = self;
        identity::normalise(Facts { preset, issuer, sub, granted, amr: amr.as_deref(), claims })
    }

    /// What `GET /auth/session` answers.
    #[must_use]
    pub fn view(&self, preset: &'static Preset) -> SessionView {
        SessionView { identity: self.identity(preset), assurance: self.assurance(), expires_at: self.expires_at }
    }

    /// How surely.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        Assurance::new(self.acr.clone(), self.amr.clone(), self.auth_time)
    }

    /// Seconds since the epoch at which the session ends.
    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// The issuer that vouched for the person.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The inner ID token, for [`crate::logout::end_session_url`].
    #[must_use]
    pub const fn id_token(&self) -> &Secret {
        &self.id_token
    }
}

#[cfg(test)]
mod tests;
