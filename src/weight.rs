//! Files of trained weights: the head that each has, and the numbers behind it.
//!
//! In go the bytes of a file, out comes its body, to be taken apart by a [`Reader`], or the [`Flaw`] that keeps it from being one.
//! All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | what sort of weights they are |
//! | 4 | the version of their format |
//! | 4 | length of the body, all that follows the checksum |
//! | 8 | FNV-1a, 64 bits, of the body |

/// How long the head is.
pub(crate) const HEAD: usize = 24;

/// Why bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// They do not begin as such weights do.
    Magic,
    /// They are of another version.
    Version(u32),
    /// There are fewer or more of them than they say.
    Length { expected: usize, found: usize },
    /// They were damaged.
    Checksum,
    /// The body ends too soon, or has a size that none has.
    Sizes,
    /// A weight is no finite number.
    Weight,
}

/// The body of a file that begins with `magic` and is of this version.
pub(crate) fn body<'a>(bytes: &'a [u8], magic: &[u8; 8], version: u32) -> Result<&'a [u8], Flaw> {
    if !bytes.starts_with(magic) {
        return Err(Flaw::Magic);
    }
    let short = |_| Flaw::Length { expected: HEAD, found: bytes.len() };
    let mut head = Reader { rest: &bytes[magic.len()..], largest: 0 };
    let found = head.u32().map_err(short)?;
    if found != version {
        return Err(Flaw::Version(found));
    }
    let length = head.u32().map_err(short)? as usize;
    let checksum = u64::from_le_bytes(head.array().map_err(short)?);
    if head.rest.len() != length {
        return Err(Flaw::Length { expected: HEAD + length, found: bytes.len() });
    }
    if checksum != fnv(head.rest) {
        return Err(Flaw::Checksum);
    }
    Ok(head.rest)
}

pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// What is left to read of a body.
pub(crate) struct Reader<'a> {
    pub(crate) rest: &'a [u8],
    /// No honest size comes near it; it keeps their products from overflowing.
    pub(crate) largest: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, bytes: usize) -> Result<&'a [u8], Flaw> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(Flaw::Sizes)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Flaw> {
        Ok(self.take(N)?.try_into().expect("as many were taken"))
    }

    fn u32(&mut self) -> Result<u32, Flaw> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn size(&mut self) -> Result<usize, Flaw> {
        let size = self.u32()? as usize;
        if size < self.largest { Ok(size) } else { Err(Flaw::Sizes) }
    }

    pub(crate) fn floats(&mut self, count: usize) -> Result<Vec<f32>, Flaw> {
        let bytes = self.take(count.checked_mul(4).ok_or(Flaw::Sizes)?)?;
        let floats: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if floats.iter().all(|f| f.is_finite()) { Ok(floats) } else { Err(Flaw::Weight) }
    }

    /// So many floats, as an array.
    pub(crate) fn row<const N: usize>(&mut self) -> Result<[f32; N], Flaw> {
        Ok(self.floats(N)?.try_into().expect("as many were read"))
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<Vec<i8>, Flaw> {
        Ok(bytemuck::cast_slice(self.take(count)?).to_vec())
    }

    /// Holds that nothing is left.
    pub(crate) fn end(&self) -> Result<(), Flaw> {
        if self.rest.is_empty() { Ok(()) } else { Err(Flaw::Sizes) }
    }
}
