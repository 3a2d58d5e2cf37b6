//! A message with bytes behind it: the head's length in four big-endian bytes, the head, the bytes.

use alloc::format;
use alloc::vec::Vec;

use crate::fault::Fault;

/// Puts a head before bytes.
pub(crate) fn write(head: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let length = u32::try_from(head.len())
        .map_err(|_| Fault::internal("the head of a message is longer than 4 GiB"))?;
    let mut framed = Vec::with_capacity(4 + head.len() + bytes.len());
    framed.extend_from_slice(&length.to_be_bytes());
    framed.extend_from_slice(head);
    framed.extend_from_slice(bytes);
    Ok(framed)
}

/// Takes a head and what stands behind it apart.
pub(crate) fn parse<'a>(
    what: &'static str,
    framed: &'a [u8],
) -> Result<(&'a [u8], &'a [u8]), Fault> {
    split(framed).ok_or_else(|| Fault::internal(format!("a {what} is cut short")))
}

fn split(framed: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = framed.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
