use super::*;
use crate::dev::login::{OPTIONS, discovered, document, provider};
use crate::provider::preset::FRANCECONNECT_PLUS;

#[test]
fn the_hint_goes_with_state_and_return() {
    let client = Client::new(&FRANCECONNECT_PLUS, OPTIONS).unwrap();
    let url = end_session_url(&provider(&FRANCECONNECT_PLUS), &client, &Secret::new("a.b.c"), &Secret::new("s")).unwrap();
    let expected = "https://fc.example/api/v2/session/end?id_token_hint=a.b.c\
                    &post_logout_redirect_uri=https%3A%2F%2Fservice.example%2Fauth%2Flogged-out&state=s";
    assert_eq!(url, expected);
    let nowhere =
        Client::new(&FRANCECONNECT_PLUS, crate::provider::client::ClientOptions { post_logout_redirect_uri: None, ..OPTIONS }).unwrap();
    let url = end_session_url(&provider(&FRANCECONNECT_PLUS), &nowhere, &Secret::new("a.b.c"), &Secret::new("s")).unwrap();
    assert_eq!(url, "https://fc.example/api/v2/session/end?id_token_hint=a.b.c");
    let mut without = document();
    without.as_object_mut().unwrap().remove("end_session_endpoint");
    assert!(
        end_session_url(&discovered(&FRANCECONNECT_PLUS, &without).unwrap(), &client, &Secret::new("a.b.c"), &Secret::new("s")).is_none()
    );
}

#[test]
fn the_client_is_named_where_the_preset_says_so() {
    use crate::provider::preset::{ALL, OIDC};

    for preset in ALL {
        assert_eq!(preset.logout_names_client, preset == &OIDC);
    }
    let client = Client::new(&OIDC, OPTIONS).unwrap();
    let url = end_session_url(&provider(&OIDC), &client, &Secret::new("a.b.c"), &Secret::new("s")).unwrap();
    let expected = alloc::format!("?id_token_hint=a.b.c&client_id={}&post_logout_redirect_uri=", client.id);
    assert!(url.contains(&expected), "{url}");
}

#[test]
fn a_page_keeps_a_state_of_its_own_where_the_person_comes_back() {
    let begun = |post_logout_redirect_uri| {
        let options = crate::provider::client::ClientOptions { post_logout_redirect_uri, ..OPTIONS };
        let client = Client::new(&FRANCECONNECT_PLUS, options).unwrap();
        begin(&provider(&FRANCECONNECT_PLUS), &client, &Secret::new("a.b.c"), &[0xab; 32]).unwrap()
    };
    let logout = begun(OPTIONS.post_logout_redirect_uri);
    let state = logout.state.as_ref().unwrap();
    assert_eq!(state.expose(), "ab".repeat(32));
    assert!(logout.url.contains("?id_token_hint=a.b.c&") && logout.url.ends_with(&alloc::format!("&state={}", state.expose())));
    assert!(returned(&alloc::format!("state={}", state.expose()), Some(state)).is_ok());
    assert_eq!(alloc::format!("{logout:?}"), "Logout(…)");

    let logout = begun(None);
    assert!(logout.state.is_none() && logout.url.ends_with("?id_token_hint=a.b.c"));
}

#[test]
fn without_an_endpoint_there_is_no_sign_out_at_the_provider() {
    let client = Client::new(&FRANCECONNECT_PLUS, OPTIONS).unwrap();
    let mut without = document();
    without.as_object_mut().unwrap().remove("end_session_endpoint");
    let provider = discovered(&FRANCECONNECT_PLUS, &without).unwrap();
    assert!(begin(&provider, &client, &Secret::new("a.b.c"), &[0xab; 32]).is_none());
}

#[test]
fn the_return_must_bring_the_state_back() {
    let state = Secret::new("s");
    assert!(returned("state=s", Some(&state)).is_ok());
    for (query, expected) in [("state=t", Some(&state)), ("", Some(&state)), ("state=s&state=s", Some(&state)), ("state=s", None)] {
        assert_eq!(returned(query, expected).unwrap_err().code(), Code::LogoutStateMismatch);
    }
}
