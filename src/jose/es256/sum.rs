//! A running sum of points of P-256, as X, Y, ZZ, ZZZ: x = X / ZZ, y = Y / ZZZ, ZZ³ = ZZZ².
//!
//! Comes in: affine points of the curve. Goes out: their sum, compared by its x-coordinate.
//! Never: an inversion for a single sum, which costs as much as the rest; a wrong sum: the formulas divide by zero where a point meets itself or its
//! opposite, and then ZZ is zero, and stays zero whatever is added. Whoever reads the sum asks for that.
//!
//! Field elements: RustCrypto's, reduced after every operation. All of this is public; nothing here is constant-time.

#[cfg(feature = "worker")]
use alloc::vec::Vec;

use p256::elliptic_curve::ff::PrimeField as _;
use p256::elliptic_curve::hazmat::FieldArithmetic;
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::{AffinePoint, NistP256};

/// An element of the field over which P-256 lies.
pub(super) type FieldElement = <NistP256 as FieldArithmetic>::FieldElement;

/// A point of the curve other than infinity.
#[derive(Clone, Copy)]
pub(super) struct Affine {
    pub(super) x: FieldElement,
    pub(super) y: FieldElement,
}

impl Affine {
    /// The coordinates of a point other than infinity as field elements.
    pub(super) fn of(point: &AffinePoint) -> Option<Self> {
        let x = FieldElement::from_repr(point.x()).into_option()?;
        let y = FieldElement::from_repr(point.y()).into_option()?;
        Some(Self { x, y })
    }

    /// The opposite point.
    #[cfg(feature = "worker")]
    pub(super) const fn negated(&self) -> Self {
        Self { x: self.x, y: self.y.neg() }
    }
}

/// A sum that has begun.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    x: FieldElement,
    y: FieldElement,
    zz: FieldElement,
    zzz: FieldElement,
}

impl Sum {
    /// The sum of one point.
    pub(super) const fn of(point: &Affine) -> Self {
        Self { x: point.x, y: point.y, zz: FieldElement::ONE, zzz: FieldElement::ONE }
    }

    /// The opposite of the sum.
    pub(super) const fn negated(&self) -> Self {
        Self { y: self.y.neg(), ..*self }
    }

    /// Adds a point: eight multiplications and two squarings ("madd-2008-s" of the Explicit-Formulas Database).
    #[cfg(feature = "worker")]
    #[inline(never)]
    pub(super) const fn plus(&self, point: &Affine) -> Self {
        // Zero where both have the same x: the same point, or opposite ones. Then ZZ, a multiple of it, becomes zero.
        let across = point.x.multiply(&self.zz).sub(&self.x);
        let up = point.y.multiply(&self.zzz).sub(&self.y);
        let square = across.square();
        let cube = across.multiply(&square);
        let shifted = self.x.multiply(&square);
        let x = up.square().sub(&cube).sub(&shifted.double());
        let y = up.multiply(&shifted.sub(&x)).sub(&self.y.multiply(&cube));
        Self { x, y, zz: self.zz.multiply(&square), zzz: self.zzz.multiply(&cube) }
    }

    /// Adds another sum: twelve multiplications and two squarings ("add-2008-s"). Its exceptions are those of [`Sum::plus`].
    #[inline(never)]
    pub(super) const fn plus_sum(&self, other: &Self) -> Self {
        let x = self.x.multiply(&other.zz);
        let y = self.y.multiply(&other.zzz);
        let across = other.x.multiply(&self.zz).sub(&x);
        let up = other.y.multiply(&self.zzz).sub(&y);
        let square = across.square();
        let cube = across.multiply(&square);
        let shifted = x.multiply(&square);
        let x = up.square().sub(&cube).sub(&shifted.double());
        let y = up.multiply(&shifted.sub(&x)).sub(&y.multiply(&cube));
        Self { x, y, zz: self.zz.multiply(&other.zz).multiply(&square), zzz: self.zzz.multiply(&other.zzz).multiply(&cube) }
    }

    /// Twice the sum: seven multiplications and two squarings ("dbl-2008-s-1", with a = -3). No point of the curve is its own opposite.
    #[inline(never)]
    pub(super) const fn doubled(&self) -> Self {
        let twice = self.y.double();
        let square = twice.square();
        let cube = twice.multiply(&square);
        let shifted = self.x.multiply(&square);
        let product = self.x.sub(&self.zz).multiply(&self.x.add(&self.zz));
        let slope = product.double().add(&product);
        let x = slope.square().sub(&shifted.double());
        let y = slope.multiply(&shifted.sub(&x)).sub(&cube.multiply(&self.y));
        Self { x, y, zz: square.multiply(&self.zz), zzz: cube.multiply(&self.zzz) }
    }

    /// Whether the sum is a true one, and its x-coordinate is `x`: X = x · ZZ.
    pub(super) fn has_x(&self, x: &FieldElement) -> bool {
        !bool::from(self.zz.is_zero()) && self.x == x.multiply(&self.zz)
    }
}

/// The points of these sums, for one inversion in all; `None` where one of them is spoilt.
#[cfg(feature = "worker")]
pub(super) fn normalised(sums: &[Sum]) -> Option<Vec<Affine>> {
    // 1. The product of the ZZZ before each, and of all.
    let mut product = FieldElement::ONE;
    let mut before = Vec::with_capacity(sums.len());
    for sum in sums {
        before.push(product);
        product = product.multiply(&sum.zzz);
    }
    // 2. From the last back: 1 / ZZZ; with it 1 / ZZ = (ZZ / ZZZ)².
    let mut inverse = product.invert().into_option()?;
    let mut points: Vec<Affine> = Vec::with_capacity(sums.len());
    for (sum, before) in sums.iter().zip(&before).rev() {
        let of_zzz = inverse.multiply(before);
        inverse = inverse.multiply(&sum.zzz);
        let of_zz = sum.zz.multiply(&of_zzz).square();
        points.push(Affine { x: sum.x.multiply(&of_zz), y: sum.y.multiply(&of_zzz) });
    }
    points.reverse();
    Some(points)
}
