import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import en from '../../assets/strings/en.json' with { type: 'json' };
import { FOLDER_PROBLEMS } from '../../src-main/start/profile-access.ts';
import { FOUND_FACTS, PAIRING_PROBLEMS } from '../../src-shared/adding-contract.ts';
import { ADDRESS_PROBLEMS, KINDS } from '../../src-shared/assistant-address.ts';
import { REJECTION_CODES } from '../../src-shared/commands.ts';
import {
  COMMAND_OUTCOMES,
  END_REASONS,
  FINDINGS,
  POLL_OUTCOMES,
  RUNTIME_FAULTS,
} from '../../src-shared/diagnostics-contract.ts';
import { DENIALS, NOTICE_KINDS, PHASES, PROBLEMS } from '../../src-shared/overlay-state.ts';
import { PAGES } from '../../src-shared/pages.ts';
import { SECTIONS } from '../../src-shared/settings.ts';
import {
  ANCHORS,
  DISPLAY_CHOICES,
  DRAWINGS,
  FORMS,
  SHORTCUT_NAMES,
  SIZES,
  THEMES,
  VISIBILITIES,
} from '../../src-shared/settings-limits.ts';
import { UPDATE_PROBLEMS } from '../../src-shared/updates-contract.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('src-{main,preload,renderer,shared}/**/*.{ts,tsx}', { cwd: ROOT });
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Beginnings of keys that the sources complete by a value, and the values that there are. */
const COMPLETED: Readonly<Record<string, readonly string[]>> = {
  'phase.': PHASES,
  'notice.': NOTICE_KINDS,
  'folder.': FOLDER_PROBLEMS,
  'pairing.': PAIRING_PROBLEMS,
  'knownProblem.': [...FINDINGS, ...RUNTIME_FAULTS],
  'address.': ADDRESS_PROBLEMS,
  'adding.': ['too-many', 'not-saved', 'no-token', 'failed'],
  'kindLine.': KINDS.filter((kind) => kind !== 'asystent'),
  'finding.': ['nothing', 'stranger'],
  'foundFact.': FOUND_FACTS,
  'tokenDenial.': DENIALS,
  'clientDenial.': DENIALS,
  'loginDenial.': DENIALS,
  'keyStorage.': ['keychain', 'file'],
  'tray.': ['socket', 'polling', 'none', 'requires-approval', 'blocked', 'unsupported', 'broken-file', 'broken-keys'],
  'command.': ['pending', 'polling', 'offline'],
  'detail.': ['looking', 'retrying', 'slow', 'refused', 'unanswered', ...REJECTION_CODES, ...DENIALS, ...PROBLEMS],
  'drawing.': DRAWINGS,
  'form.': FORMS,
  'formHint.': FORMS,
  'size.': SIZES,
  'theme.': THEMES,
  'display.': DISPLAY_CHOICES,
  'anchor.': ANCHORS,
  'visibility.': VISIBILITIES,
  'visibilityHint.': VISIBILITIES,
  'section.': [
    ...SECTIONS.filter((section) => section !== 'firstRun' && section !== 'updates'),
    'login',
    'assistant',
    'about',
  ],
  'shortcut.': SHORTCUT_NAMES,
  'shortcutState.': ['unset', 'active', 'conflict', 'x11-only', 'unavailable', 'asked', 'refused'],
  'loginStatus.': ['off', 'on', 'requires-approval', 'unsupported', 'blocked'],
  'connection.': ['wsPorts', 'httpPorts', 'wsPortsHint', 'httpPortsHint'],
  'metricsStatus.': ['off', 'starting', 'on', 'taken', 'reserved', 'failed'],
  'standing.': ['socket', 'polling', 'looking', 'missing'],
  'carried.': ['socket', 'polling', 'none'],
  'diagnostics.': [
    ...['transport', 'liveFor', 'connections', 'ends', 'framesIn', 'framesOut', 'framesCoalesced', 'framesDropped'],
    ...['bytesIn', 'bytesOut', 'polls', 'commands', 'ping', 'paint'],
    ...['server', 'transparency', 'clicks', 'guard', 'repairs', 'raises'],
  ],
  'endReason.': END_REASONS,
  'pollOutcome.': POLL_OUTCOMES,
  'commandOutcome.': ['sent', ...COMMAND_OUTCOMES],
  'processKind.': ['main', 'page', 'gpu', 'helper'],
  'page.': PAGES,
  'problem.': [
    'broken-file',
    'broken-keys',
    'newer-file',
    'not-saved',
    'login-refused',
    'on-wayland',
    'no-tray',
    'keys-left',
  ],
  'updates.': ['install', 'restart'],
  'updateProblem.': UPDATE_PROBLEMS,
  'about.': ['overlay', 'electron', 'chromium', 'node'],
};

function keysOf(node: object, path = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key.replace(/_(one|few|many|other)$/, '')}`]
      : keysOf(value, `${path}${key}.`),
  );
}

describe('the catalogue and the sources', () => {
  const sources = FILES.map(read).join('\n');
  const groups = Object.keys(en);

  it('agree on which keys are completed by a value', () => {
    const prefixes = [...sources.matchAll(/`([a-zA-Z]+\.)\$\{/g)].map((match) => match[1] ?? '');
    const ours = prefixes.filter((prefix) => groups.includes(prefix.slice(0, -1)));
    expect([...new Set(ours)].sort()).toEqual(Object.keys(COMPLETED).sort());
  });

  it('have no text that nothing looks up', () => {
    const literals = new Set([...sources.matchAll(/'([a-zA-Z]+\.[\w-]+)'/g)].map((match) => match[1]));
    for (const [prefix, values] of Object.entries(COMPLETED)) {
      for (const value of values) literals.add(`${prefix}${value}`);
    }
    expect(keysOf(en).filter((key) => !literals.has(key))).toEqual([]);
  });
});

/** Properties whose text people see or hear. */
const SPOKEN = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'alt', 'placeholder', 'label', 'hint'];
const hasWords = (text: string) => /\p{L}/u.test(text);

/** The texts written in the elements of a source file instead of the catalogue. */
function textsInElements(code: string): string[] {
  const found: string[] = [];
  const literal = (node: unknown) => {
    if (!isNode(node)) return;
    if (node['type'] === 'JSXExpressionContainer') literal(node['expression']);
    if (node['type'] === 'JSXText' || node['type'] === 'Literal') found.push(String(node['value']));
    if (node['type'] === 'TemplateElement' && isNode(node['value'])) found.push(String(node['value']['cooked']));
    if (node['type'] === 'TemplateLiteral' && Array.isArray(node['quasis'])) node['quasis'].forEach(literal);
  };
  const visit = (node: unknown) => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    if (node['type'] === 'JSXElement' || node['type'] === 'JSXFragment') [node['children']].flat().forEach(literal);
    if (node['type'] === 'JSXAttribute' && isNode(node['name']) && SPOKEN.includes(String(node['name']['name']))) {
      literal(node['value']);
    }
    Object.values(node).forEach(visit);
  };
  visit(parseSync('page.tsx', code).program);
  return found.map((text) => text.trim()).filter(hasWords);
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('the pages', () => {
  it.each(FILES.filter((file) => file.endsWith('.tsx')))('hold no text of their own in %s', (file) => {
    expect(textsInElements(read(file))).toEqual([]);
  });

  it('would be caught holding some', () => {
    const code = "const x = <p title='One'>Two {`three`} {'five'} {t('a.b')} · <b aria-label={`six`} id='c' /></p>;";
    expect(new Set(textsInElements(code))).toEqual(new Set(['One', 'Two', 'three', 'five', 'six']));
  });
});
