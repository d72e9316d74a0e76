import { join } from 'node:path';

/** The folder that holds this project's package.json. */
export const PROJECT_ROOT = join(import.meta.dirname, '..');
