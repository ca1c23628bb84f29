//! JOSE: what FranceConnect+ uses of it, and nothing else.
//!
//! Signed tokens are ES256 in compact serialisation. Encrypted ones are ECDH-ES, RSA-OAEP or RSA-OAEP-256 with A256GCM, compact too, and
//! what they hold is a signed token. There is no table of algorithms to be talked into something else: each list stands in one `match`.

pub(crate) mod compact;
pub mod es256;
pub(crate) mod header;
pub mod jwk;
pub mod jws;

#[cfg(feature = "decryption")]
pub mod a256gcm;
#[cfg(feature = "decryption")]
mod concat_kdf;
#[cfg(feature = "decryption")]
pub mod decryption_keys;
#[cfg(feature = "decryption")]
pub mod jwe;
#[cfg(feature = "decryption")]
mod private_jwk;
#[cfg(feature = "decryption")]
pub mod signing_key;

#[cfg(test)]
pub(crate) mod testing;
