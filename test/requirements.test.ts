import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../scripts/project-root.ts';

const ID = /\b(?:REL|SEC)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b/g;

type Faults = Readonly<Record<'rowsWithoutId' | 'twice' | 'untested' | 'unknown', readonly string[]>>;

/** Return the rows of all tables, without their heads. */
function rowsOf(document: string): readonly string[] {
  const lines = document.split('\n');
  return lines.filter(
    (line, at) => line.startsWith('|') && !/^\|[-| ]+\|$/.test(line) && !/^\|[-| ]+\|$/.test(lines[at + 1] ?? ''),
  );
}

/** Return the ids in a test's code. An id in a comment proves nothing. */
const citedIn = (test: string) =>
  test
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => line.match(ID) ?? []);

/** Compare the rows of the documents with the ids that the tests cite. */
function faultsOf(documents: readonly string[], tests: readonly string[]): Faults {
  const rows = documents.flatMap(rowsOf);
  const isId = new RegExp(`^(?:${ID.source})$`);
  const ids = rows.map((row) => row.split('|')[1]?.trim() ?? '').filter((cell) => isId.test(cell));
  const cited = new Set(tests.flatMap(citedIn));
  return {
    rowsWithoutId: rows.filter((row) => !isId.test(row.split('|')[1]?.trim() ?? '')),
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    untested: ids.filter((id) => !cited.has(id)),
    unknown: [...cited].filter((id) => !ids.includes(id)),
  };
}

const NO_FAULTS: Faults = { rowsWithoutId: [], twice: [], untested: [], unknown: [] };

const read = (file: string) => readFileSync(join(PROJECT_ROOT, file), 'utf8');

it('every row of docs/reliability.md and docs/security.md has an id that a test cites, and no other id is cited', () => {
  const tests = globSync('test/**/*.test.ts', { cwd: PROJECT_ROOT }).filter((file) => !file.includes('requirements'));
  expect(faultsOf([read('docs/reliability.md'), read('docs/security.md')], tests.map(read))).toEqual(NO_FAULTS);
});

describe('the check', () => {
  const document = ['| id | fault |', '|---|---|', '| REL-ONE | text | ', '| SEC-TWO | text, as REL-ONE |'].join('\n');
  const tests = ["it('does [REL-ONE]')", "it('does [SEC-TWO]')"];

  it('finds nothing wrong where each row has a test', () => {
    expect(faultsOf([document], tests)).toEqual(NO_FAULTS);
  });

  it.each<[string, string, readonly string[], Partial<Faults>]>([
    ['a row without a test', document, ["it('does [REL-ONE]')", '// [SEC-TWO]'], { untested: ['SEC-TWO'] }],
    ['an id without a row', document, [...tests, "it('x [REL-THREE]')"], { unknown: ['REL-THREE'] }],
    ['an id of two rows', `${document}\n| REL-ONE | again |`, tests, { twice: ['REL-ONE'] }],
    ['a row without an id', `${document}\n| text | text |`, tests, { rowsWithoutId: ['| text | text |'] }],
  ])('finds %s', (_, text, cites, faults) => {
    expect(faultsOf([text], cites)).toEqual({ ...NO_FAULTS, ...faults });
  });
});
