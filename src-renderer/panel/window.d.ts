import type { PanelBridge } from '../../src-shared/panel-contract.ts';

declare global {
  interface Window {
    /** Exposed by the panel's preload script alone. */
    readonly panel: PanelBridge;
  }
}
