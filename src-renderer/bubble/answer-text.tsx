import { memo } from 'react';
import type { SoftLine, SoftText } from '../../src-shared/soft-text.ts';

/**
 * An answer, softened: a block for each line, which is only added to while the answer grows, so that screen readers read only
 * the new words. The line's end is in its block.
 */
export function AnswerText({ soft }: { readonly soft: SoftText }) {
  return soft.map((line, index) => <Line key={line.at} line={line} isLast={index === soft.length - 1} />);
}

/** How much farther in an item is than the one that it is in. */
const LEVEL_EM = 1.2;

interface LineProps {
  readonly line: SoftLine;
  readonly isLast: boolean;
}

/** Of an answer that grows, only the last lines are drawn again. */
const Line = memo(
  function Line({ line, isLast }: LineProps) {
    const { kind, level, quotes, runs } = line;
    return (
      <span
        className="line"
        data-kind={kind}
        data-quotes={quotes || undefined}
        style={level > 0 ? { marginInlineStart: `${level * LEVEL_EM}em` } : undefined}
      >
        {runs.map(({ at, text, styles }) =>
          styles.length === 0 ? (
            text
          ) : (
            <span key={at} className={styles.join(' ')}>
              {text}
            </span>
          ),
        )}
        {!isLast && '\n'}
      </span>
    );
  },
  (before, after) => before.isLast === after.isLast && isSame(before.line, after.line),
);

function isSame(one: SoftLine, other: SoftLine): boolean {
  return (
    one.kind === other.kind &&
    one.level === other.level &&
    one.quotes === other.quotes &&
    one.runs.length === other.runs.length &&
    one.runs.every(({ text, styles }, index) => {
      const run = other.runs[index];
      return text === run?.text && styles === run.styles;
    })
  );
}
