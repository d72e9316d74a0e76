import { type KeyboardEvent, useId } from 'react';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { ANCHOR_GRID, moveAnchor } from './anchor-moves.ts';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

interface AnchorPickerProps {
  readonly anchor: Anchor;
  readonly hint?: string;
  readonly onChange: (anchor: Anchor) => void;
  readonly t: Translate;
}

/** A small display with the eight places for the bubble. Arrow keys move in their direction. */
export function AnchorPicker({ anchor, hint, onChange, t }: AnchorPickerProps) {
  const id = useId();

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = moveAnchor(anchor, event.key);
    if (next === null) return;
    // By default, arrow keys move through radio buttons in the order of the document.
    event.preventDefault();
    onChange(next);
    const radio = event.currentTarget.querySelector(`input[value="${next}"]`);
    if (radio instanceof HTMLInputElement) radio.focus();
  };

  return (
    <Row id={id} label={t('position.anchor')} hint={hint}>
      <div
        className="anchors"
        role="radiogroup"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(id, hint, null)}
        onKeyDown={onKeyDown}
      >
        {ANCHOR_GRID.flat().map((each) =>
          each === null ? (
            <span key="middle" className="anchor-name">
              {t(`anchor.${anchor}`)}
            </span>
          ) : (
            <input
              key={each}
              type="radio"
              name={id}
              value={each}
              aria-label={t(`anchor.${each}`)}
              title={t(`anchor.${each}`)}
              checked={each === anchor}
              onChange={() => onChange(each)}
            />
          ),
        )}
      </div>
    </Row>
  );
}
