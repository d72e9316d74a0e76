import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import { notTried, right, warning, wrong } from '../../../packages/check-client/src/point.ts';
import { asJson, asText } from '../../../packages/check-client/src/report.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';
import { closedPort } from '../../loopback.ts';
import { at } from './checked.ts';

const POINTS = [
  right('reachable', 'ws://127.0.0.1:6001/'),
  wrong('fields', 'data is missing', 'Send data.'),
  warning('changes-only', '1 frame said nothing new', 'Send none.'),
  notTried('hello', 'no overlay got so far'),
  notTried('unknown-command', 'no overlay got so far'),
];

it('as text has a line for each point, and below a fault its advice and the section with the rule', () => {
  expect(asText(POINTS).split('\n')).toEqual([
    '✓ reachable: ws://127.0.0.1:6001/',
    '✗ fields: data is missing',
    '    Send data. See docs/protocol.md#status-client-to-overlay',
    '! changes only: 1 frame said nothing new',
    '    Send none. See docs/protocol.md#status-client-to-overlay',
    '– hello, unknown command: no overlay got so far',
    '',
    '1 right, 1 wrong, 1 to look at, 2 not tried',
  ]);
});

it('as JSON has every point with its id', () => {
  const { address, counts, points } = JSON.parse(asJson('ws://127.0.0.1:6001/', POINTS));
  expect(address).toBe('ws://127.0.0.1:6001/');
  expect(counts).toEqual({ right: 1, wrong: 1, warning: 1, 'not-tried': 2 });
  expect(points).toHaveLength(POINTS.length);
  expect(points[1]).toEqual({
    id: 'fields',
    name: 'fields',
    verdict: 'wrong',
    found: 'data is missing',
    advice: 'Send data.',
    section: 'docs/protocol.md#status-client-to-overlay',
  });
});

it('docs/protocol.md has every section that a point names, and lists every id', async () => {
  const text = readFileSync(join(PROJECT_ROOT, 'docs/protocol.md'), 'utf8');
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(
    ([, title = '']) =>
      `docs/protocol.md#${title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  );
  const [, table = ''] = text.split('\n## Checking a client\n');
  const points = judge(await observe({ socket: at(await closedPort()), http: null, withCommands: false }));
  expect(points).toHaveLength(28);
  for (const { id, section } of points) {
    expect(anchors).toContain(section);
    expect(table).toContain(`\`${id}\``);
  }
});
