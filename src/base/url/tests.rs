use super::*;

#[test]
fn https_everywhere_and_http_on_the_loopback() {
    for url in [
        "https://auth.franceconnect.gouv.fr/api/v2",
        "https://example.org",
        "https://example.org:8443/a?b=c",
        "http://localhost:9400/api/v2",
        "http://127.0.0.1/x",
        "http://127.8.9.1:1/x",
        "http://[::1]:8787/x",
    ] {
        assert!(is_secure(url), "{url}");
    }
}

#[test]
fn n69_other_urls_are_refused() {
    for url in [
        "",
        "http://example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://[::2]/",
        "ftp://localhost/",
        "javascript:alert(1)",
        "/api/v2",
        "//example.org",
        "https:example.org",
        "https://",
        "https:///path",
        "https://user@example.org",
        "http://localhost@example.org",
        "http://localhost\\@example.org",
        "https://example.org/#fragment",
        "https://example.org/ space",
        "https://example.org/\r\nx: y",
        " https://example.org",
    ] {
        assert!(!is_secure(url), "{url}");
    }
}

#[test]
fn an_origin_is_spelt_as_browsers_send_it() {
    for origin in ["https://service.example", "https://service.example:8443", "http://localhost:8787", "http://[::1]", "http://[::1]:3000"]
    {
        assert!(is_origin(origin), "{origin}");
    }
    for other in [
        "",
        "service.example",
        "https://",
        "https://service.example/",
        "https://service.example/app",
        "https://service.example?a",
        "https://service.example#a",
        "https://Service.example",
        "HTTPS://service.example",
        "https://service.example:443",
        "https://service.example:08443",
        "https://service.example:",
        "https://service.example:65536",
        "http://localhost:80",
        "http://service.example",
        "http://0.0.0.0:3000",
        "https://user@service.example",
        "https://service%2eexample",
        "https://démarche.example",
        "https://*.service.example",
        "null",
    ] {
        assert!(!is_origin(other), "{other}");
    }
}

#[test]
fn parameters_are_added_after_those_of_the_endpoint() {
    assert_eq!(with_parameters("https://a/b", [("c", "d e"), ("f", "&")]), "https://a/b?c=d+e&f=%26");
    assert_eq!(with_parameters("https://a/b?x=y", [("c", "d")]), "https://a/b?x=y&c=d");
}
