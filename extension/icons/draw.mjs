// Draws the icons from icon.svg: `node extension/icons/draw.mjs`, where CHROMIUM may name the browser. The stores want
// PNG, and at 128 px a margin of transparent pixels around the art.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const folder = new URL(".", import.meta.url);
const svg = readFileSync(new URL("icon.svg", folder), "utf8");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  const margin = size === 128 ? 16 : 0;
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body{margin:${margin}px}svg{display:block;width:${size - 2 * margin}px}</style>${svg}`);
  await page.screenshot({ path: new URL(`${size}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
