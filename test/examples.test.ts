import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagedNode } from '../scripts/install/packages.mjs';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { verbIn } from '../src-main/control-socket/verb-in.ts';
import { readCall } from '../src-main/control-socket/verbs.ts';
import { startStandInOverlay } from './control-socket/stand-in-overlay.ts';

const NODE = packagedNode(PROJECT_ROOT) ?? process.execPath;
const DESKTOPS = join(PROJECT_ROOT, 'examples/desktops');

/** A stand-in for an overlay, and an `asystent-overlay` on the path that asks it. */
async function start() {
  const { folder, asked } = await startStandInOverlay();
  const command = join(folder, 'asystent-overlay');
  writeFileSync(command, `#!/bin/sh\nexec '${NODE}' '${join(PROJECT_ROOT, 'scripts/ctl.ts')}' "$@"\n`);
  chmodSync(command, 0o755);
  const env = { ...process.env, ASYSTENT_PROFILE_DIR: folder, PATH: `${folder}:${process.env['PATH']}` };
  /** Runs a hook as an agent does. @returns its output; rejects if it fails. */
  const run = (script: string, { input = '', args = [], env: own = env }: Partial<Run> = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const hook = execFile(join(PROJECT_ROOT, 'examples/agents', script), args, { env: own }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      );
      // A script that has no overlay to ask reads nothing.
      hook.stdin?.on('error', () => {});
      hook.stdin?.end(input);
    });
  return { asked, run };
}

interface Run {
  readonly input: string;
  readonly args: string[];
  readonly env: NodeJS.ProcessEnv;
}

const event = (name: string, fields: object) =>
  JSON.stringify({ session_id: 'f3b1', cwd: '/home/ola/project', hook_event_name: name, ...fields });

describe('the hooks of coding agents', () => {
  it('tell what Claude Code does', async () => {
    const { asked, run } = await start();
    const bodies = [
      event('UserPromptSubmit', { prompt: 'Fix it' }),
      event('PreToolUse', { tool_name: 'Bash', tool_input: { command: 'make' } }),
      event('Notification', { message: 'Claude needs your permission', notification_type: 'permission_prompt' }),
      event('Stop', { last_assistant_message: 'Fixed.' }),
      event('SessionEnd', { reason: 'exit' }),
    ];
    // The agent would read a hook's output.
    for (const input of bodies) expect(await run('claude-code.sh', { input })).toBe('');
    const who = { verb: 'say', key: 'f3b1', name: 'Claude Code · project' };
    expect(asked).toEqual([
      { ...who, word: 'thinking', heard: 'Fix it' },
      { ...who, word: 'thinking', text: 'Bash' },
      { ...who, word: 'permission' },
      { ...who, word: 'ready', text: 'Fixed.' },
      { verb: 'clear', key: 'f3b1' },
    ]);
  });

  it('tell what Codex has done, in either of its ways', async () => {
    const { asked, run } = await start();
    const turn = { type: 'agent-turn-complete', 'turn-id': '1', 'last-assistant-message': '-- Renamed.' };
    await run('codex.sh', { args: [JSON.stringify(turn)] });
    await run('codex.sh', { input: event('Stop', { last_assistant_message: 'Fixed.' }) });
    expect(asked).toMatchObject([
      { verb: 'say', name: 'Codex', word: 'ready', text: '-- Renamed.' },
      { verb: 'say', name: 'Codex · project', word: 'ready', text: 'Fixed.' },
    ]);
  });

  it('never stop the agent', async () => {
    const { run } = await start();
    for (const script of ['claude-code.sh', 'codex.sh']) {
      await run(script, { input: 'nonsense' });
      await run(script, { input: event('Stop', {}), env: { PATH: '/usr/bin:/bin' } });
    }
  });

  it('are plain shell', () => {
    for (const script of ['claude-code.sh', 'codex.sh']) {
      execFileSync('sh', ['-n', join(PROJECT_ROOT, 'examples/agents', script)]);
    }
  });
});

it('polybar gets no button of what an answer holds', () => {
  const [, line = ''] = /^exec = (.*)$/m.exec(readFileSync(join(DESKTOPS, 'polybar.ini'), 'utf8')) ?? [];
  const shown = (text: string) =>
    execFileSync('sh', ['-c', line.replace('asystent-overlay follow', 'printf %s "$TEXT"')], {
      env: { ...process.env, TEXT: text },
      encoding: 'utf8',
    });
  expect(shown('Ready – 100% {sure}')).toBe('Ready – 100% {sure}');
  for (const text of ['%{A1:xterm:}Yes%{A}', '%%{A1:xterm:}', '%%%{{A1:xterm:}'])
    expect(shown(text)).not.toContain('%{');
});

it.each(readdirSync(DESKTOPS))('the verbs in examples/desktops/%s are there', (name) => {
  const text = readFileSync(join(DESKTOPS, name), 'utf8');
  const calls = [...text.matchAll(/asystent-overlay ([a-z][^"|\n]*)/g)].map(([, call = '']) => call.trim().split(' '));
  if (!name.endsWith('.css')) expect(calls.length).toBeGreaterThan(2);
  for (const call of calls) {
    const found = verbIn(call);
    if (found === null) throw new Error(`no verb: ${call.join(' ')}`);
    expect(readCall(found.verb, found.args).kind).toBe('ask');
  }
});
