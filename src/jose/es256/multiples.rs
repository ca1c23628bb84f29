//! The multiples of one point that make any multiple of it a sum of 26 of them.
//!
//! Comes in: a point. Goes out: 1 to 512 times 1024^i times it, for i = 0 … 25: some 840 KB, computed in 51 portions.
//! Never: a sum before all of them are there.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::{AffinePoint, Scalar};

use super::sum::{self, Affine, Sum};

/// Bits of a digit.
const WIDTH: usize = 10;
/// Multiples in a row: as digits run from −511 to 512, and the opposite of a point costs nothing.
const ROW: usize = 1 << (WIDTH - 1);
/// Multiples in a portion.
const PORTION: usize = ROW / 2;
/// 25 rows for 250 bits, and of the last, for six bits and a carry, the lower half.
const PORTIONS: usize = 51;

/// See the module.
pub(super) struct Multiples {
    point: AffinePoint,
    portions: [OnceBox<Vec<Affine>>; PORTIONS],
}

impl Multiples {
    /// None yet of `point`.
    pub(super) const fn of(point: AffinePoint) -> Self {
        Self { point, portions: [const { OnceBox::new() }; PORTIONS] }
    }

    /// What there is.
    #[cfg(test)]
    pub(super) fn portions(&self) -> impl Iterator<Item = &[Affine]> {
        self.portions.iter().filter_map(|portion| portion.get().map(Vec::as_slice))
    }

    /// Whether all are there. They come in their order.
    pub(super) fn are_complete(&self) -> bool {
        self.portions.last().is_some_and(|portion| portion.get().is_some())
    }

    /// Computes the next portion; `false` where all are there.
    pub(super) fn extend(&self) -> bool {
        let Some(nth) = self.portions.iter().position(|portion| portion.get().is_none()) else {
            return false;
        };
        let before = nth.checked_sub(1).and_then(|before| self.portions.get(before)?.get());
        // A row's second half begins behind the last multiple of the first; a row is one of twice the last multiple of the row before.
        let portion = match before.and_then(|before| Some((before.first()?, before.last()?))) {
            Some((unit, last)) if nth % 2 == 1 => following(unit, Sum::of(last).plus(unit)),
            Some((_, last)) => sum::normalised(&[Sum::of(last).doubled()]).and_then(|unit| first_of_row(unit.first()?)),
            None => Affine::of(&self.point).and_then(|unit| first_of_row(&unit)),
        };
        if let (Some(place), Some(portion)) = (self.portions.get(nth), portion) {
            place.get_or_init(|| Box::new(portion));
        }
        true
    }

    /// `sum` plus `scalar` times the point; `None` where a multiple is not at hand.
    pub(super) fn add(&self, sum: Option<Sum>, scalar: &Scalar) -> Option<Sum> {
        let mut sum = sum;
        for (row, digit) in digits(scalar).into_iter().enumerate() {
            // That multiple, or its opposite.
            if let Some(nth) = usize::from(digit.unsigned_abs()).checked_sub(1) {
                let portion = self.portions.get(row.saturating_mul(2).saturating_add(nth / PORTION))?.get()?;
                let multiple = portion.get(nth % PORTION)?;
                let signed = if digit < 0 { &multiple.negated() } else { multiple };
                sum = Some(sum.map_or_else(|| Sum::of(signed), |sum| sum.plus(signed)));
            }
        }
        sum
    }
}

/// `unit`, 2 `unit`, 3 `unit`, …
fn first_of_row(unit: &Affine) -> Option<Vec<Affine>> {
    let two = Sum::of(unit).doubled();
    let mut sums = Vec::from([Sum::of(unit), two]);
    continue_by(unit, &mut sums, two);
    sum::normalised(&sums)
}

/// `from`, `from` + `unit`, `from` + 2 `unit`, …
fn following(unit: &Affine, from: Sum) -> Option<Vec<Affine>> {
    let mut sums = Vec::from([from]);
    continue_by(unit, &mut sums, from);
    sum::normalised(&sums)
}

/// As many as a portion has. None of them is `unit` or its opposite, whose order is a prime far beyond: no addition is an exception.
fn continue_by(unit: &Affine, sums: &mut Vec<Sum>, mut last: Sum) {
    while sums.len() < PORTION {
        last = last.plus(unit);
        sums.push(last);
    }
}

/// The scalar's digits, the lowest first: it is the sum of digit × 1024^position, each from −511 to 512.
fn digits(scalar: &Scalar) -> [i16; 26] {
    let octets = scalar.to_repr();
    let mut rest = octets.iter().rev();
    let (mut window, mut bits, mut carry) = (0_u32, 0, 0);
    core::array::from_fn(|_| {
        // 1. The next ten bits.
        while bits < WIDTH {
            window |= rest.next().map_or(0, |octet| u32::from(*octet)) << bits;
            bits = bits.saturating_add(8);
        }
        let digit = (window & 0x3ff).saturating_add(carry);
        window >>= WIDTH;
        bits = bits.saturating_sub(WIDTH);
        // 2. Above half of them: 1024 less, and one more in the next.
        carry = u32::from(digit > 512);
        (digit as i16).wrapping_sub((carry << WIDTH) as i16)
    })
}
