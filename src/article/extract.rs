//! From a page to its article.

use super::{Article, BlockKind, PageSnapshot, Refusal, metadata::metadata, origin::Builder};

/// The article of `page`, or why there is none.
///
/// # Errors
/// [`Refusal`] where the page is no article; never for the sake of what its text says.
pub fn extract(page: &PageSnapshot) -> Result<Article, Refusal> {
    let mut builder = Builder::default();
    for (node, text) in page.texts.iter().enumerate() {
        if page.elements[text.element as usize].tag == "p" {
            builder.push(node as u32, &text.data);
            builder.end_block(BlockKind::Paragraph);
        }
    }
    let article = Article { meta: metadata(page), ..builder.finish() };
    if article.blocks.is_empty() { Err(Refusal::NotAnArticle) } else { Ok(article) }
}
