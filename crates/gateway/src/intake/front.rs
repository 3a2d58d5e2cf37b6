//! What is checked before the body is read.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv6Addr};

use waxseal::Code;

use super::Head;
use super::refusal::Refusal;
use crate::config::{Source, is_loopback};

/// Versions of TLS before 1.2, as Cloudflare names them in `cf.tlsVersion` (RFC 8996 ends them).
const OLD_TLS: [&str; 4] = ["SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"];

/// Checks what can be checked without the body.
pub(super) fn check(source: &Source, head: &Head) -> Result<(), Refusal> {
    if !is_secure(head) {
        return Err(Code::InsecureTransport.into());
    }
    if !source.is_asked_with(&head.method) {
        check_method(source, &head.method)?;
    }
    if !source.admits(head.address.as_deref()) {
        return Err(Code::AddressDenied.into());
    }
    Ok(())
}

/// Says whether nobody on the way could read along. Where the platform names no version of TLS,
/// none is judged: whoever ends it in front has to.
pub(crate) fn is_secure(head: &Head) -> bool {
    let is_old = head
        .tls
        .as_deref()
        .is_some_and(|tls| OLD_TLS.contains(&tls));
    !is_old && (head.url.starts_with("https://") || is_loopback(&head.url))
}

/// Checks the method of an event. A vendor may ask with others.
pub(super) fn check_method(source: &Source, method: &str) -> Result<(), Refusal> {
    let allowed: Vec<&str> = source
        .methods
        .iter()
        .map(|method| method.as_str())
        .collect();
    if allowed.contains(&method) {
        return Ok(());
    }
    Err(Refusal::method(&allowed))
}

/// Writes what a limiter counts by: source and address.
pub(super) fn limiter_key(source: &Source, address: Option<&str>) -> String {
    format!("{} {}", source.name(), caller(address))
}

/// Writes who a caller is to a limiter. Who has one address of IPv6 has at least the 2^64 of its
/// network (RFC 6177), so those count as one; all without an address count as one too.
pub(crate) fn caller(address: Option<&str>) -> String {
    let address = address.and_then(|text| text.trim().parse::<IpAddr>().ok());
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let network = Ipv6Addr::from_bits(address.to_bits() >> 64 << 64);
            format!("{network}/64")
        }
        None => "unknown".into(),
    }
}
