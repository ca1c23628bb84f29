//! What only a Worker does in the honest sign-in: its settings, and a browser with its cookies and its store.
//!
//! Comes in: changes to settings and claims. Goes out: the steps of a Worker, run as its host runs them. Never: a part of a build.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::claims::{LATER, encrypt, id_claims, sign, userinfo_claims, with};
use super::encrypted::{ec_jwk, our_keys, rsa_jwk};
use super::jose::{key, private_jwk, set};
use super::login::{ISSUER, NOW, answer, provider};
use super::world::{LENT, World};
use crate::Result;
use crate::base::base64url;
use crate::sign_in::callback::Grant;
use crate::sign_in::login::{Entropy, LoginOptions};
use crate::sign_in::machine::SignIn;
use crate::worker::session::Session;
use crate::worker::settings::Settings;
use crate::worker::{self, Change, Site};

/// The client secret of [`environment`].
pub const CLIENT_SECRET: &str = "canary-client-secret-of-32-or-more-bytes";

/// A complete environment.
pub fn environment() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("FC_ISSUER", ISSUER.to_string()),
        ("FC_CLIENT_ID", "our-client".to_string()),
        ("FC_CLIENT_SECRET", CLIENT_SECRET.to_string()),
        ("FC_DECRYPTION_KEYS", set([ec_jwk(json!({})), rsa_jwk("r1", "RSA-OAEP")])),
        ("SESSION_KEYS", json!([base64url::encode(&[0xaa; 32])]).to_string()),
    ])
}

/// A private JWK for `FC_CLIENT_KEY`.
pub fn client_key() -> String {
    Value::Object(private_jwk(&key(5))).to_string()
}

/// [`environment`], with settings set, or (`None`) taken away.
pub fn read_with(changes: &[(&'static str, Option<&str>)]) -> Result<Settings> {
    let mut environment = environment();
    for (name, value) in changes {
        match value {
            Some(value) => environment.insert(name, (*value).to_string()),
            None => environment.remove(name),
        };
    }
    Settings::read(|name| environment.get(name).cloned())
}

/// The settings of [`environment`].
pub fn settings() -> Settings {
    read_with(&[]).unwrap()
}

/// The name of the session's cookie under [`settings`].
pub const SESSION_COOKIE: &str = "__Host-fc-session-4wfpTvnO";

/// What the names of login cookies begin with there.
pub const LOGIN_COOKIE: &str = "__Host-fc-login-4wfpTvnO-";

/// Where the Worker's routes lie.
pub const SITE: Site<'static> = Site { origin: "https://service.example", prefix: "/auth" };

/// A person's browser, as far as it keeps cookies.
#[derive(Clone, Default)]
pub struct Browser(pub BTreeMap<String, String>, pub BTreeMap<String, String>);

impl Browser {
    /// Does what `Set-Cookie` lines say.
    pub fn keep<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        for line in lines {
            assert!(
                line.starts_with("__Host-fc-") && line.contains("; Path=/; Max-Age=") && line.ends_with("; Secure; HttpOnly; SameSite=Lax")
            );
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            match line.contains("; Max-Age=0;") {
                true => self.0.remove(name),
                false => self.0.insert(name.to_string(), value.to_string()),
            };
        }
    }

    /// Its `Cookie` header.
    pub fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// How many cookies begin so.
    pub fn count(&self, prefix: &str) -> usize {
        self.0.keys().filter(|name| name.starts_with(prefix)).count()
    }

    /// The session in it.
    pub fn session(&self, settings: &Settings, now: i64) -> Result<Session> {
        worker::session(settings, &self.header(), self.record(settings), now)
    }

    /// What the store holds of its session.
    pub fn record(&self, settings: &Settings) -> Option<&str> {
        self.1.get(&worker::record_key(settings, &self.header())?).map(String::as_str)
    }

    /// Does what a step says, in the browser and in the store.
    pub fn apply(&mut self, change: Change) {
        self.keep(change.cookies.iter().map(String::as_str));
        if let Some(key) = change.remove {
            self.1.remove(&key);
        }
        if let Some(record) = change.write {
            self.1.insert(record.key, record.value);
        }
    }

    /// Starts login number `number` at `now`, and gives the URL of the provider.
    pub fn login(&mut self, settings: &Settings, number: u8, now: i64) -> String {
        let entropy = Entropy::new([[number; 32], [!number; 32], [number ^ 0x55; 32]]);
        let provider = provider(settings.preset);
        let options = LoginOptions { return_to: Some("/dossier"), ..LoginOptions::default() };
        let redirect = worker::login(settings, &provider, SITE, options, &self.header(), now, entropy, [number; 24]).unwrap();
        self.keep(redirect.cookies.iter().map(String::as_str));
        redirect.location
    }

    /// Returns from the provider with this query: what is to be exchanged, if anything. The login is used up.
    pub fn callback(&mut self, settings: &Settings, query: &str) -> Result<Grant> {
        let returned = worker::callback(settings, query, &self.header())?;
        self.keep([returned.removal()]);
        returned.check(&provider(settings.preset), LATER)
    }

    /// Signs in as the person of these claims, in answer to login `number`, and opens a session.
    pub fn sign_in(&mut self, settings: &Settings, number: u8, userinfo: &Value) -> Result<()> {
        let grant = self.callback(settings, &answer_to(number))?;
        let audience = json!(settings.client(SITE.origin, SITE.prefix)?.id);
        let id_claims = with(with(id_claims(), "nonce", json!(format!("{:02x}", !number).repeat(32))), "aud", audience.clone());
        let userinfo = sign(&with(userinfo.clone(), "aud", audience));
        let mut world = World { id_token: encrypt(sign(&id_claims)), userinfo: ("application/jwt", encrypt(userinfo)), ..World::plain() };
        let provider = Arc::new(provider(settings.preset));
        let mut machine = SignIn::new(provider, Arc::new(our_keys()).into(), grant, settings.authentication(), LENT);
        world.serve(|given, lent| machine.next(given, lent))?;
        let (cookies, salt) = (self.header(), [number ^ 0xff; 24]);
        let change = worker::open_session(settings, machine.finish()?, &cookies, LATER, [number; 32], salt)?;
        self.apply(change);
        Ok(())
    }
}

/// The query of the honest callback of login `number`.
pub fn answer_to(number: u8) -> String {
    answer().replace(&"ab".repeat(32), &format!("{number:02x}").repeat(32))
}

/// A browser that signed in by login 1, with [`userinfo_claims`].
pub fn signed_in(settings: &Settings) -> Browser {
    let mut browser = Browser::default();
    browser.login(settings, 1, NOW);
    browser.sign_in(settings, 1, &userinfo_claims()).unwrap();
    browser
}
