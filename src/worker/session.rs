//! The session: what the Worker remembers of a person between her sign-in and her sign-out.
//!
//! Comes in: verified ID token and userinfo. Goes out: a text to seal, and back; identity and assurance, computed afresh from the
//! verified claims. Never: an access token, or a life beyond the one it was opened with.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::base::error::{Code, Result};
use crate::base::fields::Fields;
use crate::base::json::{Malformed, Object};
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::identity::{self, Assurance, Facts, Identity};
use crate::provider::Preset;
use crate::sign_in::machine::SignedIn;

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Seconds from its opening, or from its last renewal.
    pub seconds: i64,
    /// Seconds from its opening beyond which no renewal reaches.
    pub max: i64,
    /// Whether use renews it.
    pub sliding: bool,
}

impl Lifetime {
    /// A renewal is due once half of the seconds are gone: not at every request, since each costs a cookie or a write.
    const fn renewal_is_due(&self, expires_at: i64, now: i64) -> bool {
        self.sliding && expires_at.saturating_sub(now) <= self.seconds / 2
    }
}

/// A person's session.
#[derive(Clone, Serialize)]
pub struct Session {
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
    /// Where every renewal ends.
    ends_at: i64,
}

redacted_debug!(Session);

/// What JavaScript gets of a session.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Who is signed in.
    pub identity: Identity,
    /// How surely.
    pub assurance: Assurance,
    /// Seconds since the epoch at which the session ends.
    pub expires_at: i64,
}

impl Session {
    /// Opens a session at `now`.
    #[must_use]
    pub fn open(signed_in: SignedIn, now: i64, lifetime: Lifetime) -> Self {
        let SignedIn { granted, id_token, userinfo, .. } = signed_in;
        let ends_at = now.saturating_add(lifetime.max);
        Self {
            issuer: id_token.issuer,
            sub: id_token.sub,
            granted,
            acr: id_token.acr,
            amr: id_token.amr,
            auth_time: id_token.auth_time,
            claims: userinfo.claims,
            id_token: id_token.jws,
            opened_at: now,
            expires_at: now.saturating_add(lifetime.seconds).min(ends_at),
            ends_at,
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
        let session = Self::read(text).map_err(|_| Code::NoSession)?;
        // As with a login, one that was opened ahead of us says that our clock was set back: it would outlive its term.
        let lasts = session.opened_at <= now.saturating_add(limits::CLOCK_LEEWAY_SECONDS) && now < session.expires_at;
        if lasts { Ok(session) } else { Err(Code::NoSession.into()) }
    }

    fn read(text: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::read(text)?;
        let session = Self {
            issuer: fields.text("issuer")?,
            sub: fields.text("sub")?,
            granted: fields.scope("granted")?,
            acr: fields.optional_text("acr")?,
            amr: fields.optional_texts("amr")?,
            auth_time: fields.integer("auth_time")?,
            claims: fields.object("claims")?,
            id_token: fields.secret("id_token")?,
            opened_at: fields.integer("opened_at")?,
            expires_at: fields.integer("expires_at")?,
            ends_at: fields.integer("ends_at")?,
        };
        fields.end()?;
        Ok(session)
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

    /// The session that use at `now` makes of it, where a renewal is due and reaches further.
    #[must_use]
    pub fn renewed(&self, now: i64, lifetime: Lifetime) -> Option<Self> {
        self.renewed_until(now, lifetime).map(|expires_at| Self { expires_at, ..self.clone() })
    }

    /// Whether [`Session::renewed`] makes one.
    #[must_use]
    pub fn renewal_is_due(&self, now: i64, lifetime: Lifetime) -> bool {
        self.renewed_until(now, lifetime).is_some()
    }

    fn renewed_until(&self, now: i64, lifetime: Lifetime) -> Option<i64> {
        let expires_at = now.saturating_add(lifetime.seconds).min(self.ends_at);
        (lifetime.renewal_is_due(self.expires_at, now) && expires_at > self.expires_at).then_some(expires_at)
    }

    /// Whether it was opened after `signed_out_at`, the moment at which its person was signed out everywhere, if ever.
    #[must_use]
    pub fn outlives(&self, signed_out_at: Option<i64>) -> bool {
        signed_out_at.is_none_or(|moment| self.opened_at > moment)
    }

    /// Whether its level of assurance is at least `demanded`.
    #[must_use]
    pub fn satisfies(&self, preset: &'static Preset, demanded: &str) -> bool {
        self.acr.as_deref().is_some_and(|reached| preset.acr_satisfies(reached, demanded))
    }

    /// The issuer that vouched for the person.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The person, as that issuer calls her.
    #[must_use]
    pub fn sub(&self) -> &str {
        &self.sub
    }

    /// The inner ID token, for [`crate::sign_in::logout::end_session_url`].
    #[must_use]
    pub const fn id_token(&self) -> &Secret {
        &self.id_token
    }
}

#[cfg(test)]
pub(crate) mod tests;
