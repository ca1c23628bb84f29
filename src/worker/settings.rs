//! The settings of a deployed Worker, read from its environment.
//!
//! Comes in: a look-up by name. Goes out: [`Settings`], all of them parsed. Never: a default for what only the deployer knows; a setting's
//! value in an error, which names the setting and says what it expects.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::base::error::{Code, Error, Result};
use crate::base::secret::Secret;
use crate::base::{limits, url};
use crate::jose::SigningAlgorithm;
use crate::jose::decryption_keys::{DecryptionKeys, PrivateKey};
use crate::jose::signing_key::SigningKey;
use crate::provider::client::{Authentication, Client, ClientOptions};
use crate::provider::discovery::{Needs, discovery_request};
use crate::provider::preset::{self, Preset};
use crate::sign_in::machine::OurKeys;
use crate::worker::namespace::Namespace;
use crate::worker::seal::SealingKeys;
use crate::worker::session::Lifetime;

/// Every setting that [`Settings::read`] asks for, by name.
pub const NAMES: &str = concat!(
    "FC_PRESET FC_ISSUER FC_CLIENT_ID FC_CLIENT_SECRET FC_CLIENT_KEY FC_DECRYPTION_KEYS FC_PUBLIC_ORIGIN FC_REDIRECT_URI FC_POST_LOGOUT_REDIRECT_URI ",
    "FC_SCOPE FC_ACR FC_AMR FC_SIGNING_ALG FC_CLIENT_AUTH FC_TRUSTED_AUDIENCES FC_TIMEOUT SESSION_KEYS SESSION_STORE SESSION_TTL SESSION_RENEWAL SESSION_MAX",
);

/// Where sessions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStore {
    /// Sealed, in the browser.
    Cookie,
    /// Sealed, on the server: in the store that the host knows by this name.
    Server(&'static str),
}

/// The stores on the server: Cloudflare's KV and Durable Objects, Redis, and one that the program itself brings.
const ON_THE_SERVER: [&str; 4] = ["kv", "durable-object", "redis", "option"];

impl SessionStore {
    /// Its name in `SESSION_STORE`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Server(name) => name,
        }
    }
}

/// A Worker's settings.
#[derive(Debug)]
pub struct Settings {
    pub(crate) preset: &'static Preset,
    issuer: String,
    authentication: Authentication,
    authentication_methods: &'static [&'static str],
    algorithm: SigningAlgorithm,
    trusted_audiences: String,
    decryption_keys: Option<Arc<DecryptionKeys>>,
    pub(crate) sealing_keys: SealingKeys,
    pub(crate) lifetime: Lifetime,
    store: SessionStore,
    answer_milliseconds: u32,
    public_origin: Option<String>,
    client_id: String,
    redirect_uri: Option<String>,
    post_logout_redirect_uri: Option<String>,
    scope: Option<String>,
    acr: Option<String>,
    amr: bool,
}

const fn invalid(detail: &'static str) -> Error {
    Error::at(Code::InvalidSettings, detail)
}

impl Settings {
    /// Reads the settings; `get` gives the value of a name, `None` where it is not set. An empty value counts as not set.
    ///
    /// # Errors
    /// `invalid_settings`, which names the first setting that is missing or malformed and what it expects.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let preset = match get("FC_PRESET") {
            None => &preset::FRANCECONNECT_PLUS,
            Some(name) => preset::named(&name).ok_or(invalid(concat!("FC_PRESET: expected ", preset::names!())))?,
        };
        let issuer = issuer(preset, get("FC_ISSUER"))?;
        let client_id = get("FC_CLIENT_ID").ok_or(invalid("FC_CLIENT_ID: expected the client identifier that the provider gave"))?;
        let namespace = Namespace::new(&issuer, &client_id);
        let authentication = authentication(preset, get("FC_CLIENT_SECRET").map(Secret::new), get("FC_CLIENT_KEY").map(Zeroizing::new))?;
        let settings = Self {
            preset,
            issuer,
            authentication_methods: authentication_methods(preset, &authentication, get("FC_CLIENT_AUTH"))?,
            authentication,
            algorithm: algorithm(preset, get("FC_SIGNING_ALG"))?,
            trusted_audiences: get("FC_TRUSTED_AUDIENCES").unwrap_or_default(),
            decryption_keys: decryption_keys(preset, get("FC_DECRYPTION_KEYS").map(Zeroizing::new))?.map(Arc::new),
            sealing_keys: SealingKeys::parse(&get("SESSION_KEYS").map(Zeroizing::new).unwrap_or_default(), namespace)?,
            lifetime: lifetime(get("SESSION_TTL"), get("SESSION_MAX"), get("SESSION_RENEWAL"))?,
            store: store(get("SESSION_STORE"))?,
            answer_milliseconds: answer_milliseconds(get("FC_TIMEOUT"))?,
            public_origin: public_origin(get("FC_PUBLIC_ORIGIN"))?,
            client_id,
            redirect_uri: get("FC_REDIRECT_URI"),
            post_logout_redirect_uri: get("FC_POST_LOGOUT_REDIRECT_URI"),
            scope: get("FC_SCOPE"),
            acr: get("FC_ACR"),
            amr: amr(get("FC_AMR"))?,
        };
        // The rest is checked by the client. An origin of our own stands in for the request's, so that a fault shows at the start.
        settings.client("https://localhost", "/auth")?;
        Ok(settings)
    }

    /// What browsers call the service, where the settings say it.
    #[must_use]
    pub fn public_origin(&self) -> Option<&str> {
        self.public_origin.as_deref()
    }

    /// The private halves of our decryption keys, for the host to import; none are left here afterwards. Empty once [`Settings::our_keys`] was
    /// asked for.
    pub fn take_private_keys(&mut self) -> Vec<PrivateKey> {
        self.decryption_keys.as_mut().and_then(Arc::get_mut).map(DecryptionKeys::take_private).unwrap_or_default()
    }

    /// Our decryption keys, as a sign-in finds them by name and algorithm.
    #[must_use]
    pub fn our_keys(&self) -> OurKeys {
        self.decryption_keys.clone().map(OurKeys::from).unwrap_or_default()
    }

    /// The client as it shows at `origin`, or at `FC_PUBLIC_ORIGIN` where that is set: callbacks that are not set lie there, under `prefix`.
    ///
    /// # Errors
    /// `invalid_settings`.
    pub fn client(&self, origin: &str, prefix: &str) -> Result<Client> {
        let origin = self.public_origin().unwrap_or(origin);
        if !(url::is_secure(origin) || self.redirect_uri.is_some() && self.post_logout_redirect_uri.is_some()) {
            return Err(invalid("FC_PUBLIC_ORIGIN: expected what browsers call the service, since the request's own address is not https"));
        }
        let route = |name: &str| [origin, prefix, "/", name].concat();
        let redirect_uri = self.redirect_uri.clone().unwrap_or_else(|| route("callback"));
        let post_logout_redirect_uri = match self.post_logout_redirect_uri.as_deref() {
            None => Some(route("logged-out")),
            Some("none") => None,
            Some(uri) => Some(uri.to_string()),
        };
        Client::new(
            self.preset,
            ClientOptions {
                id: &self.client_id,
                redirect_uri: &redirect_uri,
                post_logout_redirect_uri: post_logout_redirect_uri.as_deref(),
                scope: self.scope.as_deref(),
                acr: self.acr(),
                amr: self.amr,
            },
        )
    }

    /// Remarks on settings that are valid, and unused or of less effect than they seem: constants, each of which begins with the setting's
    /// name.
    #[must_use]
    pub fn remarks(&self) -> Vec<&'static str> {
        let Self { preset, lifetime, .. } = self;
        let unused = [
            (
                self.decryption_keys.is_some() && !preset.encrypts,
                "FC_DECRYPTION_KEYS: used for encrypted tokens; with this FC_PRESET, tokens that are not encrypted are taken too",
            ),
            (
                preset.issuer.is_some_and(|issuer| issuer != self.issuer),
                "FC_ISSUER: not the issuer of the environment that FC_PRESET names; FC_ISSUER is used",
            ),
            (
                preset.grant_seconds.is_some_and(|seconds| self.answer_milliseconds > seconds.saturating_mul(1000)),
                "FC_TIMEOUT: longer than the provider allows for a whole sign-in, which ends the sign-in first",
            ),
            (!lifetime.sliding && lifetime.max != lifetime.seconds, "SESSION_MAX: not used, since SESSION_RENEWAL is not sliding"),
        ];
        unused.into_iter().filter_map(|(is_so, remark)| is_so.then_some(remark)).collect()
    }

    /// Milliseconds that a whole sign-in may take once the person is back; `None` where the provider says nothing of it.
    #[must_use]
    pub fn grant_milliseconds(&self) -> Option<u32> {
        self.preset.grant_seconds.map(|seconds| seconds.saturating_mul(1000))
    }

    /// The provider's issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The level of assurance that every sign-in and every session must reach; `None` where none is demanded.
    #[must_use]
    pub fn acr(&self) -> Option<&str> {
        self.acr.as_deref().or(self.preset.default_acr)
    }

    /// The client that everything which this Worker keeps belongs to.
    #[must_use]
    pub const fn namespace(&self) -> &Namespace {
        self.sealing_keys.namespace()
    }

    /// How the client proves who it is.
    #[must_use]
    pub const fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// What the provider must offer this client.
    #[must_use]
    pub fn needs(&self) -> Needs<'_> {
        Needs { algorithm: self.algorithm, authentication: self.authentication_methods, trusted_audiences: &self.trusted_audiences }
    }

    /// Our public encryption keys as a JWK set: what `/auth/jwks.json` publishes.
    #[must_use]
    pub fn public_jwks(&self) -> String {
        self.decryption_keys.as_ref().map_or_else(|| r#"{"keys":[]}"#.to_string(), |keys| keys.public_jwks())
    }

    /// How long sessions last.
    #[must_use]
    pub const fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    /// How many milliseconds the provider has for one answer, its body included.
    #[must_use]
    pub const fn answer_milliseconds(&self) -> u32 {
        self.answer_milliseconds
    }

    /// Where sessions are kept.
    #[must_use]
    pub const fn store(&self) -> SessionStore {
        self.store
    }
}

fn issuer(preset: &'static Preset, set: Option<String>) -> Result<String> {
    let issuer =
        set.or_else(|| preset.issuer.map(ToString::to_string)).ok_or(invalid("FC_ISSUER: expected the provider's issuer, an https URL"))?;
    discovery_request(&issuer)?;
    if preset.is_foreign(&issuer) {
        return Err(invalid("FC_ISSUER: expected the issuer of the environment that FC_PRESET names, and not of another one; or none"));
    }
    Ok(issuer)
}

fn public_origin(set: Option<String>) -> Result<Option<String>> {
    if set.as_deref().is_some_and(|origin| !url::is_origin(origin)) {
        return Err(invalid(
            "FC_PUBLIC_ORIGIN: expected what browsers call the service, such as https://service.example, without a path or a final slash",
        ));
    }
    Ok(set)
}

fn authentication(preset: &'static Preset, secret: Option<Secret>, key: Option<Zeroizing<String>>) -> Result<Authentication> {
    match (secret, key) {
        (Some(_), Some(_)) => Err(invalid("FC_CLIENT_SECRET and FC_CLIENT_KEY: expected one of the two")),
        (Some(secret), None) if secret.expose().len() >= preset.client_secret_bytes => Ok(Authentication::Secret(secret)),
        (Some(_), None) => {
            Err(invalid("FC_CLIENT_SECRET: expected the client secret that the provider gave (FranceConnect+: 32 characters or more)"))
        }
        (None, Some(key)) => SigningKey::parse(key.as_bytes()).map(Authentication::PrivateKey),
        // A client without credentials is bound to its code by PKCE alone.
        (None, None) if preset.takes_public_clients() => Ok(Authentication::Public),
        (None, None) => Err(invalid("FC_CLIENT_SECRET: expected the client secret that the provider gave, or FC_CLIENT_KEY instead")),
    }
}

/// `FC_CLIENT_AUTH` says where a secret goes. Nothing said, it is where the provider takes it; a key has one way to be used.
fn authentication_methods(preset: &'static Preset, own: &Authentication, set: Option<String>) -> Result<&'static [&'static str]> {
    let expected =
        || invalid("FC_CLIENT_AUTH: expected client_secret_post or client_secret_basic, with FC_CLIENT_SECRET, as this FC_PRESET takes it");
    let own = own.methods();
    let Some(set) = set else { return Ok(own) };
    let place = own.iter().position(|method| *method == set && preset.authentication_methods.contains(method)).ok_or_else(expected)?;
    own.get(place..=place).ok_or_else(expected)
}

fn algorithm(preset: &'static Preset, set: Option<String>) -> Result<SigningAlgorithm> {
    let takes = |algorithm: &SigningAlgorithm| preset.signing_algorithms.contains(algorithm);
    set.map_or(Some(SigningAlgorithm::Es256), |name| SigningAlgorithm::named(&name))
        .filter(takes)
        .ok_or(invalid("FC_SIGNING_ALG: expected ES256, or RS256, PS256 or EdDSA where providers of this FC_PRESET sign so"))
}

fn decryption_keys(preset: &'static Preset, keys: Option<Zeroizing<String>>) -> Result<Option<DecryptionKeys>> {
    match keys {
        Some(keys) => DecryptionKeys::parse(keys.as_bytes()).map(Some),
        None if preset.encrypts => {
            Err(invalid("FC_DECRYPTION_KEYS: expected a JWK set of private keys (ECDH-ES on P-256, RSA-OAEP or RSA-OAEP-256)"))
        }
        None => Ok(None),
    }
}

fn lifetime(seconds: Option<String>, max: Option<String>, renewal: Option<String>) -> Result<Lifetime> {
    let whole = |text: Option<String>, default: i64| text.map_or(Some(default), |text| text.parse().ok());
    let seconds = whole(seconds, limits::DEFAULT_SESSION_SECONDS)
        .filter(|seconds| limits::SESSION_SECONDS.contains(seconds))
        .ok_or(invalid("SESSION_TTL: expected whole seconds, from 60 to 86400"))?;
    let sliding = match renewal.as_deref() {
        None | Some("fixed") => false,
        Some("sliding") => true,
        Some(_) => return Err(invalid("SESSION_RENEWAL: expected fixed or sliding")),
    };
    // A fixed session needs no bound beyond its own.
    let max = whole(max, if sliding { seconds.max(limits::DEFAULT_SESSION_MAX_SECONDS) } else { seconds })
        .filter(|max| limits::SESSION_MAX_SECONDS.contains(max) && *max >= seconds)
        .ok_or(invalid("SESSION_MAX: expected whole seconds, at least SESSION_TTL and at most 2592000"))?;
    Ok(Lifetime { seconds, max, sliding })
}

fn answer_milliseconds(set: Option<String>) -> Result<u32> {
    set.map_or(Some(limits::DEFAULT_ANSWER_MILLISECONDS), |text| text.parse().ok())
        .filter(|milliseconds| limits::ANSWER_MILLISECONDS.contains(milliseconds))
        .ok_or(invalid("FC_TIMEOUT: expected whole milliseconds, from 100 to 60000"))
}

fn amr(set: Option<String>) -> Result<bool> {
    match set.as_deref() {
        None | Some("off") => Ok(false),
        Some("on") => Ok(true),
        Some(_) => Err(invalid("FC_AMR: expected on or off")),
    }
}

fn store(set: Option<String>) -> Result<SessionStore> {
    match set.as_deref() {
        None | Some("cookie") => Ok(SessionStore::Cookie),
        Some(name) => ON_THE_SERVER
            .into_iter()
            .find(|known| *known == name)
            .map(SessionStore::Server)
            .ok_or(invalid("SESSION_STORE: expected cookie, kv, durable-object or redis")),
    }
}

#[cfg(test)]
mod tests;
