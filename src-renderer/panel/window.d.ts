import type { PanelBridge } from '../../src-shared/panel-contract.ts';

declare global {
  interface Window {
    /** Put there by the panel's preload script, and only there. */
    readonly panel: PanelBridge;
  }
}
