//! Where the person was born: place and country, which only together make sense.
//!
//! Comes in: `birthplace` and `birthcountry`, of either series. Goes out: [`Birthplace`], [`BirthCountry`].
//! Never: a place's name for a code, nor a guess which of two contradicting claims is right.

use alloc::string::String;

use serde::Serialize;

use super::anomaly::AnomalyCode;
use super::cog;
use super::reader::Reader;
use super::redacted;
use super::source::{Series, Source};

/// The place of birth. Absent, with the anomaly [`contradiction`](AnomalyCode::Contradiction), where it excludes the country: a commune
/// abroad (whose "department" would be a fiction), or no commune in France.
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
    /// Abroad, which FranceConnect+ says with an empty text; the country is in [`BirthCountry`].
    Abroad,
    /// As another Member State writes it (eIDAS attribute `PlaceOfBirth`): a town, or more, in no fixed form.
    FreeText {
        /// The text, as received.
        text: String,
    },
}

redacted!(Birthplace);

/// The country of birth, as its borders and its name are today.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BirthCountry {
    /// Its code in INSEE's *Code officiel géographique*: `99` and three digits; not an ISO 3166 code.
    pub code: String,
    /// Whether it is France (`99100`), overseas included.
    pub france: bool,
}

redacted!(BirthCountry);

/// Reads place and country of birth.
pub(super) fn read(reader: &mut Reader<'_>, series: &Series, source: Source) -> (Option<Birthplace>, Option<BirthCountry>) {
    if source == Source::Plain {
        return look_for(reader, series);
    }
    let country = reader.text(series.birthcountry).map(birth_country).and_then(|read| reader.note(series.birthcountry, read));
    let place = match source {
        Source::European => reader.text(series.birthplace).map(|text| Birthplace::FreeText { text: text.into() }),
        Source::French | Source::Register | Source::Plain => reader
            .string(series.birthplace)
            .map(|text| birthplace(text, country.as_ref()))
            .and_then(|read| reader.note(series.birthplace, read)),
    };
    (place, country)
}

/// OpenID Connect defines neither claim. They are taken if they look like FranceConnect's, and are nothing to report if they do not; an
/// empty text says "abroad" only beside a country.
fn look_for(reader: &Reader<'_>, series: &Series) -> (Option<Birthplace>, Option<BirthCountry>) {
    let country = reader.peek(series.birthcountry).and_then(|code| birth_country(code).ok());
    let place = reader
        .peek(series.birthplace)
        .filter(|text| !text.is_empty() || country.is_some())
        .and_then(|text| birthplace(text, country.as_ref()).ok());
    (place, country)
}

fn birth_country(code: &str) -> Result<BirthCountry, AnomalyCode> {
    if cog::is_country(code) {
        Ok(BirthCountry { code: code.into(), france: code == cog::FRANCE })
    } else {
        Err(AnomalyCode::NotACountryCode)
    }
}

/// A country that did not come, or cannot be read, excludes no place.
fn birthplace(text: &str, country: Option<&BirthCountry>) -> Result<Birthplace, AnomalyCode> {
    let in_france = country.map(|country| country.france);
    if text.is_empty() {
        return if in_france == Some(true) { Err(AnomalyCode::Contradiction) } else { Ok(Birthplace::Abroad) };
    }
    if text.trim().is_empty() {
        return Err(AnomalyCode::Empty);
    }
    let department = cog::department(text).ok_or(AnomalyCode::NotACommuneCode)?;
    if in_france == Some(false) {
        return Err(AnomalyCode::Contradiction);
    }
    Ok(Birthplace::Commune { code: text.into(), department: department.into() })
}

#[cfg(test)]
mod tests {
    use super::super::source::{ASSURED, RNIPP};
    use super::super::testing::{anomalies, object};
    use super::Source::{European, French, Plain, Register};
    use super::*;
    use alloc::vec::Vec;
    use serde_json::{Value, json};

    type Read = (Value, Value, Vec<(&'static str, &'static str)>);

    fn read_as(source: Source, claims: Value) -> Read {
        let claims = object(claims);
        let mut reader = Reader::new(&claims);
        let (place, country) = read(&mut reader, &ASSURED, source);
        (serde_json::to_value(place).unwrap(), serde_json::to_value(country).unwrap(), anomalies(reader))
    }

    fn france() -> Value {
        json!({"code": "99100", "france": true})
    }

    fn algeria() -> Value {
        json!({"code": "99352", "france": false})
    }

    fn commune(code: &str, department: &str) -> Value {
        json!({"kind": "commune", "code": code, "department": department})
    }

    #[test]
    fn born_in_france() {
        for source in [French, Plain] {
            for (code, department) in [("75113", "75"), ("2A004", "2A"), ("97411", "974")] {
                assert_eq!(
                    read_as(source, json!({"birthplace": code, "birthcountry": "99100"})),
                    (commune(code, department), france(), [].into())
                );
                assert_eq!(read_as(source, json!({"birthplace": code})), (commune(code, department), Value::Null, [].into()));
            }
        }
    }

    #[test]
    fn born_abroad() {
        let abroad = json!({"kind": "abroad"});
        for source in [French, Plain] {
            assert_eq!(read_as(source, json!({"birthplace": "", "birthcountry": "99352"})), (abroad.clone(), algeria(), [].into()));
        }
        assert_eq!(read_as(French, json!({"birthplace": ""})), (abroad.clone(), Value::Null, [].into()));
        assert_eq!(
            read_as(French, json!({"birthplace": "", "birthcountry": "DZ"})),
            (abroad, Value::Null, [("birthcountry", "not_a_country_code")].into())
        );
        assert_eq!(read_as(French, json!({"birthcountry": "99352"})), (Value::Null, algeria(), [].into()));
    }

    #[test]
    fn place_and_country_that_exclude_one_another() {
        let reported: Vec<_> = [("birthplace", "contradiction")].into();
        assert_eq!(read_as(French, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), reported.clone()));
        // Oran's code until 1962 would be a commune of Seine-Saint-Denis.
        assert_eq!(read_as(French, json!({"birthplace": "93001", "birthcountry": "99352"})), (Value::Null, algeria(), reported));
        assert_eq!(read_as(Plain, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), [].into()));
        assert_eq!(read_as(Plain, json!({"birthplace": "93001", "birthcountry": "99352"})), (Value::Null, algeria(), [].into()));
    }

    #[test]
    fn what_is_no_code_is_reported() {
        for text in ["PARIS", "99352", "2C001", "00001", "75\n13"] {
            assert_eq!(
                read_as(French, json!({"birthplace": text, "birthcountry": "99100"})),
                (Value::Null, france(), [("birthplace", "not_a_commune_code")].into()),
                "{text}"
            );
        }
        for text in ["FR", "99990", "75056", "100"] {
            assert_eq!(
                read_as(French, json!({"birthplace": "75113", "birthcountry": text})),
                (commune("75113", "75"), Value::Null, [("birthcountry", "not_a_country_code")].into()),
                "{text}"
            );
        }
        for (value, code) in [(json!(75113), "not_a_string"), (json!(null), "empty"), (json!("  "), "empty")] {
            assert_eq!(read_as(French, json!({"birthplace": value})), (Value::Null, Value::Null, [("birthplace", code)].into()));
        }
        for (value, code) in [(json!(99100), "not_a_string"), (json!(null), "empty"), (json!(""), "empty")] {
            assert_eq!(read_as(French, json!({"birthcountry": value})), (Value::Null, Value::Null, [("birthcountry", code)].into()));
        }
    }

    #[test]
    fn another_member_state_writes_freely() {
        for text in ["Aachen", "Köln, Nordrhein-Westfalen", "Αθήνα", "75113"] {
            assert_eq!(
                read_as(European, json!({"birthplace": text})),
                (json!({"kind": "free-text", "text": text}), Value::Null, [].into())
            );
        }
        assert_eq!(read_as(European, json!({"birthplace": ""})), (Value::Null, Value::Null, [("birthplace", "empty")].into()));
        assert_eq!(
            read_as(European, json!({"birthplace": "Aa\u{202e}chen"})),
            (Value::Null, Value::Null, [("birthplace", "control_character")].into())
        );
        assert_eq!(
            read_as(European, json!({"birthplace": "Aachen", "birthcountry": "99109"})),
            (json!({"kind": "free-text", "text": "Aachen"}), json!({"code": "99109", "france": false}), [].into())
        );
    }

    #[test]
    fn a_plain_providers_own_claims_of_that_name_are_left_alone() {
        for (place, country) in [(json!("Paris"), json!("FR")), (json!({"locality": "Paris"}), json!(250)), (json!(""), json!(null))] {
            assert_eq!(read_as(Plain, json!({"birthplace": place, "birthcountry": country})), (Value::Null, Value::Null, [].into()));
        }
    }

    #[test]
    fn the_register_is_read_alike_under_its_own_names() {
        let claims = object(json!({"rnipp_birthplace": "20004", "rnipp_birthcountry": "99990", "birthplace": "PARIS"}));
        let mut reader = Reader::new(&claims);
        let (place, country) = read(&mut reader, &RNIPP, Register);
        assert_eq!(serde_json::to_value(place).unwrap(), commune("20004", "20"));
        assert_eq!(country, None);
        assert_eq!(anomalies(reader), [("rnipp_birthcountry", "not_a_country_code")]);
    }
}
