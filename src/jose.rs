//! JOSE: what FranceConnect+ uses of it, and nothing else.
//!
//! Signed tokens are ES256 in compact serialisation. Encrypted ones are ECDH-ES, RSA-OAEP or RSA-OAEP-256 with A256GCM, compact too, and
//! what they hold is a signed token. There is no table of algorithms to be talked into something else: each list stands in one `match`.

pub(crate) mod compact;
pub mod es256;
pub(crate) mod header;
pub mod jwk;
pub mod jws;
pub mod operation;
mod signed_token;

#[cfg(feature = "worker")]
#[cfg(feature = "worker")]
mod concat_kdf;
#[cfg(feature = "worker")]
pub mod decryption_keys;
#[cfg(feature = "worker")]
pub mod jwe;
#[cfg(feature = "worker")]
mod private_jwk;
#[cfg(feature = "worker")]
pub mod signing_key;

pub use signed_token::SignedToken;
