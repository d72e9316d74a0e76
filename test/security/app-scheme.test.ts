import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CONTENT_SECURITY_POLICY,
  pageOf,
  pageUrl,
  resolveAsset,
  serveAsset,
} from '../../src-main/security/app-scheme.ts';

const root = mkdtempSync(join(tmpdir(), 'app-scheme-'));
writeFileSync(join(root, 'bubble.html'), '<title>bubble</title>');
afterAll(() => rmSync(root, { recursive: true }));

describe('an address', () => {
  it('stands for a file of the renderer', () => {
    expect(resolveAsset(root, 'app://overlay/bubble.html')).toBe(join(root, 'bubble.html'));
    expect(resolveAsset(root, 'app://overlay/assets/bubble-1.js?x#y')).toBe(join(root, 'assets/bubble-1.js'));
  });

  it.each([
    'app://overlay/../secret.html',
    'app://overlay/%2e%2e/secret.html',
    'app://overlay/..%2fsecret.html',
    'app://overlay/assets/..%5c..%5csecret.html',
    'app://overlay/%00.html',
    'app://overlay/%.html',
    'app://other/bubble.html',
    'https://overlay/bubble.html',
    'file:///etc/hosts.html',
    'app://overlay/package.json',
    'app://overlay/',
    'not an address',
  ])('%s is refused or stays inside', (url) => {
    expect(resolveAsset(root, url) ?? `${root}/`).toMatch(new RegExp(`^${root}/`));
  });

  it.each([
    'app://overlay/..%2fsecret.html',
    'app://other/bubble.html',
    'file:///etc/hosts.html',
    'app://overlay/package.json',
  ])('%s is not served', async (url) => {
    expect(resolveAsset(root, url)).toBeNull();
  });
});

describe('a request', () => {
  it('is answered with the policy that forbids the page everything else', async () => {
    const response = await serveAsset(root, new Request('app://overlay/bubble.html'));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(await response.text()).toBe('<title>bubble</title>');
  });

  it('for what is not there is 404, and for what is not ours 403', async () => {
    expect((await serveAsset(root, new Request('app://overlay/none.html'))).status).toBe(404);
    expect((await serveAsset(root, new Request('app://other/bubble.html'))).status).toBe(403);
    expect((await serveAsset(root, new Request('app://overlay/bubble.html', { method: 'POST' }))).status).toBe(403);
  });
});

describe('a page', () => {
  it('is known by its exact address', () => {
    expect(pageOf(pageUrl('controls'))).toBe('controls');
    expect(pageOf('app://overlay/other.html')).toBeNull();
    expect(pageOf('https://overlay/controls.html')).toBeNull();
  });
});
