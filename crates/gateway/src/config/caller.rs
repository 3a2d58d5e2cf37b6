//! Who the caller is: which header names its address, and whether that header can be trusted.

use alloc::string::{String, ToString as _};
use core::net::IpAddr;

use waxseal::Code;

use super::secret::Lookup;
use super::table::Node;
use super::value::is_header_name;

/// Written by Cloudflare, over whatever the client sent.
const CLOUDFLARE: &str = "cf-connecting-ip";

/// The variable that the self-hosted bundle sets to `1`.
const SELF_HOSTED: &str = "WAXSEAL_SELF_HOSTED";

/// Where the sender's address stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The header's name in lower case.
    header: String,
    /// Whether somebody in front writes it. Outside Cloudflare only the operator can say so.
    pub(crate) is_trusted: bool,
}

impl Caller {
    /// Reads `client_ip`, as `x-real-ip` or `header:x-real-ip`.
    pub(crate) fn read(root: &Node<'_>, lookup: Lookup<'_>) -> Self {
        let is_self_hosted = lookup(SELF_HOSTED).as_deref() == Some("1");
        let Some(text) = root.text("client_ip") else {
            return Self {
                header: CLOUDFLARE.into(),
                is_trusted: !is_self_hosted,
            };
        };
        let name = text.strip_prefix("header:").unwrap_or(text);
        if !is_header_name(name) {
            let detail = "must be the name of a header, such as \"x-real-ip\"";
            root.mistake("/client_ip", Code::ConfigInvalid, detail.to_string());
        }
        Self {
            header: name.to_ascii_lowercase(),
            is_trusted: true,
        }
    }

    /// Returns the address that stands there. A proxy that appends leaves a list, of which the
    /// last address is the one that it saw itself; what stands before came with the request.
    /// Anything but an address is as if absent, and so is one that whoever calls could have written.
    pub(crate) fn address<'h>(
        &self,
        headers: impl Iterator<Item = (&'h str, &'h [u8])>,
    ) -> Option<String> {
        self.is_trusted.then_some(())?;
        let (_, value) = headers
            .filter(|(name, _)| name.eq_ignore_ascii_case(&self.header))
            .last()?;
        let last = core::str::from_utf8(value).ok()?.rsplit(',').next()?;
        let address: IpAddr = last.trim_matches([' ', '\t']).parse().ok()?;
        Some(address.to_canonical().to_string())
    }
}
