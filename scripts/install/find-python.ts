import { spawnSync } from 'node:child_process';

/** The first on the path may be one that its user installed; the system's own is the one that Debian's packages are for. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];

/** A Python 3 that has the package `websockets`, for examples/client.py; null when there is none. */
export function findPython(): string | null {
  const hasPackage = (python: string) => spawnSync(python, ['-c', 'import asyncio, websockets']).status === 0;
  return CANDIDATES.find(hasPackage) ?? null;
}
