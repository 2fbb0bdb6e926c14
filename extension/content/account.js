// What Hearsay has to say of one attribution or one claim, as nodes for the card and as texts to be copied. It touches
// neither the page nor the clipboard.
//
// Of "she added": Mara Lind, person, named; “she” … “added”; quoted word for word; a statement; the wording takes no side.

/**
 * What the card is opened for: an attribution, a claim, or a claim within its attribution.
 * @typedef {{attribution: number | null, claim: number | null}} Subject
 *
 * @typedef {object} Account
 * @property {Node[]} nodes
 * @property {string} heading what those hear who do not look
 * @property {string} quotation the words with their attribution, to be copied
 * @property {string} link to the words in the page, or empty
 * @property {string} complaint a report of a wrong mark, without the page's address
 * @property {string} query what to look up
 */

var hearsayAccount = (() => {
  const { text } = hearsayPlatform;
  /** Search engines take no more. */
  const MAX_QUERY = 200;

  /**
   * @param {string} tag
   * @param {string} className
   * @param {...(Node | string)} children
   */
  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  /** Words of the page, kept from reordering ours. @param {string} words @param {string} [className] */
  const quoted = (words, className = "") => {
    const bdi = element("bdi", className, words);
    bdi.dir = "auto";
    return bdi;
  };

  /** @param {string} id as the report writes it @param {string} prefix */
  const named = (prefix, id) => text(`${prefix}_${id.replaceAll("-", "_")}`);

  /** @param {number} confidence */
  const sureness = (confidence) =>
    text(confidence >= 0.8 ? "sure_high" : confidence >= 0.5 ? "sure_middle" : "sure_low");

  /** @param {...string} parts */
  const dotted = (...parts) => parts.filter(Boolean).join(" · ");

  /**
   * @param {ArticleReport} report
   * @returns {(subject: Subject) => Account | null}
   */
  const writer = (report) => {
    const words = hearsayMessages.reader(report.article.text);
    const byId = new Map(report.attributions.map((one) => [one.id, one]));
    const sources = new Map(report.sources.map((source) => [source.id, source]));
    const claims = report.claims ?? [];
    /** As in the margin and in the panel. */
    const numbers = new Map(hearsayMessages.ranked(report).map(({ id }, at) => [id, at + 1]));

    /** @param {Attribution} one */
    const speaker = (one) => sources.get(one.speaker ?? -1)?.name || words(one.source) || text("speaker_unknown");
    /** @param {Attribution} one */
    const about = (one) => {
      const source = sources.get(one.speaker ?? -1);
      if (!source) return "";
      return dotted(source.kind ? named("kind", source.kind) : "", text(`naming_${hearsayMessages.naming(source)}`));
    };

    /** Who hands on whose words: the outermost first. @param {Attribution} one */
    const chain = (one) => {
      const found = [one];
      for (let outer = byId.get(one.within ?? -1); outer && !found.includes(outer); outer = byId.get(outer.within ?? -1))
        found.unshift(outer);
      return found;
    };

    /** @param {Attribution} one @param {boolean} isLast */
    const step = (one, isLast) => {
      const [source, cue] = [words(one.source), words(one.cue)];
      const how = [
        ...(source && source !== speaker(one) ? [quoted(source, "source")] : []),
        ...(cue ? [quoted(cue, "cue")] : []),
      ].flatMap((part, at) => (at > 0 ? [" … ", part] : [part]));
      const who = element("p", isLast ? "who" : "relay", quoted(speaker(one)));
      const kind = about(one);
      return element(
        "li",
        "",
        who,
        ...(kind ? [element("p", "about", kind)] : []),
        ...(how.length > 0 ? [element("p", "how", ...how)] : []),
      );
    };

    /** @param {Claim} claim */
    const claimed = (claim) => {
      const reasons = claim.reasons.flatMap(({ why, words: spans }) => {
        const label = named("why", why);
        if (!label) return [];
        const said = words(spans);
        return [element("li", "", label, ...(said ? [": ", quoted(`“${said}”`)] : []))];
      });
      const head = dotted(
        `${text("legend_claim")} ${numbers.get(claim.id)}`,
        named("claim", claim.kind),
        claim.certainty === "certain" ? "" : text(`certainty_${claim.certainty}`),
      );
      return element(
        "div",
        "claim",
        element("p", "", head),
        ...(reasons.length > 0 ? [element("ul", "", ...reasons)] : []),
      );
    };

    /** @param {string} said @param {string} who @param {boolean} isQuoted */
    const quotation = (said, who, isQuoted) => {
      const { title, site, published, url } = report.article;
      const from = [title ? `“${title}”` : "", site ?? "", (published ?? "").slice(0, 10)].filter(Boolean).join(", ");
      const by = who ? text(isQuoted ? "copied_quoted" : "copied_reported", who, from) : from;
      return [said, `— ${by}`, url ?? ""].filter(Boolean).join("\n");
    };

    /** Where the words stand, for whoever has no Hearsay. @param {string | undefined} fragment */
    const link = (fragment) => {
      const address = (report.article.url || location.href).split("#")[0];
      return fragment && address?.startsWith("http") ? `${address}#${fragment}` : "";
    };

    /** @param {Attribution} one @param {Claim[]} about */
    const complaint = (one, about) =>
      [
        text("complaint"),
        `source: ${words(one.source)}`,
        `cue: ${words(one.cue)}`,
        `content: ${words(one.content)}`,
        `speaker: ${sources.get(one.speaker ?? -1)?.name ?? "null"}`,
        `form: ${one.form}, act: ${one.act}, stance: ${one.stance}, confidence: ${one.confidence.toFixed(2)}`,
        ...about.map((claim) => `claim: ${words([claim.span])} (${claim.kind}, ${claim.certainty}, ${claim.sourcing})`),
        `version: ${hearsayPlatform.version()}`,
      ].join("\n");

    /** @param {Attribution} one @param {Claim | undefined} only @returns {Account} */
    const ofAttribution = (one, only) => {
      const steps = chain(one);
      const mine = only ? [only] : claims.filter(({ attribution }) => attribution === one.id).slice(0, 3);
      const medium = words(one.relayed);
      const says = [
        text(`form_${one.form}`),
        text(`act_${one.act}`),
        text(`stance_${one.stance}`),
        one.occurrence === "actual" ? "" : text(`occurrence_${one.occurrence}`),
        medium ? text("relayed", medium) : "",
        one.continued === null ? "" : text("continued"),
      ]
        .filter(Boolean)
        .join(" ");
      const said = words(one.content);
      return {
        nodes: [
          element("ol", "chain", ...steps.map((other) => step(other, other === one))),
          element("p", "says", says),
          ...mine.map(claimed),
          element("p", "sure", sureness(one.confidence)),
        ],
        heading: dotted(speaker(one), about(one), words(one.cue), says),
        quotation: quotation(said, speaker(one), one.form === "direct"),
        link: link(one.fragment),
        complaint: complaint(one, mine),
        query: `${sources.get(one.speaker ?? -1)?.name ?? ""} ${said}`.trim().slice(0, MAX_QUERY),
      };
    };

    /** A claim that the article itself makes. @param {Claim} claim @returns {Account} */
    const ofClaim = (claim) => {
      const said = words([claim.span]);
      const head = text("own_voice");
      return {
        nodes: [element("p", "who", head), claimed(claim)],
        heading: dotted(head, named("claim", claim.kind)),
        quotation: quotation(said, "", false),
        link: link(claim.fragment),
        complaint: [text("complaint"), `claim: ${said} (${claim.kind}, ${claim.certainty}, ${claim.sourcing})`].join("\n"),
        query: said.slice(0, MAX_QUERY),
      };
    };

    return ({ attribution, claim: id }) => {
      const claim = claims.find((one) => one.id === id);
      const one = byId.get(attribution ?? claim?.attribution ?? -1);
      if (one) return ofAttribution(one, claim);
      return claim ? ofClaim(claim) : null;
    };
  };

  return { writer, element };
})();
