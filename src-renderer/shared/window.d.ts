import type { OverlayBridge } from '../../src-preload/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly overlay: OverlayBridge;
  }
}
