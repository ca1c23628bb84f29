//! PKCE (RFC 7636), method S256; `plain` does not exist here (N61).
//!
//! Comes in: 32 random bytes. Goes out: verifier and challenge. Never: a verifier that is used for two logins: one is made with each.

use alloc::string::String;

use sha2::{Digest, Sha256};

use crate::base::base64url;
use crate::base::secret::Secret;

/// §4.1: 43 characters.
pub(crate) fn verifier(entropy: &[u8; 32]) -> Secret {
    Secret::new(base64url::encode(entropy))
}

/// §4.2: `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))`.
pub(crate) fn challenge(verifier: &Secret) -> String {
    base64url::encode(&Sha256::digest(verifier.expose().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc7636_appendix_b() {
        let entropy = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88,
            83, 132, 141, 121,
        ];
        let verifier = verifier(&entropy);
        assert_eq!(verifier.expose(), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
