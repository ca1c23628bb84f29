//! The catalogue of codes: one line for each way in which this library fails.
//!
//! Comes in: nothing. Goes out: a code's stable name, its English message for developers, the advice for the person, and whether trying
//! again can help. Never: a code that is renamed: other people's code matches on it. `pkg/build/catalogue.rs` carries a change to the package.

use core::fmt;

use super::Advice;

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $text:literal, $message:literal, $advice:ident, retryable: $retryable:literal; )*) => {
        /// Every way in which this library fails. The snake_case names are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $( $(#[$doc])* $name, )* }

        impl Code {
            /// All of them, in the order of a sign-in.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The code of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// The stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }

            /// English, for developers.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $( Self::$name => $message, )* }
            }

            /// What to tell the person at the screen.
            #[must_use]
            pub const fn advice(self) -> Advice {
                match self { $( Self::$name => Advice::$advice, )* }
            }

            /// Whether the same person, doing the same again, may well succeed.
            #[must_use]
            pub const fn retryable(self) -> bool {
                match self { $( Self::$name => $retryable, )* }
            }
        }
    };
}

codes! {
    // Settings and discovery
    /// A setting is missing or malformed; the detail names it and says what it expects.
    InvalidSettings = "invalid_settings", "a setting is missing or malformed", ServiceFault, retryable: false;
    /// The discovery document is not one, lacks an endpoint, or names one that is not https.
    DiscoveryMalformed = "discovery_malformed", "the discovery document cannot be used", ServiceFault, retryable: false;
    /// There is no discovery document below the issuer: HTTP 404 or another refusal, or a redirect.
    DiscoveryNotFound = "discovery_not_found", "there is no discovery document below the issuer (FC_ISSUER)", ServiceFault, retryable: false;
    /// OpenID Connect Discovery §4.3: the document's issuer is not the one asked for.
    DiscoveryIssuerMismatch = "discovery_issuer_mismatch", "the discovery document is another issuer's", ServiceFault, retryable: false;
    /// The provider does not offer an algorithm or a method that we need.
    DiscoveryUnsupported = "discovery_unsupported", "the provider does not offer what this client needs", ServiceFault, retryable: false;

    // Login
    /// A login was asked for with an option that the provider does not take.
    LoginRequestInvalid = "login_request_invalid", "the login was asked for with an option that cannot be used", ServiceFault, retryable: false;

    // Callback
    /// A parameter is doubled, oversized or missing, or `code` and `error` came together.
    CallbackMalformed = "callback_malformed", "the callback's parameters cannot be used", NotTrusted, retryable: true;
    /// No `state`.
    StateMissing = "state_missing", "the callback has no state", NotTrusted, retryable: true;
    /// No login with this `state` is pending in this browser: never started here, used already, or a forgery.
    StateUnknown = "state_unknown", "no login with this state is pending in this browser", OtherBrowser, retryable: true;
    /// The pending login is more than an hour old.
    LoginExpired = "login_expired", "the login was started too long ago", StartAgain, retryable: true;
    /// RFC 9207 §2.4: `iss` is advertised and did not come.
    CallbackIssMissing = "callback_iss_missing", "the callback does not say which provider it comes from", NotTrusted, retryable: true;
    /// RFC 9207 §2.4: `iss` names another provider (mix-up).
    CallbackIssMismatch = "callback_iss_mismatch", "the callback comes from another provider", NotTrusted, retryable: true;

    // What the provider says
    /// The person gave up, or the provider could not identify her.
    AccessDenied = "access_denied", "the person or the provider ended the sign-in", NotConfirmed, retryable: true;
    /// A scope outside the client's authorisation.
    InvalidScope = "invalid_scope", "the provider refuses a requested scope", ServiceFault, retryable: false;
    /// The provider does not serve the demanded level of assurance.
    InvalidAcr = "invalid_acr", "the provider does not serve the demanded level of assurance", ServiceFault, retryable: false;
    /// `idp_hint` names no identity provider that this client may use.
    InvalidIdpHint = "invalid_idp_hint", "the provider knows no identity provider by this idp_hint", ServiceFault, retryable: false;
    /// The provider gives this client no code.
    UnsupportedResponseType = "unsupported_response_type", "the provider refuses this client the response type code", ServiceFault, retryable: false;
    /// The provider does not take the request.
    InvalidRequest = "invalid_request", "the provider refuses the request", ServiceFault, retryable: false;
    /// The provider failed.
    ServerError = "server_error", "the provider reports a fault of its own", ProviderDown, retryable: true;
    /// The provider asks to come back later.
    TemporarilyUnavailable = "temporarily_unavailable", "the provider is temporarily unavailable", ProviderDown, retryable: true;
    /// Any other error of the provider's, legacy `Y…` and `E…` ones among them.
    ProviderError = "provider_error", "the provider reports an error", NotConfirmed, retryable: true;

    // Provider over HTTP
    /// No answer: the connection was refused or reset, or the host's name is unknown.
    ProviderUnreachable = "provider_unreachable", "the provider cannot be reached", ProviderDown, retryable: true;
    /// No answer in time.
    ProviderTimeout = "provider_timeout", "the provider did not answer in time", ProviderDown, retryable: true;
    /// HTTP 5xx or 429.
    ProviderUnavailable = "provider_unavailable", "the provider answers that it cannot serve", ProviderDown, retryable: true;
    /// An answer that is not what the endpoint must give: wrong status, type, size or JSON, or a redirect.
    ProviderAnswerMalformed = "provider_answer_malformed", "the provider's answer cannot be used", ProviderDown, retryable: true;
    /// `invalid_grant`: the code was used, or is older than 30 seconds.
    CodeRejected = "code_rejected", "the provider no longer takes the code", StartAgain, retryable: true;
    /// `invalid_client`, `unauthorized_client`: our credentials are wrong.
    ClientRejected = "client_rejected", "the provider does not take our credentials", ServiceFault, retryable: false;
    /// `invalid_client_metadata`: the provider could not encrypt to our keys; the detail says what its JWKS URL must be like.
    ClientKeysUnusable = "client_keys_unusable", "the provider could not use the keys that we publish", ServiceFault, retryable: false;
    /// The granted scope lacks `openid`, or is not a scope (RFC 6749 §3.3).
    ScopeMismatch = "scope_mismatch", "the granted scope does not fit the requested one", ServiceFault, retryable: false;
    /// Userinfo: HTTP 401, or no time was left to ask. FranceConnect+'s grant ends 30 seconds after the person's click, and with its code.
    GrantExpired = "grant_expired", "the provider's grant was over before the sign-in was complete", TooLate, retryable: true;
    /// Userinfo: HTTP 403. The access token may not read it.
    UserinfoRejected = "userinfo_rejected", "the provider refuses userinfo to this access token", ServiceFault, retryable: false;

    // Tokens: form
    /// More bytes than an honest token has.
    TokenTooLarge = "token_too_large", "a token is too large", NotTrusted, retryable: false;
    /// Not a compact serialisation, not canonical base64url, not strict JSON.
    TokenMalformed = "token_malformed", "a token is malformed", NotTrusted, retryable: false;
    /// A signed token came where an encrypted one is demanded.
    TokenNotEncrypted = "token_not_encrypted", "a token is not encrypted", NotTrusted, retryable: false;
    /// What came is not signed, or holds no signed token inside.
    TokenNotSigned = "token_not_signed", "a token is not signed", NotTrusted, retryable: false;
    /// A header member has a wrong type or size, or must not be there.
    HeaderInvalid = "header_invalid", "a token's header cannot be used", NotTrusted, retryable: false;
    /// `alg` is not on the list, or not the key's.
    AlgNotAllowed = "alg_not_allowed", "a token's alg is not allowed", NotTrusted, retryable: false;
    /// `enc` is not A256GCM.
    EncNotAllowed = "enc_not_allowed", "a token's enc is not allowed", NotTrusted, retryable: false;
    /// `crit` names extensions; we know none (RFC 7515 §4.1.11).
    CritUnsupported = "crit_unsupported", "a token demands extensions that are unknown here", NotTrusted, retryable: false;
    /// `zip`: nothing that came from outside is decompressed here.
    ZipRefused = "zip_refused", "a token is compressed", NotTrusted, retryable: false;

    // Tokens: keys and cryptography
    /// The JWK set is not one, too large, or names one key twice.
    JwksMalformed = "jwks_malformed", "the provider's key set cannot be used", NotTrusted, retryable: true;
    /// No usable key with this `kid`, `alg` and `use`.
    KeyUnknown = "key_unknown", "no key fits the token", NotTrusted, retryable: true;
    /// No `kid`, and several keys that would fit.
    KeyAmbiguous = "key_ambiguous", "several keys fit a token that names none", NotTrusted, retryable: false;
    /// The signature was not made by the key, or not over this text.
    SignatureInvalid = "signature_invalid", "a token's signature does not verify", NotTrusted, retryable: true;
    /// The token cannot be decrypted; why is not said (RFC 7516 §11.5).
    DecryptionFailed = "decryption_failed", "a token cannot be decrypted", NotTrusted, retryable: true;

    // Claims
    /// A required claim is absent; the detail names it.
    ClaimMissing = "claim_missing", "a required claim is missing", NotTrusted, retryable: false;
    /// A claim has a wrong type; the detail names it.
    ClaimMalformed = "claim_malformed", "a claim is malformed", NotTrusted, retryable: false;
    /// OIDC Core §3.1.3.7 (2).
    IssMismatch = "iss_mismatch", "a token was issued by another provider", NotTrusted, retryable: false;
    /// OIDC Core §3.1.3.7 (3).
    AudMismatch = "aud_mismatch", "a token is meant for another client", NotTrusted, retryable: false;
    /// OIDC Core §3.1.3.7 (4-5).
    AzpMismatch = "azp_mismatch", "a token was issued to another party", NotTrusted, retryable: false;
    /// `exp` is past.
    TokenExpired = "token_expired", "a token has expired", StartAgain, retryable: true;
    /// `nbf` or `iat` lie ahead.
    TokenNotYetValid = "token_not_yet_valid", "a token is not valid yet", ServiceFault, retryable: false;
    /// `iat` lies before the login was started: the token answers another login.
    TokenStale = "token_stale", "a token is older than the login", NotTrusted, retryable: true;
    /// OIDC Core §3.1.3.7 (11).
    NonceMismatch = "nonce_mismatch", "the ID token answers another login", NotTrusted, retryable: true;
    /// The reached level of assurance is below the demanded one, or unknown.
    AcrInsufficient = "acr_insufficient", "the level of assurance is below the demanded one", LevelTooLow, retryable: true;
    /// OIDC Core §3.1.3.8.
    AtHashMismatch = "at_hash_mismatch", "the access token is not the ID token's", NotTrusted, retryable: false;
    /// OIDC Core §5.3.2: userinfo is another person's.
    SubMismatch = "sub_mismatch", "userinfo and ID token speak of different people", NotTrusted, retryable: false;

    // Session
    /// Nobody is signed in, or the session is over, or it cannot be opened.
    NoSession = "no_session", "nobody is signed in", SignedOut, retryable: false;
    /// A sealed value was altered, is another one's, or was sealed with a key that is gone.
    SealBroken = "seal_broken", "a sealed value cannot be opened", OtherBrowser, retryable: true;
    /// The session does not fit into the cookies that a browser keeps.
    SessionTooLarge = "session_too_large", "the session does not fit into cookies", ServiceFault, retryable: false;
    /// The return from the provider's end-session does not belong to a sign-out of this browser.
    LogoutStateMismatch = "logout_state_mismatch", "no sign-out with this state is pending in this browser", SignedOut, retryable: false;

    /// The store that holds the sessions does not answer.
    StoreUnavailable = "store_unavailable", "the store that holds the sessions does not answer", ServiceFault, retryable: true;

    // Requests to our own routes
    /// A request that changes something came from another origin.
    OriginRefused = "origin_refused", "the request comes from another origin", ServiceFault, retryable: false;
    /// The route does not take this method.
    MethodNotAllowed = "method_not_allowed", "the route does not take this method", ServiceFault, retryable: false;
    /// The request's body or parameters cannot be used.
    RequestMalformed = "request_malformed", "the request cannot be used", ServiceFault, retryable: false;
    /// The prefix has no such route.
    NotFound = "not_found", "there is no such route", ServiceFault, retryable: false;

    // Host
    /// The browser's storage is blocked or full.
    StorageUnavailable = "storage_unavailable", "the browser's storage cannot be used", BrowserBlocked, retryable: false;
    /// WebAssembly is blocked, or the module could not be loaded.
    WasmUnavailable = "wasm_unavailable", "the WebAssembly module could not be loaded", BrowserBlocked, retryable: true;
    /// The host's cryptography or randomness is not there.
    CryptoUnavailable = "crypto_unavailable", "the host's cryptography cannot be used", BrowserBlocked, retryable: false;
    /// A page verified by the clock of the person's device, since nothing told it another, and a token does not fit that clock; the detail is
    /// what was found wrong by it.
    ClockWrong = "clock_wrong", "a token does not fit the clock of this device", ClockWrong, retryable: false;
    /// The page could not reach our Worker.
    NetworkError = "network_error", "the service cannot be reached", Network, retryable: true;
    /// A fault of this library.
    Internal = "internal", "a fault of this library", ServiceFault, retryable: true;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
