//! A running sum of points of P-256, as X, Y, ZZ, ZZZ: x = X / ZZ, y = Y / ZZZ, ZZ³ = ZZZ².
//!
//! Comes in: affine points of the curve. Goes out: their sum, compared by its x-coordinate.
//! Never: an inversion, which costs as much as the rest; a wrong sum: the formulas divide by zero where a point meets itself or its
//! opposite, and then ZZ is zero, and stays zero whatever is added. Whoever reads the sum asks for that.
//!
//! Field elements: RustCrypto's, reduced after every operation. All of this is public; nothing here is constant-time.

use p256::NistP256;
use p256::elliptic_curve::hazmat::FieldArithmetic;

/// An element of the field over which P-256 lies.
pub(super) type FieldElement = <NistP256 as FieldArithmetic>::FieldElement;

/// A point of the curve other than infinity.
#[derive(Clone, Copy)]
pub(super) struct Affine {
    pub(super) x: FieldElement,
    pub(super) y: FieldElement,
}

impl Affine {
    /// The opposite point.
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

    /// Adds a point: eight multiplications and two squarings ("madd-2008-s" of the Explicit-Formulas Database).
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

    /// Whether the sum is a true one, and its x-coordinate is `x`: X = x · ZZ.
    pub(super) fn has_x(&self, x: &FieldElement) -> bool {
        !bool::from(self.zz.is_zero()) && self.x == x.multiply(&self.zz)
    }
}
