import type { SettingsBridge } from '../../src-shared/settings-contract.ts';

declare global {
  interface Window {
    /** Exposed by the settings page's preload script alone. */
    readonly settings: SettingsBridge;
  }
}
