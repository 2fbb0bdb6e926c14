// What wasm-bindgen writes beside the core when the extension is built.
declare module '*/core/hearsay.js' {
  export default function start(): Promise<unknown>;
  export function analyze(snapshot: Snapshot): any;
}
