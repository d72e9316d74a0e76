import { expect, it } from 'vitest';
import { documentFiles } from '../../bench/document.ts';
import { REPORT } from './sample-report.ts';

const files = documentFiles(REPORT);
const [document] = files;

it('says what was measured on which machine, and what could not be', () => {
  expect(document?.path).toBe('docs/benchmarks.md');
  expect(document?.text).toContain('Measured on 2026-01-02: A processor, 2 cores, 8.0 GB; Linux; Electron 33.4.11.');
  expect(document?.text).toContain(
    '| Memory, ready | 201 MB (199 to 203, n = 3) | 190 MB (188 to 192, n = 3): two blank windows | ≤ 200 MB (floor + 10 MB) | **not met** |',
  );
  expect(document?.text).toContain('Could not be measured: no screen');
});

it('compares the transports, the most frequent polling first', () => {
  const rows = document?.text.split('\n').filter((line) => line.startsWith('| 10 | 1 |'));
  expect(rows?.map((row) => row.split(' | ')[2])).toEqual(['polling, 50 ms', 'pushed']);
});

it('every chart that the document shows is there', () => {
  const shown = [...(document?.text.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g) ?? [])].map(([, path]) => `docs/${path}`);
  expect(shown).toEqual(files.slice(1).map(({ path }) => path));
  expect(shown).toContain('docs/benchmarks/transports-delay.svg');
});
