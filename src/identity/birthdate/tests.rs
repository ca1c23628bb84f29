use super::super::testing::{anomalies, object};
use super::Source::{European, French, Plain, Register};
use super::*;
use alloc::vec::Vec;
use serde_json::{Value, json};

fn read_as(source: Source, text: &str) -> (Value, Vec<&'static str>) {
    let claims = object(json!({"birthdate": text}));
    let mut reader = Reader::new(&claims);
    let date = read(&mut reader, "birthdate", source);
    (serde_json::to_value(date).unwrap(), anomalies(reader).into_iter().map(|(_, code)| code).collect())
}

fn full(text: &str, year: u16, month: u8, day: u8, presumed: &str) -> Value {
    json!({"year": year, "month": month, "day": day, "iso": text, "presumed": presumed})
}

#[test]
fn a_date_in_full_is_known() {
    for source in [French, European, Register, Plain] {
        assert_eq!(read_as(source, "1964-03-07"), (full("1964-03-07", 1964, 3, 7, "no"), [].into()));
        assert_eq!(read_as(source, "1964-12-31"), (full("1964-12-31", 1964, 12, 31, "no"), [].into()));
    }
}

#[test]
fn a_first_of_the_month_is_possibly_presumed_in_french_sources() {
    for (text, month, day, doubt) in
        [("1992-11-01", 11, 1, "possibly"), ("1992-01-01", 1, 1, "possibly"), ("1992-01-02", 1, 2, "no"), ("1992-11-11", 11, 11, "no")]
    {
        for source in [French, Register] {
            assert_eq!(read_as(source, text), (full(text, 1992, month, day, doubt), [].into()), "{text}");
        }
        for source in [European, Plain] {
            assert_eq!(read_as(source, text), (full(text, 1992, month, day, "no"), [].into()), "{text}");
        }
    }
}

#[test]
fn presumed_dates_are_read_from_every_source_and_reported_where_undocumented() {
    let day = json!({"year": 1964, "month": 3, "iso": "1964-03", "presumed": "day"});
    let month_and_day = json!({"year": 1964, "iso": "1964", "presumed": "month-and-day"});
    for (text, expected, documented) in [
        ("1964-03-00", &day, &[French][..]),
        ("1964-03", &day, &[Register]),
        ("1964-00-00", &month_and_day, &[French]),
        ("1964", &month_and_day, &[Register, Plain]),
    ] {
        for source in [French, European, Register, Plain] {
            let codes = if documented.contains(&source) { Vec::new() } else { [AnomalyCode::UndocumentedForm.as_str()].into() };
            assert_eq!(read_as(source, text), (expected.clone(), codes), "{text} {source:?}");
        }
    }
}

#[test]
fn leap_years_are_gregorian() {
    for text in ["2000-02-29", "1964-02-29", "1900-02-28", "1963-02-28", "2400-02-29"] {
        assert_eq!(read_as(French, text).1, [""; 0], "{text}");
    }
    for text in ["1900-02-29", "1963-02-29", "2000-02-30", "2100-02-29"] {
        assert_eq!(read_as(French, text), (Value::Null, ["impossible_date"].into()), "{text}");
    }
}

#[test]
fn every_month_has_its_last_day() {
    for (month, last) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        let month = month + 1;
        assert_eq!(read_as(French, &std::format!("1963-{month:02}-{last}")).1, [""; 0]);
        assert_eq!(read_as(French, &std::format!("1963-{month:02}-{}", last + 1)), (Value::Null, ["impossible_date"].into()));
    }
}

#[test]
fn impossible_days_are_reported() {
    for text in ["1964-13-01", "1964-00-07", "1964-13", "1964-00", "1964-13-00", "0000-01-02", "0000", "0000-00-00", "1964-99-99"] {
        for source in [French, European, Register, Plain] {
            assert_eq!(read_as(source, text), (Value::Null, ["impossible_date"].into()), "{text}");
        }
    }
}

#[test]
fn texts_that_are_no_dates_are_reported() {
    for text in [
        "07/03/1964",
        "1964-3-7",
        "1964-03-7",
        "19640307",
        "64-03-07",
        "+964-03-07",
        "-964-03-07",
        "1964-+3-07",
        "1964-03-07T00:00:00Z",
        "1964-03-07 ",
        "1964-03-07-01",
        "1964-",
        "1964-03-",
        "1964--07",
        "١٩٦٤-03-07",
        "n/a",
    ] {
        assert_eq!(read_as(French, text), (Value::Null, ["not_a_date"].into()), "{text}");
    }
}

#[test]
fn any_year_is_possible() {
    assert_eq!(read_as(French, "1790-03-07"), (full("1790-03-07", 1790, 3, 7, "no"), [].into()));
    assert_eq!(read_as(French, "9999-03-07"), (full("9999-03-07", 9999, 3, 7, "no"), [].into()));
}
