import { statSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ControlRequest, ControlStatus } from '../../src-main/control-socket/socket-contract.ts';
import { type ControlSocketOptions, openControlSocket } from '../../src-main/control-socket/socket-server.ts';
import { createSignal } from '../../src-shared/signal.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';

export const STATUS: ControlStatus = {
  phase: 'ready',
  label: 'Ready',
  assistant: null,
  transport: 'socket',
  visible: false,
  needsUser: false,
  presenting: false,
  monitoring: true,
  muted: null,
  volume: null,
  heard: null,
  answer: null,
  commands: [],
};

/**
 * A stand-in for an overlay on a socket of its own, until the test ends. It listens once this resolves.
 * @param differing its behaviour, where it differs from carrying everything out, and letting nobody in.
 * @param name of its socket, below `folder`. One in a subfolder is in a folder that the overlay makes.
 */
export async function startStandInOverlay(differing: Partial<ControlSocketOptions> = {}, name = 'overlay.sock') {
  const scratch = makeScratchFolder('control-socket');
  const path = join(scratch.path, name);
  const changed = createSignal();
  const asked: ControlRequest[] = [];
  const logged: string[] = [];
  let status = STATUS;
  const start = () =>
    openControlSocket({
      socket: { path, folder: name.includes('/') ? join(path, '..') : null },
      userId: process.getuid?.() ?? null,
      status: () => status,
      onStatus: changed.subscribe,
      async carryOut(request) {
        asked.push(request);
        return { ok: true };
      },
      enter: () => null,
      onAnswered() {},
      log: (message) => logged.push(message),
      ...differing,
    });
  const close = start();
  onTestFinished(() => {
    close();
    scratch.remove();
  });
  await until('the socket', () => logged.length > 0 || statSync(path, { throwIfNoEntry: false }));
  return {
    ...{ folder: scratch.path, path, asked, logged, close, start },
    become(next: Partial<ControlStatus>) {
      status = { ...status, ...next };
      changed.emit();
    },
  };
}
