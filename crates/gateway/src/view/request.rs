//! A request as a Worker would have received it.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};

use waxseal::Meta;

use crate::config::check_name;
use crate::intake::Head;

/// Where a Worker stands whose address nobody told.
const HOST: &str = "hooks.example.com";

/// Returns the source that the path names, as in `/in/shop` and `/try/shop`.
pub(super) fn source_in(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| {
        rest.find('/')
            .and_then(|at| rest.get(at..))
            .unwrap_or_default()
    });
    let name = path
        .strip_prefix("/in/")
        .or_else(|| path.strip_prefix("/try/"))?;
    let name = name.strip_suffix('/').unwrap_or(name);
    check_name(name).is_ok().then_some(name)
}

/// Makes the head. A URL without a host gets that of the `host` header, and HTTPS: nobody wrote
/// that it was plain.
pub(super) fn head(meta: &Meta<'_>, source: &str) -> Head {
    let headers = meta.headers.iter();
    Head {
        method: meta.method.into(),
        url: url(meta, source),
        headers: headers
            .map(|header| (header.name.to_string(), header.value.to_vec()))
            .collect(),
        ..Head::default()
    }
}

fn url(meta: &Meta<'_>, source: &str) -> String {
    if meta.url.contains("://") {
        return meta.url.into();
    }
    let mut headers = meta.headers.iter();
    let host = headers
        .find(|header| header.name.eq_ignore_ascii_case("host"))
        .map(|header| String::from_utf8_lossy(header.value))
        .filter(|host| !host.is_empty())
        .unwrap_or(Cow::Borrowed(HOST));
    match meta.url {
        "" => format!("https://{host}/in/{source}"),
        path if path.starts_with('/') => format!("https://{host}{path}"),
        rest => format!("https://{host}/{rest}"),
    }
}
