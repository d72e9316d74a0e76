import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src-preload/settings.ts';
import type { SettingsView } from '../../../src-preload/settings-contract.ts';
import { translator } from '../../../src-preload/strings.ts';
import { AboutSection } from '../../../src-renderer/settings/about-section.tsx';

vi.stubGlobal('BUNDLED_LICENCES', []);

function drawn(isTestBuild: boolean, version: string): string {
  const view: SettingsView = {
    settings: DEFAULT_SETTINGS,
    language: 'en',
    environment: { wsPorts: null, httpPorts: null, language: null },
    login: { enabled: false, status: 'off' },
    shortcuts: { toggleMonitoring: 'unset', stopSpeech: 'unset', showHide: 'unset' },
    problems: [],
    clients: [],
    about: { isTestBuild, overlay: version, electron: '33.4.11', chromium: '130', node: '20', logFolder: '/logs' },
  };
  return renderToStaticMarkup(createElement(AboutSection, { view, t: translator('en'), update: () => {} }));
}

it('what the overlay is says so when it is a test build, and only then', () => {
  expect(drawn(true, '1.0.0-test')).toContain('Test build');
  expect(drawn(false, '1.0.0')).not.toContain('Test build');
});

it('what the overlay is tells every version', () => {
  for (const version of ['1.0.0', '33.4.11', '130', '20']) expect(drawn(false, '1.0.0')).toContain(version);
});
