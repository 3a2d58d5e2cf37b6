//! The control object: what is not an event. The audit list, captures, minute counters and
//! the ages of secrets, as steps over SQL inside a transaction that the host opens.

pub mod message;
