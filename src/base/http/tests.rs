use super::*;
use alloc::format;
use alloc::string::ToString;

fn answer(status: u16, content_type: Option<&'static str>, body: &'static [u8]) -> HttpAnswer<'static> {
    HttpAnswer { status, content_type, body }
}

#[test]
fn json_is_read_from_json_only() {
    assert!(answer(200, Some("application/json"), b"{}").json(10).is_ok());
    assert!(answer(200, Some("Application/JSON; charset=utf-8"), b"{}").json(10).is_ok());
    for bad in [
        answer(200, Some("text/html"), b"{}"),
        answer(200, None, b"{}"),
        answer(200, Some("application/json"), b"{\"a\":"),
        answer(200, Some("application/json"), b"{\"a\":\"longer\"}"),
    ] {
        assert_eq!(bad.json(10).unwrap_err().code(), Code::ProviderAnswerMalformed);
    }
}

#[test]
fn json_ends_at_its_limit() {
    let ask = |limit| answer(200, Some("application/json"), b"{\"a\":1}").json(limit).map(|_| ());
    assert_eq!(ask(7), Ok(()));
    assert_eq!(ask(6), Err(Error::at(Code::ProviderAnswerMalformed, "size")));
}

#[test]
fn server_errors_and_429_mean_unavailable() {
    for (status, patience) in [(200, false), (302, false), (400, false), (428, false), (429, true), (499, false), (500, true), (599, true)]
    {
        assert_eq!(answer(status, None, b"").is_unavailable(), patience, "{status}");
    }
}

#[test]
fn the_host_gets_a_request_as_a_plain_object() {
    let mut request =
        HttpRequest { method: "GET", url: "u".to_string(), headers: [("accept", "a".to_string())].into(), body: None, answer_limit: 9 };
    let expected = serde_json::json!({ "method": "GET", "url": "u", "headers": [["accept", "a"]], "answerLimit": 9 });
    assert_eq!(serde_json::to_value(&request).unwrap(), expected);
    request.body = Some("b".to_string());
    assert_eq!(serde_json::to_value(&request).unwrap()["body"], "b");
}

#[test]
fn debug_shows_no_header_url_or_body() {
    let request = HttpRequest {
        method: "POST",
        url: "https://host/path?canary".to_string(),
        headers: Vec::from([("authorization", "canary".to_string())]),
        body: Some("canary".to_string()),
        answer_limit: 1,
    };
    assert_eq!(format!("{request:?}"), "HttpRequest { method: \"POST\", .. }");
    assert_eq!(format!("{:?}", answer(200, Some("canary"), b"canary")), "HttpAnswer { status: 200, .. }");
}
