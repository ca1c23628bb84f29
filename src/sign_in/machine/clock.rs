//! The clock by which tokens are verified.
//!
//! Comes in: what the host lends, what an answer tells of the time. Goes out: the time to verify by. Never: a server's clock moved by what a
//! provider says.

use super::Lent;
use crate::base::error::Result;
use crate::sign_in::claims::by_clock;
use crate::sign_in::pending::Pending;

/// Whose clock it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    /// The host's: a server's, which is right.
    Host,
    /// A person's device, which may be wrong by hours. Where an answer told the time, that one counts.
    Device(Told),
}

/// What an answer told of the time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// When the request was sent, by the steady clock. Counting from the request, not the answer, makes a token seem older, never younger.
    asked_at: i64,
    /// Seconds since the epoch.
    time: Option<i64>,
}

impl Clock {
    /// Notes that a request goes out whose answer may tell the time.
    pub(crate) const fn ask(&mut self, lent: Lent) {
        if let Self::Device(told) = self {
            told.asked_at = lent.steady;
        }
    }

    /// Takes the time that the answer told, and moves the login onto that clock.
    pub(crate) const fn tell(&mut self, time: Option<i64>, lent: Lent, pending: &mut Pending) {
        if let (Self::Device(told), Some(time)) = (self, time) {
            told.time = Some(time);
            pending.move_to(lent.now, time);
        }
    }

    /// Verifies by it.
    ///
    /// # Errors
    /// Those of `verify`; for those of time, by a device's own clock, `clock_wrong`.
    pub(crate) fn verify<T>(&self, lent: Lent, verify: impl FnOnce(i64) -> Result<T>) -> Result<T> {
        match self {
            Self::Host => verify(lent.now),
            Self::Device(told) => by_clock(told.time.map(|time| time.saturating_add(told.elapsed(lent))), lent.now, verify),
        }
    }
}

impl Told {
    /// Seconds since the request for it was sent, by a clock that cannot be set.
    const fn elapsed(self, lent: Lent) -> i64 {
        lent.steady.saturating_sub(self.asked_at)
    }
}
