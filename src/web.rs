//! What the extension's background calls. No logic: values in, values out.
//!
//! `analyze(snapshot)` gives `{state: "report", report, marks}` or `{state: "refused", reason}`; `marks` is a
//! `Uint32Array` of six numbers a mark: attribution, part (0 source, 1 cue, 2 content), depth, node, start, end.

use js_sys::{Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::{
    article::{PageSnapshot, extract},
    paint,
    report::Report,
};

/// Analyses one page.
///
/// # Errors
/// Where `snapshot` is not a `PageSnapshot`; the message names the field.
#[wasm_bindgen]
pub fn analyze(snapshot: JsValue) -> Result<JsValue, JsError> {
    let page: PageSnapshot = serde_wasm_bindgen::from_value(snapshot)?;
    let answer = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&answer, &key.into(), value).map(drop);
    let written = match extract(&page) {
        Err(reason) => set("state", &"refused".into())
            .and_then(|()| set("reason", &serde_wasm_bindgen::to_value(&reason).unwrap_or(JsValue::NULL))),
        Ok(article) => {
            let report = Report { article };
            let marks: Vec<u32> = paint::marks(&report)
                .iter()
                .flat_map(|m| [m.attribution.0, m.part as u32, m.depth, m.range.node, m.range.start, m.range.end])
                .collect();
            set("state", &"report".into()).and_then(|()| set("marks", &Uint32Array::from(&marks[..])))
        }
    };
    written.map_err(|_| JsError::new("the answer could not be written"))?;
    Ok(answer.into())
}
