//! An allocator that overwrites what is freed, so that nothing of a call stays
//! in memory that JavaScript can read: decoded tokens, signed headers, bodies.
//!
//! Types of the core that hold keys wipe themselves on every platform; here all do.

#![expect(unsafe_code, reason = "an allocator has no safe form")]

use std::alloc::{GlobalAlloc, Layout, System};

#[global_allocator]
static WIPING: Wiping = Wiping;

struct Wiping;

// SAFETY: memory comes from and goes to `System`, with the layouts received;
// `realloc` is the default one, made of the other two. Before memory goes
// back, only the bytes of its own layout are written.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller hands over a block of this layout and does not use
        // it again. The address escapes to `System`, so the writes stay.
        unsafe {
            pointer.write_bytes(0, layout.size());
            core::hint::black_box(pointer);
            System.dealloc(pointer, layout);
        }
    }
}
