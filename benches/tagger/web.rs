//! What the pages of `benches/browser/tagger.mjs` and `claims.mjs` call.

use wasm_bindgen::prelude::*;

use crate::work;

/// See [`work::attribute`].
#[wasm_bindgen]
pub fn attribute(text: &str) -> usize {
    work::attribute(text)
}

/// See [`work::Claims`].
#[wasm_bindgen]
pub struct Claims(work::Claims);

#[wasm_bindgen]
impl Claims {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(work::Claims::new(text))
    }

    pub fn classify(&self) -> usize {
        self.0.classify()
    }
}

/// See [`work::Work`].
#[wasm_bindgen]
pub struct Work(work::Work);

#[wasm_bindgen]
impl Work {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Self {
        Self(work::Work::new(text))
    }

    #[wasm_bindgen(getter, js_name = multiplyAdds)]
    pub fn multiply_adds(&self) -> f64 {
        self.0.multiply_adds()
    }

    pub fn tag(&mut self) {
        self.0.tag();
    }

    pub fn plain(&mut self) {
        self.0.plain();
    }
}
