import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

interface Syntax extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly start: number;
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The identifiers below a piece of syntax, without the names of properties. */
function identifiers(value: unknown): readonly Syntax[] {
  if (Array.isArray(value)) return value.flatMap(identifiers);
  if (!isSyntax(value)) return [];
  if (value.type === 'Identifier') return [value];
  const isNamed = (value.type === 'MemberExpression' || value.type === 'Property') && value['computed'] === false;
  return Object.entries(value)
    .filter(([field]) => !(isNamed && (field === 'property' || field === 'key')))
    .flatMap(([, child]) => identifiers(child));
}

/** The variables of all functions of a file that are used further up than they are declared, even if only in a closure. */
function usedTooEarly(code: string): readonly string[] {
  const declared = new Map<string, number>();
  const collect = (value: unknown) => {
    if (Array.isArray(value)) for (const each of value) collect(each);
    if (!isSyntax(value)) return;
    if (value.type === 'VariableDeclarator') {
      for (const { name, start } of identifiers(value['id'])) declared.set(String(name), start);
    }
    for (const child of Object.values(value)) collect(child);
  };
  const { program } = parseSync('app.ts', code);
  collect(program);
  return identifiers(program)
    .filter(({ name, start }) => start < (declared.get(String(name)) ?? 0))
    .map(({ name }) => String(name));
}

describe('app.ts', () => {
  it('uses nothing that it declares further down', () => {
    expect(usedTooEarly(readFileSync(join(import.meta.dirname, '../src-main/app.ts'), 'utf8'))).toEqual([]);
  });

  it('would be caught doing so', () => {
    const code = `
      export async function start() {
        const first = part({ onChange: () => second.draw(third), x: third });
        const { second, third: other } = part({ first });
        const third = other;
      }`;
    expect(usedTooEarly(code)).toEqual(['second', 'third', 'third']);
  });
});
