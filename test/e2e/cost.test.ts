import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import type { StatusPatch } from '../../packages/client/src/status.ts';
import { BURST_EVENTS, IDLE_MS, START_MS } from '../../src-main/runtime/idle-gc.ts';
import { until } from '../lab/until.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

const LISTENING: StatusPatch = { status: 'Listening...', wake_word_detected: true, is_listening: true };
const THINKING: StatusPatch = { status: 'Processing...', wake_word_detected: true, is_listening: true };
const CHANGES = 20;
/** Longer than the buttons are told later, and than a phase's picture stands still. */
const SETTLED_MS = 300;

/** More than the attributes that the last picture writes meanwhile, and those of one that rests: up to three a step. */
const STEPS_MAX = 25;

/** The work of a page between two looks. */
interface Work {
  readonly states: number;
  /** Those that change together with the phase. */
  readonly attributes: Readonly<Record<string, number>>;
  readonly laterAttributes: Readonly<Record<string, number>>;
  readonly elementsMade: number;
}

/** Begins to count a page's messages and the changes of its document. */
async function count(page: Page): Promise<() => Promise<Work>> {
  const counted = await page.evaluateHandle(() => {
    const none = () => ({}) as Record<string, number>;
    const work = { states: 0, attributes: none(), laterAttributes: none(), elementsMade: 0 };
    new MutationObserver((records) => {
      const isChange = records.some(({ attributeName }) => attributeName === 'data-phase');
      const attributes = isChange ? work.attributes : work.laterAttributes;
      for (const { type, attributeName, addedNodes } of records) {
        if (type === 'attributes') attributes[attributeName ?? ''] = (attributes[attributeName ?? ''] ?? 0) + 1;
        work.elementsMade += [...addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE).length;
      }
    }).observe(document.documentElement, { subtree: true, childList: true, attributes: true });
    window.overlay.onState(() => {
      work.states += 1;
    });
    return work;
  });
  // The first state is the answer to having asked for it; states on their way to the buttons have come by then as well.
  await page.waitForFunction((work) => work.states > 0, counted);
  await delay(SETTLED_MS);
  await counted.evaluate((work) => {
    work.states = 0;
    work.attributes = {};
    work.laterAttributes = {};
    work.elementsMade = 0;
  });
  return () => counted.jsonValue();
}

/** An overlay at a client that listens, and the page of its bubble. */
async function listen() {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  client.update(LISTENING);
  return { client, overlay, page: await bubbleIn(overlay, 'listening') };
}

async function changePhases(client: ReferenceClient, overlay: Parameters<typeof bubbleIn>[0]): Promise<void> {
  for (let change = 0; change < CHANGES; change += 1) {
    client.update(change % 2 === 0 ? THINKING : LISTENING);
    await bubbleIn(overlay, change % 2 === 0 ? 'thinking' : 'listening');
  }
}

it('a change of phase is one message to the bubble and none to its buttons, two attributes, and nothing new to draw', async () => {
  const { client, overlay, page } = await listen();
  // The first change after the bubble has come ends its entrance as well.
  await changePhases(client, overlay);
  const bubble = await count(page);
  const controls = await count(await overlay.controls());
  await changePhases(client, overlay);
  await delay(SETTLED_MS);
  const { attributes, laterAttributes, ...work } = await bubble();
  const { class: fades = 0, style: steps = 0, ...later } = laterAttributes;
  expect(work).toEqual({ states: CHANGES, elementsMade: 0 });
  expect(attributes).toEqual({ class: CHANGES, 'data-phase': CHANGES });
  // The fade of the phase before, which begins a frame later.
  expect(fades).toBeGreaterThan(0);
  expect(fades).toBeLessThanOrEqual(CHANGES);
  // A picture begins to move when its phase lasts.
  expect(steps).toBeLessThan(STEPS_MAX);
  expect(later).toEqual({});
  expect(await controls()).toEqual({ states: 0, attributes: {}, laterAttributes: {}, elementsMade: 0 });
});

it('a frame that says nothing new is no message to any page', async () => {
  const { client, overlay, page } = await listen();
  const bubble = await count(page);
  const controls = await count(await overlay.controls());
  for (let frame = 0; frame < 200; frame += 1) client.update({ ...LISTENING, text: `An old answer ${frame}` });
  client.update(THINKING);
  await bubbleIn(overlay, 'thinking');
  expect((await bubble()).states).toBe(1);
  expect((await controls()).states).toBe(0);
});

it('the pages listen to no event for which the compositor would have to wake them', async () => {
  const { page } = await listen();
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.getElementById("root")' });
  const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
  const types = new Set(listeners.map(({ type }) => type));
  expect(types).toContain('click');
  expect([...types].filter((type) => /^(animation|transition)/.test(type))).toEqual(['transitionend']);
});

/** An entry of Node's about a garbage collection, which the DOM's types do not know. */
type GarbageCollection = PerformanceEntry & { readonly detail: { readonly kind: number; readonly flags: number } };

/** Garbage in a page, as long as nobody has put it away. */
async function dropGarbage(page: Page): Promise<() => Promise<boolean>> {
  const dropped = await page.evaluateHandle(() => ({ garbage: new WeakRef({}) }));
  return () => dropped.evaluate(({ garbage }) => garbage.deref() !== undefined);
}

it('garbage is put away in every process when the start or a burst of states is over, and not for a few states', async () => {
  const { client, overlay, page } = await listen();
  const controls = await overlay.controls();
  await overlay.app.evaluate(() => {
    const seen = { asked: 0 };
    new PerformanceObserver((list) => {
      // NODE_PERFORMANCE_GC_MAJOR; V8's own collections in idle time have a flag.
      const MAJOR = 4;
      for (const { detail } of list.getEntries() as GarbageCollection[]) {
        if (detail.kind === MAJOR && detail.flags === 0) seen.asked += 1;
      }
    }).observe({ entryTypes: ['gc'] });
    Object.assign(globalThis, { collections: seen });
  });
  const asked = () =>
    overlay.app.evaluate(
      () => (globalThis as unknown as { collections: { readonly asked: number } }).collections.asked,
    );
  await until('the collection after the start', async () => (await asked()) > 0, START_MS + 3 * IDLE_MS);
  await delay(SETTLED_MS);
  const afterStart = await asked();
  await changePhases(client, overlay);
  const before = await Promise.all([page, controls].map(dropGarbage));
  await delay(2 * IDLE_MS + SETTLED_MS);
  expect(await asked()).toBe(afterStart);
  expect(await Promise.all(before.map((lies) => lies()))).toEqual([true, true]);

  const told = await count(page);
  for (let change = 0; (await told()).states < BURST_EVENTS; change += 1) {
    client.update(change % 2 === 0 ? THINKING : LISTENING);
    await delay(15);
  }
  // V8 may have collected garbage from before the burst by itself.
  const after = await Promise.all([page, controls].map(dropGarbage));
  await until('the garbage collection', async () => (await asked()) > afterStart, 2 * IDLE_MS + 1_000);
  await until('no garbage in the pages', async () => !(await Promise.all(after.map((lies) => lies()))).includes(true));
  // V8 may go over it several times, and then never again.
  const done = await asked();
  await delay(2 * IDLE_MS + SETTLED_MS);
  expect(await asked()).toBe(done);
});
