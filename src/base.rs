//! What every other room is built on: errors, limits, encodings, JSON, URLs, HTTP as data.
//!
//! Comes in: bytes and texts. Goes out: their checked forms. Never: anything of OpenID Connect, or of the person who signs in.

pub mod base64url;
pub mod error;
pub(crate) mod fields;
pub mod http;
pub mod json;
pub mod limits;
pub(crate) mod redacted;
pub mod scope;
pub mod secret;
#[cfg(feature = "worker")]
pub(crate) mod secret_json;
pub mod url;
pub mod wiped;
