import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FACES } from '../../src-renderer/bubble/face.ts';

const RENDERER = resolve(import.meta.dirname, '../../src-renderer');
const FILES = globSync('**/*.css', { cwd: RENDERER }).map((file) => ({
  file,
  css: readFileSync(join(RENDERER, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''),
}));
const TOKENS = FILES.find(({ file }) => file.endsWith('tokens.css'))?.css ?? '';

const PHASES = FILES.find(({ file }) => file.endsWith('phases.css'))?.css ?? '';

/** The properties that can move without layout or repaint. */
const CHEAP = ['transform', 'opacity'];

/** The bodies of a sheet's `@keyframes`, found by counting braces. */
function keyframesOf(css: string): readonly string[] {
  return [...css.matchAll(/@keyframes [\w-]+ \{/g)].map((match) => {
    const start = match.index + match[0].length;
    let depth = 1;
    let end = start;
    while (depth > 0 && end < css.length) {
      if (css[end] === '{') depth += 1;
      if (css[end] === '}') depth -= 1;
      end += 1;
    }
    return css.slice(start, end - 1);
  });
}

/** All `[selector, declarations]` of the sheet's innermost blocks. */
function rulesOf(css: string): readonly (readonly [string, string])[] {
  return [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => [selector.trim(), body]);
}

describe('motion', () => {
  it('is found by this test', () => {
    expect(FILES.flatMap(({ css }) => keyframesOf(css)).length).toBeGreaterThan(1);
  });

  it.each(FILES)('changes nothing but transform and opacity in $file', ({ css }) => {
    for (const keyframes of keyframesOf(css)) {
      for (const [, property = ''] of keyframes.matchAll(/([\w-]+)\s*:/g)) expect(CHEAP).toContain(property);
    }
    for (const [, value = ''] of css.matchAll(/\btransition\s*:([^;}]+)/g)) {
      for (const part of value.replaceAll(/\([^)]*\)/g, '').split(',')) {
        expect([...CHEAP, 'none']).toContain(part.trim().split(/\s+/)[0]);
      }
    }
    expect(css).not.toMatch(/transition-property|backdrop-filter|filter:/);
  });

  it.each(FILES)('goes on and on only while something goes on and the page is on the screen, in $file', ({ css }) => {
    for (const [selector, body] of rulesOf(css)) {
      if (!/animation:[^;]*infinite/.test(body)) continue;
      expect(selector).toBe('[data-visible="true"] .progress');
    }
  });
});

describe('a page from right to left', () => {
  /** On purpose: the second lines have a rule for each direction. */
  const ON_PURPOSE = ['bubble/words.css: text-align: left', 'bubble/words.css: text-align: right'];

  const SIDE = /^((margin|padding|border|scroll-margin|scroll-padding)-)?(left|right)(-(width|style|color))?$/;

  /** The declarations that put something on the same side in every language. */
  function physical(css: string): readonly string[] {
    return [...css.matchAll(/([a-z-]+)\s*:\s*([^;{}]+);/g)].flatMap(([, property = '', value = '']) => {
      // A value in parentheses is one part of a shorthand.
      const sides = value.match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
      const differs =
        /^(margin|padding|inset|border-width)$/.test(property) && sides.length === 4 && sides[1] !== sides[3];
      const isAligned = property === 'text-align' && /^(left|right)\b/.test(value);
      return SIDE.test(property) || differs || isAligned ? [`${property}: ${value.trim()}`] : [];
    });
  }

  it.each(FILES)('is a mirrored one, as far as $file decides', ({ file, css }) => {
    const found = physical(css).map((each) => `${file}: ${each}`);
    expect(found.filter((each) => !ON_PURPOSE.includes(each))).toEqual([]);
  });

  it('would be caught otherwise', () => {
    const wrong = ['left: 4px', 'margin-right: calc(1px + 2px)', 'padding: 0 46px 0 18px', 'text-align: right'];
    const fine = [
      'inset-inline-start: 4px',
      'padding: 0 4px 8px 4px',
      'inset: 0 calc(2px - (1px)) 0 calc(2px - (1px))',
    ];
    expect(physical(`a { ${[...wrong, ...fine].join('; ')}; }`)).toEqual(wrong);
  });
});

describe('text', () => {
  /** The strongest wash of a phase's colour over the surface; phases.css. */
  const WASH = 0.22;

  /** The least that WCAG 2 asks for at full opacity; at half of it, the present values (docs/design.md). */
  it.each([
    ['light', 1, 4.5],
    ['dark', 1, 4.5],
    ['light', 0.5, 3.9],
    ['dark', 0.5, 2.7],
  ] as const)('can be read in %s at an opacity of %d, on any wallpaper, in every phase', (theme, opacity, least) => {
    const [text, quiet] = [colorOf('text', theme), colorOf('text-quiet', theme)];
    const secondary = over({ ...text, alpha: 2 * (1 - opacity) }, quiet);
    const surface = colorOf('surface', theme);
    for (const wallpaper of [BLACK, WHITE]) {
      for (const tone of ['listening', 'thinking', 'speaking', 'error', 'notice', 'ready', 'quiet']) {
        const behind = over({ ...surface, alpha: surface.alpha * opacity }, wallpaper);
        const ground = over({ ...colorOf(tone, theme), alpha: WASH }, behind);
        expect(contrast(text, ground), `text in ${tone}`).toBeGreaterThanOrEqual(least);
        expect(contrast(secondary, ground), `secondary text in ${tone}`).toBeGreaterThanOrEqual(least);
      }
    }
  });
});

interface Color {
  readonly rgb: readonly number[];
  readonly alpha: number;
}
const BLACK: Color = { rgb: [0, 0, 0], alpha: 1 };
const WHITE: Color = { rgb: [255, 255, 255], alpha: 1 };

/**
 * A custom property's colour in one theme or in both: `#rrggbb` or `rgb(r g b / a%)`, where `a%` may be multiplied by the
 * opacity.
 */
function colorOf(token: string, theme: 'light' | 'dark'): Color {
  const both = new RegExp(`--${token}: ([^;]+);`).exec(TOKENS)?.[1] ?? '';
  const [, light = both, dark = both] = /^light-dark\(\s*(.+),\s+((?:#|rgb).+?)\s*\)$/s.exec(both) ?? [];
  const value = theme === 'light' ? light : dark;
  const hex = /^#([0-9a-f]{6})$/.exec(value)?.[1];
  if (hex !== undefined) return { rgb: (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)), alpha: 1 };
  const numbers = (value.match(/\d+/g) ?? []).map(Number);
  const [r = Number.NaN, g = Number.NaN, b = Number.NaN, percent = Number.NaN] = numbers;
  return { rgb: [r, g, b], alpha: percent / 100 };
}

function over(top: Color, ground: Color): Color {
  return { rgb: top.rgb.map((value, i) => value * top.alpha + (ground.rgb[i] ?? 0) * (1 - top.alpha)), alpha: 1 };
}

/** The contrast ratio of WCAG 2. */
function contrast(a: Color, b: Color): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ rgb }: Color): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('a phase, and a notice', () => {
  it.each(FACES)('has colours of its own in the bubble: %s', (phase) => {
    expect(PHASES).toMatch(new RegExp(`\\.phase-${phase}[^}]*--tone:[^}]*--ink:`));
  });

  it.each(FACES)('is seen when the bubble shows it: %s', (phase) => {
    expect(PHASES).toMatch(new RegExp(`\\.shows-${phase} \\.phase-${phase}\\b[^}]*opacity: 1;`));
  });
});
