import type { OverlayBridge } from '../../src-shared/bubble-contract.ts';

declare global {
  interface Window {
    /** Exposed by the preload script. */
    readonly overlay: OverlayBridge;
  }
}
