import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { AboutSection } from '../../../src-renderer/settings/about-section.tsx';
import { translator } from '../../../src-shared/strings.ts';
import { settingsViewWith } from '../../settings-view.ts';

vi.stubGlobal('BUNDLED_LICENCES', []);

function drawn(isTestBuild: boolean, version: string): string {
  const view = settingsViewWith({
    about: { isTestBuild, overlay: version, electron: '33.4.11', chromium: '130', node: '20', logFolder: '/logs' },
  });
  return renderToStaticMarkup(createElement(AboutSection, { view, t: translator('en'), update: () => {} }));
}

it('what the overlay is says so when it is a test build, and only then', () => {
  expect(drawn(true, '1.0.0-test')).toContain('Test build');
  expect(drawn(false, '1.0.0')).not.toContain('Test build');
});

it('what the overlay is tells every version', () => {
  for (const version of ['1.0.0', '33.4.11', '130', '20']) expect(drawn(false, '1.0.0')).toContain(version);
});
