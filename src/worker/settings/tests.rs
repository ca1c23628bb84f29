//! Each setting: taken, missing, malformed. The error names it, and never shows what it held.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use serde_json::json;

use super::*;
use crate::base::base64url;
use crate::dev::login::ISSUER;
use crate::dev::worker::*;

/// The refusal of an environment with these changes.
fn refusal(changes: &[(&'static str, Option<&str>)]) -> Error {
    let error = read_with(changes).unwrap_err();
    assert_eq!(error.code(), Code::InvalidSettings);
    error
}

#[test]
fn a_complete_environment_is_taken_and_the_rest_has_defaults() {
    let settings = settings();
    assert_eq!((settings.preset.name, settings.issuer()), ("franceconnect-plus", ISSUER));
    assert_eq!(settings.lifetime, Lifetime { seconds: 1800, max: 1800, sliding: false });
    assert_eq!(settings.store(), SessionStore::Cookie);
    assert_eq!(settings.answer_milliseconds(), 10_000);
    assert_eq!(settings.authentication().methods(), ["client_secret_post", "client_secret_basic"]);
    let client = settings.client("https://service.example", "/auth").unwrap();
    assert_eq!(client.redirect_uri, "https://service.example/auth/callback");
    assert_eq!(client.post_logout_redirect_uri.as_deref(), Some("https://service.example/auth/logged-out"));
    assert_eq!(client.scope.as_str(), "openid identite_pivot email preferred_username");
    assert_eq!(client.acr.as_deref(), Some("eidas2"));
    assert!(!client.amr);
}

#[test]
fn every_setting_is_taken() {
    let settings = read_with(&[
        ("FC_PRESET", Some("oidc")),
        ("FC_ISSUER", Some("https://idp.example")),
        ("FC_CLIENT_SECRET", None),
        ("FC_CLIENT_KEY", Some(&client_key())),
        ("FC_DECRYPTION_KEYS", None),
        ("FC_REDIRECT_URI", Some("https://app.example/cb")),
        ("FC_POST_LOGOUT_REDIRECT_URI", Some("https://app.example/out")),
        ("FC_SCOPE", Some("openid email")),
        ("FC_ACR", Some("gold")),
        ("FC_AMR", Some("on")),
        ("FC_TIMEOUT", Some("2500")),
        ("SESSION_STORE", Some("durable-object")),
        ("SESSION_TTL", Some("600")),
        ("SESSION_MAX", Some("2592000")),
        ("SESSION_RENEWAL", Some("sliding")),
    ])
    .unwrap();
    assert_eq!(
        (settings.preset.name, settings.issuer(), settings.store()),
        ("oidc", "https://idp.example", SessionStore::Server("durable-object"))
    );
    assert_eq!(settings.lifetime, Lifetime { seconds: 600, max: 2_592_000, sliding: true });
    assert_eq!(settings.answer_milliseconds(), 2500);
    assert_eq!(settings.authentication().methods(), ["private_key_jwt"]);
    assert_eq!(settings.public_jwks(), r#"{"keys":[]}"#);
    let client = settings.client("https://service.example", "/auth").unwrap();
    assert_eq!((client.redirect_uri.as_str(), client.acr.as_deref()), ("https://app.example/cb", Some("gold")));
    assert_eq!((client.post_logout_redirect_uri.as_deref(), client.scope.as_str()), (Some("https://app.example/out"), "openid email"));
    assert!(client.amr);
}

#[test]
fn the_settings_that_are_read_are_those_that_are_listed() {
    let asked = core::cell::RefCell::new(Vec::new());
    let read = Settings::read(|name| {
        asked.borrow_mut().push(name.to_string());
        environment().into_iter().find(|(each, _)| *each == name).map(|(_, value)| value)
    });
    assert!(read.is_ok());
    let mut named: Vec<_> = NAMES.split(' ').map(ToString::to_string).collect();
    named.sort();
    let mut asked = asked.into_inner();
    asked.sort();
    assert_eq!(asked, named);
}

#[test]
fn the_public_origin_replaces_the_requests() {
    let settings = read_with(&[("FC_PUBLIC_ORIGIN", Some("https://service.example"))]).unwrap();
    for request in ["http://0.0.0.0:3000", "http://service.example", "https://evil.example"] {
        let client = settings.client(request, "/auth").unwrap();
        assert_eq!(client.redirect_uri, "https://service.example/auth/callback");
        assert_eq!(client.post_logout_redirect_uri.as_deref(), Some("https://service.example/auth/logged-out"));
    }
    assert_eq!(settings.public_origin(), Some("https://service.example"));
}

#[test]
fn without_https_the_public_origin_is_demanded() {
    let elsewhere = "http://0.0.0.0:3000";
    let error = settings().client(elsewhere, "/auth").unwrap_err();
    assert!(error.code() == Code::InvalidSettings && error.message().contains("FC_PUBLIC_ORIGIN"));
    let both = [("FC_REDIRECT_URI", Some("https://app.example/cb")), ("FC_POST_LOGOUT_REDIRECT_URI", Some("https://app.example/out"))];
    assert!(read_with(&both).unwrap().client(elsewhere, "/auth").is_ok());
    assert!(read_with(&both[..1]).unwrap().client(elsewhere, "/auth").unwrap_err().message().contains("FC_PUBLIC_ORIGIN"));
}

#[test]
fn a_preset_for_one_environment_brings_its_issuer() {
    let issuer = |preset| read_with(&[("FC_PRESET", Some(preset)), ("FC_ISSUER", None)]).map(|settings| settings.issuer);
    assert_eq!(issuer("franceconnect-plus-production").unwrap(), "https://auth.franceconnect.gouv.fr/api/v2");
    assert_eq!(issuer("franceconnect-plus-integration").unwrap(), "https://auth.integ01.dev-franceconnect.fr/api/v2");
    assert_eq!(issuer("franceconnect-plus").unwrap_err().code(), Code::InvalidSettings);
}

#[test]
fn a_sign_out_may_end_at_the_provider() {
    let uri = |set| {
        let settings = read_with(&[("FC_POST_LOGOUT_REDIRECT_URI", set)])?;
        settings.client("https://service.example", "/auth").map(|client| client.post_logout_redirect_uri)
    };
    assert_eq!(uri(Some("none")), Ok(None));
    assert_eq!(uri(None).unwrap().as_deref(), Some("https://service.example/auth/logged-out"));
    for malformed in ["None", "off", "/"] {
        assert!(uri(Some(malformed)).unwrap_err().message().contains("FC_POST_LOGOUT_REDIRECT_URI: expected an https URL"), "{malformed}");
    }
}

#[test]
fn settings_without_effect_are_remarked_on() {
    let remarks = |changes: &[_]| read_with(changes).unwrap().remarks();
    assert!(settings().remarks().is_empty());
    for (name, unused, used) in [
        ("FC_DECRYPTION_KEYS", &[("FC_PRESET", Some("oidc"))][..], &[("FC_PRESET", Some("oidc")), ("FC_DECRYPTION_KEYS", None)][..]),
        (
            "FC_ISSUER",
            &[("FC_PRESET", Some("franceconnect-plus-production"))],
            &[("FC_PRESET", Some("franceconnect-plus-production")), ("FC_ISSUER", Some("https://auth.franceconnect.gouv.fr/api/v2"))],
        ),
        ("FC_TIMEOUT", &[("FC_TIMEOUT", Some("30001"))], &[("FC_TIMEOUT", Some("30000"))]),
        ("SESSION_MAX", &[("SESSION_MAX", Some("7200"))], &[("SESSION_MAX", Some("7200")), ("SESSION_RENEWAL", Some("sliding"))]),
    ] {
        let said = remarks(unused);
        assert_eq!(said.len(), 1, "{name}");
        assert!(said[0].starts_with(&format!("{name}: ")), "{name}");
        assert!(remarks(used).is_empty(), "{name}");
    }
}

#[test]
fn settings_without_a_default_are_demanded() {
    assert!(read_with(&[]).is_ok());
    for name in ["FC_ISSUER", "FC_CLIENT_ID", "FC_CLIENT_SECRET", "FC_DECRYPTION_KEYS", "SESSION_KEYS"] {
        for nothing in [None, Some("")] {
            assert!(refusal(&[(name, nothing)]).message().contains(name), "{name}");
        }
    }
}

#[test]
fn an_empty_setting_counts_as_not_set() {
    let optional =
        ["FC_PRESET", "FC_CLIENT_KEY", "FC_REDIRECT_URI", "FC_POST_LOGOUT_REDIRECT_URI", "FC_SCOPE", "FC_ACR", "FC_AMR", "FC_TIMEOUT"];
    for name in optional.into_iter().chain(["SESSION_STORE", "SESSION_TTL", "SESSION_MAX", "SESSION_RENEWAL", "FC_PUBLIC_ORIGIN"]) {
        let emptied = read_with(&[(name, Some(""))]).map(|settings| format!("{settings:?}"));
        assert_eq!(emptied, Ok(format!("{:?}", settings())), "{name}");
    }
}

#[test]
fn a_plain_provider_needs_neither_secret_nor_decryption_keys() {
    let settings = read_with(&[("FC_PRESET", Some("oidc")), ("FC_CLIENT_SECRET", None), ("FC_DECRYPTION_KEYS", None)]).unwrap();
    assert_eq!(settings.authentication().methods(), ["none"]);
    for name in ["FC_ISSUER", "FC_CLIENT_ID", "SESSION_KEYS"] {
        assert!(refusal(&[("FC_PRESET", Some("oidc")), (name, None)]).message().contains(name), "{name}");
    }
}

#[test]
fn n70_a_malformed_setting_is_named_and_its_value_never_shown() {
    let keys = json!(["canary"]).to_string();
    let ring: Vec<_> = (0..=limits::SESSION_KEYS).map(|number| base64url::encode(&[u8::try_from(number).unwrap(); 32])).collect();
    let ring = json!(ring).to_string();
    for (name, malformed) in [
        ("FC_PRESET", "canary"),
        ("FC_ISSUER", "http://canary.example"),
        ("FC_ISSUER", "https://canary.example/?canary"),
        ("FC_ISSUER", "https://canary.example/#canary"),
        ("FC_CLIENT_SECRET", "canary-31-bytes-are-one-too-few"),
        ("FC_PUBLIC_ORIGIN", "http://canary.example"),
        ("FC_PUBLIC_ORIGIN", "https://canary.example/"),
        ("FC_PUBLIC_ORIGIN", "https://canary.example:443"),
        ("FC_PUBLIC_ORIGIN", "canary.example"),
        ("FC_REDIRECT_URI", "http://canary.example/"),
        ("FC_REDIRECT_URI", "canary"),
        ("FC_POST_LOGOUT_REDIRECT_URI", "/canary"),
        ("FC_SCOPE", "canary"),
        ("FC_SCOPE", "openid canary canary"),
        ("FC_ACR", "canary"),
        ("FC_ACR", "eidas1"),
        ("FC_AMR", "canary"),
        ("FC_AMR", "true"),
        ("FC_AMR", "ON"),
        ("FC_TIMEOUT", "canary"),
        ("FC_TIMEOUT", "99"),
        ("FC_TIMEOUT", "60001"),
        ("FC_TIMEOUT", "2500.5"),
        ("FC_TIMEOUT", "-2500"),
        ("FC_TIMEOUT", "99999999999999999999"),
        ("FC_DECRYPTION_KEYS", "canary"),
        ("FC_DECRYPTION_KEYS", r#"{"keys":[{"kid":"canary"}]}"#),
        ("SESSION_KEYS", "canary"),
        ("SESSION_KEYS", keys.as_str()),
        ("SESSION_KEYS", ring.as_str()),
        ("SESSION_STORE", "canary"),
        ("SESSION_RENEWAL", "canary"),
        ("SESSION_MAX", "canary"),
        ("SESSION_MAX", "1799"),
        ("SESSION_MAX", "2592001"),
        ("SESSION_TTL", "canary"),
        ("SESSION_TTL", "59"),
        ("SESSION_TTL", "86401"),
        ("SESSION_TTL", "600.5"),
        ("SESSION_TTL", "-600"),
        ("SESSION_TTL", "99999999999999999999"),
    ] {
        let error = refusal(&[(name, Some(malformed))]);
        assert!(error.message().contains(name), "{name}: {}", error.message());
        assert!(!format!("{error:?}{error}").contains("canary") && !error.message().contains(malformed), "{name}");
    }
    for (name, bound) in [("SESSION_TTL", "60"), ("SESSION_TTL", "86400"), ("FC_TIMEOUT", "100"), ("FC_TIMEOUT", "60000")] {
        assert!(read_with(&[(name, Some(bound))]).is_ok(), "{name}");
    }
}

#[test]
fn a_refusal_names_the_bounds_of_the_setting() {
    let ends = |range: &core::ops::RangeInclusive<i64>| [*range.start(), *range.end()];
    let answer = limits::ANSWER_MILLISECONDS;
    for (name, bounds) in [
        ("FC_TIMEOUT", [i64::from(*answer.start()), i64::from(*answer.end())]),
        ("SESSION_TTL", ends(&limits::SESSION_SECONDS)),
        ("SESSION_MAX", [*limits::SESSION_MAX_SECONDS.end(); 2]),
        ("SESSION_KEYS", [1, i64::try_from(limits::SESSION_KEYS).unwrap()]),
        ("FC_DECRYPTION_KEYS", [1, i64::try_from(limits::DECRYPTION_KEYS).unwrap()]),
    ] {
        let message = refusal(&[(name, Some("canary"))]).message();
        for bound in bounds {
            assert!(message.contains(&bound.to_string()), "{name}: {bound}: {message}");
        }
    }
}

#[test]
fn a_client_has_one_credential() {
    let error = refusal(&[("FC_CLIENT_KEY", Some(&client_key()))]);
    assert!(error.message().contains("FC_CLIENT_SECRET and FC_CLIENT_KEY"));
    let error = refusal(&[("FC_CLIENT_SECRET", None), ("FC_CLIENT_KEY", Some("canary"))]);
    assert!(error.message().contains("FC_CLIENT_KEY") && !error.message().contains("canary"));
    assert!(read_with(&[("FC_CLIENT_SECRET", None), ("FC_CLIENT_KEY", Some(&client_key()))]).is_ok());
}

#[test]
fn our_public_keys_are_published_without_their_private_halves() {
    let published = settings().public_jwks();
    assert!(published.contains("\"kid\":\"e\"") && published.contains("\"kid\":\"r1\"") && published.contains("\"use\":\"enc\""));
    for private in ["\"d\":", "\"p\":", "\"q\":", "\"dp\":", "\"dq\":", "\"qi\":"] {
        assert!(environment()["FC_DECRYPTION_KEYS"].contains(private) && !published.contains(private), "{private}");
    }
}

#[test]
fn n70_debug_shows_no_secret() {
    let with_secret = format!("{:?}", settings());
    let with_key = format!("{:?}", read_with(&[("FC_CLIENT_SECRET", None), ("FC_CLIENT_KEY", Some(&client_key()))]).unwrap());
    assert!(with_secret.contains("our-client") && with_key.contains("PrivateKey"));
    for name in ["FC_CLIENT_SECRET", "FC_DECRYPTION_KEYS", "SESSION_KEYS"] {
        assert!(!with_secret.contains(&environment()[name]), "{name}");
    }
    let d = |number: u8| base64url::encode(&[number; 32]);
    for secret in [CLIENT_SECRET.to_string(), d(5), d(7), d(0xaa)] {
        assert!(!with_secret.contains(&secret) && !with_key.contains(&secret));
    }
}

#[test]
fn the_signing_algorithm_is_one_that_the_preset_knows() {
    let algorithm = |preset, set| {
        let read = read_with(&[("FC_PRESET", Some(preset)), ("FC_SIGNING_ALG", set)]);
        read.map(|settings| settings.needs().algorithm).map_err(|error| (error.code(), error.message()))
    };
    assert_eq!(algorithm("oidc", None), Ok(SigningAlgorithm::Es256));
    for (name, expected) in [
        ("ES256", SigningAlgorithm::Es256),
        ("RS256", SigningAlgorithm::Rs256),
        ("PS256", SigningAlgorithm::Ps256),
        ("EdDSA", SigningAlgorithm::EdDsa),
        ("Ed25519", SigningAlgorithm::EdDsa),
    ] {
        assert_eq!(algorithm("oidc", Some(name)), Ok(expected));
    }
    assert_eq!(algorithm("franceconnect-plus", Some("ES256")), Ok(SigningAlgorithm::Es256));
    for (preset, name) in [
        ("franceconnect-plus", "RS256"),
        ("franceconnect-plus", "EdDSA"),
        ("oidc", "HS256"),
        ("oidc", "none"),
        ("oidc", "RS384"),
        ("oidc", "Ed448"),
        ("oidc", "rs256"),
        ("oidc", "RS256 ES256"),
    ] {
        let (code, message) = algorithm(preset, Some(name)).unwrap_err();
        assert!(code == Code::InvalidSettings && message.contains("FC_SIGNING_ALG") && !message.contains("RS384"), "{message}");
    }
}

#[test]
fn the_way_to_authenticate_is_one_that_the_credentials_have() {
    let methods = |preset, set: Option<&'static str>| {
        let read = read_with(&[("FC_PRESET", Some(preset)), ("FC_CLIENT_AUTH", set)]);
        read.map(|settings| settings.needs().authentication).map_err(|error| (error.code(), error.message()))
    };
    assert_eq!(methods("oidc", None), Ok(["client_secret_post", "client_secret_basic"].as_slice()));
    assert_eq!(methods("oidc", Some("client_secret_post")), Ok(["client_secret_post"].as_slice()));
    assert_eq!(methods("oidc", Some("client_secret_basic")), Ok(["client_secret_basic"].as_slice()));
    assert_eq!(methods("franceconnect-plus", Some("client_secret_post")), Ok(["client_secret_post"].as_slice()));
    for (preset, set) in
        [("oidc", "private_key_jwt"), ("oidc", "none"), ("oidc", "client_secret_jwt"), ("franceconnect-plus", "client_secret_basic")]
    {
        let (code, message) = methods(preset, Some(set)).unwrap_err();
        assert!(code == Code::InvalidSettings && message.contains("FC_CLIENT_AUTH"), "{message}");
    }
}
