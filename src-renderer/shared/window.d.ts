import type { OverlayBridge } from '../../src-shared/bubble-contract.ts';
import type { DiagnosticsBridge } from '../../src-shared/diagnostics-contract.ts';
import type { PanelBridge } from '../../src-shared/panel-contract.ts';
import type { SettingsBridge } from '../../src-shared/settings-contract.ts';

declare global {
  /** The bridges. Each page has the one that its preload script exposes. */
  interface Window {
    readonly overlay: OverlayBridge;
    readonly panel: PanelBridge;
    readonly settings: SettingsBridge;
    readonly diagnostics: DiagnosticsBridge;
  }
}
