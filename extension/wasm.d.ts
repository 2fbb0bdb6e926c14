// What wasm-bindgen writes beside the core when the extension is built.
declare module "*/core/hearsay.js" {
  export default function start(): Promise<unknown>;
  /** A page under analysis, piece by piece. */
  export class Analysis {
    /** @param snapshot a `Snapshot` as JSON */
    constructor(snapshot: string);
    /** Reads the next piece; gives whether there is more. */
    advance(): boolean;
    /** How much of it was read, 0 to 1. */
    progress(): number;
    answer(): any;
    free(): void;
  }
  /** A report, as its JSON, written as one file; throws where there is no such format. */
  export function exportReport(report: string, format: string, wording: string): { name: string; type: string; body: string };
  /** Begins anew with a fresh instance; absent unless the build asked for it. */
  export const __wbg_reset_state: (() => void) | undefined;
}
