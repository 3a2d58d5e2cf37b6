//! Addresses: which senders a source takes, and which hosts an origin may have.

use alloc::format;
use alloc::string::{String, ToString as _};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses, such as `203.0.113.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressRange {
    network: u128,
    bits: u32,
    is_v6: bool,
}

impl AddressRange {
    /// Reads an address or a range (CIDR). Bits behind the prefix must be zero:
    /// otherwise the range is not the one that was meant.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let (value, is_v6) = number(address);
        let width = if is_v6 { 128 } else { 32 };
        let bits = match bits {
            None => width,
            Some(bits) if bits.len() <= 3 && bits.bytes().all(|byte| byte.is_ascii_digit()) => {
                bits.parse().ok().filter(|bits| *bits <= width)?
            }
            Some(_) => return None,
        };
        let range = Self {
            network: value,
            bits,
            is_v6,
        };
        (range.prefix(value) == value).then_some(range)
    }

    /// Says whether an address lies in the range. An IPv4 address that is
    /// written as IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let (value, is_v6) = number(address.to_canonical());
        is_v6 == self.is_v6 && self.prefix(value) == self.network
    }

    /// Returns the first address of the range, as text.
    #[must_use]
    pub fn first(&self) -> String {
        match u32::try_from(self.network) {
            Ok(bits) if !self.is_v6 => Ipv4Addr::from_bits(bits).to_string(),
            _ => Ipv6Addr::from_bits(self.network).to_string(),
        }
    }

    fn prefix(&self, value: u128) -> u128 {
        let width: u32 = if self.is_v6 { 128 } else { 32 };
        let behind = width - self.bits;
        value
            .checked_shr(behind)
            .and_then(|value| value.checked_shl(behind))
            .unwrap_or(0)
    }
}

fn number(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), false),
        IpAddr::V6(address) => (address.to_bits(), true),
    }
}

/// Checks an origin's URL: `https`, a public host, nothing that hides another.
///
/// A host is refused by what it says: addresses that are not public in any
/// spelling, and names that only ever mean a machine or a network of one's own.
/// What a public name resolves to is not known here. On Cloudflare a Worker
/// reaches no private address; elsewhere workerd's network service decides at
/// each connection, and the self-hosted bundle lets it reach public addresses
/// only (`allow = ["public"]`), whatever DNS says and whenever it changes.
/// Redirects are not followed, so no answer leads elsewhere.
///
/// # Errors
/// One sentence.
pub(crate) fn check_url(url: &str, is_insecure: bool) -> Result<(), String> {
    check(url, is_insecure, true)
}

/// Checks an origin's URL that is a secret.
///
/// # Errors
/// One sentence, which shows no part of it.
pub(crate) fn check_secret_url(url: &str, is_insecure: bool) -> Result<(), String> {
    check(url, is_insecure, false)
}

fn check(url: &str, is_insecure: bool, is_shown: bool) -> Result<(), String> {
    if url.contains(['{', '}']) {
        return Err("must have no placeholder".into());
    }
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) || url.contains(['\\', '#']) {
        return Err(
            "must be an absolute URL in ASCII, without blanks, backslash or fragment".into(),
        );
    }
    let rest = match url.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) if is_insecure => rest,
        _ => {
            return Err(
                "must be https, because the body and its signature travel in it \
                        (or set \"insecure_origins\": true for a test)"
                    .into(),
            );
        }
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("must hold no credentials: put them in \"headers\" as {secret:NAME}".into());
    }
    let host = check_authority(authority)?;
    if is_insecure {
        Ok(())
    } else {
        check_public(&host, is_shown)
    }
}

/// Says whether a URL's host is the machine itself.
pub(crate) fn is_loopback(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match check_authority(authority) {
        Ok(Host::V4(address)) => address.is_loopback(),
        Ok(Host::V6(address)) => address.is_loopback(),
        Ok(Host::Name(name)) => name == "localhost" || name.ends_with(".localhost"),
        Err(_) => false,
    }
}

enum Host {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    Name(String),
}

fn check_authority(authority: &str) -> Result<Host, String> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest
                .split_once(']')
                .ok_or("has a bracket that is not closed")?;
            let host = host
                .parse()
                .map_err(|_| "has no IPv6 address between its brackets")?;
            (
                Host::V6(host),
                port.strip_prefix(':').or((!port.is_empty()).then_some("?")),
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (parse_host(host)?, Some(port)),
            None => (parse_host(authority)?, None),
        },
    };
    let is_port = |port: &str| {
        let is_digits = port.bytes().all(|byte| byte.is_ascii_digit());
        is_digits && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    if port.is_none_or(is_port) {
        return Ok(host);
    }
    Err("has a port that is none".into())
}

fn parse_host(host: &str) -> Result<Host, String> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(is_name)
            && !label.starts_with('-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err("has no valid host".into());
    }
    // The WHATWG URL standard reads a host whose last label is a number as IPv4,
    // also in octal, hexadecimal or as one number: only the plain form is taken.
    let last = host.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x") {
        return host
            .parse()
            .map(Host::V4)
            .map_err(|_| "must write an IPv4 address as a.b.c.d".into());
    }
    Ok(Host::Name(host))
}

fn check_public(host: &Host, is_shown: bool) -> Result<(), String> {
    // The registry of special-use names (RFC 6761 and its updates) and `internal`
    // (ICANN, 2024) as far as they are no public hosts; then what routers,
    // clusters and offices use although no registry gave it to them.
    const PRIVATE: [&str; 19] = [
        "localhost",
        "local",
        "internal",
        "home.arpa",
        "onion",
        "alt",
        "invalid",
        "test",
        "localdomain",
        "lan",
        "intranet",
        "private",
        "corp",
        "home",
        "svc",
        "consul",
        "docker",
        "in-addr.arpa",
        "ip6.arpa",
    ];
    let is_public = match host {
        Host::V4(address) => is_public_v4(*address),
        Host::V6(address) => is_public_v6(*address),
        Host::Name(name) => {
            let is_below = |suffix: &&str| {
                name.strip_suffix(*suffix)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            name.contains('.') && !PRIVATE.iter().any(is_below)
        }
    };
    if is_public {
        return Ok(());
    }
    if !is_shown {
        return Err("must have a public host".into());
    }
    let host = match host {
        Host::V4(address) => format!("{address}"),
        Host::V6(address) => format!("{address}"),
        Host::Name(name) => name.clone(),
    };
    Err(format!(
        "must be a public host; {host} is not (or set \"insecure_origins\": true for a test)"
    ))
}

/// The special-purpose registry of IANA (RFC 6890 and its updates).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, high, low] = address.segments();
    // Forms that lead to an IPv4 address: mapped, NAT64, 6to4 and ISATAP.
    if let Some(address) = address.to_ipv4_mapped() {
        return is_public_v4(address);
    }
    let embedded =
        |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    if matches!((e, f), (0 | 0x200, 0x5efe)) && !is_public_v4(embedded(high, low)) {
        return false;
    }
    match (a, b) {
        // Not 64:ff9b:1::/48, which is for a network's own use (RFC 8215).
        (0x64, 0xff9b) => (c, d, e, f) == (0, 0, 0, 0) && is_public_v4(embedded(high, low)),
        (0x2002, _) => is_public_v4(embedded(b, c)),
        (0x2001, 0x0000..=0x01ff | 0x0db8) => false,
        // Only 2000::/3 is assigned for global use (RFC 4291 section 2.4).
        (0x2000..=0x3ffe, _) => true,
        _ => false,
    }
}
