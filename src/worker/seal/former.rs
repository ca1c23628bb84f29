//! What the version before sealed, so that an upgrade signs nobody out.
//!
//! Comes in: a sealed text, the deployer's keys. Goes out: what the host is to decrypt. Never: a new seal of this form; the cipher, which no
//! module of ours has any more.
//!
//! AES-256-GCM, with key and nonce for each text by HKDF-SHA-256 from the deployer's key, a salt, the client and the purpose. Such a text
//! lasts at most [`crate::base::limits::SESSION_MAX_SECONDS`] beyond the upgrade: then this file can go, and what asks for it.

use alloc::borrow::ToOwned as _;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::derive;
use crate::base::base64url;
use crate::jose::operation::Operation;
use crate::worker::namespace::Namespace;

const VERSION: u8 = 2;
/// What was authenticated besides: the version.
const ADDITIONAL: &str = "\u{2}";
const SALT_BYTES: usize = 24;

/// One for each key; `None` where it is nothing that the version before sealed.
pub(super) fn operations<'a>(
    keys: impl Iterator<Item = &'a [u8; 32]>,
    namespace: &Namespace,
    purpose: &str,
    sealed: &str,
) -> Option<Vec<Operation>> {
    let bytes = base64url::decode_ciphertext(sealed).ok()?;
    let (salt, sealed) = bytes.strip_prefix(&[VERSION])?.split_first_chunk::<SALT_BYTES>()?;
    let operation = |given| {
        // 32 bytes of key and 12 of nonce. Only the purpose may have any length: it comes last.
        let material = derive::<44>(Some(salt), given, &[b"fc-pivot seal v2 ", namespace.id(), purpose.as_bytes()]).ok()?;
        let ((key, _), (_, iv)) = (material.split_first_chunk()?, material.split_last_chunk()?);
        Some(Operation::Decrypt { key: Zeroizing::new(*key), iv: *iv, additional: ADDITIONAL.to_owned(), sealed: sealed.to_vec() })
    };
    keys.map(operation).collect()
}
