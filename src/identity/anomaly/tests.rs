use super::*;
use std::collections::BTreeSet;

#[test]
fn codes_are_snake_case_and_unique() {
    let names: BTreeSet<_> = AnomalyCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), AnomalyCode::ALL.len());
    assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
}

#[test]
fn an_anomaly_serialises_as_claim_and_code() {
    let anomaly = Anomaly::new("birthdate", AnomalyCode::ImpossibleDate);
    assert_eq!(serde_json::to_value(anomaly).unwrap(), serde_json::json!({"claim": "birthdate", "code": "impossible_date"}));
}
