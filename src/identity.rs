//! The *identité pivot*: verified claims, normalised.
//!
//! Comes in: `Facts`, which only the steps that verified them can put together. Goes out: [`Identity`].
//! Never: a failure, or a lost claim. The signature vouches for the claims, so an odd one lands in `anomalies`; all of them stay in `raw`.
//! No identity value is ever printed by a `Debug`.

mod agent;
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

use serde::Serialize;

pub use agent::Agent;
pub use anomaly::{Anomaly, AnomalyCode};
pub use assurance::Assurance;
pub use birthdate::{Birthdate, Presumed};
pub use birthplace::{BirthCountry, Birthplace};
pub use gender::Gender;
pub use rnipp::Rnipp;
pub use source::Origin;

use crate::base::json::Object;
use crate::base::redacted::redacted_debug;
use crate::base::scope::Scope;
use crate::provider::preset::{self, Preset, Vocabulary};
use reader::Reader;
use source::{ASSURED, RNIPP, Source};

/// A verified identity, in one shape for every provider.
///
/// A field is absent where its claim was not granted, did not come, or could not be read; [`missing`](Self::missing) and
/// [`anomalies`](Self::anomalies) say which. Only this library makes one, from claims that it verified.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Identity {
    /// The person's identifier with this issuer. Reconcile on issuer and `sub`, never on names or e-mail. FranceConnect+: 64
    /// hexadecimal digits and `v1`, one for all services of an entity, and another for each other entity. It is the same whichever French
    /// identity provider was used. A European identity's follows the eID: another eID of the same person gives another one.
    pub sub: String,
    /// The issuer, exactly as it calls itself.
    pub issuer: String,
    /// Where the identity was established.
    pub origin: Origin,
    /// The name at birth, as received. FranceConnect+ for French identities: `family_name`, 1 to 256 characters in any letters, case and
    /// signs. Never there for a European identity or a plain provider's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<String>,
    /// The name in use, as received: FranceConnect+'s `preferred_username`, which not everybody has (`""` and `null` also say so); a
    /// European identity's or a plain provider's `family_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_name: Option<String>,
    /// All given names, in the order of civil status. A compound one holds `-`, and one may hold a space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<Vec<String>>,
    /// Whether an array said where each name ends; else they were parted at spaces. FranceConnect+ gives such an array for the register's
    /// names alone; it is used here too where the names are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names_exact: Option<bool>,
    /// The gender of civil status.
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
    /// The e-mail address. No European identity has one. FranceConnect+'s identity providers have verified it; with a plain provider see
    /// `email_verified` in [`raw`](Self::raw).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What the national register says. It carries no level of assurance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rnipp: Option<Rnipp>,
    /// The claims that the granted scopes promise and that did not come, or came empty. Never among them: `sub` and `amr`, which identify
    /// nobody by themselves and are checked elsewhere; the birthplace of a person born abroad, which is not promised; and, for a European
    /// identity, the claims that no such identity has (`birthcountry`, `email`, `rnipp_…`).
    pub missing: Vec<&'static str>,
    /// The claims that came in another form than the documented one.
    pub anomalies: Vec<Anomaly>,
    /// The verified claims as received, without what other sources of claims gave for the service alone, such as access tokens.
    pub raw: Object,
}

redacted_debug!(Identity { missing, anomalies });

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
    /// The claims of userinfo.
    pub(crate) claims: &'a Object,
}

impl Facts<'_> {
    /// The claims that the granted scopes promise.
    fn promised(&self) -> impl Iterator<Item = &'static str> {
        preset::promised(self.preset, |scope| self.granted.contains(scope))
    }
}

/// Whom a sign-in was of, by the preset's vocabulary.
pub enum Person {
    /// A person, by her civil status.
    Identity(Identity),
    /// An agent of an organisation.
    Agent(Agent),
}

redacted_debug!(Person: Identity, Agent);

impl Person {
    /// Reads her.
    pub(crate) fn of(facts: Facts<'_>) -> Self {
        match facts.preset.vocabulary {
            Vocabulary::Agent => Self::Agent(agent::read(&facts)),
            _ => Self::Identity(normalise(facts)),
        }
    }
}

/// Makes the identity.
pub(crate) fn normalise(facts: Facts<'_>) -> Identity {
    let mut reader = Reader::new(facts.claims);
    let origin = source::origin(&mut reader, &facts);
    let source = Source::of(facts.preset.vocabulary, origin);

    let family = names::family(&mut reader, source);
    let given = names::given(&mut reader, &ASSURED, source);
    let gender = gender::read(&mut reader, ASSURED.gender);
    let birthdate = birthdate::assured(&mut reader, source);
    let (birthplace, birth_country) = birthplace::read(&mut reader, &ASSURED, source);
    let email = email::read(&mut reader);
    let rnipp = rnipp::read(&mut reader, birthdate.as_ref());
    let places =
        [(ASSURED.birthplace, birthplace.is_some()), (RNIPP.birthplace, rnipp.as_ref().is_some_and(|rnipp| rnipp.birthplace.is_some()))];

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
        missing: missing(&facts, origin, &reader, places),
        anomalies: reader.into_anomalies(),
        raw: facts.claims.clone(),
    }
}

/// The claims that were promised and did not come. `places` says for each series whether the birthplace is known: a birthplace abroad is
/// known by its country, whatever its own claim says.
fn missing(facts: &Facts<'_>, origin: Origin, reader: &Reader<'_>, places: [(&str, bool); 2]) -> Vec<&'static str> {
    let never = facts.preset.origins.filter(|_| origin == Origin::Eidas).map_or(&[][..], |origins| origins.never_european);
    let is_never = |claim: &str| never.iter().any(|group| group.contains(&claim));
    facts
        .promised()
        .filter(|claim| !matches!(*claim, "sub" | "amr") && !is_never(claim))
        .filter(|claim| !reader.came(claim) && !places.contains(&(claim, true)))
        .collect()
}
