//! This client, as the provider knows it.
//!
//! Comes in: what was registered. Goes out: an immutable [`Client`]. Never: a secret in `Debug`.

use alloc::string::{String, ToString};

use crate::base::error::{Code, Error, Result};
use crate::base::scope::Scope;
use crate::base::secret::Secret;
use crate::base::url;
use crate::provider::preset::{self, Preset};

#[cfg(feature = "worker")]
use crate::jose::signing_key::SigningKey;

/// How the client proves who it is at the token endpoint.
#[derive(Debug)]
pub enum Authentication {
    /// It does not: a public client, bound by PKCE alone. Only where [`Preset::takes_public_clients`] says so.
    Public,
    /// `client_secret_post` or `client_secret_basic` (OIDC Core §9), as the provider takes it.
    Secret(Secret),
    /// `private_key_jwt` (OIDC Core §9), signed ES256.
    #[cfg(feature = "worker")]
    PrivateKey(SigningKey),
}

/// `client_secret_post`, by its registered name.
pub(crate) const SECRET_POST: &str = "client_secret_post";

/// `client_secret_basic`.
pub(crate) const SECRET_BASIC: &str = "client_secret_basic";

/// `private_key_jwt`.
#[cfg(feature = "worker")]
pub(crate) const PRIVATE_KEY_JWT: &str = "private_key_jwt";

/// A client without credentials.
pub(crate) const NONE: &str = "none";

impl Authentication {
    /// The methods that it can be used with, by their registered names, in the order in which they are taken. A secret goes into the body of the
    /// request, else, where the provider takes it there alone, into its header (RFC 6749 §2.3.1).
    #[must_use]
    pub const fn methods(&self) -> &'static [&'static str] {
        match self {
            Self::Public => &[NONE],
            Self::Secret(_) => &[SECRET_POST, SECRET_BASIC],
            #[cfg(feature = "worker")]
            Self::PrivateKey(_) => &[PRIVATE_KEY_JWT],
        }
    }
}

/// A registered client and what it asks of the provider.
#[derive(Debug)]
pub struct Client {
    pub(crate) id: String,
    pub(crate) redirect_uri: String,
    pub(crate) post_logout_redirect_uri: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) acr: Option<String>,
    pub(crate) amr: bool,
}

/// What [`Client::new`] takes; `None` stands for the preset's default.
#[derive(Clone, Copy, Debug)]
pub struct ClientOptions<'a> {
    /// `client_id`.
    pub id: &'a str,
    /// The registered callback.
    pub redirect_uri: &'a str,
    /// The registered return from a sign-out.
    pub post_logout_redirect_uri: Option<&'a str>,
    /// Scopes, with spaces between.
    pub scope: Option<&'a str>,
    /// The level of assurance that every login demands.
    pub acr: Option<&'a str>,
    /// Whether every login asks for `amr`. FranceConnect+ ends the sign-in of a service without that authorisation on a page of its own.
    pub amr: bool,
}

impl Client {
    /// Checks the options against the preset.
    ///
    /// # Errors
    /// `invalid_settings`, which names the setting.
    pub fn new(preset: &'static Preset, options: ClientOptions<'_>) -> Result<Self> {
        if options.id.is_empty() {
            return Err(Error::at(Code::InvalidSettings, "FC_CLIENT_ID: expected the client identifier that the provider gave"));
        }
        if !url::is_secure(options.redirect_uri) {
            return Err(Error::at(Code::InvalidSettings, "FC_REDIRECT_URI: expected an https URL (http on the loopback)"));
        }
        if options.post_logout_redirect_uri.is_some_and(|uri| !url::is_secure(uri)) {
            return Err(Error::at(
                Code::InvalidSettings,
                "FC_POST_LOGOUT_REDIRECT_URI: expected an https URL (http on the loopback), or none",
            ));
        }
        let scope = Scope::parse(options.scope.unwrap_or(preset.default_scope))
            .ok_or(Error::at(Code::InvalidSettings, "FC_SCOPE: expected scopes with spaces between, openid among them, none twice"))?;
        let acr = options.acr.or(preset.default_acr);
        if acr.is_some_and(|acr| !preset.knows_acr(acr)) {
            return Err(Error::at(
                Code::InvalidSettings,
                "FC_ACR: expected a level that the provider knows (FranceConnect+: eidas2, eidas3; ProConnect: all that are taken, with spaces between)",
            ));
        }
        Ok(Self {
            id: options.id.to_string(),
            redirect_uri: options.redirect_uri.to_string(),
            post_logout_redirect_uri: options.post_logout_redirect_uri.map(ToString::to_string),
            scope,
            acr: acr.map(ToString::to_string),
            amr: options.amr,
        })
    }
}

impl Client {
    /// What the deployer should know of this client at this issuer, if anything.
    #[must_use]
    pub fn remark(&self, issuer: &str) -> Option<&'static str> {
        let demanded = preset::environment(issuer).is_some_and(|environment| environment.dotted_hosts);
        (demanded && !url::has_dotted_host(&self.redirect_uri)).then_some(
            "FC_REDIRECT_URI, or the host of the request: this provider takes only https addresses whose host has a dot, in integration too, \
             and no localhost; it ends such a sign-in on a page of its own. On one machine, sign in at a stand-in",
        )
    }
}

#[cfg(test)]
pub(crate) mod tests;
