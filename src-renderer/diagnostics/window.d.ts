import type { DiagnosticsBridge } from '../../src-shared/diagnostics-contract.ts';

declare global {
  interface Window {
    /** Exposed by the diagnostics page's preload script alone. */
    readonly diagnostics: DiagnosticsBridge;
  }
}
