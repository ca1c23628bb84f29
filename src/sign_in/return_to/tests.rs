use super::*;
use alloc::format;

#[test]
fn n62_own_paths_pass() {
    for path in ["/", "/a", "/a/b?c=d&e=%2F#f", "/a//b", "/:80", "/@evil", "/a?f=/../b", "/.well-known", "/a..b", "/?", "/?&a=b&&#"] {
        assert_eq!(same_origin_path(Some(path)), path);
    }
    assert_eq!(same_origin_path(None), "/");
}

#[test]
fn a_path_is_spelt_as_a_browser_spells_it() {
    for (path, spelt) in [
        ("/é", "/%C3%A9"),
        ("/a b", "/a%20b"),
        ("/démarche n° 5?nom=Ñuñez#à", "/d%C3%A9marche%20n%C2%B0%205?nom=%C3%91u%C3%B1ez#%C3%A0"),
        ("/€/𝄞", "/%E2%82%AC/%F0%9D%84%9E"),
        ("/a  ", "/a"),
        ("/100%", "/100%"),
    ] {
        assert_eq!(same_origin_path(Some(path)), spelt);
        assert_eq!(same_origin_path(Some(spelt)), spelt);
    }
}

#[test]
fn a_path_has_two_thousand_octets_as_a_browser_sends_them() {
    let of = |octets: usize| format!("/{}", "a".repeat(octets - 1));
    for octets in [512, 513, 1999, 2000] {
        assert_eq!(same_origin_path(Some(&of(octets))), of(octets));
    }
    assert_eq!(same_origin_path(Some(&of(2001))), "/");
    assert_eq!(same_origin_path(Some(&format!("/a{}", "é".repeat(333)))).len(), 2000);
    assert_eq!(same_origin_path(Some(&format!("/aa{}", "é".repeat(333)))), "/");
}

#[test]
fn n62_everything_else_becomes_the_root() {
    for path in [
        "",
        "a",
        "//evil",
        "///evil",
        "/\\evil",
        "\\\\evil",
        "https:evil",
        "https://evil",
        "javascript:alert(1)",
        "/a\r\nset-cookie: x",
        "/a\tb",
        "/\t/evil",
        " /a",
        "/\u{7f}",
        "é/",
        "/x/../auth/login",
        "/./auth/login",
        "/x/%2E%2e/y",
        "/x/.",
        "/x/.. ",
    ] {
        assert_eq!(same_origin_path(Some(path)), "/", "{path:?}");
    }
}

#[test]
fn n88_the_error_of_an_earlier_login_does_not_travel() {
    for (path, rest) in [
        ("/?auth_error=access_denied", "/"),
        ("/a?auth_error=access_denied&b=c#d", "/a?b=c#d"),
        ("/a?b=c&auth_error=x&auth_return_to=%2Fe&auth_error", "/a?b=c"),
        ("/a?auth%5Ferror=x&b=%20c+d", "/a?b=%20c+d"),
        ("/a?b=auth_error&auth_errors=c", "/a?b=auth_error&auth_errors=c"),
        ("/a#?auth_error=x", "/a#?auth_error=x"),
        ("//?auth_error=x", "/"),
    ] {
        assert_eq!(same_origin_path(Some(path)), rest);
    }
}

#[test]
fn n88_a_route_of_the_worker_is_no_page() {
    for path in ["/auth/login", "/auth/login?return_to=/", "/auth/", "/auth/callback?auth_error=x", "//evil"] {
        assert_eq!(page(path, "/auth", "/"), None);
    }
    assert_eq!(page("/auth", "/auth", "/").as_deref(), Some("/auth"));
    assert_eq!(page("/authors/é", "/auth", "/").as_deref(), Some("/authors/%C3%A9"));
}

#[test]
fn n88_the_error_page_is_nowhere_to_go_after_a_sign_in() {
    for path in ["/oops", "/oops?a=b", "/oops#c", "/oops?auth_error=access_denied"] {
        assert_eq!(page(path, "/auth", "/oops?from=sign-in"), None);
    }
    assert_eq!(page("/oops/2", "/auth", "/oops").as_deref(), Some("/oops/2"));
    for home in ["/", "/?tab=2"] {
        assert_eq!(page(home, "/auth", "/").as_deref(), Some(home));
    }
}
