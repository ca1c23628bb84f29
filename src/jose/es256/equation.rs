//! The verification equation of ECDSA (FIPS 186-5 §6.4.2; SEC 1 §4.1.4).
//!
//! Comes in: a message, r and s in 1 … n − 1, and how multiples of generator and key are added up. Goes out: whether the equation holds.
//! Never: a "yes" out of an exceptional addition (see `sum`). A "no" may be one: then the plain way decides.
//!
//! Why it is faster than p256, which keeps to constant time: digits that are zero cost nothing, and no inversion ends the sum.

use p256::ecdsa::Signature;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::elliptic_curve::ops::{Invert as _, Reduce as _};
use p256::{FieldBytes, Scalar};
use sha2::{Digest as _, Sha256};

use super::sum::{FieldElement, Sum};

/// Whether `signature` is one of `message` under the key of which `sum` adds the second multiple to the first of the generator.
#[expect(clippy::arithmetic_side_effects, reason = "scalars are reduced modulo n: nothing overflows")]
pub(super) fn holds(message: &[u8], signature: &Signature, sum: impl FnOnce(&Scalar, &Scalar) -> Option<Sum>) -> bool {
    let (r, s) = signature.split_scalars();
    // 1. §4.1.4 (3): e, the leftmost bits of the hash, which are all of them; modulo n.
    let e = Scalar::reduce(&Sha256::digest(message));
    // 2. §4.1.4 (4): u1 = e / s and u2 = r / s.
    let inverse = s.invert_vartime();
    let u1 = e * *inverse;
    let u2 = *r * *inverse;
    // 3. §4.1.4 (5): R = u1 G + u2 Q.
    // 4. §4.1.4 (6-8): r is the x-coordinate of R, modulo n.
    sum(&u1, &u2).is_some_and(|sum| is_x_modulo_n(&r.to_repr(), &sum))
}

/// x < p is r modulo n, and p < 2n: so x is r, or r + n where that is below p. (One signature in 2^128 is of the second kind; Wycheproof
/// has them.)
pub(super) fn is_x_modulo_n(r: &FieldBytes, sum: &Sum) -> bool {
    let Some(as_it_is) = FieldElement::from_repr(*r).into_option() else {
        return false;
    };
    // n modulo p, and p − n, from the −1 of the scalars: nobody typed them in.
    let Some(n_less_one) = FieldElement::from_repr((-Scalar::ONE).to_repr()).into_option() else {
        return false;
    };
    let n = n_less_one.add(&FieldElement::ONE);
    let p_less_n = n.neg().to_repr();
    sum.has_x(&as_it_is) || (r < &p_less_n && sum.has_x(&as_it_is.add(&n)))
}
