import type { FocusEvent, InputHTMLAttributes } from 'react';

type Passed = 'id' | 'inputMode' | 'dir' | 'maxLength' | 'readOnly' | 'aria-invalid' | 'aria-describedby';

interface DraftInputProps extends Pick<InputHTMLAttributes<HTMLInputElement>, Passed> {
  /** What is in the field. */
  readonly text: string;
  readonly onType: (text: string) => void;
  /** Called when what was typed is to apply. */
  readonly onApply: () => void;
  /** Called when what was typed is to be forgotten. */
  readonly onTakeBack: () => void;
  /** Called instead of `onApply` when the user leaves the field. */
  readonly onLeave?: (event: FocusEvent<HTMLInputElement>) => void;
}

/** Text that applies when the user presses Enter or leaves the field; Esc takes it back. */
export function DraftInput({ text, onType, onApply, onTakeBack, onLeave = onApply, ...passed }: DraftInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      {...passed}
      value={text}
      onChange={({ target }) => onType(target.value)}
      onBlur={onLeave}
      onKeyDown={(event) => {
        // Enter and Esc are the input method's while it makes a word.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') onApply();
        if (event.key === 'Escape') onTakeBack();
      }}
    />
  );
}
