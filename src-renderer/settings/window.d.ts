import type { SettingsBridge } from '../../src-shared/settings-contract.ts';

declare global {
  interface Window {
    /** Put there by the settings page's preload script, and only there. */
    readonly settings: SettingsBridge;
  }
}
