// Styles the marks of a page of Hearsay's own as the reader wants them, now and later; on other pages the background does.

import { sheet } from "./sheet.js";

export async function colour() {
  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [marks];
  const lay = async () => {
    const { palette } = await hearsayPlatform.settings();
    marks.replaceSync(sheet([], palette));
  };
  hearsayPlatform.onSettings(lay);
  await lay();
}
