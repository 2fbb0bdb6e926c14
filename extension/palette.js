// Colours the marks of a page of Hearsay's own as the reader wants them, now and later; on other pages the background does.
// A classic script for the same reason as `platform.js`, behind which and `settings.js` it stands.

(() => {
  const over = document.createElement("link");
  over.rel = "stylesheet";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  document.head.append(over);
  const lay = async () => {
    const { palette } = await hearsayPlatform.settings();
    if (palette === hearsaySettings.DEFAULTS.palette) over.removeAttribute("href");
    else over.href = new URL(`palettes/${palette}.css`, here).href;
  };
  hearsayPlatform.onSettings(lay);
  lay();
})();
