import { type KeyboardEvent, useRef, useState } from 'react';
import { type CommandRequest, TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import type { TypedTexts } from '../../src-shared/panel-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import { Icon } from '../shared/icon.tsx';
import { recall, typing } from './recall.ts';
import type { Scene } from './scene.ts';

/** Text without a visible character, which main would refuse. */
const BLANK = /^[\s\p{Cc}\p{Cf}]*$/u;

interface TextFieldProps {
  readonly scene: Scene;
  readonly typed: TypedTexts;
  readonly press: (request: CommandRequest) => void;
  readonly onDraft: (text: string) => void;
}

/** A field for typing a question. The text stays until the client accepts it, which closes the panel. */
export function TextField({ scene, typed, press, onDraft }: TextFieldProps) {
  const t = translator(scene.state.language);
  const [field, setField] = useState(() => typing(typed.draft));
  const input = useRef<HTMLInputElement>(null);
  const canSend = scene.commands.send_text === 'enabled' && !BLANK.test(field.text);

  const send = () => {
    if (canSend) press({ command: 'send_text', args: { text: field.text.trim() } });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') send();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    // By default the caret would jump to the start or the end.
    event.preventDefault();
    setField(recall(field, typed.sent, event.key === 'ArrowUp' ? 1 : -1));
  };

  return (
    <div className="field">
      <input
        ref={input}
        type="text"
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to be typed into
        autoFocus
        autoComplete="off"
        // The words of an empty field are the interface's.
        dir={field.text === '' ? undefined : 'auto'}
        maxLength={TYPED_TEXT_MAX_LENGTH}
        aria-label={t('panel.text')}
        placeholder={t('panel.text')}
        value={field.text}
        onChange={({ target }) => {
          setField(typing(target.value));
          onDraft(target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="round send"
        data-command="send_text"
        aria-label={t('panel.send')}
        title={t('panel.send')}
        disabled={!canSend}
        aria-busy={scene.text !== null}
        onClick={() => {
          send();
          input.current?.focus();
        }}
      >
        <Icon name="send">
          <path d="M12 19V5.5M6 11.5l6-6 6 6" />
        </Icon>
      </button>
    </div>
  );
}
