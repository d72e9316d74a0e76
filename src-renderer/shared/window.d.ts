import type { OverlayBridge } from '../../src-shared/bubble-contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly overlay: OverlayBridge;
  }
}
