//! Memory of one call: the buffer for frames, and behind it an arena in which
//! everything that a call allocates lies one behind the other.
//!
//! Nothing outlives a call, so nothing is freed: when a call ends, the arena is
//! overwritten with zeros and starts anew. So nothing of a call stays in memory
//! that JavaScript can read: decoded tokens, signed headers, bodies. Allocating
//! is an addition, and code that frees, in hundreds of places, is not there.
//!
//! A diagnosis lays out hundreds of messages in one call. With it, what was
//! allocated last is given back, and grows in place: else memory would grow
//! with every hypothesis, which takes longer than the search.
//!
//! So no static may keep what a call allocated. Of the crates in here none does.

#![expect(unsafe_code, reason = "an allocator has no safe form")]

use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;

#[global_allocator]
static ARENA: Arena = Arena {
    room: Cell::new(0),
    top: Cell::new(0),
    peak: Cell::new(0),
};

const PAGE_BYTES: usize = 65_536;

/// Everything is aligned so: no type here needs more.
const ALIGN: usize = 16;

struct Arena {
    /// The buffer's length.
    room: Cell<usize>,
    /// Where the next allocation begins.
    top: Cell<usize>,
    /// How far this call has come.
    peak: Cell<usize>,
}

// SAFETY: this wasm has one thread.
unsafe impl Sync for Arena {}

unsafe extern "C" {
    /// Where the linker's data and stack end.
    static __heap_base: u8;
}

/// Where the buffer begins.
fn base() -> usize {
    let end = core::ptr::addr_of!(__heap_base).addr();
    end.next_multiple_of(ALIGN)
}

/// Where the arena begins.
fn start() -> usize {
    base().saturating_add(ARENA.room.get())
}

/// Makes memory up to `end`; false if there is none.
fn grow(end: usize) -> bool {
    let pages = end.div_ceil(PAGE_BYTES);
    let more = pages.saturating_sub(memory_size(0));
    more == 0 || memory_grow(0, more) != usize::MAX
}

// SAFETY: blocks do not overlap: each begins where the one before it ended.
// They are given back all at once, when nothing refers to them: see `reset`.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let from = self.top.get().max(start());
        let end = from.saturating_add(layout.size()).next_multiple_of(ALIGN);
        if layout.align() > ALIGN || !grow(end) {
            return core::ptr::null_mut();
        }
        self.top.set(end);
        self.peak.set(self.peak.get().max(end));
        core::ptr::with_exposed_provenance_mut(from)
    }

    #[cfg(not(feature = "diagnose"))]
    #[inline(always)]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    /// A search lays out one message after the other, and would take memory for
    /// all of them: what was allocated last is given back.
    #[cfg(feature = "diagnose")]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.is_last(block, layout) {
            self.top.set(block.addr());
        }
    }

    /// What was allocated last grows and shrinks where it is.
    #[cfg(feature = "diagnose")]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.is_last(block, layout) {
            let end = block.addr().saturating_add(size).next_multiple_of(ALIGN);
            if !grow(end) {
                return core::ptr::null_mut();
            }
            self.top.set(end);
            self.peak.set(self.peak.get().max(end));
            return block;
        }
        if size <= layout.size() {
            return block;
        }
        // SAFETY: who calls `realloc` promises that this is a layout.
        let moved = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        if !moved.is_null() {
            // SAFETY: the new block is larger, and lies behind the old one.
            unsafe { moved.copy_from_nonoverlapping(block, layout.size()) };
        }
        moved
    }
}

#[cfg(feature = "diagnose")]
impl Arena {
    /// Says whether nothing lies behind a block.
    fn is_last(&self, block: *mut u8, layout: Layout) -> bool {
        let end = block.addr().saturating_add(layout.size());
        end.next_multiple_of(ALIGN) == self.top.get()
    }
}

/// Makes room for at least `bytes` in the buffer and returns where it begins.
/// Between calls only: the arena is empty then.
pub(crate) fn reserve(bytes: usize) -> *const u8 {
    let room = bytes.next_multiple_of(ALIGN);
    if ARENA.room.get() < room {
        ARENA.room.set(room);
        if !grow(start()) {
            core::arch::wasm32::unreachable();
        }
        ARENA.top.set(start());
    }
    core::ptr::with_exposed_provenance(base())
}

/// Returns the first bytes of the buffer.
///
/// Only the one function that runs a call may ask, once: the bytes are its alone.
pub(crate) fn buffer(bytes: usize) -> Option<&'static mut [u8]> {
    if bytes > ARENA.room.get() {
        return None;
    }
    // SAFETY: the buffer lies within memory, behind everything that the linker
    // placed and before everything that is allocated, and was zeroed or written
    // by the host. No other reference to it is alive: see above.
    Some(unsafe {
        core::slice::from_raw_parts_mut(core::ptr::with_exposed_provenance_mut(base()), bytes)
    })
}

/// Ends a call: wipes `used` bytes of the buffer, moves the answer to its front
/// and wipes the arena. Returns the answer's length.
pub(crate) fn finish(answer: Vec<u8>, used: usize) -> usize {
    let (from, len) = (answer.as_ptr(), answer.len());
    let to: *mut u8 = core::ptr::with_exposed_provenance_mut(base());
    let (arena, peak) = (start(), ARENA.peak.get());
    // SAFETY: the answer lies in the arena, the buffer before it; `copy` takes
    // overlapping ranges, which there are if the answer is longer than the
    // buffer. All of it lies below `peak`, in memory that was grown.
    unsafe {
        to.write_bytes(0, used);
        core::ptr::copy(from, to, len);
        // The answer may reach into the arena, beyond what is wiped in front of it.
        let from = arena.max(base() + len);
        if peak > from {
            to.add(from - base()).write_bytes(0, peak - from);
        }
    }
    core::mem::forget(answer);
    if ARENA.room.get() < len {
        ARENA.room.set(len.next_multiple_of(ALIGN));
    }
    ARENA.top.set(start());
    ARENA.peak.set(0);
    core::hint::black_box(to);
    len
}
