use super::*;
use crate::dev::login::{ISSUER, NOW, answer, discovered, document, login, provider};
use crate::provider::preset::FRANCECONNECT_PLUS;
use alloc::format;
use alloc::string::ToString;

fn check(query: &str) -> Result<Grant> {
    Callback::parse(query)?.check(login().pending, &provider(&FRANCECONNECT_PLUS), NOW + 5)
}

fn code_of(query: &str) -> Code {
    check(query).unwrap_err().code()
}

#[test]
fn the_answer_to_a_login_gives_its_code() {
    for query in [answer(), format!("?{}", answer()), format!("{}&session_state=x", answer())] {
        let grant = check(&query).unwrap();
        assert_eq!((grant.code.expose(), grant.return_to()), ("the-code", "/dossier"));
    }
}

#[test]
fn n57_the_state_must_be_this_logins() {
    assert!(check(&answer()).is_ok());
    assert_eq!(code_of("code=x"), Code::StateMissing);
    assert_eq!(code_of("code=x&state="), Code::StateMissing);
    assert_eq!(code_of(&answer().replace("abab", "abac")), Code::StateUnknown);
    assert_eq!(code_of(&answer().replacen("ab", "", 1)), Code::StateUnknown);
    assert_eq!(code_of(&format!("{}&state={}", answer(), "ab".repeat(32))), Code::CallbackMalformed);
}

#[test]
fn n59_the_answer_must_be_this_providers() {
    assert!(check(&answer()).is_ok());
    assert_eq!(code_of(&answer().replace("fc.example", "evil.example")), Code::CallbackIssMismatch);
    assert_eq!(code_of(&answer().replace("v2", "v2%2F")), Code::CallbackIssMismatch);
    assert_eq!(code_of(answer().split("&iss").next().unwrap()), Code::CallbackIssMissing);
    // Where it is not advertised it may be absent, yet not wrong.
    let mut silent = document();
    silent["authorization_response_iss_parameter_supported"] = false.into();
    let provider = discovered(&FRANCECONNECT_PLUS, &silent).unwrap();
    let query = answer();
    let without = query.split("&iss").next().unwrap();
    assert!(Callback::parse(without).unwrap().check(login().pending, &provider, NOW).is_ok());
    let wrong = answer().replace("fc.example", "evil.example");
    assert_eq!(Callback::parse(&wrong).unwrap().check(login().pending, &provider, NOW).unwrap_err().code(), Code::CallbackIssMismatch);
    // A login of one provider is not answered by another's callback.
    let mut other = login().pending;
    other.issuer = "https://other.example".to_string();
    let refused = Callback::parse(&answer()).unwrap().check(other, &provider, NOW).unwrap_err();
    assert_eq!(refused.code(), Code::CallbackIssMismatch);
    assert_eq!(ISSUER, "https://fc.example/api/v2");
}

#[test]
fn n60_code_and_error_or_a_doubled_parameter_are_refused() {
    assert_eq!(code_of(&format!("{}&error=access_denied", answer())), Code::CallbackMalformed);
    assert_eq!(code_of(&format!("{}&code=other", answer())), Code::CallbackMalformed);
    assert_eq!(code_of(&format!("{}&x=1&x=1", answer())), Code::CallbackMalformed);
    assert_eq!(code_of(&answer().replace("code=the-code", "x=y")), Code::CallbackMalformed);
    assert_eq!(code_of(&answer().replace("the-code", "")), Code::CallbackMalformed);
    assert_eq!(code_of(&answer().replace("the-code", "a%0Ab")), Code::CallbackMalformed);
}

#[test]
fn n60_an_answer_ends_at_the_limits() {
    let fields = answer().split('&').count();
    let many = |count: usize| format!("{}{}", answer(), (fields..count).map(|n| format!("&p{n}=")).collect::<String>());
    assert!(check(&many(limits::CALLBACK_PARAMETERS)).is_ok());
    assert_eq!(check(&many(limits::CALLBACK_PARAMETERS + 1)).unwrap_err(), Error::at(Code::CallbackMalformed, "parameters"));
    let long = |length: usize| format!("{}&x={}", answer(), "x".repeat(length - answer().len() - "&x=".len()));
    assert!(check(&long(limits::CALLBACK_QUERY_BYTES)).is_ok());
    assert_eq!(check(&long(limits::CALLBACK_QUERY_BYTES + 1)).unwrap_err(), Error::at(Code::CallbackMalformed, "size"));
    let with_code = |length: usize| answer().replace("the-code", &"a".repeat(length));
    assert!(check(&with_code(limits::CODE_CHARS)).is_ok());
    assert_eq!(check(&with_code(limits::CODE_CHARS + 1)).unwrap_err(), Error::at(Code::CallbackMalformed, "code"));
}

#[test]
fn n66_what_the_provider_writes_is_not_repeated() {
    let error = |description: &str| {
        check(&answer().replace("code=the-code", &format!("error=access_denied&error_description={description}&error_uri=javascript:x")))
            .unwrap_err()
    };
    assert_eq!(error("%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"), error("gave+up"));
    assert_eq!(error("%3Cb%3E"), Error::from(Code::AccessDenied));
}

#[test]
fn a_login_waits_an_hour() {
    let at = |seconds| Callback::parse(&answer()).unwrap().check(login().pending, &provider(&FRANCECONNECT_PLUS), NOW + seconds);
    for alive in [601, 1800, 3500, 3600] {
        assert!(at(alive).is_ok(), "{alive}");
    }
    assert_eq!(at(3601).unwrap_err().code(), Code::LoginExpired);
}

#[test]
fn the_providers_errors_keep_their_names() {
    for (error, code) in [
        ("access_denied", Code::AccessDenied),
        ("invalid_scope", Code::InvalidScope),
        ("invalid_request", Code::InvalidRequest),
        ("invalid_acr", Code::InvalidAcr),
        ("invalid_idp_hint", Code::InvalidIdpHint),
        ("unsupported_response_type", Code::UnsupportedResponseType),
        ("server_error", Code::ServerError),
        ("temporarily_unavailable", Code::TemporarilyUnavailable),
        ("Y000400", Code::ProviderError),
        ("E020001", Code::ProviderError),
        ("%3Cscript%3E", Code::ProviderError),
    ] {
        let query = answer().replace("code=the-code", &format!("error={error}&error_description=%3Cb%3E"));
        assert_eq!(code_of(&query), code);
        // Without `iss` it is still the error that it is.
        assert_eq!(code_of(query.split("&iss").next().unwrap()), code);
        // But another provider's error is nothing to us.
        assert_eq!(code_of(&query.replace("fc.example", "evil.example")), Code::CallbackIssMismatch);
    }
}
