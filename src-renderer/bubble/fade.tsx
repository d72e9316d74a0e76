import type { ReactNode } from 'react';
import type { Layers } from './layers.ts';

interface FadeProps<T> {
  readonly layers: Layers<T>;
  /** The class of the element around each content. */
  readonly className: string;
  readonly draw: (content: T, leaving: boolean) => ReactNode;
  /** Called when a leaving layer can't be seen any more. */
  readonly onGone: (key: number) => void;
}

/** Draws a place's contents on top of each other; the stylesheet fades them by `data-leaving`. */
export function Fade<T>({ layers, className, draw, onGone }: FadeProps<T>) {
  const { current, leaving } = layers;
  // An array, so that React moves an element from "current" to "leaving" by its key instead of making a new one.
  const elements: ReactNode[] = [];
  if (leaving !== null) {
    elements.push(
      <div
        key={leaving.key}
        className={className}
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
      <div key={current.key} className={className}>
        {draw(current.content, false)}
      </div>,
    );
  }
  return elements;
}
