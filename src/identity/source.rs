//! The source of a series of claims, whose documented formats it follows, and the names of the claims.
//!
//! Comes in: the preset's vocabulary and origins, the `amr`, the granted scopes. Goes out: [`Origin`] for JavaScript, [`Source`] and
//! [`Series`] for the readers. Never: a provider's name. What differs between providers, the preset states as data.

use serde::Serialize;

use super::Facts;
use super::anomaly::AnomalyCode;
use super::reader::Reader;
use crate::provider::preset::Vocabulary;

/// Where the identity was established.
///
/// FranceConnect+ says it in `amr`, which a service may ask for only with that authorisation. Where `amr` does not say it, `birthcountry`
/// does, if its scope was granted: each French identity has one, and no European identity has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Origin {
    /// By a French identity provider (`amr` has `fc`, or `fr`): an identité pivot, checked against the RNIPP.
    Fr,
    /// By another Member State, through its eIDAS node (`amr` has `eidas`): the minimum data set of Regulation (EU) 2015/1501.
    Eidas,
    /// Nothing tells it: `amr` names neither, or both, and the scope of `birthcountry` was not granted; or the provider is not
    /// FranceConnect+.
    Unknown,
}

/// Whose formats apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A French identity provider's. Also FranceConnect's where the origin is not known: its documentation describes these formats.
    French,
    /// Another Member State's.
    European,
    /// The national register's (RNIPP).
    Register,
    /// OpenID Connect's own (Core §5.1).
    Plain,
}

impl Source {
    pub(super) const fn of(vocabulary: Vocabulary, origin: Origin) -> Self {
        match (vocabulary, origin) {
            (Vocabulary::OpenIdConnect | Vocabulary::Agent, _) => Self::Plain,
            (Vocabulary::IdentitePivot | Vocabulary::RegisterPivot, Origin::Eidas) => Self::European,
            (Vocabulary::RegisterPivot, Origin::Fr | Origin::Unknown) => Self::Register,
            (Vocabulary::IdentitePivot, Origin::Fr | Origin::Unknown) => Self::French,
        }
    }
}

/// The names of one series of claims.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) family_name: &'static str,
    pub(super) given_name: &'static str,
    pub(super) given_name_array: &'static str,
    pub(super) gender: &'static str,
    pub(super) birthdate: &'static str,
    pub(super) birthplace: &'static str,
    pub(super) birthcountry: &'static str,
}

/// The series that carries the level of assurance.
pub(super) const ASSURED: Series = Series {
    family_name: "family_name",
    given_name: "given_name",
    given_name_array: "given_name_array",
    gender: "gender",
    birthdate: "birthdate",
    birthplace: "birthplace",
    birthcountry: "birthcountry",
};

/// The series of the national register, which carries none.
pub(super) const RNIPP: Series = Series {
    family_name: "rnipp_family_name",
    given_name: "rnipp_given_name",
    given_name_array: "rnipp_given_name_array",
    gender: "rnipp_gender",
    birthdate: "rnipp_birthdate",
    birthplace: "rnipp_birthplace",
    birthcountry: "rnipp_birthcountry",
};

/// Reads the origin: from `amr`, else from the claim that only French identities have, where a granted scope promises it.
pub(super) fn origin(reader: &mut Reader<'_>, facts: &Facts<'_>) -> Origin {
    // `fr` and `eidas` are FranceConnect's words: in a plain provider's `amr` they would mean nothing.
    let Some(origins) = facts.preset.origins else { return Origin::Unknown };
    let names = |words: &[&str]| facts.amr.is_some_and(|values| values.iter().any(|value| words.contains(&value.as_str())));
    match (names(origins.french), names(origins.european)) {
        (true, false) => Origin::Fr,
        (false, true) => Origin::Eidas,
        (false, false) if !facts.promised().any(|claim| claim == origins.french_claim) => Origin::Unknown,
        (false, false) if reader.came(origins.french_claim) => Origin::Fr,
        (false, false) => Origin::Eidas,
        (true, true) => {
            reader.report("amr", AnomalyCode::Contradiction);
            Origin::Unknown
        }
    }
}

#[cfg(test)]
mod tests;
