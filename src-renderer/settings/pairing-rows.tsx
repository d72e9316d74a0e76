import { useId, useState } from 'react';
import type { PairingAnswer } from '../../src-shared/adding-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { describedBy } from './fields.tsx';
import { NO_ANSWER } from './finding-text.ts';
import { Row } from './row.tsx';

type PairingSource = 'text' | 'file';

interface Outcome {
  readonly by: PairingSource;
  readonly answer: PairingAnswer | typeof NO_ANSWER.problem;
}

/** Pairing by text or by file. The outcome shows in the row that was used. */
export function PairingRows({ t }: { readonly t: Translate }) {
  const [textId, fileId] = [useId(), useId()];
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const show = (by: PairingSource, request: Promise<PairingAnswer>) => {
    setOutcome(null);
    void request.catch(() => NO_ANSWER.problem).then((answer) => setOutcome({ by, answer }));
  };
  // Pasted text goes straight to main and never into the field, because it contains a key.
  const pairText = (text: string) => show('text', window.settings.pairText(text));
  const wordsOf = (source: PairingSource) => {
    const answer = outcome?.by === source ? outcome.answer : null;
    return {
      hint: t(source === 'text' ? 'clients.pairTextHint' : 'clients.pairFileHint'),
      error: answer === null ? null : errorText(answer, t),
      below: <output className="said">{answer === 'paired' && t('clients.paired')}</output>,
    };
  };
  const [text, file] = [wordsOf('text'), wordsOf('file')];
  return (
    <>
      <Row id={textId} label={t('clients.pairText')} htmlFor={textId} {...text}>
        <input
          id={textId}
          type="password"
          autoComplete="off"
          value=""
          placeholder={t('clients.paste')}
          aria-invalid={text.error !== null}
          aria-describedby={describedBy(textId, text.hint, text.error)}
          onPaste={(event) => {
            event.preventDefault();
            pairText(event.clipboardData.getData('text/plain'));
          }}
          // Text that is dropped or inserted otherwise also arrives in one piece.
          onChange={(event) => pairText(event.target.value)}
        />
      </Row>
      <Row id={fileId} label={t('clients.pairFileLabel')} {...file}>
        <button
          type="button"
          aria-describedby={`${fileId}-label ${describedBy(fileId, file.hint, file.error)}`}
          onClick={() => show('file', window.settings.pairFile())}
        >
          {t('clients.pairFile')}
        </button>
      </Row>
    </>
  );
}

function errorText(answer: Outcome['answer'], t: Translate): string | null {
  if (answer === 'paired' || answer === 'cancelled') return null;
  return answer === 'failed' ? t('adding.failed') : t(`pairing.${answer}`);
}
