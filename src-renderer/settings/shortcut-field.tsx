import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ShortcutState } from '../../src-shared/desktop-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { recordKeys } from './recorded-keys.ts';
import { Row } from './row.tsx';

interface ShortcutFieldProps {
  /** The action of the shortcut. */
  readonly action: string;
  readonly accelerator: string | null;
  readonly state: ShortcutState;
  /** The command that the desktop can start instead; null: none is needed. */
  readonly command: string | null;
  readonly onChange: (accelerator: string | null) => void;
  readonly t: Translate;
}

/** A shortcut, recorded by pressing it. */
export function ShortcutField({ action, accelerator, state, command, onChange, t }: ShortcutFieldProps) {
  const id = useId();
  const record = useRef<HTMLButtonElement>(null);
  const [recording, setRecording] = useState(false);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    if (!recording) return;
    window.settings.setRecording(true);
    return () => window.settings.setRecording(false);
  }, [recording]);

  const stop = () => {
    setRecording(false);
    setRefused(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (!recording) return;
    const recorded = recordKeys(event.nativeEvent);
    // Tab alone leaves the button as usual.
    if (event.key !== 'Tab' || recorded.kind !== 'cancel') event.preventDefault();
    switch (recorded.kind) {
      case 'incomplete':
        return;
      case 'refused':
        return setRefused(true);
      case 'keys':
        onChange(recorded.accelerator);
        return stop();
      case 'clear':
        onChange(null);
        return stop();
      case 'cancel':
        return stop();
    }
  };
  const stateWords = wordsOf(state, t);
  const fails = isFailure(state);
  const needsCommand = fails || state === 'x11-only';

  return (
    <Row
      id={id}
      label={action}
      hint={recording ? t('shortcuts.recordingHint') : fails ? undefined : stateWords}
      error={refused ? t('shortcuts.refused') : fails ? stateWords : null}
      below={needsCommand && command !== null && <code className="line">{command}</code>}
    >
      {accelerator !== null && !recording && (
        <kbd className="keys" aria-describedby={`${id}-label`}>
          {accelerator.replace('Control', 'Ctrl').replaceAll('+', ' + ')}
        </kbd>
      )}
      {accelerator !== null && !recording && (
        <button
          type="button"
          id={`${id}-clear`}
          aria-labelledby={`${id}-clear ${id}-label`}
          onClick={() => {
            onChange(null);
            // The pressed button disappears. Keep the focus in the row.
            record.current?.focus();
          }}
        >
          {t('shortcuts.clear')}
        </button>
      )}
      <button
        type="button"
        ref={record}
        id={`${id}-record`}
        data-recording={recording}
        aria-labelledby={`${id}-record ${id}-label`}
        aria-describedby={`${id}-hint ${id}-error`}
        onClick={() => setRecording(true)}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          // The space bar of a shortcut would press the button.
          if (recording) event.preventDefault();
        }}
        onBlur={stop}
      >
        {recording ? t('shortcuts.recording') : t('shortcuts.record')}
      </button>
    </Row>
  );
}

function isFailure(state: ShortcutState): boolean {
  return state === 'conflict' || state === 'unavailable' || state === 'refused';
}

function wordsOf(state: ShortcutState, t: Translate): string {
  if (typeof state === 'string') return t(`shortcutState.${state}`);
  if (state.desktopKeys === '') return t('shortcuts.noDesktopKeys');
  return t('shortcuts.desktopKeys', { keys: state.desktopKeys });
}
