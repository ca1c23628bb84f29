//! The *identité pivot*: verified claims, normalised.
//!
//! Comes in: `Facts`, which only the steps that verified them can put together. Goes out: [`Identity`].
//! Never: a failure, or a lost claim. The signature vouches for the claims, so an odd one lands in `anomalies`; all of them stay in `raw`.
//! No identity value is ever printed by a `Debug`.

mod anomaly;
mod assurance;
mod birthdate;
mod birthplace;
mod cog;
mod email;
mod gender;
mod names;
mod reader;
mod rnipp;
mod source;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use serde_json::Value;

pub use anomaly::{Anomaly, AnomalyCode};
pub use assurance::Assurance;
pub use birthdate::{Birthdate, Presumed};
pub use birthplace::{BirthCountry, Birthplace};
pub use gender::Gender;
pub use rnipp::Rnipp;
pub use source::Origin;

use crate::claims::{IdToken, Userinfo};
use crate::config::Provider;
use crate::config::preset::{self, Preset};
use crate::json::Object;
use crate::scope::Scope;
use reader::Reader;
use source::{ASSURED, RNIPP, Source};

/// A `Debug` that says the type's name and nothing else: values must not reach a log by way of `{:?}` (attack N70).
macro_rules! redacted {
    ($type:ident) => {
        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($type), "(redacted)"))
            }
        }
    };
}
use redacted;

/// A verified identity, in one shape for every provider.
///
/// A field is absent where its claim was not granted, did not come, or could not be read; [`missing`](Self::missing) and
/// [`anomalies`](Self::anomalies) say which. Only this library makes one, from claims that it verified.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Identity {
    /// The person's identifier with this issuer. Reconcile on issuer and `sub`, never on names or e-mail. FranceConnect+: 64
    /// hexadecimal digits and `v1`, another one for each service, the same whichever identity provider was used.
    pub sub: String,
    /// The issuer, exactly as it calls itself.
    pub issuer: String,
    /// Where the identity was established.
    pub origin: Origin,
    /// The name at birth. FranceConnect+ for French identities: upper-case Latin letters with French diacritics, space, `-`, `'`. It
    /// is kept as received even where it is spelt otherwise. Never there for a European identity or a plain provider's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<String>,
    /// The name in use, same alphabet: FranceConnect+'s `preferred_username`, which not every identity provider knows; a European
    /// identity's or a plain provider's `family_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_name: Option<String>,
    /// All given names, in the order of civil status. A compound one holds `-`, and one may hold a space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<Vec<String>>,
    /// Whether they are parted as the provider parts them (it gave an array); else they were parted at spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names_exact: Option<bool>,
    /// The gender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<Birthdate>,
    /// The place of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthplace: Option<Birthplace>,
    /// The country of birth. Kept where the place contradicts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_country: Option<BirthCountry>,
    /// The e-mail address (RFC 5322 §3.4.1). FranceConnect+'s identity providers have verified it; with a plain provider see
    /// `email_verified` in [`raw`](Self::raw).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What the national register says. It carries no level of assurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rnipp: Option<Rnipp>,
    /// The claims that the granted scopes promise and that did not come, or came empty. Without `sub` and `amr`, which identify nobody
    /// by themselves and are checked elsewhere.
    pub missing: Vec<&'static str>,
    /// The claims that came in another form than the documented one.
    pub anomalies: Vec<Anomaly>,
    /// The verified claims as received.
    pub raw: Object,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("missing", &self.missing).field("anomalies", &self.anomalies).finish_non_exhaustive()
    }
}

impl Identity {
    /// The identity that a verified ID token and verified userinfo give, under the scopes that were granted.
    #[must_use]
    pub fn of(provider: &Provider, granted: &Scope, id_token: &IdToken, userinfo: &Userinfo) -> Self {
        let IdToken { issuer, sub, amr, .. } = id_token;
        normalise(Facts { preset: provider.preset, issuer, sub, granted, amr: amr.as_deref(), claims: &userinfo.claims })
    }
}

/// What the verifying steps know of a person.
pub(crate) struct Facts<'a> {
    /// The kind of provider, for its vocabulary and its scopes.
    pub(crate) preset: &'static Preset,
    /// The issuer, as verified.
    pub(crate) issuer: &'a str,
    /// The subject, the same in ID token and userinfo.
    pub(crate) sub: &'a str,
    /// The scopes that the token endpoint granted.
    pub(crate) granted: &'a Scope,
    /// `amr` of the ID token.
    pub(crate) amr: Option<&'a [String]>,
    /// The claims of userinfo, and whatever the host counts among them.
    pub(crate) claims: &'a Object,
}

/// Makes the identity.
pub(crate) fn normalise(facts: Facts<'_>) -> Identity {
    let mut reader = Reader::new(facts.claims);
    let vocabulary = facts.preset.vocabulary;
    let origin = source::origin(&mut reader, vocabulary, facts.amr);
    let source = Source::of(vocabulary, origin);

    let family = names::family(&mut reader, source);
    let given = names::given(&mut reader, &ASSURED, source);
    let gender = gender::read(&mut reader, ASSURED.gender);
    let birthdate = birthdate::read(&mut reader, ASSURED.birthdate, source);
    let (birthplace, birth_country) = birthplace::read(&mut reader, &ASSURED, source);
    let email = email::read(&mut reader);
    let rnipp = rnipp::read(&mut reader);

    Identity {
        sub: facts.sub.into(),
        issuer: facts.issuer.into(),
        origin,
        birth_name: family.birth,
        usual_name: family.usual,
        given_names_exact: given.as_ref().map(|given| given.exact),
        given_names: given.map(|given| given.names),
        gender,
        birthdate,
        birthplace,
        birth_country,
        email,
        rnipp,
        missing: missing(&facts),
        anomalies: reader.into_anomalies(),
        raw: facts.claims.clone(),
    }
}

/// The claims that were promised and did not come.
fn missing(facts: &Facts<'_>) -> Vec<&'static str> {
    preset::promised(facts.preset, |scope| facts.granted.contains(scope))
        .filter(|claim| !matches!(*claim, "sub" | "amr"))
        .filter(|claim| !came(claim, facts.claims.get(*claim)))
        .collect()
}

/// An empty birthplace says something: born abroad.
fn came(claim: &str, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty() || claim == ASSURED.birthplace || claim == RNIPP.birthplace,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}
