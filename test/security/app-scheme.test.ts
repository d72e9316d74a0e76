import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answerFor,
  CONTENT_SECURITY_POLICY,
  pageOf,
  pageUrl,
  resolveAsset,
} from '../../src-main/security/app-scheme.ts';

const root = join(import.meta.dirname, 'renderer');

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
  it('is answered with the policy that forbids the page everything else', () => {
    const { path, headers } = answerFor(root, { method: 'GET', url: 'app://overlay/bubble.html' });
    expect(path).toBe(join(root, 'bubble.html'));
    expect(headers).toMatchObject({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Content-Type': 'text/html; charset=utf-8',
    });
  });

  it.each([
    { method: 'GET', url: 'app://other/bubble.html' },
    { method: 'POST', url: 'app://overlay/bubble.html' },
  ])('$method $url gets no file', (request) => {
    expect(answerFor(root, request)).toEqual({ error: -10 });
  });
});

describe('a page', () => {
  it('is known by its exact address', () => {
    expect(pageOf(pageUrl('controls'))).toBe('controls');
    expect(pageOf('app://overlay/other.html')).toBeNull();
    expect(pageOf('https://overlay/controls.html')).toBeNull();
  });
});
