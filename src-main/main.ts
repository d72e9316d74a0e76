import { app, dialog } from 'electron';

const fail = (error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`asystent-overlay: ${message}\n`);
  dialog.showErrorBox('Asystent Overlay', message);
  app.exit(1);
};

// The pages' animations go in steps, and between two steps there is nothing to draw. With this Chromium asks a page that
// has drawn nothing several times in a row for fewer frames, which saves about a third of what an animation costs
// (measured on Electron 33). A Chromium that does not know the feature ignores it.
app.commandLine.appendSwitch('enable-features', 'ThrottleFrameRateOnManyDidNotProduceFrame');

// Loaded by a dynamic import, so that a failure at load reaches the user as well. Awaited, because what must be said
// to Electron before it is ready has to be said before this file has been evaluated.
try {
  const { startApp } = await import('./app.ts');
  startApp().catch(fail);
} catch (error) {
  fail(error);
}
