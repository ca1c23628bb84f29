//! A few multiples of a point, and sums of multiples by doubling and adding.
//!
//! Comes in: points, scalars. Goes out: the sum of the scalars' multiples, as a running sum (`sum`) that doubles for all of them at once.
//! Never: a table that costs more than it saves in one verification; constant time.

use p256::elliptic_curve::ff::PrimeField as _;
use p256::{AffinePoint, Scalar};

use super::sum::{Affine, Sum};

/// Bits of a digit. Digits are odd, or zero; between two that are not zero lie at least `WIDTH` − 1 zeros.
const WIDTH: usize = 5;
/// 1, 3, 5 … 2^(WIDTH − 1) − 1.
const ODD: usize = 1 << (WIDTH - 2);
/// Bits of a scalar, and one for the carry.
const DIGITS: usize = 257;

/// The odd multiples of a point.
pub(super) struct Windows([Sum; ODD]);

impl Windows {
    /// Those of `point`, which is not infinity: no public key is. No two of them are the same or opposite, so no addition is an exception.
    pub(super) fn of(point: &AffinePoint) -> Option<Self> {
        let mut odd = Sum::of(&Affine::of(point)?);
        let step = odd.doubled();
        let mut next = || {
            let this = odd;
            odd = odd.plus_sum(&step);
            this
        };
        Some(Self([(); ODD].map(|()| next())))
    }

    /// `sum` plus `digit` times the point; `None` where that multiple is not at hand, which the width of digits rules out.
    fn add(&self, sum: Option<Sum>, digit: i8) -> Option<Sum> {
        let multiple = self.0.get(usize::from(digit.unsigned_abs() >> 1))?;
        let signed = if digit < 0 { multiple.negated() } else { *multiple };
        Some(sum.map_or(signed, |sum| sum.plus_sum(&signed)))
    }
}

/// The sum of each scalar's multiple of its point; `None` for nothing at all.
pub(super) fn sum(terms: [(&Windows, &Scalar); 2]) -> Option<Sum> {
    let [one, other] = terms.map(|(windows, scalar)| (windows, digits(scalar)));
    let mut sum: Option<Sum> = None;
    for (first, second) in one.1.into_iter().zip(other.1).rev() {
        sum = sum.map(|sum| sum.doubled());
        if first != 0 {
            sum = Some(one.0.add(sum, first)?);
        }
        if second != 0 {
            sum = Some(other.0.add(sum, second)?);
        }
    }
    sum
}

/// The scalar in its non-adjacent form of [`WIDTH`] bits, the lowest digit first: it is the sum of digit × 2^position.
#[inline(never)]
fn digits(scalar: &Scalar) -> [i8; DIGITS] {
    let octets = scalar.to_repr();
    let bit = |position: usize| octets.iter().rev().nth(position / 8).map_or(0, |octet| (octet >> (position % 8)) & 1);
    let mut digits = [0; DIGITS];
    let (mut position, mut carry) = (0, 0);
    while let Some(digit) = digits.get_mut(position) {
        let mut taken = 1;
        // 1. With the carry from below: an even rest is a digit of zero.
        if bit(position) != carry {
            // 2. An odd one takes the bits of its width; what is above half of them is negative, with a carry to the next.
            taken = WIDTH;
            let window = (0..WIDTH).fold(carry, |window, nth| window.wrapping_add(bit(position.saturating_add(nth)) << nth));
            carry = window >> (WIDTH - 1);
            *digit = window.wrapping_sub(carry << WIDTH).cast_signed();
        }
        position = position.saturating_add(taken);
    }
    digits
}
