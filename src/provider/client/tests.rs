use super::*;
use crate::dev::login::OPTIONS;
use crate::provider::preset::{FRANCECONNECT_PLUS, FRANCECONNECT_PLUS_INTEGRATION, FRANCECONNECT_PLUS_PRODUCTION, OIDC};

#[test]
fn options_default_to_the_presets() {
    let client = Client::new(&FRANCECONNECT_PLUS, OPTIONS).unwrap();
    assert_eq!(client.scope.as_str(), "openid identite_pivot email preferred_username");
    assert_eq!(client.acr.as_deref(), Some("eidas2"));
    let client = Client::new(&OIDC, OPTIONS).unwrap();
    assert_eq!((client.scope.as_str(), client.acr), ("openid profile email", None));
}

#[test]
fn a_host_that_an_environment_refuses_is_remarked_on() {
    let remark = |redirect_uri, issuer| Client::new(&FRANCECONNECT_PLUS, ClientOptions { redirect_uri, ..OPTIONS }).unwrap().remark(issuer);
    let stand_in = "http://localhost:9400/api/v2";
    let bad = ["http://localhost:8787/auth/callback", "https://localhost/auth/callback", "http://127.0.0.1/cb", "https://service/cb"];
    for real in [FRANCECONNECT_PLUS_INTEGRATION.issuer.unwrap(), FRANCECONNECT_PLUS_PRODUCTION.issuer.unwrap()] {
        assert_eq!(remark(OPTIONS.redirect_uri, real), None);
        for uri in bad {
            assert!(remark(uri, real).is_some_and(|remark| remark.contains("FC_REDIRECT_URI")), "{uri}");
            assert_eq!(remark(uri, stand_in), None, "{uri}");
        }
    }
}

#[test]
fn a_bad_option_is_named() {
    let cases = [
        (ClientOptions { id: "", ..OPTIONS }, "FC_CLIENT_ID"),
        (ClientOptions { redirect_uri: "http://service.example/", ..OPTIONS }, "FC_REDIRECT_URI"),
        (ClientOptions { post_logout_redirect_uri: Some("/out"), ..OPTIONS }, "FC_POST_LOGOUT_REDIRECT_URI"),
        (ClientOptions { scope: Some("email"), ..OPTIONS }, "FC_SCOPE"),
        (ClientOptions { acr: Some("eidas1"), ..OPTIONS }, "FC_ACR"),
    ];
    for (options, setting) in cases {
        let error = Client::new(&FRANCECONNECT_PLUS, options).unwrap_err();
        assert_eq!(error.code(), Code::InvalidSettings);
        assert!(error.message().contains(setting), "{setting}");
    }
}
