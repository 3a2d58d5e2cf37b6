//! `/`: what this Worker is, whether it is well, and where the inspector is.

use worker::{Headers, Response, Result};

const PAGE: &str = include_str!("home.html");

/// Answers the page. It may talk to this Worker alone, and nobody may frame it.
pub(crate) fn page() -> Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("referrer-policy", "no-referrer")?;
    headers.set(
        "content-security-policy",
        "default-src 'none'; connect-src 'self'; script-src 'sha256-TLgJSgjZIWVCpwJj/sq0dGxu5YZdn/cYzsa2aN6Y5KI='; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )?;
    Ok(Response::ok(PAGE)?.with_headers(headers))
}
