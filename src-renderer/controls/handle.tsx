import type { PointerEvent } from 'react';
import type { HandleIntent } from '../../src-shared/bubble-contract.ts';
import { Icon } from '../shared/icon.tsx';

const DOTS = [6, 12, 18].flatMap((y) => [8.5, 15.5].map((x) => ({ x, y })));

interface HandleProps {
  readonly title: string;
  readonly onIntent: (intent: HandleIntent) => void;
}

/**
 * The handle for dragging the bubble. The page reports the pointer, wherever it goes while it is held down, and main moves
 * the windows. Chromium delivers at most one move per frame.
 */
export function Handle({ title, onIntent }: HandleProps) {
  const isHeld = ({ currentTarget, pointerId }: PointerEvent<HTMLElement>) =>
    currentTarget.hasPointerCapture(pointerId);

  return (
    <div
      className="handle"
      data-testid="handle"
      title={title}
      // These windows never have the keyboard. The settings move the bubble too.
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onIntent({ kind: 'drag-start', screenX: event.screenX, screenY: event.screenY });
      }}
      onPointerMove={(event) => {
        if (isHeld(event)) onIntent({ kind: 'drag-move', screenX: event.screenX, screenY: event.screenY });
      }}
      onPointerUp={(event) => {
        if (isHeld(event)) onIntent({ kind: 'drag-end' });
      }}
      onPointerCancel={() => onIntent({ kind: 'drag-cancel' })}
      onDoubleClick={() => onIntent({ kind: 'reset' })}
    >
      <Icon name="grip">
        {DOTS.map(({ x, y }) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r="1.6" fill="currentColor" stroke="none" />
        ))}
      </Icon>
    </div>
  );
}
