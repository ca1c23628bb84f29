use super::*;
use alloc::vec;
use serde_json::json;

#[test]
fn what_franceconnect_says_is_passed_on() {
    let assurance = Assurance::new(Some("eidas2".into()), Some(vec!["pwd".into(), "fr".into()]), 1_700_000_000);
    assert_eq!(serde_json::to_value(assurance).unwrap(), json!({"acr": "eidas2", "amr": ["pwd", "fr"], "authTime": 1_700_000_000}));
}

#[test]
fn a_plain_provider_may_leave_all_of_it_out() {
    let assurance = Assurance::new(None, None, 1_700_000_005);
    assert_eq!(serde_json::to_value(assurance).unwrap(), json!({"acr": "", "authTime": 1_700_000_005}));
}
