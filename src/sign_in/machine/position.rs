//! Where a machine stands: what it waits with, the step that it is at, its result.
//!
//! Comes in: the next state with its ask, or the result. Goes out: the state to go on from; the result. Each comes out once. Never: a state
//! after an error.

use super::{Ask, Step};
use crate::base::error::{Code, Result};

/// The position of a machine that waits in states `S` and comes to an `R`.
pub(crate) struct Position<S, R> {
    /// The step that asked last, or that failed.
    pub(crate) step: Step,
    stand: Stand<S, R>,
}

enum Stand<S, R> {
    At(S),
    Done(R),
    /// An error ended it.
    Over,
}

impl<S, R> Position<S, R> {
    /// The beginning: at `step`, in `state`.
    pub(crate) const fn new(step: Step, state: S) -> Self {
        Self { step, stand: Stand::At(state) }
    }

    /// Takes the state to go on from. The machine is over unless the step that follows waits again or is done.
    ///
    /// # Errors
    /// `internal` where it is done or over.
    pub(crate) fn leave(&mut self) -> Result<S> {
        if let Stand::At(state) = core::mem::replace(&mut self.stand, Stand::Over) { Ok(state) } else { Err(Code::Internal.into()) }
    }

    /// Waits in `state` for what `ask` brings.
    ///
    /// # Errors
    /// None: what the machine's `next` gives.
    #[expect(clippy::unnecessary_wraps, reason = "it ends a step that can fail")]
    pub(crate) fn wait(&mut self, state: S, ask: Ask) -> Result<Ask> {
        self.stand = Stand::At(state);
        Ok(ask)
    }

    /// Comes to `result`.
    ///
    /// # Errors
    /// None: what the machine's `next` gives.
    #[expect(clippy::unnecessary_wraps, reason = "it ends a step that can fail")]
    pub(crate) fn done(&mut self, result: R) -> Result<Ask> {
        self.stand = Stand::Done(result);
        Ok(Ask::Done)
    }

    /// The result, once there is one.
    ///
    /// # Errors
    /// `internal` where there is none.
    pub(crate) fn finish(self) -> Result<R> {
        if let Stand::Done(result) = self.stand { Ok(result) } else { Err(Code::Internal.into()) }
    }
}
