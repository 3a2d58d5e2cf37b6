//! Every history, one after the other: a tape of choices that is replayed and advanced.

/// What was chosen at each point of a run, and from how many.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    tape: Vec<(usize, usize)>,
    at: usize,
}

impl Choices {
    /// Chooses one of so many; the first run chooses 0 everywhere.
    pub(crate) fn choose(&mut self, of: usize) -> usize {
        if self.at == self.tape.len() {
            self.tape.push((0, of));
        }
        let (taken, known) = self.tape[self.at];
        assert_eq!(known, of, "a run is not a function of its choices");
        self.at += 1;
        taken
    }

    /// Goes to the next history. Says whether there is one.
    pub(crate) fn advance(&mut self) -> bool {
        self.at = 0;
        while let Some((taken, of)) = self.tape.pop() {
            if taken + 1 < of {
                self.tape.push((taken + 1, of));
                return true;
            }
        }
        false
    }
}
