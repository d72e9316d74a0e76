/**
 * `npm run icons`: render the app icon and the tray icons from the drawings in `assets/`. The results are committed; run it
 * again after changing a drawing or a phase's colour.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { PHASES, type Phase } from '../src-shared/overlay-state.ts';
import { ICNS_SIZES_PX, ICO_SIZES_PX, icnsFile, icoFile } from './icons/icon-files.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TRAY = join(ROOT, 'assets/tray');

/** The size of a tray icon at scale 1, on all systems. */
const TRAY_SIZE_PX = 16;
const APP_ICON_SIZE_PX = 512;

/** The suffixes by which Electron finds the variant for a display's scale factor. */
const SCALES = { '': 1, '@1.5x': 1.5, '@2x': 2 } as const;

/** Each phase's colour in tokens.css. */
const TONES: Readonly<Record<Phase, string>> = {
  connecting: 'quiet',
  ready: 'ready',
  paused: 'quiet',
  listening: 'listening',
  thinking: 'thinking',
  speaking: 'speaking',
  error: 'error',
  offline: 'quiet',
};

/** A macOS template glyph has no badge around it and fills the icon. */
const TEMPLATE_GLYPH_SCALE = 1.6;

function toneOf(phase: Phase, css: string): string {
  const found = new RegExp(`--${TONES[phase]}: (#[0-9a-f]{6});`).exec(css)?.[1];
  if (found === undefined) throw new Error(`tokens.css has no colour --${TONES[phase]}`);
  return found;
}

/** Return the shapes of a glyph's drawing, without the element around them. */
function shapesOf(phase: Phase): string {
  const drawing = readFileSync(join(TRAY, 'glyphs', `${phase}.svg`), 'utf8');
  return drawing.slice(drawing.indexOf('>') + 1, drawing.lastIndexOf('</svg>'));
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${content}</svg>`;
}

/** A badge in the phase's colour: the white rim sets it off from dark panels, the colour from light ones. */
function badge(phase: Phase, tone: string): string {
  return svg(
    `<circle cx="8" cy="8" r="8" fill="#fff" /><circle cx="8" cy="8" r="7.25" fill="${tone}" />` +
      `<g color="#fff">${shapesOf(phase)}</g>`,
  );
}

function template(phase: Phase): string {
  const offset = 8 - 8 * TEMPLATE_GLYPH_SCALE;
  return svg(
    `<g color="#000" transform="translate(${offset} ${offset}) scale(${TEMPLATE_GLYPH_SCALE})">${shapesOf(phase)}</g>`,
  );
}

function draw(drawing: string, sizePx: number): Uint8Array {
  return new Resvg(drawing, { fitTo: { mode: 'width', value: sizePx } }).render().asPng();
}

function render(drawing: string, sizePx: number, file: string): void {
  writeFileSync(file, draw(drawing, sizePx));
}

mkdirSync(join(TRAY, 'template'), { recursive: true });
const tokens = readFileSync(join(ROOT, 'src-renderer/shared/tokens.css'), 'utf8');
for (const phase of PHASES) {
  for (const [suffix, scale] of Object.entries(SCALES)) {
    render(badge(phase, toneOf(phase, tokens)), TRAY_SIZE_PX * scale, join(TRAY, `${phase}${suffix}.png`));
    render(template(phase), TRAY_SIZE_PX * scale, join(TRAY, 'template', `${phase}Template${suffix}.png`));
  }
}
const icon = readFileSync(join(ROOT, 'assets/icon.svg'), 'utf8');
const drawn = (sizesPx: readonly number[]) => sizesPx.map((sizePx) => ({ sizePx, png: draw(icon, sizePx) }));
render(icon, APP_ICON_SIZE_PX, join(ROOT, 'assets/icon.png'));
writeFileSync(join(ROOT, 'assets/icon.ico'), icoFile(drawn(ICO_SIZES_PX)));
writeFileSync(join(ROOT, 'assets/icon.icns'), icnsFile(drawn(ICNS_SIZES_PX)));
console.log('Rendered the app icon for each system, and assets/tray');
