use super::*;

pub(crate) fn ours() -> Namespace {
    Namespace::new("https://fc.example/api/v2", "our-client")
}

/// Another client of the same provider.
pub(crate) fn theirs() -> Namespace {
    Namespace::new("https://fc.example/api/v2", "other-client")
}

#[test]
fn n73_names_differ_between_clients_and_between_providers() {
    let others = [
        theirs(),
        Namespace::new("https://fc.example/api/v", "2our-client"),
        Namespace::new("https://other.example/api/v2", "our-client"),
        Namespace::new("our-client", "https://fc.example/api/v2"),
    ];
    for other in others {
        assert_ne!(other.id(), ours().id());
        assert_ne!(other.tag(), ours().tag());
        assert_ne!(other.cookie("session"), ours().cookie("session"));
        assert_ne!(other.record("session", &["a"]), ours().record("session", &["a"]));
    }
    assert_eq!(Namespace::new("https://fc.example/api/v2", "our-client"), ours());
}

/// Made elsewhere: `SHA-256(00000000 00000019 issuer 00000000 0000000a client_id)`. A change of it signs everybody out.
#[test]
fn names_do_not_change_between_versions() {
    assert_eq!(ours().tag(), "4wfpTvnO");
    assert_eq!(ours().cookie("session"), "__Host-fc-session-4wfpTvnO");
    assert!(ours().tag().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
}

#[test]
fn keys_of_different_kinds_and_parts_differ() {
    let key = |kind, parts: [&str; 2]| ours().record(kind, &parts);
    assert_ne!(key("subject", ["a", "bc"]), key("subject", ["ab", "c"]));
    assert_ne!(key("subject", ["a", "b"]), key("login", ["a", "b"]));
    assert!(key("subject", ["https://issuer", "person"]).starts_with("subject:"));
    assert!(!key("subject", ["https://issuer", "person"]).contains("person"));
}
