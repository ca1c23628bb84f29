//! Our decryption keys, in the host's keeping.
//!
//! Comes in: the keys that the host has imported (`pkg/src/load/own-keys.ts`). Goes out: the one that an operation asks for, for the host to use
//! (`pkg/src/load/own-octets.ts`). Never: a private key in the module's memory after the start.

use alloc::rc::Rc;
use alloc::vec::Vec;

use web_sys::CryptoKey;

/// The imported keys, with the index that each has in the set.
#[derive(Clone, Default)]
pub(crate) struct HostKeys(Rc<Vec<(usize, CryptoKey)>>);

impl HostKeys {
    /// Keeps the key of this index. Machines share what was kept before they began.
    pub(crate) fn keep(&mut self, index: usize, key: CryptoKey) {
        Rc::make_mut(&mut self.0).push((index, key));
    }

    /// The key at this index of the set.
    pub(crate) fn at(&self, index: usize) -> Option<CryptoKey> {
        self.0.iter().find(|(own, _)| *own == index).map(|(_, key)| key.clone())
    }
}
