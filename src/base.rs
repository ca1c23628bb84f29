//! The ground floor: errors, limits, texts and their encodings, HTTP as data.
//!
//! Comes in: bytes and texts. Goes out: their checked forms. Never: a word of OpenID Connect, or of who signs in.

pub mod base64url;
pub mod error;
pub(crate) mod fields;
pub mod http;
pub mod json;
pub mod limits;
pub(crate) mod redacted;
pub mod scope;
pub mod secret;
#[cfg(any(feature = "decryption", feature = "sealing"))]
pub(crate) mod secret_json;
pub mod url;
