import { expect, it } from 'vitest';
import { documentFiles } from '../../bench/document.ts';
import { REPORT } from './sample-report.ts';

const ORDER = ['older', ...REPORT.outcomes.map(({ name }) => name)];
const files = documentFiles(REPORT, ORDER, '');
const [document] = files;

it('says what was measured on which machine, and what could not be', () => {
  expect(document.path).toBe('docs/benchmarks.md');
  expect(document.text).toContain('Measured on 2026-01-02: A processor, 2 cores, 8.0 GB; Linux; Electron 33.4.11.');
  expect(document.text).toContain(
    '| Memory, ready | 201 MB (199 to 203, n = 3) | 190 MB (188 to 192, n = 3): two blank windows | ≤ 200 MB (floor + 10 MB) | **not met** |',
  );
  expect(document.text).toContain('Could not be measured: no screen');
});

it('compares the transports, the most frequent polling first', () => {
  const rows = document.text.split('\n').filter((line) => line.startsWith('| 10 | 1 |'));
  expect(rows?.map((row) => row.split(' | ')[2])).toEqual(['polling, 50 ms', 'pushed']);
});

it('every chart that the document shows is there', () => {
  const shown = [...(document.text.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g) ?? [])].map(([, path]) => `docs/${path}`);
  expect(shown).toEqual(files.slice(1).map(({ path }) => path));
  expect(shown).toContain('docs/benchmarks/transports-delay.svg');
});

it('keeps the sections of parts that were not measured, in the order of all parts', () => {
  const older = '## Older\n\n`npm run bench -- older`\n\n![a chart](benchmarks/older.svg)';
  const gone = '## Gone\n\n`npm run bench -- gone`\n\nNo part has this name any more.';
  const [merged] = documentFiles(REPORT, ORDER, `# Benchmarks\n\n${gone}\n\n${older}\n`);
  expect(merged.text).not.toContain('Gone');
  expect(merged.text).toContain(`\n\n${older}\n\n## ${REPORT.outcomes[0]?.title}\n`);
  const [again] = documentFiles(REPORT, ORDER, merged.text);
  expect(again.text).toBe(merged.text);
});
