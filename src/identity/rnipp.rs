//! What the national register says of the person, kept apart from the identity.
//!
//! Comes in: the `rnipp_…` claims. Goes out: [`Rnipp`], or nothing. Never: a value of it in a field of the identity itself: the register's
//! data carry no level of assurance.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::birthdate::{self, Birthdate};
use super::birthplace::{self, BirthCountry, Birthplace};
use super::gender::{self, Gender};
use super::names;
use super::reader::Reader;
use super::source::{RNIPP, Source};
use crate::base::redacted::redacted_debug;

/// The person as the *Répertoire national d'identification des personnes physiques* (RNIPP, kept by INSEE) has her; FranceConnect+ gives it
/// under the `rnipp_…` scopes. **It carries no level of assurance: it helps to reconcile, and never establishes an identity.**
///
/// The fields mean what they mean in [`Identity`](super::Identity).
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rnipp {
    /// `rnipp_family_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<String>,
    /// `rnipp_given_name_array`, or `rnipp_given_name` parted at spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names: Option<Vec<String>>,
    /// Whether they are parted as the register parts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_names_exact: Option<bool>,
    /// `rnipp_gender`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// `rnipp_birthdate`. The register writes `-01` for what it does not know. Where the identity's own date is presumed and agrees with it,
    /// this one is presumed too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<Birthdate>,
    /// `rnipp_birthplace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthplace: Option<Birthplace>,
    /// `rnipp_birthcountry`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_country: Option<BirthCountry>,
}

redacted_debug!(Rnipp);

/// Reads the register's series; nothing if no claim of it could be read. `assured` is the identity provider's date of birth.
pub(super) fn read(reader: &mut Reader<'_>, assured: Option<&Birthdate>) -> Option<Rnipp> {
    let birth_name = names::birth(reader, &RNIPP, Source::Register);
    let given = names::given(reader, &RNIPP, Source::Register);
    let gender = gender::read(reader, RNIPP.gender);
    let birthdate = birthdate::read(reader, RNIPP.birthdate, Source::Register).map(|date| date.known_beside(assured));
    let (birthplace, birth_country) = birthplace::read(reader, &RNIPP, Source::Register);
    let given_names_exact = given.as_ref().map(|given| given.exact);
    let given_names = given.map(|given| given.names);
    let rnipp = Rnipp { birth_name, given_names, given_names_exact, gender, birthdate, birthplace, birth_country };
    (rnipp != Rnipp::default()).then_some(rnipp)
}

#[cfg(test)]
mod tests;
