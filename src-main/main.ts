import { app } from 'electron';
import { endOverFault, endOverUserError, noteFault } from './runtime/failure.ts';
import { interruptsOurCode } from './runtime/fault-origin.ts';
import { limitHeaps } from './runtime/garbage.ts';
import { UserError } from './runtime/user-error.ts';

const fail = (error: unknown) => {
  if (error instanceof UserError) void endOverUserError(error);
  else void endOverFault(error, 'starting');
};

// Code of ours that threw may have left its work half done, so there is no going on.
process.on('uncaughtException', (error) => {
  if (interruptsOurCode(error)) void endOverFault(error, 'running');
  else noteFault(error, 'running');
});

// The pages' animations go in steps, and between two steps there is nothing to draw. With this Chromium asks a page that
// has drawn nothing several times in a row for fewer frames, which saves about a third of what an animation costs
// (measured on Electron 33). A Chromium that does not know the feature ignores it.
app.commandLine.appendSwitch('enable-features', 'ThrottleFrameRateOnManyDidNotProduceFrame');

limitHeaps(app);

// Loaded by a dynamic import, so that a failure at load reaches the user as well. Awaited, because what must be said
// to Electron before it is ready has to be said before this file has been evaluated.
try {
  const { startApp } = await import('./app.ts');
  startApp().catch(fail);
} catch (error) {
  fail(error);
}
