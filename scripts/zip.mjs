// A folder as a zip that is the same wherever and whenever it is made: names sorted, times and modes fixed.
//
// In: the folder and the file to write. SOURCE_DATE_EPOCH dates the entries, else they bear the format's first day.
import { createWriteStream, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

// The format holds local times.
process.env.TZ = "UTC";
const [folder, file] = process.argv.slice(2);
const mtime = process.env.SOURCE_DATE_EPOCH ? new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000) : new Date(1980, 0, 1);

const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort((a, b) => (a < b ? -1 : 1));

const zip = new ZipFile();
for (const name of names) zip.addBuffer(readFileSync(join(folder, name)), name, { mtime, mode: 0o100644, compressionLevel: 9 });
zip.end();
await pipeline(zip.outputStream, createWriteStream(file));
