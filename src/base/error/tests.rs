use super::*;
use alloc::collections::BTreeSet;
use alloc::format;

#[test]
fn codes_are_snake_case_and_unique() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
    }
}

#[test]
fn every_code_has_a_text_in_both_languages() {
    for code in Code::ALL {
        let (fr, en) = (code.advice().text(Language::Fr), code.advice().text(Language::En));
        assert!(fr.ends_with('.') && en.ends_with('.') && fr != en, "{code}");
    }
    assert!(Code::ALL.iter().all(|code| Advice::ALL.contains(&code.advice())));
}

#[test]
fn a_text_says_try_again_only_where_that_can_help() {
    use Advice::{LevelTooLow, Network, NotConfirmed, OtherBrowser, ProviderDown, StartAgain, TooLate};
    for code in Code::ALL {
        let invites = [NotConfirmed, LevelTooLow, StartAgain, TooLate, OtherBrowser, ProviderDown, Network].contains(&code.advice());
        assert!(code.retryable() || !invites, "{code}");
    }
}

#[test]
fn faults_of_registration_and_provider_are_not_retryable() {
    for (name, retryable) in [
        ("discovery_not_found", false),
        ("discovery_unsupported", false),
        ("invalid_acr", false),
        ("invalid_idp_hint", false),
        ("unsupported_response_type", false),
        ("client_keys_unusable", false),
        ("userinfo_rejected", false),
        ("alg_not_allowed", false),
        ("enc_not_allowed", false),
        ("token_not_encrypted", false),
        ("token_not_signed", false),
        ("claim_malformed", false),
        ("grant_expired", true),
        ("login_expired", true),
        ("provider_unavailable", true),
        ("key_unknown", true),
        ("nonce_mismatch", true),
    ] {
        assert_eq!(Code::named(name).map(Code::retryable), Some(retryable), "{name}");
    }
    assert_eq!(Code::named("nothing"), None);
}

#[test]
fn an_error_shows_its_code_and_detail() {
    let error = Error::at(Code::ClaimMissing, "exp");
    assert_eq!(format!("{error}"), "a required claim is missing: exp");
    assert_eq!(format!("{error:?}"), "claim_missing: a required claim is missing: exp");
    assert_eq!(Error::from(Code::Internal).message(), "a fault of this library");
}
