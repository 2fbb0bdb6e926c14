// What wasm-bindgen writes beside the core when the extension is built.
declare module "*/core/hearsay.js" {
  export default function start(): Promise<unknown>;
  export function analyze(snapshot: Snapshot): any;
  /** Begins anew with a fresh instance; absent unless the build asked for it. */
  export const __wbg_reset_state: (() => void) | undefined;
}
