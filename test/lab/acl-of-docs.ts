import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';

/** Return the access control list that docs/mqtt.md recommends. */
export function aclOfDocs(): string {
  const acl = /```text\n(user kitchen[^`]*)```/.exec(readFileSync(join(PROJECT_ROOT, 'docs', 'mqtt.md'), 'utf8'))?.[1];
  if (acl === undefined) throw new Error('docs/mqtt.md has no access control list');
  return acl;
}
