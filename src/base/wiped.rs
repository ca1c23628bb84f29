//! Octets and texts that do not stay in memory.
//!
//! Comes in: octets, or a text. Goes out: the same, by reference. Never: a copy of it left after the drop, in what it has of memory beyond its
//! length neither.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::take;
use core::ops::{Deref, DerefMut};

/// What can be wiped.
pub trait Wipe {
    /// Overwrites all that it has of memory. It is empty then.
    fn wipe(&mut self);
}

impl Wipe for Vec<u8> {
    fn wipe(&mut self) {
        // Word by word, where that crate is there: octet by octet takes a request longer than its cipher does.
        #[cfg(feature = "worker")]
        fc_pivot_ciphers::memory::wipe(self);
        #[cfg(not(feature = "worker"))]
        zeroize::Zeroize::zeroize(self);
    }
}

impl Wipe for String {
    fn wipe(&mut self) {
        take(self).into_bytes().wipe();
    }
}

/// What is wiped when it is dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Wiped<T: Wipe>(T);

impl<T: Wipe> Wiped<T> {
    /// Takes it in.
    #[must_use]
    pub const fn new(content: T) -> Self {
        Self(content)
    }
}

impl<T: Wipe> From<T> for Wiped<T> {
    fn from(content: T) -> Self {
        Self(content)
    }
}

impl<T: Wipe> core::fmt::Debug for Wiped<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Wiped(…)")
    }
}

impl<T: Wipe> Deref for Wiped<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Wipe> DerefMut for Wiped<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Wipe> Drop for Wiped<T> {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

#[cfg(test)]
mod tests;
