import type { ReactNode } from 'react';
import type { Layers } from './layers.ts';

interface FadeProps<T> {
  readonly layers: Layers<T>;
  readonly draw: (content: T, leaving: boolean) => ReactNode;
  /** Called when a layer has faded out. */
  readonly onGone: (key: number) => void;
}

/** Draw the layers of a place as cards on top of each other; the stylesheet fades them by `data-leaving`. */
export function Fade<T>({ layers, draw, onGone }: FadeProps<T>) {
  const { current, leaving } = layers;
  // An array: React then moves an element from "current" to "leaving" by its key instead of creating a new one.
  const elements: ReactNode[] = [];
  if (leaving !== null) {
    elements.push(
      <div
        key={leaving.key}
        className="card"
        data-leaving="true"
        aria-hidden="true"
        onTransitionEnd={(event) => {
          if (event.target === event.currentTarget && event.propertyName === 'opacity') onGone(leaving.key);
        }}
      >
        {draw(leaving.content, true)}
      </div>,
    );
  }
  if (current.content !== null) {
    elements.push(
      <div key={current.key} className="card">
        {draw(current.content, false)}
      </div>,
    );
  }
  return elements;
}
