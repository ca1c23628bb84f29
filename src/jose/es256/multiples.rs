//! The multiples of one point that make any multiple of it a sum of 33 of them.
//!
//! Comes in: a point. Goes out: 1 to 128 times 256^i times it, for i = 0 … 31, and once 256^32 times it: some 260 KB.
//! Never: formulas of our own: they are made with p256's, which know no exception.

use alloc::vec::Vec;

use p256::elliptic_curve::BatchNormalize as _;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::elliptic_curve::group::Group as _;
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::{AffinePoint, ProjectivePoint, Scalar};

use super::sum::{Affine, FieldElement, Sum};

/// Multiples in a row: as digits run from −127 to 128, and the opposite of a point costs nothing.
const ROW: usize = 128;
/// Octets of a scalar, and so rows.
const ROWS: usize = 32;

/// See the module.
pub(super) struct Multiples(Vec<Affine>);

impl Multiples {
    /// Those of `point`, in some 20 ms in Wasm.
    #[expect(clippy::arithmetic_side_effects, reason = "the group's operation: nothing overflows")]
    pub(super) fn of(point: ProjectivePoint) -> Self {
        let mut multiples = Vec::with_capacity(ROWS.saturating_mul(ROW).saturating_add(1));
        let mut unit = point;
        for _ in 0..ROWS {
            // 1. unit, 2 unit … 128 unit.
            let mut last = ProjectivePoint::IDENTITY;
            let row: [ProjectivePoint; ROW] = core::array::from_fn(|_| {
                last += unit;
                last
            });
            // 2. The next row's unit is twice the last of these.
            unit = last.double();
            multiples.extend(ProjectivePoint::batch_normalize(&row).iter().filter_map(affine));
        }
        // 3. The carry out of the highest digit.
        multiples.extend(affine(&unit.to_affine()));
        Self(multiples)
    }

    /// `sum` plus `scalar` times the point; `None` where a multiple is not at hand, which p256's order rules out.
    pub(super) fn add(&self, sum: Option<Sum>, scalar: &Scalar) -> Option<Sum> {
        let mut sum = sum;
        let mut carry = 0;
        let mut row = 0_usize;
        for octet in scalar.to_repr().iter().rev().chain(&[0]) {
            // 1. The digit, from −127 to 128: above that, 256 less and one more in the next.
            let digit = i32::from(*octet).saturating_add(carry);
            carry = i32::from(digit > 128);
            let digit = digit.saturating_sub(carry.saturating_mul(256));
            // 2. That multiple, or its opposite.
            if let Some(nth) = (digit.unsigned_abs() as usize).checked_sub(1) {
                let multiple = self.0.get(row.saturating_add(nth))?;
                let signed = if digit < 0 { &multiple.negated() } else { multiple };
                sum = Some(sum.map_or_else(|| Sum::of(signed), |sum| sum.plus(signed)));
            }
            row = row.saturating_add(ROW);
        }
        sum
    }
}

/// The coordinates of a point as field elements.
pub(super) fn affine(point: &AffinePoint) -> Option<Affine> {
    let x = FieldElement::from_repr(point.x()).into_option()?;
    let y = FieldElement::from_repr(point.y()).into_option()?;
    Some(Affine { x, y })
}
