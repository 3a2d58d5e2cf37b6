//! Which path is whose.

use waxseal::Code;
use waxseal_gateway::intake::Purpose;
use waxseal_gateway::problem;
use worker::{Context, Env, Method, Request, Response, Result};

use crate::settings::settings;
use crate::{accept, api, health, home, http};

/// Finds the page or the machine for a request's path. Static assets were tried before.
pub(crate) async fn route(request: Request, env: Env, context: Context) -> Result<Response> {
    let path = request.path();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match segments.as_slice() {
        ["in", source] => intake(&request, env, &context, Purpose::Accept, source).await,
        ["try", source] => intake(&request, env, &context, Purpose::Try, source).await,
        [""] => reading(&request, home::page),
        ["health"] => match check_reading(&request) {
            Some(refusal) => refusal,
            None => health::answer(&env).await,
        },
        ["api", ..] => api::answer(&request, &env, &context).await,
        _ => http::response(problem::not_found()),
    }
}

async fn intake(
    request: &Request,
    env: Env,
    context: &Context,
    purpose: Purpose,
    source: &str,
) -> Result<Response> {
    let answer = match settings(&env) {
        Ok(config) => accept::accept(request, env, context, config, purpose, source).await,
        Err(_) => Some(problem::config_invalid()),
    };
    http::response(answer.unwrap_or_else(|| problem::answer(Code::Internal)))
}

fn reading(request: &Request, page: fn() -> Result<Response>) -> Result<Response> {
    check_reading(request).unwrap_or_else(page)
}

/// Refuses every method but GET and HEAD.
fn check_reading(request: &Request) -> Option<Result<Response>> {
    let is_reading = matches!(request.method(), Method::Get | Method::Head);
    (!is_reading).then(|| http::response(problem::method_not_allowed(&["GET", "HEAD"])))
}
