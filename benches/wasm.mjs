// The functions of a WebAssembly module by their names (https://webassembly.github.io/spec/core/binary/modules.html).

/** Reads numbers and names one after the other. @param {Uint8Array} bytes */
function reader(bytes) {
  let at = 0;
  const number = () => {
    let found = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      found += (byte & 127) * 2 ** shift;
      if (byte < 128) return found;
    }
  };
  const take = (/** @type {number} */ length) => bytes.subarray(at, (at += length));
  return { number, take, byte: () => bytes[at++] ?? 0, name: () => new TextDecoder().decode(take(number())), isDone: () => at >= bytes.length };
}

/** How many functions a section of imports brings. @param {Uint8Array} section */
function imported(section) {
  const { number, byte, name } = reader(section);
  let functions = 0;
  const limits = () => (byte() & 1 ? [number(), number()] : [number()]);
  const skip = [() => void (functions++, number()), () => void (byte(), limits()), () => void limits(), () => void (byte(), byte())];
  for (let left = number(); left > 0; left--) {
    name();
    name();
    skip[byte()]?.();
  }
  return functions;
}

/** The module's own functions: their names, and the bytes of their code. @param {Uint8Array} module @returns {{name: string, bytes: number}[]} */
export function sizes(module) {
  const { take, byte, number, isDone } = reader(module.subarray(8));
  const bodies = /** @type {number[]} */ ([]);
  const names = /** @type {Map<number, string>} */ (new Map());
  let imports = 0;
  while (!isDone()) {
    const kind = byte();
    const body = take(number());
    const section = reader(body);
    if (kind === 2) imports = imported(body);
    if (kind === 10) for (let left = section.number(); left > 0; left--) bodies.push(section.take(section.number()).length);
    if (kind === 0 && section.name() === "name") {
      while (!section.isDone()) {
        const part = section.byte();
        const own = reader(section.take(section.number()));
        if (part === 1) for (let left = own.number(); left > 0; left--) names.set(own.number(), own.name());
      }
    }
  }
  return bodies.map((bytes, at) => ({ name: names.get(at + imports) ?? "", bytes }));
}
