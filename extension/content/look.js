// How the marks of a report are to look, by what the reader chose and the page allows. Pure but for one measurement.
//
// With the settings as they come, the claims with the ranks 0 to 7 of a thousand words get a number in the margin.

var hearsayLook = (() => {
  /** Claims that are numbered in the shortest text. */
  const FEWEST = 3;

  /** @param {Settings} settings @param {ArticleReport} report @param {Reading} reading @param {Marks} marks @returns {Look} */
  const of = ({ parts, style, sure }, report, reading, marks) => {
    const isLines = style !== "margin";
    const byId = new Map(report.attributions.map((one) => [one.id, one]));
    /** @type {Map<number | null, boolean>} */
    const open = new Map();
    for (const { attribution, certainty } of report.claims ?? [])
      open.set(attribution, (open.get(attribution) ?? true) && (certainty === "possible" || certainty === "open"));
    const text = reading.nodes[marks[3] ?? -1];
    const ground = text && hearsayReader.parent(text);
    // A page that is all selection could not be read: there the names and the cues have to do.
    const isContent = parts.content && !((parts.source || parts.cue) && hearsayGround.paintsSelections());
    return {
      parts: [isLines && parts.source, isLines && parts.cue, isLines && isContent],
      tint: style === "tint" && ground != null && hearsayGround.bearsTint(ground),
      tone: (attribution) => {
        const one = byId.get(attribution);
        return one && one.confidence >= sure ? { stance: one.stance, open: open.get(attribution) ?? false } : null;
      },
    };
  };

  /** The claims that get a number: those most worth checking, as many as the reader wants. @param {Settings} settings @param {ArticleReport} report @returns {Marker[]} */
  const markers = ({ parts, density }, report) => {
    if (!parts.claims) return [];
    const most = Math.max(FEWEST, (hearsaySettings.DENSITY[density] * report.article.words) / 1000);
    return hearsayMessages
      .ranked(report)
      .map((claim, at) => ({ claim, number: at + 1, weak: claim.sourcing === "vague" || claim.sourcing === "none" }))
      .filter(({ claim }, at) => density === "all" || (claim.rank !== null && at < most));
  };

  return { of, markers };
})();
