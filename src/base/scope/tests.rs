use super::*;

#[test]
fn a_scope_is_a_set_of_tokens_with_openid() {
    let scope = Scope::parse("openid  email identite_pivot").unwrap();
    assert_eq!(scope.as_str(), "openid email identite_pivot");
    assert!(scope.contains("email") && !scope.contains("mail"));
    for bad in ["", "email", "openid openid", "openid \"x\"", "openid a\tb", "openid é", "openid a\\b"] {
        assert_eq!(Scope::parse(bad), None, "{bad}");
    }
    assert_eq!(serde_json::to_value(&scope).unwrap(), "openid email identite_pivot");
}

#[test]
fn a_scope_ends_at_the_limit() {
    let tokens = |count: usize| (1..count).fold(String::from("openid"), |text, number| alloc::format!("{text} s{number}"));
    assert!(Scope::parse(&tokens(limits::SCOPES)).is_some());
    assert_eq!(Scope::parse(&tokens(limits::SCOPES + 1)), None);
}

#[test]
fn a_granted_scope_need_not_repeat_openid() {
    assert_eq!(Scope::granted("email  profile").unwrap().as_str(), "email profile");
    assert!(!Scope::granted("email").unwrap().contains("openid"));
    for bad in ["", " ", "email email", "\"x\"", "a\tb"] {
        assert_eq!(Scope::granted(bad), None, "{bad}");
    }
}
