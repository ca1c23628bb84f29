use super::*;
use alloc::vec;
use serde_json::json;

#[test]
fn the_values_of_franceconnect_are_kept() {
    let assurance = Assurance::new(Some("eidas2".into()), Some(vec!["pwd".into(), "fr".into()]), 1_700_000_000);
    assert_eq!(serde_json::to_value(assurance).unwrap(), json!({"acr": "eidas2", "amr": ["pwd", "fr"], "authTime": 1_700_000_000}));
}

#[test]
fn every_value_may_be_absent_with_a_plain_provider() {
    let assurance = Assurance::new(None, None, 1_700_000_005);
    assert_eq!(serde_json::to_value(assurance).unwrap(), json!({"acr": "", "authTime": 1_700_000_005}));
}
