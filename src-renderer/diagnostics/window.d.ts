import type { DiagnosticsBridge } from '../../src-shared/diagnostics-contract.ts';

declare global {
  interface Window {
    /** Put there by the diagnostics page's preload script, and only there. */
    readonly diagnostics: DiagnosticsBridge;
  }
}
