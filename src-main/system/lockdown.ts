import { type App, protocol, type Session } from 'electron';
import { APP_SCHEME, serveAsset } from '../windows/app-scheme.ts';

/** Makes `app:` a scheme like https: with an origin of its own. To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Keeps every page where it is: no navigation, no windows, no webviews, and DevTools only in development.
 * To be called before the first window.
 */
export function lockPages(app: App): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Serves our scheme from `root`, and refuses the pages every permission and every other address. */
export function lockSession(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, (request) => serveAsset(root, request));
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, decide) => {
    const ours = request.url.startsWith(`${APP_SCHEME}:`) || request.url.startsWith('devtools:');
    decide({ cancel: !ours });
  });
}
