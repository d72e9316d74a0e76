import { type App, protocol, type Session } from 'electron';
import { APP_SCHEME, serveAsset } from './app-scheme.ts';

/** Switches that would give whoever reaches a port the pages; the fuses shut the same door of the main process. */
const DEBUGGER_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'];

/** Makes `app:` a scheme like https: with an origin of its own. To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Keeps every page where it is: no navigation, no windows, no webviews; and Chromium off the network,
 * which only the main process uses, without Chromium. No debugger reaches the pages of a packaged app.
 * To be called before the app is ready.
 */
export function lockPages(app: App): void {
  // A request that the session's filter does not see, such as a DNS lookup ahead of one, finds no name.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // Read when the app gets ready.
  if (app.isPackaged) for (const name of DEBUGGER_SWITCHES) app.commandLine.removeSwitch(name);
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // A page has no say in whether its window closes.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    // Nothing filters WebRTC's packets; this leaves it without UDP.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

/** Serves our scheme from `root`, and refuses the pages every permission, every download and every other address. */
export function lockSession(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, (request) => serveAsset(root, request));
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, decide) => {
    const ours = request.url.startsWith(`${APP_SCHEME}:`) || request.url.startsWith('devtools:');
    decide({ cancel: !ours });
  });
}
