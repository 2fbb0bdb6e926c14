//! What the network made of each token that it read: its last layer, for those who read on where it leaves off.
//!
//! In goes the last layer of one window after the other, out comes a row for each token. A state is rounded to 32nds in a byte, so a
//! long text takes a quarter of the room, and what is learnt from states does not hang on how the last bits of a product fall.

/// The states of the tokens that were read; of a text that no network read, none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States {
    width: usize,
    values: Vec<i8>,
}

/// Those of a text that no network read.
pub static UNREAD: States = States { width: 0, values: Vec::new() };

/// What the number of a state is counted in.
const STEP: f32 = 1.0 / 32.0;

impl States {
    /// Forgets all rows, and keeps their room.
    pub(super) fn clear(&mut self) {
        self.values.clear();
    }

    /// Adds the rows of some tokens, each of `width` numbers.
    pub(super) fn extend(&mut self, width: usize, layer: &[f32]) {
        self.width = width;
        self.values.extend(layer.iter().map(|v| (v / STEP).round() as i8));
    }

    /// The row of a token, if it was read.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&[i8]> {
        self.values.get(token * self.width..(token + 1) * self.width).filter(|row| !row.is_empty())
    }

    /// Adds the row of a token to `out`, or zeros where it has none.
    pub fn write(&self, token: Option<usize>, width: usize, out: &mut Vec<f32>) {
        match token.and_then(|token| self.at(token)) {
            Some(row) => out.extend(row.iter().map(|v| f32::from(*v) * STEP)),
            None => out.resize(out.len() + width, 0.0),
        }
    }

    /// The means of some tokens' rows, then, where wanted, their greatest numbers; zeros where no row is.
    pub fn write_pooled(&self, tokens: impl Iterator<Item = usize>, width: usize, greatest: bool, out: &mut Vec<f32>) {
        let (mut sums, mut most, mut count) = (vec![0_i32; width], vec![i8::MIN; width], 0.0_f32);
        for row in tokens.map_while(|token| self.at(token)) {
            for ((sum, most), v) in sums.iter_mut().zip(&mut most).zip(row) {
                *sum += i32::from(*v);
                *most = (*most).max(*v);
            }
            count += 1.0;
        }
        let read = count > 0.0;
        out.extend(sums.iter().map(|sum| if read { *sum as f32 * STEP / count } else { 0.0 }));
        if greatest {
            out.extend(most.iter().map(|most| if read { f32::from(*most) * STEP } else { 0.0 }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> States {
        let mut states = States::default();
        states.extend(2, &[1.0, -1.0, 0.49, 99.0]);
        states.extend(2, &[-0.25, 0.0]);
        states
    }

    #[test]
    fn keeps_a_row_for_each_token_to_the_32nd() {
        let states = states();
        assert_eq!(states.at(1), Some([16, 127].as_slice()));
        assert_eq!(states.at(3), None);
        assert_eq!(UNREAD.at(0), None);
        let mut out = Vec::new();
        states.write(Some(2), 2, &mut out);
        states.write(None, 2, &mut out);
        assert_eq!(out, [-0.25, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn pools_what_was_read() {
        let (states, mut out) = (states(), Vec::new());
        states.write_pooled([0, 2].into_iter(), 2, true, &mut out);
        assert_eq!(out, [0.375, -0.5, 1.0, 0.0]);
        out.clear();
        UNREAD.write_pooled(0..3, 2, true, &mut out);
        assert_eq!(out, [0.0; 4]);
    }
}
