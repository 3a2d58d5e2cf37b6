//! A body: in the buffer, or pulled from the host in pieces.

/// How the bytes of a body are reached. Memory stays bounded: a body larger
/// than the host's room for it never stands here as a whole.
pub(crate) enum Body<'a> {
    /// All of it.
    Here(&'a [u8]),
    /// Room for one piece of a body that the host holds.
    Pulled(&'a mut [u8]),
}

impl Body<'_> {
    /// Hands every byte, in order, to `update`.
    pub(crate) fn feed(&mut self, update: &mut dyn FnMut(&[u8])) {
        match self {
            Body::Here(bytes) => update(bytes),
            Body::Pulled(room) => feed_pulled(room, update),
        }
    }
}

fn feed_pulled(room: &mut [u8], update: &mut dyn FnMut(&[u8])) {
    let mut at = 0_usize;
    loop {
        let written = host::pull(room.as_mut_ptr(), room.len(), at);
        match room.get(..written) {
            None | Some([]) => return,
            Some(piece) => update(piece),
        }
        at = at.saturating_add(written);
    }
}

#[expect(unsafe_code, reason = "an import with plain numbers needs no glue")]
mod host {
    // SAFETY: the signature is that of the host's `pull` in `engine.ts`. It
    // writes at most `room` bytes from `into` on, which the caller borrows
    // mutably for as long, and keeps no address.
    #[link(wasm_import_module = "waxseal")]
    unsafe extern "C" {
        /// Writes the body's bytes from `at` on, as many as fit, and returns how many: none at its end.
        pub(super) safe fn pull(into: *mut u8, room: usize, at: usize) -> usize;
    }
}
