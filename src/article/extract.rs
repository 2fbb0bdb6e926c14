//! From a page to its article: what is unlikely is left out, the body found, cleared of clutter and cut into blocks.
//!
//! Where that leaves too little the search is made again with less reliance on what the site calls its parts.

use super::{
    Article, PageSnapshot, Refusal,
    block::{self, headline},
    metadata::{declared_chars, metadata},
    outline::{Outline, Run},
    prune, refuse, score,
};

/// An article with less text than this, in characters, is looked for once more in a weaker way.
const ENOUGH: u32 = 500;

/// So much of the text that a page declares as its article's (JSON-LD's `articleBody`) has to be found; not all of it, since
/// captions and lists are in it on some sites and not on others.
const DECLARED_SHARE: f32 = 0.6;

/// What the search relies on.
#[derive(Clone, Copy)]
struct Effort {
    heed_words: bool,
    weigh_words: bool,
    clear: bool,
}

/// From the strictest to the weakest.
const EFFORTS: [Effort; 4] = [
    Effort { heed_words: true, weigh_words: true, clear: true },
    Effort { heed_words: false, weigh_words: true, clear: true },
    Effort { heed_words: false, weigh_words: false, clear: true },
    Effort { heed_words: false, weigh_words: false, clear: false },
];

/// What a search found.
struct Found {
    body: Vec<usize>,
    dropped: Vec<bool>,
    kept: Vec<bool>,
    chars: u32,
}

/// The article of `page`, or why there is none.
///
/// # Errors
/// [`Refusal`] where the page is no article; never for the sake of what its text says.
pub fn extract(page: &PageSnapshot) -> Result<Article, Refusal> {
    let outline = Outline::of(page);
    let declared = declared_chars(page).map_or(0.0, |chars| chars as f32 * DECLARED_SHARE);
    let mut best: Option<Found> = None;
    for effort in EFFORTS {
        let found = search(&outline, effort);
        if found.chars >= ENOUGH && found.chars as f32 >= declared {
            best = Some(found);
            break;
        }
        // A declared text may lie behind a gate, so a weaker search must not replace a good one for the sake of it.
        if best.as_ref().is_none_or(|b| b.chars < ENOUGH && found.chars > b.chars) {
            best = Some(found);
        }
    }
    let found = best.filter(|f| f.chars > 0).ok_or_else(|| refuse::without_text(page))?;
    let meta = metadata(page);
    let title = headline(&outline, meta.title.as_deref().unwrap_or(""), &found.body);
    let kept = |run: &Run| found.kept[run.owner] && !prune::is_ad_label(&outline, run);
    if let Some(refusal) = refuse::refusal(&outline, kept).filter(|_| !page.given) {
        return Err(refusal);
    }
    let mut article = block::article(&outline, kept, &found.dropped, title.as_ref());
    article.meta = meta;
    article.truncated |= page.truncated;
    Ok(article)
}

fn search(outline: &Outline, effort: Effort) -> Found {
    let unlikely = prune::unlikely(outline, effort.heed_words);
    let body = score::body(outline, &unlikely, effort.weigh_words);
    let dropped = prune::within_body(outline, &unlikely, &body, effort.clear);
    let mut roots = vec![false; outline.len()];
    body.iter().for_each(|&e| roots[e] = true);
    let inside = outline.within(|e| roots[e]);
    let kept: Vec<bool> = inside.iter().zip(&dropped).map(|(&i, &d)| i && !d).collect();
    let chars = outline.runs.iter().filter(|r| kept[r.owner]).map(|r| r.size.chars).sum();
    Found { body, dropped, kept, chars }
}
