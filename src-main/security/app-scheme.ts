import { extname, join, normalize, sep } from 'node:path';
import type { ProtocolRequest, ProtocolResponse } from 'electron';
import { PAGES, type Page } from '../../src-shared/pages.ts';

/** The scheme of all our pages. */
export const APP_SCHEME = 'app';

/**
 * The host of each page. Pages with the same host share a process (chromium-switches.ts): those that show the words of
 * assistants, and those that can change the overlay.
 */
const HOSTS: Readonly<Record<Page, string>> = {
  bubble: 'overlay',
  controls: 'overlay',
  panel: 'overlay',
  settings: 'settings',
  diagnostics: 'settings',
};
const ORIGINS = new Set(Object.values(HOSTS).map((host) => `${APP_SCHEME}://${host}`));

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // An answer can enter the page as text only: APIs that would parse it as markup throw.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Return the address of a page. */
export function pageUrl(page: Page): string {
  return `${APP_SCHEME}://${HOSTS[page]}/${page}.html`;
}

/** Return the page at an address; null for another origin or an unknown path. */
export function pageOf(url: string): Page | null {
  return PAGES.find((page) => url === pageUrl(page)) ?? null;
}

/**
 * Return the file for an address.
 * @returns null if the address is not ours, leads out of `root` or has a type that we do not serve.
 */
export function resolveAsset(root: string, url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (!ORIGINS.has(`${protocol}//${host}`)) return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || !(extname(path) in CONTENT_TYPES)) return null;
  const file = normalize(join(root, path));
  return file.startsWith(root + sep) ? file : null;
}

/** Chromium's number for `ACCESS_DENIED` in net_error_list.h. */
const ACCESS_DENIED = -10;

/** Return the answer to a page's request: the file below `root`, the renderer's build, that Electron reads and sends. */
export function answerFor(root: string, { method, url }: Pick<ProtocolRequest, 'method' | 'url'>): ProtocolResponse {
  const file = method === 'GET' ? resolveAsset(root, url) : null;
  if (file === null) return { error: ACCESS_DENIED };
  return {
    path: file,
    headers: {
      'Content-Type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  };
}
