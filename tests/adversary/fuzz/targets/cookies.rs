//! What a browser brings back: the `Cookie` header, and what is sealed in it.

use std::sync::LazyLock;

use fc_pivot::Code;
use fc_pivot::base::{base64url, limits};
use fc_pivot::dev::worker::SESSION_COOKIE;
use fc_pivot::provider::preset::FRANCECONNECT_PLUS;
use fc_pivot::sign_in::login::{Entropy, LoginOptions};
use fc_pivot::sign_in::pending::Pending;
use fc_pivot::worker::cookies::Cookies;
use fc_pivot::worker::record::Ticket;
use fc_pivot::worker::session::{Lifetime, Session};
use fc_pivot::worker::settings::Settings;
use fc_pivot::worker::{self, Change, Site};
use serde_json::json;

use super::world::{self, NOW, STARTED, answer, provider, settings_with, userinfo_claims};
use super::{text, texts};

const SITE: Site<'static> = Site { origin: world::ORIGIN, prefix: "/auth" };

static IN_COOKIES: LazyLock<Settings> = LazyLock::new(|| settings_with(&[]).expect("settings"));
static IN_A_STORE: LazyLock<Settings> = LazyLock::new(|| settings_with(&[("SESSION_STORE", "kv")]).expect("settings"));

/// A session that was opened in an empty browser.
fn opened(settings: &Settings) -> Change {
    let signed_in = world::signed_in(userinfo_claims().to_string().as_bytes());
    worker::open_session(settings, signed_in, "", NOW, [5; 32], [6; 24]).expect("a session")
}

/// `Set-Cookie` lines, as the browser sends them back.
fn header(lines: &[String]) -> String {
    let pairs: Vec<_> = lines.iter().filter_map(|line| line.split(';').next()).collect();
    pairs.join("; ")
}

fn login_header() -> String {
    let entropy = Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]);
    let redirect = worker::login(&IN_COOKIES, provider(&FRANCECONNECT_PLUS), SITE, LoginOptions::default(), "", STARTED, entropy, [4; 24]);
    header(&redirect.expect("a login").cookies)
}

/// A header gives a session, or a login, if it brings back to the letter what we set; what we set in answer is well formed.
pub fn cookie(data: &[u8]) -> bool {
    static SESSION: LazyLock<String> = LazyLock::new(|| header(&opened(&IN_COOKIES).cookies));
    static LOGIN: LazyLock<String> = LazyLock::new(login_header);
    let Some(text) = text(data) else { return false };
    let cookies = Cookies::parse(text);
    let brings = |set: &str| {
        let (name, value) = set.split_once('=').expect("a pair");
        cookies.get(name) == Some(value)
    };
    check_once(text, &cookies);

    let session = worker::session(&IN_COOKIES, text, None, NOW);
    assert_eq!(session.as_ref().map(|_| ()).map_err(|error| error.code()), if brings(&SESSION) { Ok(()) } else { Err(Code::NoSession) });
    let login = worker::callback(&IN_COOKIES, &answer(), text).and_then(|returned| returned.check(provider(&FRANCECONNECT_PLUS), NOW));
    match &login {
        Ok(_) => assert!(brings(&LOGIN)),
        Err(error) => assert!(!brings(&LOGIN) && [Code::StateUnknown, Code::SealBroken].contains(&error.code()), "{error}"),
    }

    let ended =
        worker::logout(&IN_COOKIES, Some(provider(&FRANCECONNECT_PLUS)), SITE, text, session.as_ref().ok(), [9; 32]).expect("an end");
    let entropy = Entropy::new([[1; 32], [2; 32], [3; 32]]);
    let redirect = worker::login(&IN_COOKIES, provider(&FRANCECONNECT_PLUS), SITE, LoginOptions::default(), text, NOW, entropy, [4; 24]);
    ended.change.cookies.iter().chain(&redirect.expect("a login").cookies).for_each(|line| check_line(line));
    session.is_ok() || login.is_ok() || store(text)
}

/// With a store the browser holds a ticket alone; its record opens under its own key.
fn store(text: &str) -> bool {
    static SESSION: LazyLock<Change> = LazyLock::new(|| opened(&IN_A_STORE));
    let record = SESSION.write.as_ref().expect("a record");
    let key = worker::record_key(&IN_A_STORE, text);
    let session = worker::session(&IN_A_STORE, text, Some(&record.value), NOW);
    assert_eq!(session.is_ok(), key.as_ref() == Some(&record.key));
    session.is_ok()
}

/// A name that came twice has no value; one that came once has its own.
fn check_once(text: &str, cookies: &Cookies<'_>) {
    let name_of = |pair: &str| String::from(pair.split('=').next().unwrap_or_default().trim());
    let readable = text.len() <= limits::COOKIE_HEADER_BYTES;
    let pairs: Vec<&str> = text.split(';').take(limits::COOKIES).collect();
    for pair in pairs.iter().take(8) {
        let name = name_of(pair);
        let count = pairs.iter().filter(|other| name_of(other) == name).count();
        assert_eq!(cookies.get(&name).is_some(), count == 1 && readable);
    }
}

fn check_line(line: &str) {
    assert!(line.starts_with("__Host-fc-") && line.ends_with("; Secure; HttpOnly; SameSite=Lax") && line.len() <= limits::COOKIE_BYTES);
    assert!(line.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && line.matches(';').count() == 5);
}

pub fn cookie_seeds() -> Vec<Vec<u8>> {
    let (session, login, ticket) = (header(&opened(&IN_COOKIES).cookies), login_header(), header(&opened(&IN_A_STORE).cookies));
    texts([format!("a=b; {session}; {login}"), session, login, ticket])
}

/// "text" as a session, sealed by the version before.
const FORMER: &str = "AgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAVJ4zrUGd4X_7RCeqbaMehBrDKjG";

/// Nothing opens but what we sealed, for what we sealed it. Of the form before, a host is asked to open what has that form.
pub fn sealed(data: &[u8]) -> bool {
    static HONEST: LazyLock<String> = LazyLock::new(|| worker::seal_document(&IN_COOKIES, "jwks", "text", [1; 24]).expect("sealed"));
    let Some(text) = text(data) else { return false };
    let ticket = Ticket::parse(text).is_some();
    assert_eq!(ticket, text.len() == 43 && base64url::decode(text).is_ok());
    assert!(worker::open_document(&IN_COOKIES, "discovery", text).is_err());
    let opened = worker::open_document(&IN_COOKIES, "jwks", text);
    let honest = text == *HONEST;
    assert_eq!(opened.map_err(|error| error.code()), if honest { Ok("text".into()) } else { Err(Code::SealBroken) });
    let cookies = [SESSION_COOKIE, "=1.", text].concat();
    let former = worker::former_session(&IN_COOKIES, &cookies, None).iter().find_map(world::given);
    assert_eq!(former, (text == FORMER).then(|| b"text".to_vec()));
    honest || ticket || former.is_some()
}

pub fn sealed_seeds() -> Vec<Vec<u8>> {
    texts([worker::seal_document(&IN_COOKIES, "jwks", "text", [1; 24]).expect("sealed"), FORMER.into(), base64url::encode(&[7; 32])])
}

/// A session that is taken is stored as the same octets, and has a view or none; what the version before stored, target `identity` has.
pub fn session(data: &[u8]) -> bool {
    Session::restore(data.to_vec().into(), NOW).ok().is_some_and(|session| {
        assert_eq!(session.store(), data);
        for preset in world::PRESETS {
            assert!(
                session.told(preset, None).map_or_else(|error| error.code() == Code::NoSession, |view| view.starts_with("{\"identity\":"))
            );
        }
        true
    })
}

pub fn session_seeds() -> Vec<Vec<u8>> {
    let fc = &FRANCECONNECT_PLUS;
    let signed_in = world::signed_in(userinfo_claims().to_string().as_bytes());
    let session = Session::open(&signed_in, NOW, Lifetime { seconds: 60, max: 60, sliding: false });
    let stored = session.store();
    // Of another version, whose identity is made anew.
    let mut other = stored.clone();
    if let Some(at) = stored.windows(fc.name.len()).position(|window| window == fc.name.as_bytes()) {
        other[at] ^= 1;
    }
    vec![stored, other]
}

/// A login that is taken is kept and taken again as the same.
pub fn pending(data: &[u8]) -> bool {
    match Pending::restore(data) {
        Ok(pending) => {
            let again = Pending::restore(&pending.store()).expect("what we stored");
            assert!(again.store() == pending.store() && again.state() == pending.state() && again.return_to() == pending.return_to());
            true
        }
        Err(error) => {
            assert_eq!(error.code(), Code::StateUnknown);
            false
        }
    }
}

pub fn pending_seeds() -> Vec<Vec<u8>> {
    let bare = json!({
        "state": "s", "nonce": "n", "issuer": "i", "client_id": "c", "redirect_uri": "r", "scope": "openid", "return_to": "/", "started_at": 0,
    });
    texts(world::PRESETS.map(|preset| world::pending(preset).store()).into_iter().chain([bare.to_string().into_bytes()]))
}
