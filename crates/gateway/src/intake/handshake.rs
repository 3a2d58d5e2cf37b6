//! Answers what a vendor asks before it sends events. Touches no store.

use waxseal::{Program, Request, UnixMillis};

use super::front::check_method;
use super::refusal::Refusal;
use crate::config::Source;
use crate::problem::Answer;

/// Returns the answer to a handshake; nothing for what may be an event.
///
/// # Errors
/// The refusal: of a handshake that must not be answered, and of what is
/// neither a handshake nor comes with a method of events.
pub(super) fn answer(
    source: &Source,
    program: &Program<'_>,
    request: &Request<'_>,
    now: UnixMillis,
) -> Result<Option<Answer>, Refusal> {
    let method = request.meta.method;
    if source.is_asked_with(method) {
        let token = source.verify_token.as_ref().map(|token| token.as_bytes());
        let answer = waxseal::handshake(program, request, token, now)
            .map_err(|reject| Refusal::from(reject.code()))?;
        if let Some(answer) = answer {
            return Ok(Some(Answer::handshake(answer)));
        }
    }
    check_method(source, method).map(|()| None)
}
