// Reports each change of the page that shows the status on the app's standard output, without a debugger. Runs in
// Electron; import it before the app has windows.

import { app } from 'electron';

const PREFIX = 'bench: ';

/** Runs in the page. It takes the time first, so that nothing else delays the measurement. */
const WATCHER = `(() => {
  const seen = () => {
    const bubble = document.querySelector('[data-testid="bubble"]');
    const answer = document.querySelector('[data-testid="answer"]');
    return bubble === null
      ? document.body.innerText
      : [bubble.dataset.phase, bubble.dataset.transport, answer?.textContent ?? ''].join('|');
  };
  let last = null;
  const report = () => {
    const atEpochMs = performance.timeOrigin + performance.now();
    const value = seen();
    if (value === last) return;
    last = value;
    console.debug('${PREFIX}' + JSON.stringify({ atEpochMs, value }));
  };
  new MutationObserver(report).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-phase', 'data-transport'],
  });
  report();
})()`;

app.on('web-contents-created', (_created, contents) => {
  contents.on('dom-ready', () => {
    if (/\/(bubble|bare)\.html/.test(contents.getURL())) void contents.executeJavaScript(WATCHER);
  });
  contents.on('console-message', (_event, _level, message) => {
    if (message.startsWith(PREFIX)) process.stdout.write(`${message}\n`);
  });
});
