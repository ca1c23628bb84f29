//! Every bound of the library, with its unit and its reason.
//!
//! Comes in: nothing. Goes out: constants. Nothing that reads outside input may have a bound of its own elsewhere.

/// Bytes of one compact token (JWE or JWS). FC+'s are 1 to 4 KB; the rest is room for generous providers.
pub const TOKEN_BYTES: usize = 128 * 1024;

/// Bytes of one decoded JOSE header. A header with an `epk` has about 400.
pub const HEADER_BYTES: usize = 4 * 1024;

/// Characters of a `kid`. Longer ones are nobody's key identifiers.
pub const KID_CHARS: usize = 512;

/// Bytes of `apu` or `apv` once decoded: they are identifiers of the parties (RFC 7518 §4.6.1), hashed into the key.
pub const PARTY_INFO_BYTES: usize = 512;

/// Nesting of JSON values. Claims nest two or three deep; recursion must end long before the stack does.
pub const JSON_DEPTH: usize = 16;

/// Bytes of a JWK set document.
pub const JWKS_BYTES: usize = 256 * 1024;

/// Keys of a JWK set. FC+ lists a handful; each costs a point validation.
pub const JWKS_KEYS: usize = 128;

/// Bytes of a discovery document.
pub const DISCOVERY_BYTES: usize = 64 * 1024;

/// Bytes of a token endpoint's answer: two tokens and a few short members.
pub const TOKEN_ANSWER_BYTES: usize = 2 * TOKEN_BYTES;

/// Bytes of a callback's query string. Browsers and proxies stop at about this length too.
pub const CALLBACK_QUERY_BYTES: usize = 8 * 1024;

/// Parameters of a callback's query string.
pub const CALLBACK_PARAMETERS: usize = 32;

/// Bytes of a page's request to exchange its code: that code, a verifier and a URL.
pub const PAGE_REQUEST_BYTES: usize = 8 * 1024;

/// Characters of an authorization code.
pub const CODE_CHARS: usize = 4 * 1024;

/// Characters of a level of assurance or a hint that a link may ask a login for: identifiers and language tags, all of them short.
pub const HINT_CHARS: usize = 256;

/// Tokens of a scope. FC+ knows some twenty.
pub const SCOPES: usize = 100;

/// Characters of a name: what FC+ checks. A longer one is kept, and reported as an anomaly.
pub const NAME_CHARS: usize = 256;

/// Bytes of an e-mail address before its `@`, of its domain, and characters of one label of the domain (RFC 5321 §4.5.3.1, RFC 1035 §2.3.4).
/// FC+ checks the same.
pub const EMAIL_LOCAL_BYTES: usize = 64;
/// See [`EMAIL_LOCAL_BYTES`].
pub const EMAIL_DOMAIN_BYTES: usize = 254;
/// See [`EMAIL_LOCAL_BYTES`].
pub const EMAIL_LABEL_CHARS: usize = 63;

/// Octets of a `return_to` path, percent-encoded: what every browser and proxy takes for an address. It waits in the login's cookie, sealed and in
/// base64url, with some 1,000 octets of other things: [`COOKIE_BYTES`] holds both.
pub const RETURN_TO_BYTES: usize = 2_000;

/// Seconds that our clock and the provider's may differ (RFC 7519 §4.1.4 speaks of "a few minutes" at the most). FC+'s tokens
/// live 60 seconds, so a wider leeway would more than double their life.
pub const CLOCK_LEEWAY_SECONDS: i64 = 30;

/// Milliseconds that a provider may be given for one answer. Below a tenth of a second none answers from another machine; FC+'s access
/// token lives a minute, so what comes later is of no use.
pub const ANSWER_MILLISECONDS: core::ops::RangeInclusive<u32> = 100..=60_000;

/// Milliseconds that a provider has for one answer where nothing else is set: as long as a person waits for a page at the most.
pub const USUAL_ANSWER_MILLISECONDS: u32 = 10_000;

/// Seconds that a started login waits for its callback: an hour. FC+ gives a person ten minutes for each attempt at an identity provider, and
/// ten new ones after every attempt that failed.
pub const LOGIN_SECONDS: i64 = 3600;

/// Seconds that a browser keeps a started login: longer than it waits, so that a person who comes back too late is told so, and not that she
/// began elsewhere.
pub const LOGIN_KEPT_SECONDS: i64 = 2 * LOGIN_SECONDS;

/// Seconds that a sign-out waits for the person's return: a few redirects, and a question of the provider's at the most.
pub const LOGOUT_SECONDS: i64 = 600;

/// Seconds after a failed login in which another failure is taken for the same one come again: an application that sends people to sign in
/// without having shown what happened does so at once, a person reads first.
pub const FAILURE_SECONDS: i64 = 10;

/// Logins that one browser may have under way with one client: tabs, and attempts given up half-way.
pub const LOGINS_AT_A_TIME: usize = 8;

/// Bytes that the cookies of these logins may take in a request's header, some 900 each. With an ordinary session of 3 KB, and what else a
/// browser sends, a request stays below 16 KB: so much Node takes for all of its headers, the least of those that we know.
pub const LOGIN_COOKIES_BYTES: usize = 8 * 1024;

/// Bytes of one cookie, name, value and attributes together: what every browser must store (RFC 6265bis §5.6).
pub const COOKIE_BYTES: usize = 4096;

/// Parts that a sealed session may be split into. With logins under way the `Cookie` header comes to 20 KB at the most; Cloudflare takes
/// 128, nginx 8 in one header as it is shipped (`large_client_header_buffers`), Node 16 unless `--max-http-header-size` says more.
pub const COOKIE_PARTS: usize = 3;

/// Bytes of a `Cookie` header that is read at all: three clients on one host, with all that each may keep there.
pub const COOKIE_HEADER_BYTES: usize = 64 * 1024;

/// Cookies of a `Cookie` header that are read at all; browsers keep fewer than 200 a site.
pub const COOKIES: usize = 200;

/// Keys in `SESSION_KEYS`: the newest and those being retired.
pub const SESSION_KEYS: usize = 8;

/// Keys in `FC_DECRYPTION_KEYS`.
pub const DECRYPTION_KEYS: usize = 16;

/// Seconds that a session may be set to live: a day. Eleven hours is a long working day.
pub const SESSION_SECONDS: core::ops::RangeInclusive<i64> = 60..=86_400;

/// Seconds that a session may be set to last at the most, however often it is renewed: thirty days.
pub const SESSION_MAX_SECONDS: core::ops::RangeInclusive<i64> = 60..=2_592_000;

/// Characters of a record that a server-side store gives back: a sealed session with room to spare (KV and Durable Objects take far more).
pub const RECORD_CHARS: usize = 512 * 1024;

/// Bits of the RSA moduli that we take for decryption (NIST SP 800-131A: 2048 at the least).
pub const RSA_MODULUS_BITS: core::ops::RangeInclusive<usize> = 2048..=4096;

/// Verifications that a key makes the plain way before its multiples are computed ahead: some 20 ms and 260 KB, and as much again for the
/// generator with the first key of all. A page that signs one person in makes two verifications, a Worker two for each sign-in.
pub const PLAIN_VERIFICATIONS: u32 = 20;
