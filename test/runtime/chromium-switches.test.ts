import { describe, expect, it } from 'vitest';
import { drawsInSoftware, withFeatures } from '../../src-main/runtime/chromium-switches.ts';

const OURS = ['NetworkServiceInProcess2', 'AnotherOfOurs'];

describe("the list of Chromium's features", () => {
  it('has ours', () => {
    expect(withFeatures('', OURS)).toBe('NetworkServiceInProcess2,AnotherOfOurs');
  });

  it('keeps those of the command line', () => {
    expect(withFeatures('WaylandWindowDecorations,Vulkan', ['Ours'])).toBe('WaylandWindowDecorations,Vulkan,Ours');
  });

  it('names each once', () => {
    expect(withFeatures('AnotherOfOurs,Vulkan', OURS)).toBe('Vulkan,NetworkServiceInProcess2,AnotherOfOurs');
  });
});

describe('drawing', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('is as the user chose on %s', (platform) => {
    expect(drawsInSoftware('software', false, platform)).toBe(true);
    expect(drawsInSoftware('graphicsCard', false, platform)).toBe(false);
  });

  it('does by itself without the graphics card where that was measured', () => {
    expect(drawsInSoftware('auto', false, 'linux')).toBe(true);
    expect(drawsInSoftware('auto', false, 'win32')).toBe(false);
    expect(drawsInSoftware('auto', false, 'darwin')).toBe(false);
  });

  it('does without the graphics card when the command line refuses it', () => {
    expect(drawsInSoftware('graphicsCard', true, 'linux')).toBe(true);
  });
});
