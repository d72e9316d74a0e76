import type { App } from 'electron';

/**
 * Copy the pages' consoles to the terminal, for development. Chromium itself does that only for pages whose session is on the
 * disk.
 */
export function tellConsoles(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('console-message', (details, _level, message) => {
      // Electron 33 has the text in an argument, newer versions in the event.
      const text = 'message' in details ? details.message : message;
      process.stderr.write(`page: ${JSON.stringify(text)}\n`);
    });
  });
}
