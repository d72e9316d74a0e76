// Has the pages of an app tell when they show something else, without a debugger: `BENCH_WATCH=1`. Runs in Electron.

import { app } from 'electron';

const PREFIX = 'bench: ';

/** Run in the page. The time is taken before anything else; what comes after it delays nothing that is measured. */
const WATCHER = `(() => {
  const seen = () => {
    const bubble = document.querySelector('[data-testid="bubble"]');
    const answer = document.querySelector('[data-testid="answer"]');
    return bubble === null
      ? document.body.innerText
      : [bubble.dataset.phase, bubble.dataset.transport, answer?.textContent ?? ''].join('|');
  };
  let last = null;
  const tell = () => {
    const atEpochMs = performance.timeOrigin + performance.now();
    const value = seen();
    if (value === last) return;
    last = value;
    console.debug('${PREFIX}' + JSON.stringify({ atEpochMs, page: location.pathname.slice(1), value }));
  };
  new MutationObserver(tell).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-phase', 'data-transport'],
  });
  tell();
})()`;

/** To be called before the app has windows. */
export function watchPages() {
  if (process.env['BENCH_WATCH'] !== '1') return;
  app.on('web-contents-created', (_created, contents) => {
    contents.on('dom-ready', () => void contents.executeJavaScript(WATCHER));
    contents.on('console-message', (_event, _level, message) => {
      if (message.startsWith(PREFIX)) process.stdout.write(`${message}\n`);
    });
  });
}
