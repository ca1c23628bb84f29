//! JOSE: what FranceConnect+ uses of it, and nothing else.
//!
//! Signed tokens come in compact serialisation, by the one algorithm that the deployment chose: ES256 is verified here, RS256, PS256 and EdDSA
//! by the host. Encrypted ones are ECDH-ES, RSA-OAEP or RSA-OAEP-256 with A256GCM, compact too, and
//! what they hold is a signed token. There is no table of algorithms to be talked into something else: each list stands in one `match`.

pub mod algorithm;
pub(crate) mod compact;
pub mod es256;
pub(crate) mod header;
pub mod host_key;
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

pub use algorithm::SigningAlgorithm;
pub use signed_token::SignedToken;
