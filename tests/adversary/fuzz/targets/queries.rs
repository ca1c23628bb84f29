//! Query strings with which a browser comes back from the provider.

use std::sync::LazyLock;

use fc_pivot::base::limits;
use fc_pivot::provider::preset::FRANCECONNECT_PLUS;
use fc_pivot::sign_in::callback::Callback;
use fc_pivot::worker::cookies::Cookies;
use fc_pivot::worker::settings::Settings;
use fc_pivot::{Code, worker};

use super::world::{ISSUER, NOW, answer, pending, provider, settings_with, state};
use super::{text, texts};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| settings_with(&[]).expect("settings"));

/// The parameters, as a second reading has them; none where one of them came twice.
fn parameters(query: &str) -> Option<Vec<(String, String)>> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let once = pairs.iter().all(|(name, _)| pairs.iter().filter(|(other, _)| other == name).count() == 1);
    (query.len() <= limits::CALLBACK_QUERY_BYTES && pairs.len() <= limits::CALLBACK_PARAMETERS && once).then_some(pairs)
}

fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// A code is taken if, and only if, the query is the answer to our login, of our provider, and holds nothing twice.
pub fn callback(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let is_code = |code: &str| (1..=limits::CODE_CHARS).contains(&code.len()) && code.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let expected = parameters(text).is_some_and(|parameters| {
        value(&parameters, "state") == Some(&state())
            && value(&parameters, "iss") == Some(ISSUER)
            && value(&parameters, "error").is_none()
            && value(&parameters, "code").is_some_and(is_code)
    });
    match Callback::parse(text).and_then(|callback| callback.check(pending(&FRANCECONNECT_PLUS), provider(&FRANCECONNECT_PLUS), NOW)) {
        Ok(grant) => {
            assert!(expected && grant.return_to() == "/dossier");
            true
        }
        Err(error) => {
            let refusals = [
                Code::CallbackMalformed,
                Code::StateMissing,
                Code::StateUnknown,
                Code::CallbackIssMissing,
                Code::CallbackIssMismatch,
                Code::AccessDenied,
                Code::InvalidScope,
                Code::InvalidRequest,
                Code::ServerError,
                Code::TemporarilyUnavailable,
                Code::ProviderError,
            ];
            assert!(!expected && refusals.contains(&error.code()), "{error}");
            false
        }
    }
}

pub fn callback_seeds() -> Vec<Vec<u8>> {
    texts([answer(), format!("?{}&session_state=x", answer()), answer().replace("the-code", "a+%7E")])
}

/// A return from a sign-out is ours if, and only if, its state is the cookie's: the query, a line break, the `Cookie` header.
pub fn logged_out(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let (query, header) = text.split_once('\n').unwrap_or((text, ""));
    let (removal, verdict) = worker::logged_out(&SETTINGS, query, header);
    assert_eq!(removal, "__Host-fc-logout-4wfpTvnO=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    let expected = parameters(query).is_some_and(|parameters| {
        let kept = Cookies::parse(header).get("__Host-fc-logout-4wfpTvnO").map(String::from);
        value(&parameters, "state").is_some_and(|state| !state.is_empty() && kept.as_deref() == Some(state))
    });
    assert_eq!(verdict.map_err(|error| error.code()), if expected { Ok(()) } else { Err(Code::LogoutStateMismatch) });
    expected
}

pub fn logged_out_seeds() -> Vec<Vec<u8>> {
    texts(["state=s\n__Host-fc-logout-4wfpTvnO=s", "?a=b&state=c%64\nx=y; __Host-fc-logout-4wfpTvnO=cd"])
}
