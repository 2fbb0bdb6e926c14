//! What the extension's background calls. No logic: values in, values out.
//!
//! `new Analysis(snapshot)` takes a page; `advance()` reads its next piece and says whether there is more; `progress()` tells how
//! much was read; `answer()` gives what was found so far, `{state: "report", report, marks}` or `{state: "refused", reason,
//! language}`; a language only where it is the reason, as a code of ISO 639-3. `report` is the public format of
//! `docs/report.md`; `marks` is a `Uint32Array` of six numbers a mark: attribution, part (0 source, 1 cue, 2 content), depth,
//! node, start, end; of a claim, part 3, the first is the claim.

use js_sys::{JSON, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::{
    Analyzer,
    article::{Article, PageSnapshot, Refusal, admit, extract},
    paint, report,
};

/// A panic reaches the console in words before it stops the instance; the background then makes a new one.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// A page under analysis. Whoever makes one frees it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Analysis(State);

#[derive(Debug)]
enum State {
    Refused(Refusal),
    Found(Article),
    Begun(crate::Analysis),
}

#[wasm_bindgen]
impl Analysis {
    /// Finds the article of one page, a snapshot as JSON: a browser writes it and serde reads it in a fraction of the time that it takes to
    /// fetch every field from the other side.
    ///
    /// # Errors
    /// Where `snapshot` is not a `PageSnapshot`; the message names the field.
    #[wasm_bindgen(constructor)]
    pub fn new(snapshot: &str) -> Result<Analysis, JsError> {
        let page: PageSnapshot = serde_json::from_str(snapshot)?;
        let given = page.given;
        let found = extract(&page).and_then(|article| if given { Ok(article) } else { admit(article) });
        Ok(Self(found.map_or_else(State::Refused, State::Found)))
    }

    fn begin(&mut self) {
        if let State::Found(article) = &mut self.0 {
            self.0 = State::Begun(Analyzer::new().begin(std::mem::take(article)));
        }
    }

    /// Reads the next piece; gives whether there is more.
    pub fn advance(&mut self) -> bool {
        self.begin();
        if let State::Begun(analysis) = &mut self.0 { analysis.advance() } else { false }
    }

    /// How much of the page's article was read, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        match &self.0 {
            State::Refused(_) => 1.0,
            State::Found(_) => 0.0,
            State::Begun(analysis) => analysis.progress(),
        }
    }

    /// What was found so far.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn answer(&mut self) -> Result<JsValue, JsError> {
        self.begin();
        let answer = match &mut self.0 {
            State::Found(_) => None,
            State::Refused(refusal) => {
                let language =
                    if let Refusal::Foreign(language) = refusal { language.code().into() } else { JsValue::NULL };
                object(&[("state", "refused".into()), ("reason", refusal.reason().into()), ("language", language)])
            }
            State::Begun(analysis) => {
                let report = analysis.report();
                let marks: Vec<u32> = paint::marks(&report)
                    .iter()
                    .flat_map(|m| [m.of, m.part as u32, m.depth, m.range.node, m.range.start, m.range.end])
                    .collect();
                let json = JSON::parse(&report::json(&report, None)).unwrap_or(JsValue::NULL);
                object(&[("state", "report".into()), ("report", json), ("marks", Uint32Array::from(&marks[..]).into())])
            }
        };
        answer.ok_or_else(|| JsError::new("the answer could not be written"))
    }
}

/// A report that was found before, as one file: `{name, type, body}`. `report` is its JSON, text included, `format` one of `json`, `csv`, `markdown`,
/// `html`, `annotations`, `claimreview`. So nothing has to be kept or read anew for an export, and it holds what the reader was shown.
///
/// # Errors
/// Where it is no such report or no such format; the message says which.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(report: &str, format: &str) -> Result<JsValue, JsError> {
    let export = report::Export::named(format).ok_or_else(|| JsError::new("there is no such format"))?;
    let report = report::read(report).map_err(|e| JsError::new(&e))?;
    let file = [
        ("name", export.file_name(&report).into()),
        ("type", export.media_type().into()),
        ("body", export.write(&report).into()),
    ];
    object(&file).ok_or_else(|| JsError::new("the file could not be written"))
}

/// Analyses a plain text: the report as one line of JSON, the same as `hearsay analyze --format json` prints.
#[wasm_bindgen]
#[must_use]
pub fn analyze_text(text: &str) -> String {
    report::json(&Analyzer::new().analyze(Article::from_text(text)), None)
}

fn object(entries: &[(&str, JsValue)]) -> Option<JsValue> {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &JsValue::from_str(key), value).ok()?;
    }
    Some(object.into())
}
