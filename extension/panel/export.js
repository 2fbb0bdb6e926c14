// The report as a file for the reader to keep. The background writes it, of the report that the panel shows.

import { button, element } from "../element.js";

const { text } = hearsayPlatform;
const { EXPORTS, isExportFile } = hearsayMessages;
/** Firefox begins a download some time after the press. */
const DOWNLOAD_MS = 60_000;

/** @param {ArticleReport} report @param {string} format */
async function save(report, format) {
  const file = await hearsayPlatform.send({ type: "export", format, report }).catch(() => null);
  if (!isExportFile(file)) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.body], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_MS);
}

/** @param {ArticleReport} report @returns {HTMLElement} */
export function exportMenu(report) {
  const formats = EXPORTS.map((format) =>
    element("li", "", button("link", text(`export_${format}`), () => void save(report, format))),
  );
  return element("details", "exports", element("summary", "", text("export")), element("ul", "", ...formats));
}
