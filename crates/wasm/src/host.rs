//! What the host does while a call lasts: hands over a body, computes a MAC.

use waxseal::{Host, Mac};

/// Hands every byte of the host's body, in order, to `update`. Memory stays
/// bounded: the body never stands here as a whole, only pieces as long as `room`.
pub(crate) fn feed(room: &mut [u8], update: &mut dyn FnMut(&[u8])) {
    let mut at = 0_usize;
    loop {
        let written = imports::pull(room.as_mut_ptr(), room.len(), at);
        match room.get(..written) {
            None | Some([]) => return,
            Some(piece) => update(piece),
        }
        at = at.saturating_add(written);
    }
}

/// A host that hands its body over in pieces as long as `room`.
pub(crate) struct Pulled<'r> {
    pub(crate) room: &'r mut [u8],
    pub(crate) bytes: usize,
}

impl Host for Pulled<'_> {
    fn body_bytes(&self) -> usize {
        self.bytes
    }

    fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        feed(self.room, update);
    }
}

/// How many bytes of a body that the host hashes may be read here.
const SHORT_BYTES: usize = 128;

/// A host that computes MACs over its body itself.
pub(crate) struct Hashing {
    pub(crate) bytes: usize,
}

impl Host for Hashing {
    fn body_bytes(&self) -> usize {
        self.bytes
    }

    // Only a body as short as a handshake's challenge is read: `prove.ts` hands it over.
    fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        feed(&mut [0; SHORT_BYTES], update);
    }

    fn compute(&mut self, op: &Mac<'_>, out: &mut [u8]) -> usize {
        imports::mac(
            op.position,
            op.prefix.as_ptr(),
            op.prefix.len(),
            op.suffix.as_ptr(),
            op.suffix.len(),
            out.as_mut_ptr(),
            out.len(),
        )
    }
}

#[expect(unsafe_code, reason = "imports that take plain numbers need no glue")]
mod imports {
    // SAFETY: the signatures are those of `instance.ts`. Each reads and writes
    // within the lengths that it is given and keeps no address: `pull` writes
    // at most `room` bytes from `into` on, `mac` reads prefix and suffix and
    // writes at most `room` bytes from `out` on. The callers borrow all of it for as long.
    #[link(wasm_import_module = "waxseal")]
    unsafe extern "C" {
        /// Writes the body's bytes from `at` on, as many as fit, and returns how many: none at its end.
        pub(super) safe fn pull(into: *mut u8, room: usize, at: usize) -> usize;

        /// Computes the MAC with the key at `position` over prefix, body and suffix,
        /// and returns how many bytes it wrote: all of it or nothing.
        pub(super) safe fn mac(
            position: usize,
            prefix: *const u8,
            prefix_bytes: usize,
            suffix: *const u8,
            suffix_bytes: usize,
            out: *mut u8,
            room: usize,
        ) -> usize;
    }
}
