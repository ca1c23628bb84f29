//! Whose documented formats a series of claims follows, and what the series' claims are called.
//!
//! Comes in: the preset's vocabulary and the `amr`. Goes out: [`Origin`] for JavaScript, [`Source`] and [`Series`] for the readers.
//! Never: a provider's name. What differs is the vocabulary, which the preset states as data.

use alloc::string::String;

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::reader::Reader;
use crate::config::preset::Vocabulary;

/// Where the identity was established, as FranceConnect+ says in `amr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Origin {
    /// By a French identity provider (`fr`): an identité pivot, checked against the RNIPP.
    Fr,
    /// By another Member State, through its eIDAS node (`eidas`): the minimum data set of Regulation (EU) 2015/1501.
    Eidas,
    /// `amr` says neither, or both, or did not come; or the provider is not FranceConnect+.
    Unknown,
}

/// Whose formats apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A French identity provider's. Also FranceConnect's where the origin is not known: it is what its documentation describes.
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
            (Vocabulary::OpenIdConnect, _) => Self::Plain,
            (Vocabulary::IdentitePivot, Origin::Eidas) => Self::European,
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

/// Reads the origin. `fr` and `eidas` are FranceConnect's words: in a plain provider's `amr` they would mean nothing.
pub(super) fn origin(reader: &mut Reader<'_>, vocabulary: Vocabulary, amr: Option<&[String]>) -> Origin {
    if vocabulary == Vocabulary::OpenIdConnect {
        return Origin::Unknown;
    }
    let says = |word: &str| amr.is_some_and(|values| values.iter().any(|value| value == word));
    match (says("fr"), says("eidas")) {
        (true, false) => Origin::Fr,
        (false, true) => Origin::Eidas,
        (false, false) => Origin::Unknown,
        (true, true) => {
            reader.report("amr", AnomalyCode::Contradiction);
            Origin::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::anomalies;
    use super::*;
    use crate::json::Object;
    use alloc::vec::Vec;

    fn read(vocabulary: Vocabulary, amr: Option<&[&str]>) -> (Origin, Vec<(&'static str, &'static str)>) {
        let claims = Object::new();
        let mut reader = Reader::new(&claims);
        let amr: Option<Vec<String>> = amr.map(|values| values.iter().map(|value| (*value).into()).collect());
        let origin = origin(&mut reader, vocabulary, amr.as_deref());
        (origin, anomalies(reader))
    }

    #[test]
    fn amr_tells_the_origin() {
        for (amr, expected) in [
            (Some(&["pwd", "fr"][..]), Origin::Fr),
            (Some(&["eidas"]), Origin::Eidas),
            (Some(&["pwd", "mfa"]), Origin::Unknown),
            (Some(&["FR"]), Origin::Unknown),
            (Some(&[]), Origin::Unknown),
            (None, Origin::Unknown),
        ] {
            assert_eq!(read(Vocabulary::IdentitePivot, amr), (expected, [].into()), "{amr:?}");
        }
    }

    #[test]
    fn an_identity_of_both_origins_is_a_contradiction() {
        assert_eq!(read(Vocabulary::IdentitePivot, Some(&["fr", "eidas"])), (Origin::Unknown, [("amr", "contradiction")].into()));
    }

    #[test]
    fn a_plain_providers_amr_tells_no_origin() {
        for amr in [&["fr"][..], &["eidas"], &["fr", "eidas"]] {
            assert_eq!(read(Vocabulary::OpenIdConnect, Some(amr)), (Origin::Unknown, [].into()));
        }
    }

    #[test]
    fn formats_follow_vocabulary_and_origin() {
        for origin in [Origin::Fr, Origin::Eidas, Origin::Unknown] {
            assert_eq!(Source::of(Vocabulary::OpenIdConnect, origin), Source::Plain);
        }
        assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Fr), Source::French);
        assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Unknown), Source::French);
        assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Eidas), Source::European);
    }
}
