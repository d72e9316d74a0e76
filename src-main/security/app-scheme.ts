import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { PAGES, type Page } from '../../src-shared/pages.ts';

/** The scheme and host that all our pages live under. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://overlay`;

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // The text of an answer can get into the page as text only: what would parse it as markup throws.
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

/** The address of a page. */
export function pageUrl(page: Page): string {
  return `${APP_ORIGIN}/${page}.html`;
}

/** Which of our pages an address is; null for everything else, such as another origin or an unknown path. */
export function pageOf(url: string): Page | null {
  return PAGES.find((page) => url === pageUrl(page)) ?? null;
}

/**
 * The file that an address stands for.
 * @returns null when the address is not ours, leads out of `root` or is of a type that we do not serve.
 */
export function resolveAsset(root: string, url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN) return null;
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

/** Has Node load what answers are made of, which it does at the first one, and which would keep the first page waiting. */
export function prepareToServe(): void {
  new Response();
}

/** Answers a request of a page from the files below `root`, the renderer's build. */
export async function serveAsset(root: string, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? resolveAsset(root, request.url) : null;
  if (file === null) return new Response('Not allowed', { status: 403 });
  try {
    return new Response(await readFile(file), {
      headers: {
        'Content-Type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
