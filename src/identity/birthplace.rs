//! Where the person was born: place and country, which only together make sense.
//!
//! Comes in: `birthplace` and `birthcountry`, of either series. Goes out: [`Birthplace`], [`BirthCountry`].
//! Never: a place's name for a code, nor a guess which of two contradicting claims is right.

use alloc::string::String;

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::cog;
use super::reader::Reader;
use super::source::{Series, Source};
use crate::base::redacted::redacted_debug;

/// The place of birth. Absent, with the anomaly [`contradiction`](AnomalyCode::Contradiction), where the country is France and the claim
/// says "abroad".
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Birthplace {
    /// In France.
    Commune {
        /// Its code in INSEE's *Code officiel géographique*: five characters, of the time of the birth or of a later one.
        code: String,
        /// The department that the code names, two characters, or three overseas (`971`…). It may be one of another time: `20` is
        /// Corsica before 1976, and `75` the former Seine, wider than Paris, before 1968.
        department: String,
    },
    /// Abroad: the country is in [`BirthCountry`]. FranceConnect+ checks nothing of the place then; whatever the claim says (nothing, a
    /// town, a code) stays in [`raw`](super::Identity::raw). Where the country did not come, an empty text says "abroad".
    Abroad,
    /// As another Member State writes it (eIDAS attribute `PlaceOfBirth`): a town, or more, in no fixed form.
    FreeText {
        /// The text, as received.
        text: String,
    },
}

redacted_debug!(Birthplace);

/// The country of birth, as its borders and its name are today.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BirthCountry {
    /// Its code in INSEE's *Code officiel géographique*: `99` and three digits; not an ISO 3166 code.
    pub code: String,
    /// Whether it is France (`99100`), overseas included.
    pub france: bool,
}

redacted_debug!(BirthCountry);

/// Reads place and country of birth.
pub(super) fn read(reader: &mut Reader<'_>, series: &Series, source: Source) -> (Option<Birthplace>, Option<BirthCountry>) {
    let country = match source {
        Source::Plain => reader.peek(series.birthcountry).and_then(|code| birth_country(code).ok()),
        Source::French | Source::Register | Source::European => {
            reader.text(series.birthcountry).map(birth_country).and_then(|read| reader.note(series.birthcountry, read))
        }
    };
    let in_france = country.as_ref().map(|country| country.france);
    let place = match (source, in_france) {
        (Source::European, _) => reader.text(series.birthplace).map(|text| Birthplace::FreeText { text: text.into() }),
        // The country decides. A commune's code would say nothing there: Oran had 93001 until 1962, while it was in a French department.
        (_, Some(false)) => Some(Birthplace::Abroad),
        (Source::Plain, _) => undefined_claim(reader, series, in_france),
        (Source::French | Source::Register, _) => {
            reader.string(series.birthplace).map(|text| birthplace(text, in_france)).and_then(|read| reader.note(series.birthplace, read))
        }
    };
    (place, country)
}

/// OpenID Connect does not define the claim. It is taken where it has the form of a commune's code; otherwise nothing is reported.
fn undefined_claim(reader: &Reader<'_>, series: &Series, in_france: Option<bool>) -> Option<Birthplace> {
    reader.peek(series.birthplace).filter(|text| !text.is_empty()).and_then(|text| birthplace(text, in_france).ok())
}

fn birth_country(code: &str) -> Result<BirthCountry, AnomalyCode> {
    if cog::is_country(code) {
        Ok(BirthCountry { code: code.into(), france: code == cog::FRANCE })
    } else {
        Err(AnomalyCode::NotACountryCode)
    }
}

/// A place in France, or in a country that did not come or cannot be read.
fn birthplace(text: &str, in_france: Option<bool>) -> Result<Birthplace, AnomalyCode> {
    if text.is_empty() {
        return if in_france == Some(true) { Err(AnomalyCode::Contradiction) } else { Ok(Birthplace::Abroad) };
    }
    if text.trim().is_empty() {
        return Err(AnomalyCode::Empty);
    }
    let department = cog::department(text).ok_or(AnomalyCode::NotACommuneCode)?;
    Ok(Birthplace::Commune { code: text.into(), department: department.into() })
}

#[cfg(test)]
mod tests;
