import { spawnSync } from 'node:child_process';

/** The first on the path may be the user's own; Debian's packages belong to the system's. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];

/** Return a Python 3 with the package `websockets`, for examples/client.py; null if there is none. */
export function findPython(): string | null {
  const hasPackage = (python: string) => spawnSync(python, ['-c', 'import asyncio, websockets']).status === 0;
  return CANDIDATES.find(hasPackage) ?? null;
}
