//! The fuzz targets: every parser, and every step that takes something from outside.
//!
//! Comes in: bytes. Goes out: whether the step took them. A target panics where the step broke a promise, and each says which it holds
//! against: mostly a second reading of the same rules, written apart from the code under test. libFuzzer runs the targets (`make fuzz`),
//! and so does `cargo test` on stable (`replay.rs`), over the corpus and over mutations of it. Never: an input that needs the network,
//! a clock or randomness.

mod answers;
mod claims;
mod cookies;
mod encodings;
mod encrypted;
mod identity;
mod keys;
mod pages;
mod queries;
mod settings;
mod signed;
mod urls;
pub mod world;

/// A step under test.
pub struct Target {
    /// Its name: of the libFuzzer binary and of the folder of its corpus.
    pub name: &'static str,
    run: fn(&[u8]) -> bool,
    seeds: fn() -> Vec<Vec<u8>>,
}

impl Target {
    /// Runs it, and says whether the step took the input.
    pub fn run(&self, data: &[u8]) -> bool {
        (self.run)(data)
    }

    /// Honest inputs: the step takes every one of them.
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        (self.seeds)()
    }
}

/// All of them.
pub const ALL: &[Target] = &[
    Target { name: "base64url", run: encodings::base64url, seeds: encodings::base64url_seeds },
    Target { name: "json", run: encodings::json, seeds: encodings::json_seeds },
    Target { name: "compact", run: signed::compact, seeds: signed::compact_seeds },
    Target { name: "jws", run: signed::jws, seeds: signed::jws_seeds },
    Target { name: "jws_header", run: signed::jws_header, seeds: signed::jws_header_seeds },
    Target { name: "jwks", run: keys::jwks, seeds: keys::jwks_seeds },
    Target { name: "private_jwks", run: keys::private_jwks, seeds: keys::private_jwks_seeds },
    Target { name: "signing_key", run: keys::signing_key, seeds: keys::signing_key_seeds },
    Target { name: "session_keys", run: keys::session_keys, seeds: keys::session_keys_seeds },
    Target { name: "jwe", run: encrypted::jwe, seeds: encrypted::jwe_seeds },
    Target { name: "jwe_header", run: encrypted::jwe_header, seeds: encrypted::jwe_header_seeds },
    Target { name: "jwe_nested", run: encrypted::jwe_nested, seeds: encrypted::jwe_nested_seeds },
    Target { name: "id_token", run: claims::id_token, seeds: claims::id_token_seeds },
    Target { name: "userinfo", run: claims::userinfo, seeds: claims::userinfo_seeds },
    Target { name: "identity", run: identity::identity, seeds: identity::identity_seeds },
    Target { name: "birthdate", run: identity::birthdate, seeds: identity::birthdate_seeds },
    Target { name: "birthplace", run: identity::birthplace, seeds: identity::birthplace_seeds },
    Target { name: "names", run: identity::names, seeds: identity::names_seeds },
    Target { name: "email", run: identity::email, seeds: identity::email_seeds },
    Target { name: "callback", run: queries::callback, seeds: queries::callback_seeds },
    Target { name: "logged_out", run: queries::logged_out, seeds: queries::logged_out_seeds },
    Target { name: "return_to", run: urls::return_to, seeds: urls::return_to_seeds },
    Target { name: "url", run: urls::url, seeds: urls::url_seeds },
    Target { name: "scope", run: urls::scope, seeds: urls::scope_seeds },
    Target { name: "discovery", run: answers::discovery, seeds: answers::discovery_seeds },
    Target { name: "token_answer", run: answers::token_answer, seeds: answers::token_answer_seeds },
    Target { name: "userinfo_answer", run: answers::userinfo_answer, seeds: answers::userinfo_answer_seeds },
    Target { name: "exchange_answer", run: pages::exchange_answer, seeds: pages::exchange_answer_seeds },
    Target { name: "page_request", run: pages::page_request, seeds: pages::page_request_seeds },
    Target { name: "settings", run: settings::settings, seeds: settings::settings_seeds },
    Target { name: "cookie", run: cookies::cookie, seeds: cookies::cookie_seeds },
    Target { name: "sealed", run: cookies::sealed, seeds: cookies::sealed_seeds },
    Target { name: "session", run: cookies::session, seeds: cookies::session_seeds },
    Target { name: "pending", run: cookies::pending, seeds: cookies::pending_seeds },
];

/// A step that takes text takes nothing else: what is not UTF-8 never reaches it.
fn text(data: &[u8]) -> Option<&str> {
    core::str::from_utf8(data).ok()
}

/// Seeds that are text.
fn texts<T: AsRef<[u8]>>(seeds: impl IntoIterator<Item = T>) -> Vec<Vec<u8>> {
    seeds.into_iter().map(|seed| seed.as_ref().to_vec()).collect()
}
