//! What the extension's background calls. No logic: values in, values out.
//!
//! `new Analysis(snapshot)` takes a page; `advance()` reads its next piece and says whether there is more; `progress()` tells how
//! much was read; `answer()` gives what was found so far, `{state: "report", report, marks}` or `{state: "refused", reason,
//! language}`; a language only where it is the reason, as a code of ISO 639-3. `report` is JSON, the public format of
//! `docs/report.md`; `marks` is a `Uint32Array` of six numbers a mark: attribution, part (0 source, 1 cue, 2 content), depth,
//! node, start, end; of a claim, part 3, the first is the claim.

use js_sys::Uint32Array;
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
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
pub struct Analysis(Result<crate::Analysis, Refusal>);

#[wasm_bindgen]
impl Analysis {
    /// Begins with one page, a snapshot as JSON.
    ///
    /// # Errors
    /// Where `snapshot` is not a `PageSnapshot`; the message names the field.
    #[wasm_bindgen(constructor)]
    pub fn new(snapshot: &str) -> Result<Analysis, JsError> {
        let page: PageSnapshot = serde_json::from_str(snapshot)?;
        let given = page.given;
        Ok(Self(
            extract(&page)
                .and_then(|article| if given { Ok(article) } else { admit(article) })
                .map(|article| Analyzer::new().begin(article)),
        ))
    }

    /// Reads the next piece; gives whether there is more.
    pub fn advance(&mut self) -> bool {
        self.0.as_mut().is_ok_and(crate::Analysis::advance)
    }

    /// How much of the page's article was read, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.0.as_ref().map_or(1.0, crate::Analysis::progress)
    }

    /// What was found so far.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn answer(&mut self) -> Result<JsValue, JsError> {
        match &mut self.0 {
            Err(refusal) => {
                let language = if let Refusal::Foreign(language) = refusal { Some(language.code()) } else { None };
                value(&Answer::Refused { reason: refusal.reason(), language })
            }
            Ok(analysis) => {
                let report = analysis.report();
                let marks: Vec<u32> = paint::marks(&report)
                    .iter()
                    .flat_map(|m| [m.of, m.part as u32, m.depth, m.range.node, m.range.start, m.range.end])
                    .collect();
                value(&Answer::Report { report: report::json(&report, None), marks: Uint32Array::from(&marks[..]) })
            }
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Answer {
    Report {
        report: String,
        #[serde(with = "preserve")]
        marks: Uint32Array,
    },
    Refused {
        reason: &'static str,
        language: Option<&'static str>,
    },
}

#[derive(Serialize)]
struct File {
    name: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    body: String,
}

/// A report that was found before, as one file: `{name, type, body}`. `report` is its JSON, text included, `format` one of `json`, `csv`, `markdown`,
/// `html`, `annotations`, `claimreview`; `wording` is a JSON object of the sentences of `_locales` in the reader's language. So nothing
/// has to be kept or read anew for an export, and it holds what the reader was shown.
///
/// # Errors
/// Where it is no such report, no such format or no such object; the message says which.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(report: &str, format: &str, wording: &str) -> Result<JsValue, JsError> {
    let export = report::Export::named(format).ok_or_else(|| JsError::new("there is no such format"))?;
    let report = report::read(report).map_err(|e| JsError::new(&e))?;
    let wording = report::Wording::read(wording).map_err(|e| JsError::new(&e))?;
    value(&File {
        name: export.file_name(&report),
        media_type: export.media_type(),
        body: export.write(&report, &wording),
    })
}

/// Analyses a plain text: the report as one line of JSON, the same as `hearsay analyze --format json` prints.
#[wasm_bindgen]
#[must_use]
pub fn analyze_text(text: &str) -> String {
    report::json(&Analyzer::new().analyze(Article::from_text(text)), None)
}

/// A plain object; what is not there is `null`.
fn value(of: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(of.serialize(&Serializer::new().serialize_missing_as_null(true))?)
}
