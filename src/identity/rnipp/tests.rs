use super::super::testing::{anomalies, object};
use super::*;
use serde_json::json;

#[test]
fn the_register_has_the_shape_of_the_identity() {
    let claims = object(json!({
        "rnipp_family_name": "DUBOIS",
        "rnipp_given_name": "ANGELA CLAIRE",
        "rnipp_given_name_array": ["ANGELA", "CLAIRE"],
        "rnipp_gender": "female",
        "rnipp_birthdate": "1962-08-24",
        "rnipp_birthplace": "75107",
        "rnipp_birthcountry": "99100",
    }));
    let mut reader = Reader::new(&claims);
    assert_eq!(
        serde_json::to_value(read(&mut reader, None)).unwrap(),
        json!({
            "birthName": "DUBOIS",
            "givenNames": ["ANGELA", "CLAIRE"],
            "givenNamesExact": true,
            "gender": "female",
            "birthdate": {"year": 1962, "month": 8, "day": 24, "iso": "1962-08-24", "presumed": "no"},
            "birthplace": {"kind": "commune", "code": "75107", "department": "75"},
            "birthCountry": {"code": "99100", "france": true},
        })
    );
    assert_eq!(anomalies(reader), []);
}

#[test]
fn a_date_that_the_register_filled_in_is_as_presumed_as_the_identitys() {
    let day = json!({"year": 1992, "month": 11, "iso": "1992-11", "presumed": "day"});
    let january = json!({"year": 1992, "month": 1, "iso": "1992-01", "presumed": "day"});
    let month_and_day = json!({"year": 1992, "iso": "1992", "presumed": "month-and-day"});
    let possibly = |text: &str, month: u8| json!({"year": 1992, "month": month, "day": 1, "iso": text, "presumed": "possibly"});
    for (register, own, expected) in [
        ("1992-11-01", json!(null), possibly("1992-11-01", 11)),
        ("1992-01-01", json!(null), possibly("1992-01-01", 1)),
        ("1992-11-01", json!("1992-11-01"), possibly("1992-11-01", 11)),
        ("1992-11-01", json!("1992-11-08"), possibly("1992-11-01", 11)),
        ("1992-11-01", json!("1992-11-00"), day.clone()),
        ("1992-01-01", json!("1992-01-00"), january),
        ("1992-01-01", json!("1992-00-00"), month_and_day.clone()),
        // These do not agree: another month, another year, a month that only the register knows.
        ("1992-11-01", json!("1992-10-00"), possibly("1992-11-01", 11)),
        ("1992-11-01", json!("1991-11-00"), possibly("1992-11-01", 11)),
        ("1992-11-01", json!("1992-00-00"), possibly("1992-11-01", 11)),
        ("1992-01-01", json!("1992-11-00"), possibly("1992-01-01", 1)),
        // A day that the register knows stays known, and what it left off is not known by it.
        ("1992-11-08", json!("1992-11-00"), json!({"year": 1992, "month": 11, "day": 8, "iso": "1992-11-08", "presumed": "no"})),
        ("1992-11", json!("1992-11-08"), day),
        ("1992", json!("1992-11-00"), month_and_day),
    ] {
        let claims = object(json!({"birthdate": own, "rnipp_birthdate": register}));
        let mut reader = Reader::new(&claims);
        let own_date = birthdate::read(&mut Reader::new(&claims), "birthdate", Source::French);
        let rnipp = read(&mut reader, own_date.as_ref()).unwrap();
        assert_eq!(serde_json::to_value(rnipp.birthdate).unwrap(), expected, "{register} beside {own}");
        assert_eq!(anomalies(reader), []);
    }
}

#[test]
fn without_a_readable_claim_there_is_no_register() {
    let claims = object(json!({"family_name": "DUBOIS", "birthdate": "1962-08-24"}));
    let mut reader = Reader::new(&claims);
    assert_eq!(read(&mut reader, None), None);
    assert_eq!(anomalies(reader), []);

    let claims = object(json!({"rnipp_gender": "F", "rnipp_birthdate": "1962-13"}));
    let mut reader = Reader::new(&claims);
    assert_eq!(read(&mut reader, None), None);
    assert_eq!(anomalies(reader), [("rnipp_gender", "unknown_value"), ("rnipp_birthdate", "impossible_date")]);
}
