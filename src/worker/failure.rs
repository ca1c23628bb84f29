//! That a login has just failed in this browser: a cookie of a few seconds.
//!
//! Comes in: the client, the failure's code; later, the `Cookie` header. Goes out: a `Set-Cookie` line; the code. Never: anything but a code of ours, so
//! a forged one shows a person a wrong sentence at the most.

use alloc::string::String;

use crate::base::error::Code;
use crate::base::limits;
use crate::worker::cookies::{self, Cookies};
use crate::worker::namespace::Namespace;

fn name(client: &Namespace) -> String {
    client.cookie("failed")
}

/// Remembers `code`.
#[must_use]
pub fn remember(client: &Namespace, code: Code) -> String {
    cookies::set(&name(client), code.as_str(), limits::FAILURE_SECONDS)
}

/// Forgets whatever there was; `None` where there was nothing.
#[must_use]
pub fn forget(client: &Namespace, present: &Cookies<'_>) -> Option<String> {
    let name = name(client);
    present.get(&name).map(|_| cookies::clear(&name))
}

/// What has just failed.
#[must_use]
pub fn recent(client: &Namespace, present: &Cookies<'_>) -> Option<Code> {
    present.get(&name(client)).and_then(Code::named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::namespace::tests::{ours, theirs};
    use alloc::format;

    #[test]
    fn a_failure_is_remembered_for_seconds_and_forgotten() {
        let line = remember(&ours(), Code::AccessDenied);
        let pair = format!("{}=access_denied", name(&ours()));
        assert_eq!(line, format!("{pair}; Path=/; Max-Age=10; Secure; HttpOnly; SameSite=Lax"));
        let header = format!("a=b; {pair}");
        let present = Cookies::parse(&header);
        assert_eq!(recent(&ours(), &present), Some(Code::AccessDenied));
        assert_eq!(forget(&ours(), &present), Some(cookies::clear(&name(&ours()))));
        assert_eq!((recent(&ours(), &Cookies::parse("")), forget(&ours(), &Cookies::parse(""))), (None, None));
    }

    #[test]
    fn n73_a_failure_with_another_client_is_none_of_ours() {
        let line = remember(&theirs(), Code::AccessDenied);
        let present = Cookies::parse(line.split(';').next().unwrap());
        assert_eq!((recent(&ours(), &present), recent(&theirs(), &present)), (None, Some(Code::AccessDenied)));
    }

    #[test]
    fn what_is_no_code_of_ours_is_no_failure() {
        let name = name(&ours());
        for header in [format!("{name}=<b>"), format!("{name}="), format!("{name}=access_denied; {name}=internal")] {
            assert_eq!(recent(&ours(), &Cookies::parse(&header)), None);
        }
    }
}
