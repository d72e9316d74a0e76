import type { OverlayBridge } from '../../src-shared/bubble-contract.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { readState } from '../../src-shared/state-message.ts';
import { type StringKey, titleOf, translator } from '../../src-shared/strings.ts';
import { appearanceOf } from './appearance.ts';
import { applyLayout } from './layout.ts';
import { describeDocument } from './start-page.tsx';

/** Apply the layouts, appearances and titles that main sends to a page of the overlay, and pass on each state. */
export function followOverlay(
  bridge: Pick<OverlayBridge, 'onLayout' | 'onState'>,
  title: StringKey,
  onState: (state: OverlayState) => void,
): void {
  const root = document.documentElement;
  const applyAppearance = appearanceOf(root, matchMedia('(prefers-reduced-motion: reduce)'));
  bridge.onLayout((layout) => applyLayout(root, layout));
  bridge.onState((message) => {
    const state = readState(message);
    applyAppearance(state.appearance);
    describeDocument(state.language, titleOf(title, state.profile, translator(state.language)));
    onState(state);
  });
}
