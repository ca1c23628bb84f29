//! A provider's public key that the host verifies with: RSA (RFC 7518 §6.3.1) or Ed25519 (RFC 8037 §2).
//!
//! Comes in: a member of a JWK set, the deployment's algorithm. Goes out: a JWK of what makes the key, as it is handed to the host.
//! Never: a key that fits another algorithm, or one that is too weak for anybody to be held to its signature.

use alloc::string::String;

use crate::base::json::Object;
use crate::base::{base64url, limits};

use super::algorithm::SigningAlgorithm;

/// A public JWK's text: the members that RFC 7638 §3.2 calls required, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostKey(String);

impl HostKey {
    /// Reads a key; `None` where it does not fit.
    pub(super) fn read(members: &Object, algorithm: SigningAlgorithm) -> Option<Self> {
        // A private half that is published is everybody's.
        if members.contains_key("d") {
            return None;
        }
        let text = |name: &str| members.get(name)?.as_str();
        // Text that is base64url needs no escape in JSON.
        let number = |name: &str, is_sound: fn(&[u8]) -> bool| {
            text(name).filter(|text| base64url::decode(text).is_ok_and(|octets| is_sound(&octets)))
        };
        match (algorithm, text("kty")?) {
            (SigningAlgorithm::Es256, _) => None,
            (SigningAlgorithm::EdDsa, "OKP") if text("crv")? == "Ed25519" => {
                Some([r#"{"kty":"OKP","crv":"Ed25519","x":""#, number("x", is_sound_point)?, r#""}"#].concat())
            }
            (SigningAlgorithm::Rs256 | SigningAlgorithm::Ps256, "RSA") => {
                let (modulus, exponent) = (number("n", is_sound_modulus)?, number("e", is_sound_exponent)?);
                Some([r#"{"kty":"RSA","n":""#, modulus, r#"","e":""#, exponent, r#""}"#].concat())
            }
            _ => None,
        }
        .map(Self)
    }

    /// Its text.
    #[must_use]
    pub fn jwk(&self) -> &str {
        &self.0
    }
}

/// RFC 7518 §3.3: 2048 bits or more; §6.3.1.1: no octet too many. Odd, as a product of primes is.
fn is_sound_modulus(octets: &[u8]) -> bool {
    let bits = octets.first().map_or(0, |first| octets.len().saturating_mul(8).saturating_sub(first.leading_zeros() as usize));
    octets.first() != Some(&0) && limits::RSA_VERIFICATION_BITS.contains(&bits) && is_odd(octets)
}

/// FIPS 186-5 §A.1.1: odd, and 65537 or more. The least odd number of three octets is 65537, and no host takes more than four.
fn is_sound_exponent(octets: &[u8]) -> bool {
    matches!(octets.len(), 3 | 4) && octets.first() != Some(&0) && is_odd(octets)
}

fn is_odd(octets: &[u8]) -> bool {
    octets.last().is_some_and(|last| last & 1 == 1)
}

/// RFC 8032 §5.1.2: 32 octets, and none of the points of small order, with whose keys one signature fits every message. Their y-coordinates are 0,
/// 1, −1 and the two of order 8, each also in its forms beyond p; the sign of x is the highest bit.
fn is_sound_point(octets: &[u8]) -> bool {
    const ORDER_8: [[u8; 32]; 2] = [
        *b"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
        *b"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
    ];
    let Ok(mut y) = <[u8; 32]>::try_from(octets) else { return false };
    let [low, middle @ .., high] = &mut y;
    *high &= 0x7f;
    // p = 2^255 − 19: −1 is p − 1; p and p + 1 are 0 and 1 once more.
    let all = |octet: u8| middle.iter().all(|other| *other == octet);
    let near_zero = *low <= 1 && *high == 0 && all(0);
    let near_p = (0xec..=0xee).contains(low) && *high == 0x7f && all(0xff);
    !(near_zero || near_p || ORDER_8.contains(&y))
}

#[cfg(test)]
mod tests;
