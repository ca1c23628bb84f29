//! Whole identities, of each kind of provider and origin; and what holds of every one.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::testing::object;
use super::*;
use crate::provider::preset::{FRANCECONNECT, FRANCECONNECT_PLUS, OIDC};

const SUB: &str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";
const ISSUER: &str = "https://auth.integ01.dev-franceconnect.fr/api/v2";

fn identity(preset: &'static Preset, scope: &str, amr: Option<&[&str]>, claims: Value) -> Identity {
    let claims = object(claims);
    let granted = with_openid(scope.split(' '));
    let amr: Option<Vec<String>> = amr.map(|values| values.iter().map(ToString::to_string).collect());
    normalise(Facts { preset, issuer: ISSUER, sub: SUB, granted: &granted, amr: amr.as_deref(), claims: &claims })
}

fn with_openid<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Scope {
    let scopes: BTreeSet<&str> = scopes.into_iter().chain(["openid"]).collect();
    Scope::parse(&scopes.into_iter().collect::<Vec<_>>().join(" ")).unwrap()
}

fn french(scope: &str, claims: Value) -> Identity {
    identity(&FRANCECONNECT_PLUS, scope, Some(&["pwd", "fr"]), claims)
}

fn angela() -> Value {
    json!({
        "sub": SUB,
        "given_name": "ANGELA CLAIRE LOUISE",
        "family_name": "DUBOIS",
        "preferred_username": "MARTIN",
        "birthdate": "1962-08-24",
        "gender": "female",
        "birthplace": "75107",
        "birthcountry": "99100",
        "email": "angela@example.fr",
    })
}

#[test]
fn a_french_identity() {
    let identity = french("openid identite_pivot email preferred_username", angela());
    assert_eq!(
        serde_json::to_value(identity).unwrap(),
        json!({
            "sub": SUB,
            "issuer": ISSUER,
            "origin": "fr",
            "birthName": "DUBOIS",
            "usualName": "MARTIN",
            "givenNames": ["ANGELA", "CLAIRE", "LOUISE"],
            "givenNamesExact": false,
            "gender": "female",
            "birthdate": {"year": 1962, "month": 8, "day": 24, "iso": "1962-08-24", "presumed": "no"},
            "birthplace": {"kind": "commune", "code": "75107", "department": "75"},
            "birthCountry": {"code": "99100", "france": true},
            "email": "angela@example.fr",
            "missing": [],
            "anomalies": [],
            "raw": angela(),
        })
    );
}

#[test]
fn a_european_identity() {
    let claims = json!({
        "sub": SUB, "given_name": "Jürgen", "family_name": "Groß", "preferred_username": "Groß", "birthdate": "1962-01-01",
        "birthplace": "Köln", "gender": "unspecified",
    });
    // With `amr`, and without: no French identity is without a birth country.
    for amr in [Some(&["eidas"][..]), None] {
        let scope = "openid identite_pivot email preferred_username rnipp_identite_pivot";
        let identity = identity(&FRANCECONNECT_PLUS, scope, amr, claims.clone());
        assert_eq!(
            serde_json::to_value(identity).unwrap(),
            json!({
                "sub": SUB,
                "issuer": ISSUER,
                "origin": "eidas",
                "usualName": "Groß",
                "givenNames": ["Jürgen"],
                "givenNamesExact": false,
                "gender": "unspecified",
                "birthdate": {"year": 1962, "month": 1, "day": 1, "iso": "1962-01-01", "presumed": "no"},
                "birthplace": {"kind": "free-text", "text": "Köln"},
                "missing": [],
                "anomalies": [],
                "raw": claims,
            })
        );
    }
}

#[test]
fn a_french_identity_without_amr() {
    let with = french("openid identite_pivot email preferred_username", angela());
    let without = identity(&FRANCECONNECT_PLUS, "openid identite_pivot email preferred_username", None, angela());
    assert_eq!(with, without);
    assert_eq!((without.origin, without.birth_name.as_deref()), (Origin::Fr, Some("DUBOIS")));
}

#[test]
fn an_identity_of_unknown_origin_is_read_as_french() {
    let mut claims = angela();
    claims.as_object_mut().unwrap().remove("birthcountry");
    let identity = identity(&FRANCECONNECT_PLUS, "openid profile email", None, claims);
    assert_eq!((identity.origin, identity.birth_name.as_deref()), (Origin::Unknown, Some("DUBOIS")));
    assert_eq!((identity.missing, identity.anomalies), ([].into(), [].into()));
}

#[test]
fn gender_unspecified_is_no_anomaly_for_a_person_born_in_france() {
    let mut claims = angela();
    claims["gender"] = json!("unspecified");
    let identity = french("openid identite_pivot", claims);
    assert_eq!(identity.gender, Some(Gender::Unspecified));
    assert!(identity.birth_country.is_some_and(|country| country.france) && identity.anomalies.is_empty() && identity.missing.is_empty());
}

#[test]
fn no_birthplace_is_missing_for_a_person_born_abroad() {
    for place in [None, Some(json!("")), Some(json!(null)), Some(json!("Alger")), Some(json!("90900")), Some(json!("93001"))] {
        for amr in [Some(&["fc"][..]), None] {
            let mut claims = json!({"birthcountry": "99352", "rnipp_birthcountry": "99352"});
            for claim in ["birthplace", "rnipp_birthplace"] {
                place.iter().for_each(|place| claims[claim] = place.clone());
            }
            let identity = identity(&FRANCECONNECT_PLUS, "openid rnipp_birth", amr, claims.clone());
            assert_eq!((identity.origin, identity.birthplace), (Origin::Fr, Some(Birthplace::Abroad)), "{place:?}");
            assert_eq!(identity.rnipp.unwrap().birthplace, Some(Birthplace::Abroad));
            assert_eq!((identity.missing, identity.anomalies), ([].into(), [].into()), "{place:?}");
            assert_eq!(Value::Object(identity.raw), claims);
        }
    }
    // Born in France, the place is missed.
    let identity = french("openid rnipp_birth", json!({"birthcountry": "99100", "rnipp_birthcountry": "99100"}));
    assert_eq!(identity.missing, ["birthplace", "rnipp_birthplace"]);
}

#[test]
fn a_plain_providers_identity() {
    let claims = json!({"sub": "7", "given_name": "Angela", "family_name": "Dubois", "preferred_username": "angela75", "birthdate": "1962", "locale": "fr"});
    let identity = identity(&OIDC, "openid profile email", Some(&["fr"]), claims.clone());
    assert_eq!(
        serde_json::to_value(identity).unwrap(),
        json!({
            "sub": SUB,
            "issuer": ISSUER,
            "origin": "unknown",
            "usualName": "Dubois",
            "givenNames": ["Angela"],
            "givenNamesExact": false,
            "birthdate": {"year": 1962, "iso": "1962", "presumed": "month-and-day"},
            "missing": ["email"],
            "anomalies": [],
            "raw": claims,
        })
    );
}

#[test]
fn an_identity_with_the_registers_claims() {
    let mut claims = angela();
    claims["rnipp_given_name"] = json!("ANGELA CLAIRE LOUISE");
    claims["rnipp_given_name_array"] = json!(["ANGELA", "CLAIRE LOUISE"]);
    claims["birthdate"] = json!("1962-00-00");
    claims["rnipp_birthdate"] = json!("1962-01-01");
    let identity = french("openid rnipp_given_name rnipp_birthdate", claims);
    let rnipp = identity.rnipp.unwrap();
    assert_eq!(rnipp.given_names, identity.given_names);
    assert_eq!((rnipp.given_names_exact, identity.given_names_exact), (Some(true), Some(true)));
    assert_eq!(rnipp.birthdate, identity.birthdate);
    assert_eq!(rnipp.birthdate.map(|date| (date.iso, date.presumed)), Some(("1962".into(), Presumed::MonthAndDay)));
    assert_eq!(rnipp.birth_name, None);
}

#[test]
fn the_register_never_fills_the_identity() {
    let claims = json!({"rnipp_family_name": "DUBOIS", "rnipp_given_name": "ANGELA", "rnipp_given_name_array": ["ANGELA"], "rnipp_gender": "female", "rnipp_birthdate": "1962-08-24", "rnipp_birthplace": "75107", "rnipp_birthcountry": "99100"});
    let identity = french("openid rnipp_identite_pivot", claims);
    assert!(identity.rnipp.is_some());
    let bare = Identity { rnipp: None, missing: Vec::new(), raw: Object::new(), ..identity.clone() };
    assert_eq!(
        serde_json::to_value(bare).unwrap(),
        json!({"sub": SUB, "issuer": ISSUER, "origin": "fr", "missing": [], "anomalies": [], "raw": {}})
    );
    assert_eq!(identity.missing, ["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"]);
}

#[test]
fn promised_claims_that_did_not_come_are_missing() {
    for (scope, claims, expected) in [
        ("openid", json!({}), &[][..]),
        ("openid amr", json!({}), &[]),
        ("openid preferred_username", json!({}), &["preferred_username"]),
        ("openid preferred_username", json!({"preferred_username": null}), &["preferred_username"]),
        ("openid preferred_username", json!({"preferred_username": ""}), &["preferred_username"]),
        ("openid preferred_username", json!({"preferred_username": " "}), &["preferred_username"]),
        ("openid preferred_username", json!({"preferred_username": "MARTIN"}), &[]),
        ("openid preferred_username", json!({"preferred_username": 7}), &[]),
        ("openid birth", json!({"birthplace": "", "birthcountry": "99352"}), &[]),
        ("openid birth", json!({"birthplace": null, "birthcountry": ""}), &["birthplace", "birthcountry"]),
        ("openid rnipp_birthplace", json!({"birthplace": "", "rnipp_birthplace": ""}), &[]),
        (
            "openid rnipp_given_name",
            json!({"given_name": "ANGELA", "rnipp_given_name_array": []}),
            &["rnipp_given_name", "rnipp_given_name_array"],
        ),
        (
            "openid gender profile",
            json!({"given_name": "A", "family_name": "B", "birthdate": "1962-08-24"}),
            &["gender", "preferred_username"],
        ),
    ] {
        assert_eq!(french(scope, claims).missing, expected, "{scope}");
    }
}

#[test]
fn every_anomaly_can_arise_and_its_twin_has_none() {
    let clean: fn(&str) -> Value = |claim| match claim {
        "given_name_array" => json!(["ANGELA", "CLAIRE", "LOUISE"]),
        _ => angela()[claim].clone(),
    };
    let mut seen = BTreeSet::new();
    for (claim, odd, code) in [
        ("family_name", json!(""), AnomalyCode::Empty),
        ("family_name", json!(7), AnomalyCode::NotAString),
        ("given_name_array", json!("ANGELA"), AnomalyCode::NotAStringArray),
        ("preferred_username", json!("MAR\u{1b}TIN"), AnomalyCode::ControlCharacter),
        ("birthdate", json!("24/08/1962"), AnomalyCode::NotADate),
        ("birthdate", json!("1962-02-29"), AnomalyCode::ImpossibleDate),
        ("birthdate", json!("1962-08"), AnomalyCode::UndocumentedForm),
        ("birthplace", json!("PARIS"), AnomalyCode::NotACommuneCode),
        ("birthcountry", json!("FR"), AnomalyCode::NotACountryCode),
        ("gender", json!("F"), AnomalyCode::UnknownValue),
        ("email", json!("angela"), AnomalyCode::NotAnEmailAddress),
        ("birthplace", json!(""), AnomalyCode::Contradiction),
    ] {
        for (value, expected) in [(odd, Some(Anomaly::new(claim, code))), (clean(claim), None)] {
            let mut claims = angela();
            claims[claim] = value;
            assert_eq!(french("openid", claims).anomalies, expected.into_iter().collect::<Vec<_>>());
        }
        seen.insert(code.as_str());
    }
    assert_eq!(seen.len(), AnomalyCode::ALL.len());
}

#[test]
fn n70_debug_prints_no_value() {
    let mut claims = angela();
    claims["rnipp_family_name"] = json!("DUBOIS");
    claims["gender"] = json!("F");
    let identity = identity(&FRANCECONNECT_PLUS, "openid phone identite_pivot rnipp_gender", Some(&["fr"]), claims.clone());
    let printed = [
        format!("{identity:?} {identity:#?}"),
        format!("{:?} {:?} {:?}", identity.birthdate, identity.birthplace, identity.birth_country),
        format!("{:?}", identity.rnipp),
    ]
    .concat();
    for value in object(claims).values().filter_map(Value::as_str).filter(|value| value.len() > 1) {
        assert!(!printed.contains(value), "{printed}");
    }
    for value in ["1962", "ANGELA", "CLAIRE", SUB, ISSUER] {
        assert!(!printed.contains(value), "{printed}");
    }
    assert!(printed.contains("UnknownValue") && printed.contains("rnipp_gender") && printed.contains("Birthdate(…)"), "{printed}");
}

const CLAIMS: [&str; 19] = [
    "sub",
    "amr",
    "family_name",
    "given_name",
    "given_name_array",
    "preferred_username",
    "gender",
    "birthdate",
    "birthplace",
    "birthcountry",
    "email",
    "rnipp_family_name",
    "rnipp_given_name",
    "rnipp_given_name_array",
    "rnipp_gender",
    "rnipp_birthdate",
    "rnipp_birthplace",
    "rnipp_birthcountry",
    "locale",
];

/// Texts close to the documented forms, where the mistakes are, and texts far from them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{4}(-[0-9]{2}){0,3}",
        "(19|20)[0-9]{2}-(0[0-9]|1[0-3])-([0-2][0-9]|3[0-2])",
        "[0-9][0-9AB][0-9]{3}",
        "99[0-9]{3}",
        "[A-ZÀÉ' -]{0,12}",
        "[a-z.]{1,8}@[a-z.-]{1,8}",
        "(fe)?male|unspecified|",
        "\\PC{0,8}",
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![6 => text().prop_map(Value::from), 1 => any::<i64>().prop_map(Value::from), 1 => Just(Value::Null), 1 => any::<bool>().prop_map(Value::from)];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..3).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_claims() -> impl Strategy<Value = Object> {
    prop::collection::btree_map(prop::sample::select(&CLAIMS[..]), value(), 0..CLAIMS.len())
        .prop_map(|claims| claims.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn any_amr() -> impl Strategy<Value = Option<Vec<String>>> {
    let word = prop::sample::select(&["fc", "fr", "eidas", "pwd", "mfa"][..]).prop_map(String::from);
    prop::option::of(prop::collection::vec(word, 0..4))
}

fn any_scopes() -> impl Strategy<Value = Scope> {
    let scopes: Vec<&str> = FRANCECONNECT_PLUS.scopes.iter().map(|(scope, _)| *scope).chain(["unheard_of"]).collect();
    prop::collection::btree_set(prop::sample::select(scopes), 0..6).prop_map(with_openid)
}

/// Written apart from the code under test: the first day of the next month, less the first of this one, by a day count.
#[expect(clippy::arithmetic_side_effects, reason = "small numbers of the test's own making")]
fn last_day(year: i64, month: i64) -> i64 {
    let days_before = |year: i64, month: i64| {
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5
    };
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_before(next_year, next_month) - days_before(year, month)
}

fn is_consistent(date: &Birthdate, received: &Value) -> bool {
    let (year, month, day) = (i64::from(date.year), date.month.map(i64::from), date.day.map(i64::from));
    let iso = match (month, day) {
        (Some(month), Some(day)) if (1..=last_day(year, month)).contains(&day) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) if (1..=12).contains(&month) => format!("{year:04}-{month:02}"),
        (None, None) => format!("{year:04}"),
        _ => return false,
    };
    let presumed = match date.presumed {
        Presumed::No => day.is_some(),
        Presumed::Day => month.is_some() && day.is_none(),
        Presumed::MonthAndDay => month.is_none(),
        Presumed::Possibly => day == Some(1),
    };
    iso == date.iso && presumed && year >= 1 && received.as_str().is_some_and(|text| text.starts_with(&date.iso))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_every_claim_set_an_identity_is_made(
        claims in any_claims(),
        amr in any_amr(),
        granted in any_scopes(),
        preset in prop::sample::select(&preset::ALL[..]),
    ) {
        let identity = normalise(Facts { preset, issuer: ISSUER, sub: SUB, granted: &granted, amr: amr.as_deref(), claims: &claims });

        prop_assert_eq!(&identity.raw, &claims);
        prop_assert_eq!((identity.sub.as_str(), identity.issuer.as_str()), (SUB, ISSUER));
        for anomaly in &identity.anomalies {
            prop_assert!(claims.contains_key(anomaly.claim) || (anomaly.claim == "amr" && amr.is_some()));
        }
        for claim in &identity.missing {
            prop_assert!(preset::promised(preset, |scope| granted.contains(scope)).any(|promised| promised == *claim));
        }
        if let Some(date) = &identity.birthdate {
            prop_assert!(is_consistent(date, &claims["birthdate"]));
        }
        if let Some(date) = identity.rnipp.as_ref().and_then(|rnipp| rnipp.birthdate.as_ref()) {
            prop_assert!(is_consistent(date, &claims["rnipp_birthdate"]));
        }
        prop_assert_eq!(identity.given_names.is_some(), identity.given_names_exact.is_some());
        for name in identity.given_names.iter().flatten() {
            prop_assert!(!name.trim_matches(' ').is_empty());
        }
        if let (Some(Birthplace::Commune { .. }), Some(country)) = (&identity.birthplace, &identity.birth_country) {
            prop_assert!(country.france);
        }
        // What cannot be read is said to be so: no claim of FranceConnect's vanishes in silence.
        if preset.vocabulary == preset::Vocabulary::IdentitePivot {
            let rnipp = identity.rnipp.clone().unwrap_or_default();
            for (claim, came_through) in [
                ("family_name", identity.birth_name.is_some() || identity.usual_name.is_some()),
                ("preferred_username", identity.usual_name.is_some()),
                ("given_name", identity.given_names.is_some()),
                ("gender", identity.gender.is_some()),
                ("birthdate", identity.birthdate.is_some()),
                ("birthplace", identity.birthplace.is_some()),
                ("birthcountry", identity.birth_country.is_some()),
                ("email", identity.email.is_some()),
                ("rnipp_family_name", rnipp.birth_name.is_some()),
                ("rnipp_given_name", rnipp.given_names.is_some()),
                ("rnipp_gender", rnipp.gender.is_some()),
                ("rnipp_birthdate", rnipp.birthdate.is_some()),
                ("rnipp_birthplace", rnipp.birthplace.is_some()),
                ("rnipp_birthcountry", rnipp.birth_country.is_some()),
            ] {
                let reported = identity.anomalies.iter().any(|anomaly| anomaly.claim == claim);
                // An empty usual name says that there is none.
                let says_none = claim == "preferred_username" && (claims.get(claim) == Some(&Value::Null) || claims.get(claim) == Some(&json!("")));
                prop_assert!(!claims.contains_key(claim) || came_through || reported || says_none, "{}", claim);
            }
        }
    }

    #[test]
    fn every_day_that_was_is_a_date(year in 1i64..=9999, month in 1i64..=12, day in 1i64..=32) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let identity = french("openid", json!({"birthdate": text}));
        prop_assert_eq!(identity.birthdate.is_some(), day <= last_day(year, month));
    }
}

#[test]
fn a_french_identity_of_franceconnect_is_the_registers() {
    let scope = "openid identite_pivot email preferred_username idp_birthdate";
    let person = |birthdate: &str, own: Option<&str>| {
        let mut claims = angela();
        claims["birthdate"] = json!(birthdate);
        claims["given_name_array"] = json!(["ANGELA", "CLAIRE LOUISE"]);
        if let Some(own) = own {
            claims["idp_birthdate"] = json!(own);
        }
        let identity = identity(&FRANCECONNECT, scope, Some(&["fc", "pwd"]), claims);
        assert_eq!(identity.anomalies, [], "{birthdate} {own:?}");
        assert_eq!((identity.origin, identity.birth_name.as_deref(), identity.given_names_exact), (Origin::Fr, Some("DUBOIS"), Some(true)));
        let date = identity.birthdate.unwrap();
        (date.iso, date.presumed)
    };
    assert_eq!(person("1962-08-24", Some("1962-08-24")), ("1962-08-24".into(), Presumed::No));
    // The register writes -01 for what it does not know: the identity provider's own date tells.
    assert_eq!(person("1962-08-01", Some("1962-08-00")), ("1962-08".into(), Presumed::Day));
    assert_eq!(person("1962-01-01", Some("1962-00-00")), ("1962".into(), Presumed::MonthAndDay));
    assert_eq!(person("1962-08-01", None), ("1962-08-01".into(), Presumed::Possibly));
    let european = identity(
        &FRANCECONNECT,
        scope,
        Some(&["eidas"]),
        json!({ "sub": SUB, "family_name": "Müller", "given_name": "Jörg", "birthdate": "1962-08-01" }),
    );
    assert_eq!(
        (european.origin, european.usual_name.as_deref(), european.birthdate.unwrap().presumed),
        (Origin::Eidas, Some("Müller"), Presumed::No)
    );
    assert_eq!(european.missing, ["preferred_username", "gender", "birthplace"]);
}
