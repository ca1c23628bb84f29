//! Every bound of the core, with its unit and its reason.
//!
//! Comes in: nothing. Goes out: constants; a name ends in its unit, or is what it counts. Never: what a format fixes (a key of 32 bytes, a
//! status code), which stands where the format is read, or what a provider imposes, which stands in its preset.

use core::ops::RangeInclusive;

// Tokens and keys

/// Bytes of one compact token (JWE or JWS). FranceConnect+'s have 1 to 4 KB; the rest is room for generous providers.
pub const TOKEN_BYTES: usize = 128 * 1024;

/// Bytes of one decoded JOSE header. A header with an `epk` has about 400.
pub const HEADER_BYTES: usize = 4 * 1024;

/// Characters of a `kid`. No provider's identifiers of keys are longer.
pub const KID_CHARS: usize = 512;

/// Bytes of `apu` or `apv` once decoded. They identify the parties (RFC 7518 §4.6.1) and are hashed into the key.
pub const PARTY_INFO_BYTES: usize = 512;

/// Keys of a JWK set. FranceConnect+ lists a handful; each costs the validation of a point.
pub const JWKS_KEYS: usize = 128;

/// Keys in `FC_DECRYPTION_KEYS`.
pub const DECRYPTION_KEYS: usize = 16;

/// Keys in `SESSION_KEYS`: the newest and those being retired.
pub const SESSION_KEYS: usize = 8;

/// Bits of the RSA moduli that we take for decryption. NIST SP 800-131A demands at least 2048.
pub const RSA_MODULUS_BITS: RangeInclusive<usize> = 2048..=4096;

/// Bits of the RSA moduli that a provider may sign with: at least 2048 (RFC 7518 §3.3), and no more than what every host verifies with.
pub const RSA_VERIFICATION_BITS: RangeInclusive<usize> = 2048..=8192;

// Documents and answers

/// Levels of nesting of a JSON value. Claims nest two or three deep; recursion must end long before the stack does.
pub const JSON_DEPTH: usize = 16;

/// Digits of a JSON number before its point, its exponent added. One digit more may be beyond the largest f64, 1.8e308.
pub const NUMBER_DIGITS: usize = 308;

/// Bytes of a JWK set document.
pub const JWKS_BYTES: usize = 256 * 1024;

/// Newer key sets that one sign-in tries after the one at hand. A host that looks for newer ones rarely gives one, or what another looked for
/// meanwhile; one that always has another must not keep a sign-in going.
pub const NEWER_KEY_SETS: usize = 8;

/// Bytes of a discovery document.
pub const DISCOVERY_BYTES: usize = 64 * 1024;

/// Bytes of a token endpoint's answer: two tokens and a few short members.
pub const TOKEN_ANSWER_BYTES: usize = 2 * TOKEN_BYTES;

/// Milliseconds that a provider may be given for one answer. None answers from another machine in less than a tenth of a second.
/// FranceConnect+'s access token lives a minute, so a later answer is of no use.
pub const ANSWER_MILLISECONDS: RangeInclusive<u32> = 100..=60_000;

/// Milliseconds that a provider has for one answer where nothing else is set: the longest that a person waits for a page.
pub const DEFAULT_ANSWER_MILLISECONDS: u32 = 10_000;

// Login and callback

/// Characters of a level of assurance or of a hint that a link may ask a login for. They are identifiers and language tags, all of them short.
pub const HINT_CHARS: usize = 256;

/// Octets of a `return_to` path, percent-encoded: what every browser and proxy takes for an address. It waits in the login's cookie, sealed and in
/// base64url, with some 1,000 octets of other things: [`COOKIE_BYTES`] holds both.
pub const RETURN_TO_BYTES: usize = 2_000;

/// Bytes of a callback's query string. Browsers and proxies stop at about this length too.
pub const CALLBACK_QUERY_BYTES: usize = 8 * 1024;

/// Parameters of a callback's query string.
pub const CALLBACK_PARAMETERS: usize = 32;

/// Characters of an authorization code.
pub const CODE_CHARS: usize = 4 * 1024;

/// Bytes of a page's request to exchange its code: that code, a verifier and a URL.
pub const PAGE_REQUEST_BYTES: usize = 8 * 1024;

/// Seconds that an assertion of `private_key_jwt` is valid: it is made for one request, and sent at once.
pub const ASSERTION_SECONDS: i64 = 60;

/// Seconds that a started login waits for its callback: an hour. FranceConnect+ gives a person ten minutes for each attempt at an identity
/// provider, and ten new ones after each attempt that failed.
pub const LOGIN_SECONDS: i64 = 3600;

/// Seconds that a browser keeps a started login. It is longer than the login waits, so that a person who comes back too late is told so, and
/// is not told that she began in another browser.
pub const LOGIN_KEPT_SECONDS: i64 = 2 * LOGIN_SECONDS;

/// Seconds after a failed login in which another failure is taken for the same one come again. An application that sends people to sign in
/// without having shown what happened does so at once; a person reads first.
pub const FAILURE_SECONDS: i64 = 10;

/// Seconds that a sign-out waits for the person's return: a few redirects, and perhaps a question of the provider's.
pub const LOGOUT_SECONDS: i64 = 600;

// Scopes and claims

/// Tokens of a scope. FranceConnect+ knows some twenty.
pub const SCOPES: usize = 100;

/// Seconds that our clock and the provider's may differ. RFC 7519 §4.1.4 speaks of no more than "a few minutes". FranceConnect+'s tokens
/// live 60 seconds, so a wider leeway would more than double their life.
pub const CLOCK_LEEWAY_SECONDS: i64 = 30;

/// ASCII characters of a `sub` (OpenID Connect Core §2).
pub const SUBJECT_CHARS: usize = 255;

/// Characters of a name, as FranceConnect+ checks them. A longer one is kept, and reported as an anomaly.
pub const NAME_CHARS: usize = 256;

/// Bytes of an e-mail address before its `@` (RFC 5321 §4.5.3.1.1). FranceConnect+ checks the same.
pub const EMAIL_LOCAL_BYTES: usize = 64;

/// Bytes of an e-mail address's domain (RFC 5321 §4.5.3.1.2). FranceConnect+ checks the same.
pub const EMAIL_DOMAIN_BYTES: usize = 254;

/// Characters of one label of an e-mail address's domain (RFC 1035 §2.3.4). FranceConnect+ checks the same.
pub const EMAIL_LABEL_CHARS: usize = 63;

// Cookies and sessions

/// Bytes of one cookie, its name, value and attributes together: what every browser must store (RFC 6265bis §5.6).
pub const COOKIE_BYTES: usize = 4096;

/// Cookies that a sealed session may be split into. With logins under way the `Cookie` header never exceeds 20 KB. Cloudflare takes 128 KB,
/// nginx 8 KB in one header as it is shipped (`large_client_header_buffers`), Node 16 KB unless `--max-http-header-size` says more.
pub const COOKIE_PARTS: usize = 3;

/// Bytes of a `Cookie` header that is read at all: three clients on one host, with all that each may keep there.
pub const COOKIE_HEADER_BYTES: usize = 64 * 1024;

/// Cookies of a `Cookie` header that are read at all. Browsers keep fewer than 200 for a site.
pub const COOKIES: usize = 200;

/// Logins that one browser may have under way with one client: tabs, and attempts given up half-way.
pub const LOGINS_AT_A_TIME: usize = 8;

/// Bytes that the cookies of these logins may take in a request's header, some 900 each. With an ordinary session of 3 KB, and what else a
/// browser sends, a request stays below 16 KB. Node takes so much for all of its headers, the least of the servers that we know.
pub const LOGIN_COOKIES_BYTES: usize = 8 * 1024;

/// Seconds that a session may be set to live: from a minute to a day. A long working day has eleven hours.
pub const SESSION_SECONDS: RangeInclusive<i64> = 60..=86_400;

/// Seconds that a session lives where nothing else is set: half an hour.
pub const DEFAULT_SESSION_SECONDS: i64 = 1800;

/// Seconds from a session's opening beyond which it may be set to be renewed no more: up to thirty days.
pub const SESSION_MAX_SECONDS: RangeInclusive<i64> = 60..=2_592_000;

/// Seconds from a sliding session's opening beyond which it is renewed no more, where nothing else is set: a working day.
pub const DEFAULT_SESSION_MAX_SECONDS: i64 = 28_800;

/// Characters of a record that a server-side store gives back: a sealed session with room to spare. KV and Durable Objects take far more.
pub const RECORD_CHARS: usize = 512 * 1024;

// Verification

/// Verifications that a key makes before its multiples are computed ahead, in portions of a third of a millisecond and 16 KB, a hundred of them
/// with those of the generator. A page that signs one person in makes two verifications, a Worker two for each sign-in.
#[cfg(feature = "worker")]
pub const PLAIN_VERIFICATIONS: u32 = 20;
