use super::*;
use crate::dev::login::{NOW, OPTIONS, login, login_at, provider};
use crate::provider::client::ClientOptions;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC, PROCONNECT};
use alloc::collections::BTreeMap;

fn begin_with(preset: &'static Preset, options: LoginOptions<'_>) -> Result<Login> {
    begin_as(OPTIONS, preset, options)
}

fn begin_as(client: ClientOptions<'_>, preset: &'static Preset, options: LoginOptions<'_>) -> Result<Login> {
    let client = Client::new(preset, client).unwrap();
    begin(&provider(preset), &client, options, NOW, Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]))
}

fn parameters(login: &Login) -> BTreeMap<String, String> {
    let (_, query) = login.url.split_once('?').unwrap();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

#[test]
fn franceconnect_plus_gets_exactly_what_it_lists() {
    let login = begin_with(
        &FRANCECONNECT_PLUS,
        LoginOptions { idp_hint: Some("impots"), ui_locales: Some("fr"), prompt: Some("login consent"), ..LoginOptions::default() },
    )
    .unwrap();
    let expected = [
        ("response_type", "code"),
        ("client_id", "our-client"),
        ("redirect_uri", "https://service.example/auth/callback"),
        ("scope", "openid identite_pivot email preferred_username"),
        ("state", &"ab".repeat(32)),
        ("nonce", &"cd".repeat(32)),
        ("acr_values", "eidas2"),
        ("prompt", "login consent"),
        ("idp_hint", "impots"),
        ("ui_locales", "fr"),
    ];
    assert_eq!(parameters(&login), expected.into_iter().map(|(name, value)| (name.to_string(), value.to_string())).collect());
    assert!(login.url.starts_with("https://fc.example/api/v2/authorize?"));
    assert!(login.pending.verifier.is_none());
}

#[test]
fn amr_is_asked_for_where_the_client_says_so_and_nothing_else_is() {
    for preset in [&FRANCECONNECT_PLUS, &OIDC] {
        let claims = |amr| {
            let login = begin_as(ClientOptions { amr, ..OPTIONS }, preset, LoginOptions::default()).unwrap();
            parameters(&login).remove("claims")
        };
        assert_eq!(claims(false), None);
        assert_eq!(claims(true).as_deref(), Some(r#"{"id_token":{"amr":{"essential":true}}}"#));
    }
}

#[test]
fn n61_a_plain_provider_gets_pkce_s256_with_a_verifier_of_its_own_each_time() {
    let login = login_at(&OIDC);
    let sent = parameters(&login);
    let verifier = login.pending.verifier.as_ref().unwrap();
    assert_eq!(sent["code_challenge_method"], "S256");
    assert_eq!(sent["code_challenge"], pkce::challenge(verifier));
    assert!(!login.url.contains(verifier.expose()));
}

#[test]
fn a_login_can_raise_the_level_and_not_lower_it() {
    let acr = |wanted| {
        begin_with(&FRANCECONNECT_PLUS, LoginOptions { acr: wanted, ..LoginOptions::default() }).map(|login| login.pending.acr.unwrap())
    };
    assert_eq!(acr(None).unwrap(), "eidas2");
    assert_eq!(acr(Some("eidas3")).unwrap(), "eidas3");
    for bad in ["eidas1", "", "eidas2 eidas3", "EIDAS3"] {
        assert_eq!(acr(Some(bad)).unwrap_err(), Error::at(Code::LoginRequestInvalid, "acr"));
    }
    let client = Client::new(&FRANCECONNECT_PLUS, ClientOptions { acr: Some("eidas3"), ..OPTIONS }).unwrap();
    assert_eq!(demanded_acr(&FRANCECONNECT_PLUS, &client, Some("eidas2")).unwrap().as_deref(), Some("eidas3"));
    let client = Client::new(&OIDC, ClientOptions { acr: Some("gold"), ..OPTIONS }).unwrap();
    assert_eq!(demanded_acr(&OIDC, &client, Some("silver")).unwrap_err().code(), Code::LoginRequestInvalid);
}

#[test]
fn options_that_cannot_be_used_are_named() {
    for prompt in ["none", "select_account", "", "login  consent"] {
        let options = LoginOptions { prompt: Some(prompt), ..LoginOptions::default() };
        assert_eq!(begin_with(&FRANCECONNECT_PLUS, options).unwrap_err(), Error::at(Code::LoginRequestInvalid, "prompt"));
    }
    assert!(begin_with(&OIDC, LoginOptions { prompt: Some("none"), ..LoginOptions::default() }).is_ok());
    for hint in ["", "a\r\nb", "é", &"a".repeat(257)] {
        let options = LoginOptions { idp_hint: Some(hint), ..LoginOptions::default() };
        assert_eq!(begin_with(&FRANCECONNECT_PLUS, options).unwrap_err(), Error::at(Code::LoginRequestInvalid, "idp_hint"));
    }
}

#[test]
fn a_parameter_that_the_provider_does_not_list_is_not_sent() {
    static NARROW: Preset = Preset {
        parameters: Some(&["response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "prompt"]),
        sends_pkce: false,
        ..OIDC
    };
    static NARROW_WITH_PKCE: Preset = Preset { sends_pkce: true, ..NARROW };
    assert!(begin_with(&NARROW, LoginOptions { prompt: Some("login"), ..LoginOptions::default() }).is_ok());
    let hinted = LoginOptions { idp_hint: Some("impots"), ..LoginOptions::default() };
    assert!(!parameters(&begin_with(&NARROW, hinted).unwrap()).contains_key("idp_hint"));
    assert!(parameters(&begin_with(&OIDC, hinted).unwrap()).contains_key("idp_hint"));
    assert_eq!(begin_with(&NARROW_WITH_PKCE, LoginOptions::default()).unwrap_err().code(), Code::LoginRequestInvalid);
}

#[test]
fn debug_shows_no_randomness_and_no_url() {
    assert_eq!(alloc::format!("{:?}", Entropy::new([[1; 32]; 3])), "Entropy(…)");
    assert!(!alloc::format!("{:?}", login()).contains("https://fc.example/api/v2/authorize"));
}

#[test]
fn n62_return_to_stays_at_home() {
    assert_eq!(login().pending.return_to(), "/dossier");
    let away = begin_with(&FRANCECONNECT_PLUS, LoginOptions { return_to: Some("//evil"), ..LoginOptions::default() }).unwrap();
    assert_eq!(away.pending.return_to(), "/");
}

#[test]
fn n82_proconnect_is_asked_for_a_list_of_levels_as_an_essential_claim() {
    let sent = |acr, amr, options: LoginOptions<'_>| begin_as(ClientOptions { acr, amr, ..OPTIONS }, &PROCONNECT, options);
    let listed = parameters(&sent(Some("eidas1-mfa eidas2"), false, LoginOptions::default()).unwrap());
    assert_eq!(listed["claims"], r#"{"id_token":{"acr":{"essential":true,"values":["eidas1-mfa","eidas2"]}}}"#);
    assert!(!listed.contains_key("acr_values"), "beside an essential acr it would replace the list");
    assert_eq!(listed["code_challenge_method"], "S256");
    let both = parameters(&sent(Some("eidas2"), true, LoginOptions::default()).unwrap());
    assert_eq!(both["claims"], r#"{"id_token":{"acr":{"essential":true,"values":["eidas2"]},"amr":{"essential":true}}}"#);
    assert!(!parameters(&sent(None, false, LoginOptions::default()).unwrap()).contains_key("claims"));
    // A link narrows the list, and does not widen it.
    let asked = |acr| {
        sent(Some("eidas1-mfa eidas2"), false, LoginOptions { acr: Some(acr), ..LoginOptions::default() }).map(|login| login.pending.acr)
    };
    assert_eq!(asked("eidas2").unwrap().as_deref(), Some("eidas2"));
    assert_eq!(asked("eidas2 eidas1-mfa eidas3").unwrap().as_deref(), Some("eidas1-mfa eidas2"));
    assert_eq!(asked("eidas3").unwrap_err(), Error::at(Code::LoginRequestInvalid, "acr"));
}

#[test]
fn hints_go_where_the_provider_takes_them() {
    let hints =
        LoginOptions { login_hint: Some("camille@ville.example.fr"), siret_hint: Some("21690123100011"), ..LoginOptions::default() };
    let sent = parameters(&begin_with(&PROCONNECT, hints).unwrap());
    assert_eq!((sent["login_hint"].as_str(), sent["siret_hint"].as_str()), ("camille@ville.example.fr", "21690123100011"));
    let elsewhere = parameters(&begin_with(&FRANCECONNECT_PLUS, hints).unwrap());
    assert!(!elsewhere.contains_key("login_hint") && !elsewhere.contains_key("siret_hint"), "{elsewhere:?}");
    let odd = LoginOptions { login_hint: Some("a\nb"), ..LoginOptions::default() };
    assert_eq!(begin_with(&PROCONNECT, odd).unwrap_err(), Error::at(Code::LoginRequestInvalid, "login_hint"));
}
