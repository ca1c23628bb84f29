//! The session: what the Worker remembers of a person between her sign-in and her sign-out.
//!
//! Comes in: verified ID token and userinfo. Goes out: a text to seal, and back; what JavaScript gets of it. Never: an access token, or a life
//! beyond the one it was opened with.
//!
//! What JavaScript gets is made when the session is opened, and sealed as it is: a request opens it, looks at times and level, and hands it
//! on. Another version of the library, or another preset, makes the identity anew from the claims in it.

use alloc::borrow::Cow;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::mem::take;

use serde_json::Value;

use crate::base::error::{Code, Result};
use crate::base::json;
use crate::base::limits;
use crate::base::redacted::redacted_debug;
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::wiped::Wiped;
use crate::identity::{self, Assurance, Facts, Identity, Person};
use crate::provider::Preset;
use crate::sign_in::machine::SignedIn;

mod form;
mod former;

use form::{Part, Parts, Times};

/// Whose normalisation an identity is: it may be another in the next version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

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
#[derive(Clone)]
pub struct Session {
    opened_at: i64,
    expires_at: i64,
    /// Where every renewal ends.
    ends_at: i64,
    parts: Parts,
    /// Sealed by the version before: it is to be sealed anew.
    former: bool,
}

redacted_debug!(Session);

impl Session {
    /// Opens a session at `now`.
    #[must_use]
    pub fn open(signed_in: &SignedIn, now: i64, lifetime: Lifetime) -> Self {
        let id_token = &signed_in.id_token;
        let [identity, claims] = texts(signed_in.person());
        let ends_at = now.saturating_add(lifetime.max);
        let parts = Parts::new([
            &[VERSION, " ", signed_in.provider.preset.name].concat(),
            &id_token.issuer,
            &id_token.sub,
            id_token.acr.as_deref().unwrap_or_default(),
            signed_in.granted.as_str(),
            id_token.jws.expose(),
            &json::text(&signed_in.assurance()),
            &identity,
            &claims,
        ]);
        Self { opened_at: now, expires_at: now.saturating_add(lifetime.seconds).min(ends_at), ends_at, parts, former: false }
    }

    /// The text to seal.
    #[must_use]
    pub fn store(&self) -> Vec<u8> {
        self.parts.store([self.opened_at, self.expires_at, self.ends_at])
    }

    /// The session that [`Session::store`] kept, if it still lasts.
    ///
    /// # Errors
    /// `no_session` where it has expired, or is not one.
    pub fn restore(text: Wiped<Vec<u8>>, now: i64) -> Result<Self> {
        Self::lasting(form::read(text), false, now)
    }

    /// The session that the version before kept, if it still lasts. Use of it renews it, so that it is sealed anew.
    ///
    /// # Errors
    /// Those of [`Session::restore`].
    pub fn restore_former(text: &[u8], now: i64) -> Result<Self> {
        Self::lasting(former::read(text), true, now)
    }

    fn lasting(read: Option<(Times, Parts)>, former: bool, now: i64) -> Result<Self> {
        let ([opened_at, expires_at, ends_at], parts) = read.ok_or(Code::NoSession)?;
        // As with a login, one that was opened ahead of us says that our clock was set back: it would outlive its term.
        let lasts = opened_at <= now.saturating_add(limits::CLOCK_LEEWAY_SECONDS) && now < expires_at;
        if lasts { Ok(Self { opened_at, expires_at, ends_at, parts, former }) } else { Err(Code::NoSession.into()) }
    }

    /// Who is signed in, by her civil status. `preset` is the one that the session was opened with.
    ///
    /// # Errors
    /// `no_session` where its text is none of ours, which a seal rules out.
    pub fn identity(&self, preset: &'static Preset) -> Result<Identity> {
        self.made_anew(preset, identity::normalise)
    }

    fn made_anew<T>(&self, preset: &'static Preset, make: impl FnOnce(Facts<'_>) -> T) -> Result<T> {
        let claims = json::object(self.parts.get(Part::Claims).as_bytes()).map_err(|_| Code::NoSession)?;
        let granted = Scope::granted(self.parts.get(Part::Granted)).ok_or(Code::NoSession)?;
        let (issuer, sub, amr) = (self.issuer(), self.sub(), self.assurance().amr);
        Ok(make(Facts { preset, issuer, sub, granted: &granted, amr: amr.as_deref(), claims: &claims }))
    }

    /// What is told of it, as JSON. Without `registered` claims, what `GET /auth/session` answers. With them (RFC 7519 §4.1; the JSON of an
    /// object), what a token says to the application behind a gateway: those, `sub`, and in `fc` who is signed in, without the claims as
    /// received, and how surely.
    ///
    /// # Errors
    /// Those of [`Session::identity`].
    pub fn told(&self, preset: &'static Preset, registered: Option<&str>) -> Result<String> {
        let (who, identity, assurance) = (preset.vocabulary.person(), self.person(preset)?, self.parts.get(Part::Assurance));
        let (raw, number, sub) = (self.parts.get(Part::Claims), self.expires_at.to_string(), json::text(self.sub()));
        let texts = match registered {
            None => ["{\"", who, "\":", &identity, ",\"raw\":", raw, "},\"assurance\":", assurance, ",\"expiresAt\":", &number, "}"],
            Some(claims) => {
                let claims = claims.strip_suffix('}').unwrap_or(claims);
                [claims, ",\"sub\":", &sub, ",\"fc\":{\"", who, "\":", &identity, "},\"assurance\":", assurance, "}}", ""]
            }
        };
        Ok(texts.concat())
    }

    /// Who is signed in, as JSON that ends before `raw`: as it was sealed, where this version and this preset made it.
    fn person(&self, preset: &'static Preset) -> Result<Cow<'_, str>> {
        let made_by = self.parts.get(Part::MadeBy).strip_prefix(VERSION).and_then(|rest| rest.strip_prefix(' '));
        if made_by == Some(preset.name) {
            return Ok(self.parts.get(Part::Identity).into());
        }
        let [identity, _] = self.made_anew(preset, |facts| texts(Person::of(facts)))?;
        Ok(identity.into())
    }

    /// How surely.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        let made = json::object(self.parts.get(Part::Assurance).as_bytes()).unwrap_or_default();
        let texts = |list: &Vec<Value>| list.iter().filter_map(|text| text.as_str().map(String::from)).collect();
        let auth_time = made.get("authTime").and_then(Value::as_i64).unwrap_or_default();
        Assurance::new(Some(self.parts.get(Part::Acr).into()), made.get("amr").and_then(Value::as_array).map(texts), auth_time)
    }

    /// Seconds since the epoch at which the session ends.
    #[must_use]
    pub const fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// The session that use at `now` makes of it, where a renewal is due and reaches further, or where it is to be sealed anew.
    #[must_use]
    pub fn renewed(&self, now: i64, lifetime: Lifetime) -> Option<Self> {
        self.renewed_until(now, lifetime).map(|expires_at| Self { expires_at, former: false, ..self.clone() })
    }

    /// Whether [`Session::renewed`] makes one.
    #[must_use]
    pub fn renewal_is_due(&self, now: i64, lifetime: Lifetime) -> bool {
        self.renewed_until(now, lifetime).is_some()
    }

    fn renewed_until(&self, now: i64, lifetime: Lifetime) -> Option<i64> {
        let expires_at = now.saturating_add(lifetime.seconds).min(self.ends_at);
        let reaches_further = lifetime.renewal_is_due(self.expires_at, now) && expires_at > self.expires_at;
        if reaches_further { Some(expires_at) } else { self.former.then_some(self.expires_at) }
    }

    /// Whether it was opened after `signed_out_at`, the moment at which its person was signed out everywhere, if ever.
    #[must_use]
    pub fn outlives(&self, signed_out_at: Option<i64>) -> bool {
        signed_out_at.is_none_or(|moment| self.opened_at > moment)
    }

    /// Whether its level of assurance is at least `demanded`.
    #[must_use]
    pub fn satisfies(&self, preset: &'static Preset, demanded: &str) -> bool {
        let reached = self.parts.get(Part::Acr);
        !reached.is_empty() && preset.acr_satisfies(reached, demanded)
    }

    /// The issuer that vouched for the person.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.parts.get(Part::Issuer)
    }

    /// The person, as that issuer calls her.
    #[must_use]
    pub fn sub(&self) -> &str {
        self.parts.get(Part::Sub)
    }

    /// The inner ID token, for [`crate::sign_in::logout::begin`].
    #[must_use]
    pub fn id_token(&self) -> Secret {
        Secret::new(self.parts.get(Part::IdToken))
    }
}

/// A person's JSON up to `raw`, which stands last, and the JSON of `raw`.
fn texts(person: Person) -> [String; 2] {
    let (raw, mut text) = match person {
        Person::Identity(mut identity) => (take(&mut identity.raw), json::text(&identity)),
        Person::Agent(mut agent) => (take(&mut agent.raw), json::text(&agent)),
    };
    text.truncate(text.len().saturating_sub(",\"raw\":{}}".len()));
    [text, json::text(&raw)]
}

#[cfg(test)]
pub(crate) mod tests;
