import { type App, protocol, type Session } from 'electron';
import { APP_SCHEME, answerFor } from './app-scheme.ts';

/** Switches that would open the pages to a debugger; the fuses close the main process. */
const DEBUGGER_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'];

/** Make `app:` a secure scheme with an origin of its own, like `https:`. Call before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Forbid all pages navigation, new windows and webviews, and Chromium the network; main uses Node's sockets instead. No
 * debugger reaches the pages of a packaged app. Call before the app is ready.
 */
export function lockPages(app: App): void {
  // Covers requests that the session's filter does not see, such as DNS prefetching.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // Chromium reads them when the app becomes ready.
  if (app.isPackaged) for (const name of DEBUGGER_SWITCHES) app.commandLine.removeSwitch(name);
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // A page has no say in whether its window closes.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    // No filter sees WebRTC's packets; this leaves it without UDP.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

/** Serve our scheme from `root`, and refuse all permissions, downloads and other addresses. */
export function lockSession(session: Session, root: string): void {
  // Deprecated, but its successor `protocol.handle` makes Node load its fetch and send each file through main's JavaScript: 3 MiB
  // and 30 ms of a start (Electron 33.4). `protocol.registerSource`, which needs neither, exists only in the newest Electron.
  session.protocol.registerFileProtocol(APP_SCHEME, (request, answer) => answer(answerFor(root, request)));
  // Without it, Chromium tries to download a dictionary at every start, and prepares each page's process to check the spelling.
  session.setSpellCheckerLanguages([]);
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, decide) => {
    const ours = request.url.startsWith(`${APP_SCHEME}:`) || request.url.startsWith('devtools:');
    decide({ cancel: !ours });
  });
}
