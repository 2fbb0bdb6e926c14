// How well the page's own text stands out from its ground, measured where the article stands. A tint takes a little of that,
// so where there is little to take, the ground is a picture, or the reader forces colours, Hearsay draws lines alone.
//
// Black on white is 21, the most there is; 4.5 is what readable text needs (WCAG 1.4.3).

var hearsayGround = (() => {
  /** A tint of `sheet.js` takes less than a sixth. */
  const ENOUGH = 5.5;

  /** @param {string} colour as computed styles have it @returns {[number, number, number, number] | null} */
  const parse = (colour) => {
    const found = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:[,/ ]+([\d.]+))?\)$/.exec(colour);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4] ?? 1)] : null;
  };

  /** WCAG's relative luminance. @param {number[]} colour */
  const luminance = (colour) => {
    const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  /** @param {number[]} ink @param {number[]} ground */
  const contrast = (ink, ground) => {
    const [dark, light] = [luminance(ink), luminance(ground)].sort((a, b) => a - b);
    return (Number(light) + 0.05) / (Number(dark) + 0.05);
  };

  /** What lies under an element's text; nothing where that is a picture or no plain colour. @param {Element} element */
  const groundOf = (element) => {
    for (let at = /** @type {Element | null} */ (element); at; at = hearsayReader.parent(at)) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const colour = parse(style.backgroundColor);
      if (!colour) return null;
      if (colour[3] >= 0.99) return colour;
      if (colour[3] > 0) return null;
    }
    const scheme = getComputedStyle(element).colorScheme;
    const isDark = scheme.includes("dark") && (!scheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
    return isDark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  };

  const isForced = () => matchMedia("(forced-colors: active)").matches;

  const paintsSelections = () => isForced() && hearsayPlatform.selectsWhereForced();

  /** @param {Element} element @returns {boolean} whether its text stands out enough for a tint under it */
  const bearsTint = (element) => {
    if (isForced()) return false;
    const [ink, ground] = [parse(getComputedStyle(element).color), groundOf(element)];
    return ink !== null && ground !== null && contrast(ink, ground) >= ENOUGH;
  };

  return { bearsTint, contrast, paintsSelections };
})();
