//! Where a machine stands: what it waits with, the step that it is at, its result.
//!
//! Comes in: the next state with its ask, or the result. Goes out: the state to go on from; the result. Each comes out once. Never: a state
//! after an error.

use super::{Ask, Step};
use crate::base::error::{Code, Result};

/// The position of a machine that waits in states `S` and comes to an `R`. Once an error has ended the machine, it has neither.
pub(crate) struct Position<S, R> {
    /// The step that asked last, or that failed.
    pub(crate) step: Step,
    state: Option<S>,
    result: Option<R>,
}

impl<S, R> Position<S, R> {
    /// The beginning: at `step`, in `state`.
    pub(crate) const fn new(step: Step, state: S) -> Self {
        Self { step, state: Some(state), result: None }
    }

    /// Takes the state to go on from. The machine is over unless the step that follows waits again or is done.
    ///
    /// # Errors
    /// `internal` where it is done or over.
    pub(crate) fn leave(&mut self) -> Result<S> {
        self.state.take().ok_or(Code::Internal.into())
    }

    /// Waits in `state` for what `ask` brings, and gives the ask, as a machine's `next` does.
    #[expect(clippy::unnecessary_wraps, reason = "it ends a step that can fail")]
    pub(crate) fn wait(&mut self, state: S, ask: Ask) -> Result<Ask> {
        self.state = Some(state);
        Ok(ask)
    }

    /// Comes to `result`, and gives the last ask, as a machine's `next` does.
    #[expect(clippy::unnecessary_wraps, reason = "it ends a step that can fail")]
    pub(crate) fn done(&mut self, result: R) -> Result<Ask> {
        self.result = Some(result);
        Ok(Ask::Done)
    }

    /// The result, once there is one.
    ///
    /// # Errors
    /// `internal` where there is none.
    pub(crate) fn finish(self) -> Result<R> {
        self.result.ok_or(Code::Internal.into())
    }
}
