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
    let country = match source {
        Source::Plain => reader.peek(series.birthcountry).and_then(|code| birth_country(code).ok()),
        Source::French | Source::Register | Source::European => {
            reader.text(series.birthcountry).map(birth_country).and_then(|read| reader.note(series.birthcountry, read))
        }
    };
    let in_france = country.as_ref().map(|country| country.france);
    let place = match (source, in_france) {
        (Source::European, _) => reader.text(series.birthplace).map(|text| Birthplace::FreeText { text: text.into() }),
        // The country says it all. A commune's code would be a fiction there: Oran's was 93001 until 1962, when it was a French department.
        (_, Some(false)) => Some(Birthplace::Abroad),
        (Source::Plain, _) => look_for(reader, series, in_france),
        (Source::French | Source::Register, _) => {
            reader.string(series.birthplace).map(|text| birthplace(text, in_france)).and_then(|read| reader.note(series.birthplace, read))
        }
    };
    (place, country)
}

/// OpenID Connect does not define the claim. It is taken if it looks like a commune's code, and is nothing to report if it does not.
fn look_for(reader: &Reader<'_>, series: &Series, in_france: Option<bool>) -> Option<Birthplace> {
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
    fn born_abroad_whatever_the_place_says() {
        let abroad = json!({"kind": "abroad"});
        for source in [French, Register, Plain] {
            assert_eq!(read_as(source, json!({"birthcountry": "99352"})), (abroad.clone(), algeria(), [].into()));
            for place in [
                json!(""),
                json!(null),
                json!("Alger"),
                json!("90900"),
                json!("93001"),
                json!("99352"),
                json!("  "),
                json!("Al\nger"),
                json!(93001),
                json!({"locality": "Alger"}),
            ] {
                let claims = json!({"birthplace": place, "birthcountry": "99352"});
                assert_eq!(read_as(source, claims), (abroad.clone(), algeria(), [].into()), "{place} {source:?}");
            }
        }
    }

    #[test]
    fn without_a_country_an_empty_place_says_abroad() {
        let abroad = json!({"kind": "abroad"});
        assert_eq!(read_as(French, json!({"birthplace": ""})), (abroad.clone(), Value::Null, [].into()));
        assert_eq!(
            read_as(French, json!({"birthplace": "", "birthcountry": "DZ"})),
            (abroad, Value::Null, [("birthcountry", "not_a_country_code")].into())
        );
        assert_eq!(read_as(French, json!({})), (Value::Null, Value::Null, [].into()));
        assert_eq!(read_as(Plain, json!({"birthplace": ""})), (Value::Null, Value::Null, [].into()));
    }

    #[test]
    fn somebody_born_in_france_was_not_born_abroad() {
        let reported: Vec<_> = [("birthplace", "contradiction")].into();
        assert_eq!(read_as(French, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), reported));
        assert_eq!(read_as(Plain, json!({"birthplace": "", "birthcountry": "99100"})), (Value::Null, france(), [].into()));
        assert_eq!(read_as(French, json!({"birthcountry": "99100"})), (Value::Null, france(), [].into()));
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
